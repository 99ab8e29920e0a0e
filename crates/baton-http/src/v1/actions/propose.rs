//! `POST /cases/{id}/actions`: somebody wants something done in a back office.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use baton_app::act::{NewAction, NewMessage, Parameters, propose as propose_action};
use baton_domain::action::ActionKind;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::respond;
use crate::auth::{ActionsPropose, Allowed};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::render::action::ActionDto;
use crate::v1::drafts::then::{self, Then};

/// A new action.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeAction {
    /// `lookup_order`, `refund`, `compensate`, `note` or `change_address`.
    kind: String,
    /// Exactly what is to be done. `lookup_order {order}`; `refund` and `compensate`
    /// `{order, amount {minor, currency}, reason?}`; `note {order, text}`;
    /// `change_address {order, address {name, lines[], postcode?, city, country}}`.
    #[schema(value_type = Object)]
    parameters: serde_json::Value,
    /// For whom; the customer if absent.
    participant_id: Option<String>,
    /// The message that tells of it: decided with it, sent only once it is done.
    message: Option<ActionMessage>,
    /// The action that this one undoes.
    undoes: Option<String>,
    /// The sequence the caller has seen; refused if the case moved on since.
    seen_sequence: Option<u64>,
}

/// The message that tells of an action.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionMessage {
    /// What it says. `{{amount}}`, `{{order}}` and `{{reference}}` stand for what was really done.
    text: String,
    /// On which conversation; the one on which they wait if absent.
    conversation_id: Option<String>,
    /// The participant it goes to; whoever has waited longest if absent.
    to: Option<String>,
    /// What comes next once it is sent; it stays with us if absent.
    then: Option<Then>,
}

/// Proposes an action. The answer says what governance asks for: `verdict` is `allow` where the
/// requester's own approval suffices, `review` where somebody with `needed.role` has to agree.
#[utoipa::path(post, path = "/cases/{id}/actions", operation_id = "actions.propose",
    request_body = ProposeAction, params(("id" = String, Path, description = "The case")),
    responses((status = 201, body = ActionDto), (status = 400, body = Problem),
        (status = 403, body = Problem, description = "Policy forbids it"),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn propose(
    State(state): State<HttpState>,
    allowed: Allowed<ActionsPropose>,
    Path(id): Path<String>,
    once: Once<ProposeAction>,
) -> Result<Response, Problem> {
    let case = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let new = read(body)?;
    let done = propose_action(&state.app, call, case, new).await?;
    respond(&state, &caller, &done, StatusCode::CREATED).await
}

fn read(body: ProposeAction) -> Result<NewAction, Problem> {
    let malformed = |pointer: &str| Problem::invalid(pointer, "id.malformed");
    let kind = ActionKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == body.kind)
        .ok_or_else(|| Problem::invalid("/kind", "action.kind"))?;
    let parameters = Parameters::read(kind, body.parameters)
        .map_err(|invalid| Problem::invalid(invalid.pointer, invalid.code))?;
    let participant = body.participant_id.map(|id| id.parse()).transpose();
    let undoes = body.undoes.map(|id| id.parse()).transpose();
    Ok(NewAction {
        parameters,
        participant: participant.map_err(|_| malformed("/participant_id"))?,
        message: body.message.map(message).transpose()?,
        undoes: undoes.map_err(|_| malformed("/undoes"))?,
        seen_sequence: body.seen_sequence,
    })
}

fn message(body: ActionMessage) -> Result<NewMessage, Problem> {
    let malformed = |pointer: &str| Problem::invalid(pointer, "id.malformed");
    let conversation = body.conversation_id.map(|id| id.parse()).transpose();
    let to = body.to.map(|id| id.parse()).transpose();
    Ok(NewMessage {
        text: body.text,
        conversation: conversation.map_err(|_| malformed("/message/conversation_id"))?,
        to: to.map_err(|_| malformed("/message/to"))?,
        then: then::read(body.then)?,
    })
}
