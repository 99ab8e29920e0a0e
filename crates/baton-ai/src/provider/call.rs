//! One question over HTTP.

use baton_app::ports::model::ModelRequest;
use baton_domain::time::Span;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, Url};

use super::dialect::{ANTHROPIC_VERSION, Dialect};
use super::stream::{Answered, Stream};

/// The longest pause before another try that we accept to be asked for, in seconds.
const MAX_RETRY_AFTER_S: i64 = 5;
/// Answers that come in one piece are at most this large, in bytes.
const MAX_WHOLE: usize = 1024 * 1024;
/// About so many bytes of text make a token; fewer than most, so that estimates are high.
const BYTES_A_TOKEN: usize = 3;

/// Everything a question needs but the question.
pub(super) struct Call {
    pub(super) client: Client,
    pub(super) url: Url,
    pub(super) dialect: Dialect,
    pub(super) api_key: Option<String>,
    pub(super) model: String,
}

/// Why there is no answer.
pub(super) enum Failed {
    /// Another try may help.
    ForNow {
        why: &'static str,
        retry_after: Option<Span>,
    },
    /// No other try would.
    ForGood(&'static str),
}

/// A try that may be repeated at once.
const fn for_now(why: &'static str) -> Failed {
    Failed::ForNow {
        why,
        retry_after: None,
    }
}

impl Call {
    pub(super) async fn ask(&self, request: &ModelRequest) -> Result<Answered, Failed> {
        let mut asked = self
            .client
            .post(self.url.clone())
            .json(&self.dialect.body(&self.model, request));
        if let Some(key) = &self.api_key {
            asked = match self.dialect {
                Dialect::OpenAi | Dialect::OpenAiResponses => asked.bearer_auth(key),
                Dialect::Anthropic => asked.header("x-api-key", key),
            };
        }
        if self.dialect == Dialect::Anthropic {
            asked = asked.header("anthropic-version", ANTHROPIC_VERSION);
        }
        let sent = asked.send().await;
        let response = sent.map_err(|_| for_now("the server cannot be reached"))?;
        refused(&response)?;
        self.read(response).await
    }

    async fn read(&self, mut response: Response) -> Result<Answered, Failed> {
        let kind = response.headers().get(CONTENT_TYPE);
        let is_stream = kind
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("text/event-stream"));
        let mut stream = Stream::new(self.dialect);
        let mut whole = Vec::new();
        while let Some(bytes) = response
            .chunk()
            .await
            .map_err(|_| for_now("the answer was cut off"))?
        {
            if is_stream {
                stream.take(&bytes).map_err(Failed::ForGood)?;
                continue;
            }
            whole.extend_from_slice(&bytes);
            if whole.len() > MAX_WHOLE {
                return Err(Failed::ForGood("the answer is too long"));
            }
        }
        if !is_stream {
            stream.whole(&whole).map_err(for_now)?;
        }
        stream.finish(&self.model).map_err(for_now)
    }
}

/// What a status says; only success is read on.
fn refused(response: &Response) -> Result<(), Failed> {
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    if status != StatusCode::TOO_MANY_REQUESTS {
        return Err(if status.is_server_error() {
            for_now("the server failed")
        } else {
            Failed::ForGood("the server refuses the question; check the key, the model and the URL")
        });
    }
    let asked_for = response.headers().get(RETRY_AFTER);
    let seconds: Option<i64> = asked_for.and_then(|value| value.to_str().ok()?.parse().ok());
    match seconds {
        Some(seconds) if seconds > MAX_RETRY_AFTER_S => {
            Err(Failed::ForGood("the server asks to come back later"))
        }
        seconds => Err(Failed::ForNow {
            why: "the server asks to slow down",
            retry_after: seconds.map(|seconds| Span::from_seconds(seconds.max(0))),
        }),
    }
}

/// What a question may cost at most, in the model's own units.
pub(super) fn estimated_tokens(request: &ModelRequest) -> u64 {
    let data: usize = request
        .data
        .iter()
        .map(|one| one.name.len() + one.text.as_data().len())
        .sum();
    let asked = (request.instructions.len() + data).div_ceil(BYTES_A_TOKEN);
    u64::try_from(asked).unwrap_or(u64::MAX) + u64::from(request.max_answer_tokens)
}
