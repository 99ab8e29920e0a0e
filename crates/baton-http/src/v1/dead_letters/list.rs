//! `GET /dead-letters`: messages that could not be read, with the reason.

use axum::Json;
use axum::extract::State;
use baton_app::view::{self, MessageView, WantedMessages};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, DeadLettersList};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::listing::{PageDto, Params};

/// A message that could not be read.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadLetterDto {
    /// The message.
    pub id: String,
    /// By which channel it came.
    pub channel_id: Option<String>,
    /// The provider's id of it.
    pub external_id: Option<String>,
    /// When.
    pub received_at: String,
    /// Why it could not be read, as a code.
    pub reason_code: Option<String>,
    /// Why, in English.
    pub reason: Option<String>,
}

/// Lists what could not be read, the latest first.
#[utoipa::path(get, path = "/dead-letters", operation_id = "dead_letters.list",
    params(
        ("limit" = Option<u64>, Query, description = "1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before"),
        ("count" = Option<bool>, Query, description = "Adds `total`, at most 10,000"),
    ),
    responses((status = 200, body = PageDto<DeadLetterDto>)))]
pub async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<DeadLettersList>,
    mut params: Params,
) -> Result<Json<PageDto<DeadLetterDto>>, Problem> {
    let page = params.page()?;
    params.finish()?;
    let wanted = WantedMessages {
        external_id: None,
        state: vec!["dead".to_owned()],
        page,
    };
    let page = view::messages(&state.app, &allowed.caller, wanted).await?;
    Ok(Json(PageDto::of(page, render)))
}

fn render(view: MessageView) -> DeadLetterDto {
    let record = view.record;
    let reason = record.reason_code.as_deref().map(readable);
    DeadLetterDto {
        id: record.id.to_string(),
        channel_id: Some(record.channel.to_string()),
        external_id: view.external_id,
        received_at: record.received_at.to_string(),
        reason_code: record.reason_code,
        reason,
    }
}

/// A code as words, so that none is ever blank.
fn readable(code: &str) -> String {
    let words = code.replace(['.', '_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_without_words_of_its_own_is_made_readable() {
        assert_eq!(readable("message.no_sender"), "Message no sender");
        assert_eq!(readable(""), "");
    }
}
