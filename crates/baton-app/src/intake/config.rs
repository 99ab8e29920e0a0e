//! From a stored channel to what its connector needs.

use baton_store::StoreError;
use baton_store::channel::Channel;
use serde::{Deserialize, Serialize};

use crate::ports::channel::{ChannelConfig, ChannelKind, MailServer, Security, Threads};

/// The JSON of a channel's configuration column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Configuration {
    /// For e-mail: whose `Authentication-Results` are trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) authserv_id: Option<String>,
    /// For e-mail: the address that answers come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) from_address: Option<String>,
    /// For the generic channel: where sent messages are posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) callback_url: Option<String>,
    /// For e-mail: where new mail is fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) imap: Option<ServerSettings>,
    /// For e-mail: where mail is handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) smtp: Option<ServerSettings>,
}

/// A mail server, without the password, which is sealed elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServerSettings {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
    pub(crate) user: String,
}

impl From<ServerSettings> for MailServer {
    fn from(settings: ServerSettings) -> Self {
        Self {
            host: settings.host,
            port: settings.port,
            security: settings.security,
            user: settings.user,
            password: None,
        }
    }
}

impl Configuration {
    /// The configuration of a stored channel.
    pub(crate) fn of(channel: &Channel) -> Result<Self, StoreError> {
        serde_json::from_str(&channel.configuration)
            .map_err(|error| StoreError::Record(format!("the configuration: {error}")))
    }

    /// The JSON to store.
    pub(crate) fn to_json(&self) -> Result<String, StoreError> {
        serde_json::to_string(self)
            .map_err(|error| StoreError::Record(format!("the configuration: {error}")))
    }
}

/// What a connector needs to know of a stored channel.
///
/// # Errors
/// [`StoreError::Record`] if a newer version wrote it.
pub fn channel_config(channel: &Channel) -> Result<ChannelConfig, StoreError> {
    let unknown = |what: &str| StoreError::Record(format!("the {what} of {}", channel.id));
    let configuration = Configuration::of(channel)?;
    Ok(ChannelConfig {
        id: channel.id,
        kind: match channel.kind.as_str() {
            "api" => ChannelKind::Api,
            "email" => ChannelKind::Email,
            _ => return Err(unknown("kind")),
        },
        threads: match channel.threads.as_str() {
            "topic" => Threads::Topic,
            "endless" => Threads::Endless,
            "group" => Threads::Group,
            "public" => Threads::Public,
            _ => return Err(unknown("threads")),
        },
        vouches: channel.vouches,
        authserv_id: configuration.authserv_id,
        from_address: configuration.from_address,
        callback_url: configuration.callback_url,
        callback_secret: None,
        imap: configuration.imap.map(MailServer::from),
        smtp: configuration.smtp.map(MailServer::from),
    })
}
