//! `POST /cases`: a teammate opens a case.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use baton_app::case::open::{Named, NewCase, NewParticipant, open as open_case};
use baton_app::ports::channel::Address;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{self, Changed};
use crate::auth::{Allowed, CasesOpen};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// A new case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenCase {
    /// What it is about, in a line.
    subject: String,
    /// Who takes part.
    participants: Vec<OpenParticipant>,
    /// The channel on which answers are to leave.
    channel: Option<String>,
}

/// Somebody in a new case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenParticipant {
    /// The contact, if it is known here.
    contact_id: Option<String>,
    /// Or an e-mail address or a phone number in E.164; a new one becomes a contact.
    address: Option<String>,
    /// The name that goes with a new address.
    name: Option<String>,
    /// `customer`, `executor`, `partner` or `platform`; `customer` if absent.
    role: Option<String>,
}

/// Opens a case for somebody who called or wrote a letter.
#[utoipa::path(post, path = "/cases", operation_id = "cases.open", request_body = OpenCase,
    responses((status = 201, body = Changed), (status = 400, body = Problem)))]
pub async fn open(
    State(state): State<HttpState>,
    allowed: Allowed<CasesOpen>,
    once: Once<OpenCase>,
) -> Result<Response, Problem> {
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let channel = body
        .channel
        .map(|id| {
            id.parse()
                .map_err(|_| Problem::invalid("/channel", "id.malformed"))
        })
        .transpose()?;
    let new = NewCase {
        subject: body.subject,
        participants: body
            .participants
            .iter()
            .enumerate()
            .map(|(index, participant)| participant.read(index))
            .collect::<Result<_, _>>()?,
        channel,
    };
    let change = open_case(&state.app, call, new).await?;
    let is_replay = change.is_replay;
    let answer = answer::changed(&state, &caller, change).await?;
    Ok(answer::once(
        is_replay,
        (StatusCode::CREATED, Json(answer)).into_response(),
    ))
}

impl OpenParticipant {
    fn read(&self, index: usize) -> Result<NewParticipant, Problem> {
        let at = |field: &str| format!("/participants/{index}{field}");
        let who = match (&self.contact_id, &self.address) {
            (Some(id), None) => id
                .parse()
                .map(Named::Contact)
                .map_err(|_| Problem::invalid(at("/contact_id"), "id.malformed"))?,
            (None, Some(address)) => Address::of_person(address, self.name.clone())
                .map(Named::Address)
                .ok_or_else(|| Problem::invalid(at("/address"), "address.malformed"))?,
            (Some(_), Some(_)) | (None, None) => {
                return Err(Problem::invalid(at(""), "participant.whom"));
            }
        };
        let role = self.role.clone().unwrap_or_else(|| "customer".to_owned());
        let role = serde_json::from_value(serde_json::Value::String(role))
            .map_err(|_| Problem::invalid(at("/role"), "participant.role"))?;
        Ok(NewParticipant { who, role })
    }
}
