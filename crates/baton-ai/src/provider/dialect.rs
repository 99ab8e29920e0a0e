//! How servers are spoken to: what is sent where, and what in an answer is which.

use std::str::FromStr;

use baton_app::ports::model::ModelRequest;
use serde_json::{Map, Value, json};

/// A way of speaking to a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Chat completions, as `OpenAI` introduced them and most servers speak.
    OpenAi,
    /// `OpenAI`'s responses.
    OpenAiResponses,
    /// Anthropic's messages.
    Anthropic,
}

/// The name is of no dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected openai, openai-responses or anthropic")]
pub struct UnknownDialect;

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(name: &str) -> Result<Self, UnknownDialect> {
        [Self::OpenAi, Self::OpenAiResponses, Self::Anthropic]
            .into_iter()
            .find(|dialect| dialect.name() == name)
            .ok_or(UnknownDialect)
    }
}

/// The version of Anthropic's API that this is written for.
pub(super) const ANTHROPIC_VERSION: &str = "2023-06-01";

impl Dialect {
    /// The name in configuration and in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::OpenAiResponses => "openai-responses",
            Self::Anthropic => "anthropic",
        }
    }

    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::OpenAi => "chat/completions",
            Self::OpenAiResponses => "responses",
            Self::Anthropic => "messages",
        }
    }

    /// The body of a question: our words as instructions, everything else as one quoted object.
    pub(super) fn body(self, model: &str, request: &ModelRequest) -> Value {
        let (instructions, data) = (request.instructions, quoted(request));
        let most = request.max_answer_tokens;
        match self {
            Self::OpenAi => json!({
                "model": model, "stream": true, "stream_options": {"include_usage": true},
                "temperature": 0, "max_tokens": most,
                "messages": [
                    {"role": "system", "content": instructions},
                    {"role": "user", "content": data},
                ],
            }),
            Self::OpenAiResponses => json!({
                "model": model, "stream": true, "store": false, "max_output_tokens": most,
                "instructions": instructions, "input": data,
            }),
            Self::Anthropic => json!({
                "model": model, "stream": true, "temperature": 0, "max_tokens": most,
                "system": instructions, "messages": [{"role": "user", "content": data}],
            }),
        }
    }

    /// What one event of a stream says.
    pub(super) fn piece(self, event: &Value) -> Piece {
        match self {
            Self::OpenAi => chat(event),
            Self::OpenAiResponses => responses(event),
            Self::Anthropic => anthropic(event),
        }
    }

    /// What an answer says that came in one piece.
    pub(super) fn whole(self, body: &Value) -> Piece {
        let text = match self {
            Self::OpenAi => body
                .pointer("/choices/0/message/content")
                .and_then(Value::as_str)
                .map(str::to_owned),
            Self::OpenAiResponses => joined(
                body.get("output")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(|item| item.get("content")?.as_array())
                    .flatten(),
            ),
            Self::Anthropic => joined(
                body.get("content")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten(),
            ),
        };
        Piece {
            text: text.unwrap_or_default(),
            is_last: true,
            has_failed: body.get("error").is_some_and(|error| !error.is_null()),
            input_tokens: first_number(body, &["/usage/prompt_tokens", "/usage/input_tokens"]),
            output_tokens: first_number(
                body,
                &["/usage/completion_tokens", "/usage/output_tokens"],
            ),
            model: string(body, "/model"),
        }
    }
}

/// The data as one JSON object: no quotation in it can end the quotation.
fn quoted(request: &ModelRequest) -> String {
    let data: Map<String, Value> = request
        .data
        .iter()
        .map(|one| (one.name.clone(), Value::from(one.text.as_data())))
        .collect();
    Value::Object(data).to_string()
}

/// A part of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) is_last: bool,
    pub(super) has_failed: bool,
    pub(super) input_tokens: Option<u64>,
    pub(super) output_tokens: Option<u64>,
    pub(super) model: Option<String>,
}

fn chat(event: &Value) -> Piece {
    let finish = event.pointer("/choices/0/finish_reason");
    Piece {
        text: string(event, "/choices/0/delta/content").unwrap_or_default(),
        is_last: finish.is_some_and(|reason| !reason.is_null()),
        has_failed: event.get("error").is_some_and(|error| !error.is_null()),
        input_tokens: first_number(event, &["/usage/prompt_tokens"]),
        output_tokens: first_number(event, &["/usage/completion_tokens"]),
        model: string(event, "/model"),
    }
}

fn responses(event: &Value) -> Piece {
    let kind = event
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let is_delta = kind == "response.output_text.delta";
    let text = string(event, "/delta").filter(|_| is_delta);
    Piece {
        text: text.unwrap_or_default(),
        is_last: matches!(kind, "response.completed" | "response.incomplete"),
        has_failed: matches!(kind, "response.failed" | "error"),
        input_tokens: first_number(event, &["/response/usage/input_tokens"]),
        output_tokens: first_number(event, &["/response/usage/output_tokens"]),
        model: string(event, "/response/model"),
    }
}

fn anthropic(event: &Value) -> Piece {
    let kind = event
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    Piece {
        text: string(event, "/delta/text").unwrap_or_default(),
        is_last: kind == "message_stop",
        has_failed: kind == "error",
        input_tokens: first_number(event, &["/message/usage/input_tokens"]),
        output_tokens: first_number(event, &["/usage/output_tokens"]),
        model: string(event, "/message/model"),
    }
}

fn joined<'a>(parts: impl Iterator<Item = &'a Value>) -> Option<String> {
    let texts: Vec<&str> = parts
        .filter_map(|part| part.get("text")?.as_str())
        .collect();
    (!texts.is_empty()).then(|| texts.concat())
}

fn string(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().map(str::to_owned)
}

fn first_number(value: &Value, pointers: &[&str]) -> Option<u64> {
    pointers
        .iter()
        .find_map(|pointer| value.pointer(pointer)?.as_u64())
}
