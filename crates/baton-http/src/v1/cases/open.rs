//! `POST /cases`: a teammate opens a case.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use baton_app::case::open::{NewCase, NewParticipant, open as open_case};
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
    /// The contact.
    contact_id: String,
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
        let contact = self.contact_id.parse().map_err(|_| {
            Problem::invalid(format!("/participants/{index}/contact_id"), "id.malformed")
        })?;
        let role = self.role.clone().unwrap_or_else(|| "customer".to_owned());
        let role = serde_json::from_value(serde_json::Value::String(role)).map_err(|_| {
            Problem::invalid(format!("/participants/{index}/role"), "participant.role")
        })?;
        Ok(NewParticipant { contact, role })
    }
}
