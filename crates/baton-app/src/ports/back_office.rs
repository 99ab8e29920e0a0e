//! The systems that orders, parcels and money live in: a shop, a carrier, a payment provider.
//!
//! Look-ups change nothing and may be repeated. An execution carries a key: a back office that
//! honours keys does the same key once, one that does not is called once, because nobody calls
//! again after an outcome that may have happened. What comes back is data, never instructions.

mod operation;

use baton_domain::id::WorkspaceId;
use baton_domain::money::Money;
use baton_domain::time::Timestamp;

pub use operation::{Address, Operation};

use super::channel::Boxed;

/// An order as its back office knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its number, as the customer knows it.
    pub number: String,
    /// When it was placed.
    pub placed_at: Option<Timestamp>,
    /// Where it stands.
    pub state: OrderState,
    /// What all of it costs.
    pub total: Option<Money>,
    /// What was ordered.
    pub items: Vec<Item>,
    /// What is on its way, or was.
    pub parcels: Vec<Parcel>,
    /// What was paid back, or will be.
    pub refunds: Vec<Refund>,
    /// Whose it is.
    pub customer: Option<Customer>,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Paid and not yet sent.
    Processing,
    /// On its way.
    Shipped,
    /// Arrived.
    Delivered,
    /// Stopped.
    Cancelled,
    /// Paid back.
    Refunded,
    /// Sent back by the customer.
    Returned,
}

impl OrderState {
    /// The name in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Processing => "processing",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
            Self::Returned => "returned",
        }
    }
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is called.
    pub name: String,
    /// How many.
    pub quantity: u32,
}

/// A parcel as its carrier knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Who carries it.
    pub carrier: Option<String>,
    /// The number it is tracked by.
    pub number: Option<String>,
    /// Where it stands.
    pub state: ParcelState,
    /// When the carrier last said something.
    pub last_event_at: Option<Timestamp>,
    /// When it should arrive.
    pub expected_at: Option<Timestamp>,
}

/// Where a parcel stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParcelState {
    /// The carrier knows of it and has not got it.
    Announced,
    /// On its way.
    InTransit,
    /// With the courier who brings it.
    OutForDelivery,
    /// Handed over.
    Delivered,
    /// Something went wrong: lost, damaged, held, sent back.
    Trouble,
}

impl ParcelState {
    /// The name in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::InTransit => "in_transit",
            Self::OutForDelivery => "out_for_delivery",
            Self::Delivered => "delivered",
            Self::Trouble => "trouble",
        }
    }
}

/// Money that goes back to the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// The back office's name for it.
    pub reference: Option<String>,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: RefundState,
    /// When it was made.
    pub at: Option<Timestamp>,
}

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// On its way to the customer's account.
    Pending,
    /// There.
    Paid,
    /// The bank or the provider said no.
    Failed,
}

impl RefundState {
    /// The name in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Paid => "paid",
            Self::Failed => "failed",
        }
    }
}

/// Whose order it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Customer {
    /// The name on the order.
    pub name: Option<String>,
    /// E-mail, lower case.
    pub email: Option<String>,
    /// Phone, E.164.
    pub phone: Option<String>,
}

/// Why a look-up gave nothing. The codes have a line each in `docs/errors.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LookupFailure {
    /// The workspace has no back office, or it cannot look this up.
    #[error("no back office is connected that knows this")]
    NotConnected,
    /// It answered that there is no such thing.
    #[error("the back office knows no such thing")]
    NotFound,
    /// It did not answer, or said that it cannot now.
    #[error("the back office is not available: {code}")]
    Unavailable {
        /// What happened.
        code: &'static str,
    },
    /// It answered, and what it said cannot be relied on.
    #[error("the back office's answer cannot be used: {code}")]
    Unclear {
        /// What is wrong with it.
        code: &'static str,
    },
}

/// One execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execution {
    /// Names it: the same for every attempt. A back office that honours keys does a key once.
    pub key: String,
    /// What to do.
    pub operation: Operation,
}

/// How an execution ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Executed {
    /// It is done.
    Done {
        /// The back office's name for what it did.
        reference: Option<String>,
    },
    /// The back office says no, for good. Nothing happened.
    Refused {
        /// Why.
        code: &'static str,
    },
    /// It provably was not asked: it can be asked again.
    NotAccepted {
        /// Why.
        code: &'static str,
    },
    /// It may have happened or not.
    Unknown {
        /// Why.
        code: &'static str,
    },
}

/// A back office, or several behind one front.
pub trait BackOffice: Send + Sync {
    /// Whether the workspace has one at all.
    fn is_connected(&self, workspace: WorkspaceId) -> bool;

    /// The order with this number.
    ///
    /// # Errors
    /// Why there is none to show.
    fn order<'a>(
        &'a self,
        workspace: WorkspaceId,
        number: &'a str,
    ) -> Boxed<'a, Result<Order, LookupFailure>>;

    /// The numbers of the orders placed under an e-mail address or phone number, newest first.
    ///
    /// # Errors
    /// Why there are none to show; nobody's orders are an empty list.
    fn orders_of<'a>(
        &'a self,
        workspace: WorkspaceId,
        address: &'a str,
    ) -> Boxed<'a, Result<Vec<String>, LookupFailure>>;

    /// The parcel with this tracking number.
    ///
    /// # Errors
    /// Why there is none to show.
    fn parcel<'a>(
        &'a self,
        workspace: WorkspaceId,
        number: &'a str,
    ) -> Boxed<'a, Result<Parcel, LookupFailure>>;

    /// Changes something, once. Called outside any write unit.
    fn execute<'a>(
        &'a self,
        workspace: WorkspaceId,
        execution: &'a Execution,
    ) -> Boxed<'a, Executed>;
}

/// For installations that have none.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoBackOffice;

impl BackOffice for NoBackOffice {
    fn is_connected(&self, _: WorkspaceId) -> bool {
        false
    }

    fn order<'a>(&'a self, _: WorkspaceId, _: &'a str) -> Boxed<'a, Result<Order, LookupFailure>> {
        Box::pin(async { Err(LookupFailure::NotConnected) })
    }

    fn orders_of<'a>(
        &'a self,
        _: WorkspaceId,
        _: &'a str,
    ) -> Boxed<'a, Result<Vec<String>, LookupFailure>> {
        Box::pin(async { Err(LookupFailure::NotConnected) })
    }

    fn parcel<'a>(
        &'a self,
        _: WorkspaceId,
        _: &'a str,
    ) -> Boxed<'a, Result<Parcel, LookupFailure>> {
        Box::pin(async { Err(LookupFailure::NotConnected) })
    }

    fn execute<'a>(&'a self, _: WorkspaceId, _: &'a Execution) -> Boxed<'a, Executed> {
        Box::pin(async {
            Executed::Refused {
                code: "back_office.not_connected",
            }
        })
    }
}
