//! Language models outside, in the two dialects most servers speak.
//!
//! One question, one answer: asked as a stream so that silence is noticed, tried again where that
//! can help, left alone for a while after failures in a row, and never beyond the day's budget. What
//! people outside wrote travels as JSON strings in a message of its own. Nothing here trusts the
//! answer; whoever asked checks it.

use std::sync::Arc;
use std::time::Duration;

use baton_app::clock::Clock;
use baton_app::ports::channel::Boxed;
use baton_app::ports::model::{Model, ModelAnswer, ModelFailure, ModelRequest, Untrusted};
use baton_domain::time::Span;
use baton_domain::triage::ModelVersion;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

mod breaker;
mod budget;
mod call;
mod dialect;
mod stream;

use breaker::Breaker;
use budget::Budget;
use call::{Call, Failed};
pub use dialect::{Dialect, UnknownDialect};

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How often one question is asked at most.
const MAX_TRIES: u32 = 3;
/// The pause before the second try; doubled before the third.
const PAUSE: Span = Span::from_micros(250_000);

/// The secret of an account; it is never shown.
#[derive(Clone)]
pub struct ApiKey(String);

impl ApiKey {
    /// Takes a key as the provider gave it.
    #[must_use]
    pub const fn new(key: String) -> Self {
        Self(key)
    }
}

/// Shows nothing of it: settings end up in logs.
impl std::fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApiKey")
    }
}

impl From<String> for ApiKey {
    fn from(key: String) -> Self {
        Self(key)
    }
}

/// Which model to ask, and where.
pub struct Settings {
    /// How the server is spoken to.
    pub dialect: Dialect,
    /// Its address, with the version of its API, e.g. `https://api.example/v1`.
    pub base_url: String,
    /// The key, if it wants one.
    pub api_key: Option<ApiKey>,
    /// The model's name, as the server knows it.
    pub model: String,
    /// Tokens that may be spent between two midnights UTC on this node; none is no limit.
    pub tokens_a_day: Option<u64>,
}

/// Why no model can be asked.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// The address is not one.
    #[error("the base URL must look like https://api.example/v1")]
    BaseUrl,
    /// The model has no name.
    #[error("the model's name is missing")]
    Model,
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be made: {0}")]
    Client(#[from] reqwest::Error),
}

/// Asks a model outside.
pub struct Provider {
    call: Call,
    clock: Arc<dyn Clock>,
    breaker: Breaker,
    budget: Budget,
}

impl Provider {
    /// Prepares the client: no redirects, so that the key goes nowhere else.
    ///
    /// # Errors
    /// [`ProviderError`] with a sentence for the operator.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self, ProviderError> {
        if settings.model.trim().is_empty() {
            return Err(ProviderError::Model);
        }
        let url = endpoint(&settings.base_url, settings.dialect).ok_or(ProviderError::BaseUrl)?;
        // The first provider of cryptography wins; a second call finds ours and that is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent("baton")
            .build()?;
        Ok(Self {
            call: Call {
                client,
                url,
                dialect: settings.dialect,
                api_key: settings.api_key.map(|ApiKey(key)| key),
                model: settings.model,
            },
            clock,
            breaker: Breaker::default(),
            budget: Budget::new(settings.tokens_a_day),
        })
    }

    async fn asked(&self, request: &ModelRequest) -> Result<ModelAnswer, ModelFailure> {
        let now = self.clock.now();
        if !self.breaker.lets_through(now) {
            return Err(ModelFailure::Unavailable);
        }
        let estimate = call::estimated_tokens(request);
        self.budget.reserve(now, estimate)?;
        let answered = tokio::select! {
            biased;
            answered = self.tries(request) => answered,
            () = self.clock.sleep(request.timeout) => Err(ModelFailure::Timeout),
        };
        self.breaker.saw(self.clock.now(), answered.is_ok());
        let answered = answered?;
        self.budget
            .correct(now, estimate, answered.tokens.unwrap_or(estimate));
        let took_ms = self.clock.now().since(now).as_micros() / 1_000;
        tracing::info!(took_ms, tokens = answered.tokens, model = %answered.model, "a model answered");
        Ok(ModelAnswer {
            model: version(self.call.dialect, &answered.model)?,
            text: Untrusted::new(answered.text),
        })
    }

    async fn tries(&self, request: &ModelRequest) -> Result<stream::Answered, ModelFailure> {
        let mut pause = PAUSE;
        for attempt in 1..=MAX_TRIES {
            match self.call.ask(request).await {
                Ok(answered) => return Ok(answered),
                Err(Failed::ForGood(why)) => {
                    tracing::warn!(why, "a model cannot be asked");
                    return Err(ModelFailure::Unavailable);
                }
                Err(Failed::ForNow { why, retry_after }) => {
                    tracing::warn!(why, attempt, "a model did not answer");
                    if attempt < MAX_TRIES {
                        self.clock.sleep(retry_after.unwrap_or(pause)).await;
                    }
                }
            }
            pause = Span::from_micros(pause.as_micros() * 2);
        }
        Err(ModelFailure::Unavailable)
    }
}

impl Model for Provider {
    fn ask<'a>(
        &'a self,
        request: &'a ModelRequest,
    ) -> Boxed<'a, Result<ModelAnswer, ModelFailure>> {
        Box::pin(self.asked(request))
    }
}

fn endpoint(base_url: &str, dialect: Dialect) -> Option<Url> {
    let address = format!("{}/{}", base_url.trim_end_matches('/'), dialect.path());
    let url = Url::parse(&address).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// The model's name with what a name of ours may not hold left out.
fn version(dialect: Dialect, model: &str) -> Result<ModelVersion, ModelFailure> {
    const LONGEST: usize = 60;
    let plain = |letter: char| match letter.to_ascii_lowercase() {
        letter @ ('a'..='z' | '0'..='9' | '.' | '-' | '_') => letter,
        _ => '-',
    };
    let name: String = model.chars().take(LONGEST).map(plain).collect();
    let parsed = dialect.name().parse().ok().zip(name.parse().ok());
    let (id, version) = parsed.ok_or(ModelFailure::Unavailable)?;
    Ok(ModelVersion { id, version })
}
