//! The port, implemented: each kind of channel read and served by its own module.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use baton_app::clock::Clock;
use baton_app::ports::channel::{
    Boxed, ChannelConfig, ChannelKind, Channels, DeliveryProblem, Described, Hook, HookRefusal,
    Identified, InboundMessage, MailServer, OutboundMessage, ParseFailure, Place, PullFailure,
    Pulled, Security, SendOutcome,
};
use baton_domain::time::Timestamp;

use crate::callback::{Callbacks, ClientFailure, Reach, Signed, is_signed};
use crate::email::compose::{Options, compose};
use crate::email::{self, outbox, smtp};
use crate::{generic, imap, media};

/// Nobody configured how mail leaves.
const NO_WAY_OUT: &str = "send.no_relay";
/// How long a callback may take to answer.
const CALLBACK_TIMEOUT: Duration = Duration::from_secs(30);

/// Where mail goes.
#[derive(Clone)]
pub enum MailOut {
    /// Nowhere: sending by mail is not accepted.
    Nowhere,
    /// Into a folder, one `.eml` file a message.
    Folder(PathBuf),
    /// To a mail server.
    Relay(smtp::Relay),
}

/// How an installation reaches the outside.
#[derive(Clone)]
pub struct Ways {
    /// Where mail goes.
    pub mail: MailOut,
    /// How far callbacks reach.
    pub callbacks: Reach,
}

/// Understands and serves every kind of channel there is.
pub struct Connectors {
    mail: MailOut,
    callbacks: Callbacks,
}

impl Connectors {
    /// Prepares the connectors.
    ///
    /// # Errors
    /// [`ClientFailure`]: the machine's TLS roots cannot be read.
    pub fn new(ways: Ways, clock: Arc<dyn Clock>) -> Result<Self, ClientFailure> {
        Ok(Self {
            mail: ways.mail,
            callbacks: Callbacks::new(ways.callbacks, CALLBACK_TIMEOUT, clock)?,
        })
    }

    async fn mail(&self, channel: &ChannelConfig, message: &OutboundMessage) -> SendOutcome {
        let options = Options {
            from: channel.from_address.as_deref().unwrap_or_default(),
            is_automatic: false,
        };
        let mail = match compose(message, options) {
            Ok(mail) => mail,
            Err(failure) => {
                return SendOutcome::Refused {
                    code: failure.code(),
                };
            }
        };
        if let (Some(server), MailOut::Nowhere | MailOut::Relay(_)) = (&channel.smtp, &self.mail) {
            return relay_of(server).deliver(&mail).await;
        }
        match &self.mail {
            MailOut::Nowhere => SendOutcome::NotAccepted {
                code: NO_WAY_OUT,
                retry_after: None,
            },
            MailOut::Folder(folder) => outbox::put(folder, message.id, &mail).await,
            MailOut::Relay(relay) => relay.deliver(&mail).await,
        }
    }

    async fn api(&self, channel: &ChannelConfig, message: &OutboundMessage) -> SendOutcome {
        match &channel.callback_url {
            Some(url) => self.callbacks.post(url, channel, message).await,
            // Without a callback the message lies ready to be polled: that is all there is to sending.
            None => SendOutcome::Sent { provider_id: None },
        }
    }
}

/// A channel's own way out.
fn relay_of(server: &MailServer) -> smtp::Relay {
    smtp::Relay {
        host: server.host.clone(),
        port: server.port,
        security: match server.security {
            Security::Tls => smtp::Security::Tls,
            Security::StartTls => smtp::Security::StartTls,
            Security::None => smtp::Security::None,
        },
        credentials: server
            .password
            .clone()
            .map(|password| (server.user.clone(), password)),
        hello_name: "localhost".to_owned(),
        timeout_ms: SMTP_TIMEOUT_MS,
    }
}

/// How long any one answer of a channel's mail server may take.
const SMTP_TIMEOUT_MS: u64 = 60_000;

impl Channels for Connectors {
    fn identify(
        &self,
        channel: &ChannelConfig,
        raw: &[u8],
    ) -> Result<Identified, Vec<DeliveryProblem>> {
        match channel.kind {
            ChannelKind::Api => generic::identify(raw),
            // Whoever hands us mail cannot mend it: all of it is kept.
            ChannelKind::Email => Ok(email::identify(raw)),
        }
    }

    fn describe(&self, head: &[u8], declared: Option<&str>, name: &str) -> Described {
        Described {
            name: media::clean_name(name),
            mime: media::sniff(head, declared, name),
        }
    }

    fn parse(&self, channel: &ChannelConfig, raw: &[u8]) -> Result<InboundMessage, ParseFailure> {
        match channel.kind {
            ChannelKind::Api => generic::parse(channel, raw),
            ChannelKind::Email => email::parse(channel, raw),
        }
    }

    fn verify(
        &self,
        channel: &ChannelConfig,
        hook: &Hook,
        secret: &[u8],
        now: Timestamp,
    ) -> Result<(), HookRefusal> {
        match channel.kind {
            ChannelKind::Email => Err(HookRefusal::NoHooks),
            ChannelKind::Api => {
                let header = |name| hook.header(name).unwrap_or_default().to_owned();
                let signed = Signed {
                    id: header("webhook-id"),
                    timestamp: header("webhook-timestamp"),
                    signature: header("webhook-signature"),
                };
                if !signed.id.is_empty() && is_signed(secret, &signed, now, &hook.body) {
                    Ok(())
                } else {
                    Err(HookRefusal::NotSigned)
                }
            }
        }
    }

    fn pull<'a>(
        &'a self,
        server: &'a MailServer,
        from: Option<Place>,
        now: Timestamp,
    ) -> Boxed<'a, Result<Pulled, PullFailure>> {
        Box::pin(imap::pull(server, from, now))
    }

    fn send<'a>(
        &'a self,
        channel: &'a ChannelConfig,
        message: &'a OutboundMessage,
    ) -> Boxed<'a, SendOutcome> {
        Box::pin(async move {
            match channel.kind {
                ChannelKind::Api => self.api(channel, message).await,
                ChannelKind::Email => self.mail(channel, message).await,
            }
        })
    }
}
