//! Asking a witness over HTTP.

use std::time::Duration;

use baton_app::ports::channel::Boxed;
use baton_app::ports::witness::{AskWitness, WitnessAnswer};

/// How long a witness may take; it answers one log at a time.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Longest answer that is read: 64 signature lines are shorter.
const MAX_ANSWER_BYTES: usize = 32 * 1024;

/// A client that follows no redirects: a witness is where its address says.
pub(crate) struct OverHttp(reqwest::Client);

impl OverHttp {
    pub(crate) fn new() -> anyhow::Result<Self> {
        // The first provider of cryptography wins; a second call finds ours and that is fine.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(TIMEOUT)
            .build()?;
        Ok(Self(client))
    }

    async fn ask(&self, prefix: &str, body: String) -> reqwest::Result<WitnessAnswer> {
        let url = format!("{}/add-checkpoint", prefix.trim_end_matches('/'));
        let mut response = self.0.post(url).body(body).send().await?;
        let status = response.status().as_u16();
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > MAX_ANSWER_BYTES {
                break;
            }
        }
        Ok(WitnessAnswer {
            status,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }
}

impl AskWitness for OverHttp {
    fn add_checkpoint<'a>(
        &'a self,
        prefix: &'a str,
        body: String,
    ) -> Boxed<'a, Option<WitnessAnswer>> {
        Box::pin(async move {
            let answer = self.ask(prefix, body).await;
            answer
                .inspect_err(|error| tracing::debug!(%error, prefix, "a witness was not reached"))
                .ok()
        })
    }
}
