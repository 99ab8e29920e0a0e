//! `GET /cases/{id}/order`: the order a case is about, as the back office tells it.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::order::{self, OrderCard};
use baton_app::ports::back_office::{Order, Parcel};
use baton_app::view::code;
use baton_domain::money::Money;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, CasesOrder};
use crate::problem::Problem;
use crate::state::HttpState;

/// The order a case is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderDto {
    /// Its number, as the customer knows it.
    pub number: String,
    /// `processing`, `shipped`, `delivered`, `cancelled`, `refunded` or `returned`.
    pub status: &'static str,
    /// When it was placed; null where details are withheld.
    pub placed_at: Option<String>,
    /// What all of it costs.
    pub total: Option<MoneyDto>,
    /// What was ordered.
    pub items: Vec<ItemDto>,
    /// The parcel that was last heard of.
    pub shipment: Option<ShipmentDto>,
    /// Every parcel.
    pub parcels: Vec<ParcelDto>,
    /// What was paid back, or will be.
    pub refunds: Vec<RefundDto>,
    /// Whose it is.
    pub customer: Option<OrderCustomerDto>,
    /// When the back office said so.
    pub looked_up_at: String,
    /// `number` if somebody named it in the case, `customer` if it is the customer's latest.
    pub found_by: &'static str,
    /// How sure we are of who the customer is.
    pub identity: String,
    /// Whether details are left out, because the customer may not be told about them yet.
    pub is_withheld: bool,
    /// Whether it was placed under an address of the case's customer; null where nobody can tell.
    pub is_theirs: Option<bool>,
}

/// An amount of money.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoneyDto {
    /// In minor units: cents, fen, yen.
    pub minor: i64,
    /// ISO 4217.
    pub currency: String,
}

/// A line of an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemDto {
    /// What it is called.
    pub name: String,
    /// How many.
    pub quantity: u32,
}

/// The parcel that was last heard of, in short.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShipmentDto {
    /// Who carries it.
    pub carrier: Option<String>,
    /// The number it is tracked by.
    pub tracking: Option<String>,
    /// As `parcels[].status`.
    pub status: &'static str,
    /// When it should arrive.
    pub eta: Option<String>,
}

/// A parcel.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParcelDto {
    /// Who carries it.
    pub carrier: Option<String>,
    /// The number it is tracked by.
    pub number: Option<String>,
    /// `announced`, `in_transit`, `out_for_delivery`, `delivered` or `trouble`.
    pub status: &'static str,
    /// When the carrier last said something.
    pub last_event_at: Option<String>,
    /// When it should arrive.
    pub expected_at: Option<String>,
}

/// Money that goes back.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefundDto {
    /// The back office's name for it.
    pub reference: Option<String>,
    /// How much.
    pub amount: MoneyDto,
    /// `pending`, `paid` or `failed`.
    pub status: &'static str,
    /// When it was made.
    pub at: Option<String>,
}

/// Whose order it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderCustomerDto {
    /// The name on the order.
    pub name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Phone, E.164.
    pub phone: Option<String>,
}

/// Gives the order a case is about. Looking it up is recorded.
#[utoipa::path(get, path = "/cases/{id}/order", operation_id = "cases.order",
    params(("id" = String, Path, description = "The case")),
    responses((status = 200, body = OrderDto),
        (status = 404, body = Problem, description = "It is about no order that a back office knows"),
        (status = 502, body = Problem, description = "What the back office said cannot be used"),
        (status = 503, body = Problem, description = "The back office cannot say now")))]
pub async fn order(
    State(state): State<HttpState>,
    allowed: Allowed<CasesOrder>,
    Path(id): Path<String>,
) -> Result<Json<OrderDto>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let card = order::of_case(&state.app, &allowed.caller, id).await?;
    Ok(Json(render(card)))
}

fn render(card: OrderCard) -> OrderDto {
    let order = card.order;
    OrderDto {
        status: order.state.as_str(),
        placed_at: order.placed_at.map(|at| at.to_string()),
        total: order.total.map(money),
        shipment: shipment(&order),
        parcels: order.parcels.into_iter().map(parcel).collect(),
        refunds: order
            .refunds
            .into_iter()
            .map(|refund| RefundDto {
                reference: refund.reference,
                amount: money(refund.amount),
                status: refund.state.as_str(),
                at: refund.at.map(|at| at.to_string()),
            })
            .collect(),
        items: order
            .items
            .into_iter()
            .map(|item| ItemDto {
                name: item.name,
                quantity: item.quantity,
            })
            .collect(),
        customer: order.customer.map(|customer| OrderCustomerDto {
            name: customer.name,
            email: customer.email,
            phone: customer.phone,
        }),
        number: order.number,
        looked_up_at: card.looked_up_at.to_string(),
        found_by: card.found_by.as_str(),
        identity: code(&card.identity),
        is_withheld: card.is_withheld,
        is_theirs: card.is_theirs,
    }
}

fn shipment(order: &Order) -> Option<ShipmentDto> {
    let last = order
        .parcels
        .iter()
        .max_by_key(|parcel| parcel.last_event_at)?;
    Some(ShipmentDto {
        carrier: last.carrier.clone(),
        tracking: last.number.clone(),
        status: last.state.as_str(),
        eta: last.expected_at.map(|at| at.to_string()),
    })
}

fn parcel(parcel: Parcel) -> ParcelDto {
    ParcelDto {
        carrier: parcel.carrier,
        number: parcel.number,
        status: parcel.state.as_str(),
        last_event_at: parcel.last_event_at.map(|at| at.to_string()),
        expected_at: parcel.expected_at.map(|at| at.to_string()),
    }
}

/// An amount on the wire.
pub(crate) fn money(money: Money) -> MoneyDto {
    MoneyDto {
        minor: money.minor,
        currency: money.currency.to_string(),
    }
}
