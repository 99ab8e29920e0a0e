//! Sent messages posted to the generic channel's owner, signed (Standard Webhooks).

mod guard;
mod signature;

use std::sync::Arc;
use std::time::Duration;

use baton_app::clock::Clock;
use baton_app::ports::channel::{ChannelConfig, OutboundMessage, SendOutcome};
use baton_domain::time::Span;
use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};

pub use guard::Reach;
pub use signature::{Signed, is_signed, sign};

use crate::generic;

/// The address is none we may post to.
const FORBIDDEN: &str = "callback.forbidden_address";
/// Nobody answers there.
const UNREACHABLE: &str = "callback.unreachable";
/// The owner asks to slow down.
const SLOW_DOWN: &str = "callback.slow_down";
/// The owner's program refuses the message.
const REFUSED: &str = "callback.refused";
/// The owner's program failed, or did not answer, after it had the message.
const NO_ANSWER: &str = "callback.no_answer";

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The longest pause we accept to be asked for, in seconds.
const MAX_RETRY_AFTER_S: i64 = 24 * 60 * 60;

/// The HTTP client could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client for callbacks cannot be made: {0}")]
pub struct ClientFailure(#[from] reqwest::Error);

/// Posts to callback URLs.
pub struct Callbacks {
    client: Client,
    reach: Reach,
    clock: Arc<dyn Clock>,
}

impl Callbacks {
    /// Prepares the client: no redirects, no proxies, nothing beyond the reach.
    ///
    /// # Errors
    /// [`ClientFailure`]: the machine's TLS roots cannot be read.
    pub fn new(
        reach: Reach,
        timeout: Duration,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ClientFailure> {
        // The first provider wins; a second call finds ours and that is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(timeout)
            .dns_resolver(guard::Resolver::new(reach))
            .user_agent("baton")
            .build()?;
        Ok(Self {
            client,
            reach,
            clock,
        })
    }

    /// Posts one message, once.
    pub async fn post(
        &self,
        url: &str,
        channel: &ChannelConfig,
        message: &OutboundMessage,
    ) -> SendOutcome {
        let Some(url) = Url::parse(url)
            .ok()
            .filter(|url| guard::is_within(url, self.reach))
        else {
            return SendOutcome::Refused { code: FORBIDDEN };
        };
        let body = generic::outbound(message).to_string();
        let secret = channel.callback_secret.as_deref().unwrap_or_default();
        let signed = sign(
            secret,
            &message.id.to_string(),
            self.clock.now(),
            body.as_bytes(),
        );
        let request = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", &signed.id)
            .header("webhook-timestamp", &signed.timestamp)
            .header("webhook-signature", &signed.signature)
            .body(body);
        match request.send().await {
            Ok(response) => judged(&response),
            Err(error) if error.is_connect() || error.is_builder() => SendOutcome::NotAccepted {
                code: UNREACHABLE,
                retry_after: None,
            },
            Err(_) => SendOutcome::Unknown { code: NO_ANSWER },
        }
    }
}

fn judged(response: &Response) -> SendOutcome {
    let status = response.status();
    if status.is_success() {
        return SendOutcome::Sent { provider_id: None };
    }
    if status == StatusCode::TOO_MANY_REQUESTS {
        return SendOutcome::NotAccepted {
            code: SLOW_DOWN,
            retry_after: retry_after(response),
        };
    }
    if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT {
        return SendOutcome::Unknown { code: NO_ANSWER };
    }
    // What redirects has not taken the message, and following it could lead anywhere.
    SendOutcome::Refused { code: REFUSED }
}

/// The pause asked for in seconds; a date is not worth its ambiguity.
fn retry_after(response: &Response) -> Option<Span> {
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    let seconds = value.trim().parse::<i64>().ok()?;
    Some(Span::from_seconds(seconds.clamp(0, MAX_RETRY_AFTER_S)))
}
