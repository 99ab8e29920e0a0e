//! `POST /cases/{id}/merge`, `/split` and `/move-message`: what goes from one case to another.
//!
//! Each answers for the case that was asked; the other one is named by its events.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use baton_app::case::transfer;
use baton_app::case::transfer::{MessageRefusal, TransferError};
use baton_domain::id::{CaseId, MessageId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answer::{Changed, asked, respond};
use crate::auth::{Allowed, CasesMerge, CasesMoveMessage, CasesSplit};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// The routes of everything that concerns two cases.
pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(merge))
        .routes(routes!(split))
        .routes(routes!(move_message))
}

/// Which case to go on in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Merge {
    /// The case that goes on.
    into: String,
    /// The sequence the caller has seen; refused if the case moved on since.
    seen_sequence: Option<u64>,
}

/// Lets the case go on in another one, with everything it owes.
#[utoipa::path(post, path = "/cases/{id}/merge", operation_id = "cases.merge", request_body = Merge,
    params(("id" = String, Path, description = "The case")),
    responses((status = 200, body = Changed), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn merge(
    State(state): State<HttpState>,
    allowed: Allowed<CasesMerge>,
    Path(id): Path<String>,
    once: Once<Merge>,
) -> Result<Response, Problem> {
    let (body, ask) = asked(once, allowed.caller, &id, |body| body.seen_sequence)?;
    let caller = ask.call.caller.clone();
    let into: CaseId = named("/into", &body.into)?;
    let change = transfer::merge(&state.app, ask, into).await?;
    respond(&state, &caller, change).await
}

/// Which messages.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Split {
    /// The messages of the new case; each one came in from outside.
    message_ids: Vec<String>,
    /// The sequence the caller has seen; refused if the case moved on since.
    seen_sequence: Option<u64>,
}

/// Makes messages a case of their own; the event `split` names it.
#[utoipa::path(post, path = "/cases/{id}/split", operation_id = "cases.split", request_body = Split,
    params(("id" = String, Path, description = "The case")),
    responses((status = 200, body = Changed), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn split(
    State(state): State<HttpState>,
    allowed: Allowed<CasesSplit>,
    Path(id): Path<String>,
    once: Once<Split>,
) -> Result<Response, Problem> {
    let (body, ask) = asked(once, allowed.caller, &id, |body| body.seen_sequence)?;
    let caller = ask.call.caller.clone();
    let ids = body.message_ids.iter().enumerate();
    let ids = ids.map(|(index, id)| named(&format!("/message_ids/{index}"), id));
    let ids: Vec<MessageId> = ids.collect::<Result<_, _>>()?;
    let change = transfer::split(&state.app, ask, ids).await?;
    respond(&state, &caller, change).await
}

/// Which message, and where to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MoveMessage {
    /// The message; it came in from outside.
    message_id: String,
    /// The case it belongs to.
    to_case: String,
    /// The sequence the caller has seen; refused if the case moved on since.
    seen_sequence: Option<u64>,
}

/// Gives a message to another case, with the answer that is owed to it.
#[utoipa::path(post, path = "/cases/{id}/move-message", operation_id = "cases.move_message",
    request_body = MoveMessage, params(("id" = String, Path, description = "The case")),
    responses((status = 200, body = Changed), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn move_message(
    State(state): State<HttpState>,
    allowed: Allowed<CasesMoveMessage>,
    Path(id): Path<String>,
    once: Once<MoveMessage>,
) -> Result<Response, Problem> {
    let (body, ask) = asked(once, allowed.caller, &id, |body| body.seen_sequence)?;
    let caller = ask.call.caller.clone();
    let message: MessageId = named("/message_id", &body.message_id)?;
    let to: CaseId = named("/to_case", &body.to_case)?;
    let change = transfer::move_message(&state.app, ask, message, to).await?;
    respond(&state, &caller, change).await
}

fn named<T: std::str::FromStr>(pointer: &str, id: &str) -> Result<T, Problem> {
    id.parse()
        .map_err(|_| Problem::invalid(pointer, "id.malformed"))
}

impl From<TransferError> for Problem {
    fn from(error: TransferError) -> Self {
        match error {
            TransferError::App(error) => error.into(),
            TransferError::Message(refusal) => {
                let title = match refusal {
                    MessageRefusal::NotInCase => "The message is not in this case",
                    MessageRefusal::NotInbound => "Nobody outside wrote this message",
                };
                Self::new(StatusCode::CONFLICT, refusal.code(), title)
            }
        }
    }
}
