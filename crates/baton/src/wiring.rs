//! From the outer crates to the ports.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use baton_ai::composer_port::{BuiltInComposer, BuiltInGuard};
use baton_ai::port::BuiltIn;
use baton_ai::provider::{Provider, Settings};
use baton_ai::retrieval_port::Passages;
use baton_app::clock::{Clock as _, SystemClock};
use baton_app::ports::Ports;
use baton_app::ports::back_office::{BackOffice, NoBackOffice};
use baton_app::ports::model::Model;
use baton_app::ports::witness::Witnesses;
use baton_channels::callback::Reach;
use baton_channels::email::smtp::{Relay, Security};
use baton_channels::{Connectors, MailOut, Ways};
use baton_domain::time::Span;
use baton_ledger::policy_file::TrustPolicy;
use baton_systems::fake_shop::FakeShop;

use crate::ask_witness::OverHttp;
use crate::config::{Ai, Serve};

/// A witness is asked about a log no more often.
const ASK_EVERY: Span = Span::from_seconds(10);

/// The ports of a command: nothing leaves.
pub(crate) fn ports() -> anyhow::Result<Ports> {
    let ways = Ways {
        mail: MailOut::Nowhere,
        callbacks: Reach::Public,
    };
    wired(ways, Arc::new(NoBackOffice), None)
}

/// The ports of a server; in the demo mail goes into a folder.
pub(crate) fn serving_ports(args: &Serve, outbox: Option<PathBuf>) -> anyhow::Result<Ports> {
    let back_office: Arc<dyn BackOffice> = match outbox {
        Some(_) => Arc::new(FakeShop::open(SystemClock.now())),
        None => Arc::new(NoBackOffice),
    };
    let (mail, callbacks) = match (outbox, &args.smtp_url) {
        (Some(folder), _) => (MailOut::Folder(folder), Reach::Anywhere),
        (None, Some(url)) => {
            let relay = relay(url).context(
                "--smtp-url must look like smtps://user:password@mail.example:465, with smtp:// \
                 for STARTTLS and smtp+plain:// for a relay on this machine",
            )?;
            (MailOut::Relay(relay), Reach::Public)
        }
        (None, None) => (MailOut::Nowhere, Reach::Public),
    };
    let ports = wired(Ways { mail, callbacks }, back_office, model(&args.ai)?)?;
    let witnesses = args.witnesses.as_deref().map(|file| {
        let bytes = std::fs::read(file)
            .with_context(|| format!("cannot read --witnesses {}", file.display()))?;
        witnesses(&bytes, ASK_EVERY).with_context(|| file.display().to_string())
    });
    Ok(Ports {
        witnesses: witnesses.transpose()?,
        ..ports
    })
}

/// The witnesses that a policy file names.
pub(crate) fn witnesses(file: &[u8], every: Span) -> anyhow::Result<Witnesses> {
    let policy = TrustPolicy::parse(file)?;
    anyhow::ensure!(
        policy.witnesses().any(|(_, url)| url.is_some()),
        "no witness has an address: write `witness <name> <key> <url>`"
    );
    Ok(Witnesses {
        policy,
        told: without_addresses(&String::from_utf8_lossy(file)),
        every,
        asker: Arc::new(OverHttp::new()?),
    })
}

/// The lines of a policy file that say who has to agree, without comments and addresses.
fn without_addresses(file: &str) -> String {
    let lines = file.lines().filter_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        match *words.as_slice() {
            ["witness", name, key, ..] => Some(format!("witness {name} {key}\n")),
            ["group" | "quorum", ..] => Some(format!("{}\n", words.join(" "))),
            _ => None,
        }
    });
    lines.collect()
}

/// The model outside, if one is configured.
fn model(ai: &Ai) -> anyhow::Result<Option<Arc<dyn Model>>> {
    let Some(provider) = &ai.provider else {
        return Ok(None);
    };
    let settings = Settings {
        dialect: provider.parse().context("--ai-provider")?,
        base_url: ai.base_url.clone(),
        api_key: ai.api_key.clone(),
        model: ai.model.clone(),
        tokens_a_day: ai.tokens_a_day,
    };
    let provider = Provider::new(settings, Arc::new(SystemClock))
        .context("the model outside: see --ai-base-url and --ai-model")?;
    Ok(Some(Arc::new(provider)))
}

fn wired(
    ways: Ways,
    back_office: Arc<dyn BackOffice>,
    model: Option<Arc<dyn Model>>,
) -> anyhow::Result<Ports> {
    Ok(Ports {
        channels: Arc::new(Connectors::new(ways, Arc::new(SystemClock))?),
        triage: Arc::new(BuiltIn::new()),
        retrieval: Arc::new(Passages),
        composer: Arc::new(BuiltInComposer),
        back_office,
        model,
        guard: Arc::new(BuiltInGuard),
        witnesses: None,
    })
}

/// How long any one answer of the mail server may take.
const SMTP_TIMEOUT_MS: u64 = 60_000;

/// Reads `scheme://[user:password@]host[:port]`.
fn relay(url: &str) -> Option<Relay> {
    let (scheme, rest) = url.split_once("://")?;
    let (security, default_port) = match scheme {
        "smtps" => (Security::Tls, 465),
        "smtp" => (Security::StartTls, 587),
        "smtp+plain" => (Security::None, 25),
        _ => return None,
    };
    let (credentials, address) = match rest.rsplit_once('@') {
        Some((credentials, address)) => {
            let (user, password) = credentials.split_once(':')?;
            (Some((user.to_owned(), password.to_owned())), address)
        }
        None => (None, rest),
    };
    let (host, port) = match address.trim_end_matches('/').rsplit_once(':') {
        Some((host, port)) => (host, port.parse().ok()?),
        None => (address.trim_end_matches('/'), default_port),
    };
    let hello_name = "localhost".to_owned();
    Some(Relay {
        host: host.to_owned(),
        port,
        security,
        credentials,
        hello_name,
        timeout_ms: SMTP_TIMEOUT_MS,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_witnesses_holds_no_addresses() {
        let file = "# ours\nlog a+1+b\nwitness w  a+2+c http://10.0.0.1\ngroup g any w\nquorum g\n";
        let told = "witness w a+2+c\ngroup g any w\nquorum g\n";
        assert_eq!(without_addresses(file), told);
    }

    #[test]
    fn a_relay_is_read_from_its_url() {
        let relay = relay("smtps://me:p%3A1@mail.example").unwrap();
        assert_eq!((relay.host.as_str(), relay.port), ("mail.example", 465));
        assert_eq!(relay.credentials.unwrap().0, "me");
        assert!(super::relay("http://mail.example").is_none());
        assert!(super::relay("smtp://mail.example:many").is_none());
    }
}
