//! What can be set about a channel, checked before anything is written.

use baton_domain::stage::Stage;
use baton_store::StoreError;
use baton_store::channel::Channel;

use super::change::Change;
use crate::error::{AppError, Invalid};
use crate::intake::{Configuration, ServerSettings, channel_config};
use crate::ports::channel::{ChannelKind, Security};

/// The longest address, host, user name or password, in bytes.
const MAX_FIELD_BYTES: usize = 500;

/// What is said about a channel's settings.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The name people see.
    pub name: Option<String>,
    /// Whether its owner answers for the sender's identity.
    pub vouches: Option<bool>,
    /// How far AI may go on it.
    pub stage: Option<Stage>,
    /// Where sent messages are posted; polled without it.
    pub callback_url: Change<String>,
    /// For e-mail: whose `Authentication-Results` are trusted.
    pub authserv_id: Change<String>,
    /// For e-mail: the address that answers come from.
    pub from_address: Change<String>,
    /// For e-mail: where new mail is fetched.
    pub imap: Change<NewServer>,
    /// For e-mail: where mail is handed over; the installation's relay without it.
    pub smtp: Change<NewServer>,
}

/// A mail server as somebody types it in.
#[derive(Clone, PartialEq, Eq)]
pub struct NewServer {
    /// Its name.
    pub host: String,
    /// Its port; the usual one without it.
    pub port: Option<u16>,
    /// How the connection is protected.
    pub security: Security,
    /// The user name.
    pub user: String,
    /// The password; the one that is known stays without it.
    pub password: Option<String>,
}

/// Shows no password.
impl std::fmt::Debug for NewServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}", self.user, self.host)
    }
}

/// What is known of a channel before.
#[derive(Debug, Clone, Default)]
pub(super) struct Before {
    configuration: Configuration,
}

impl Before {
    pub(super) fn of(channel: &Channel) -> Result<(ChannelKind, Self), StoreError> {
        let kind = channel_config(channel)?.kind;
        let configuration = Configuration::of(channel)?;
        Ok((kind, Self { configuration }))
    }
}

/// The settings afterwards.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    pub(super) configuration: Configuration,
    /// Passwords to be sealed.
    pub(super) imap_password: Option<String>,
    pub(super) smtp_password: Option<String>,
    /// What changed.
    pub(super) fields: Vec<&'static str>,
}

/// Applies what is said to what was.
///
/// # Errors
/// [`AppError::Invalid`] for what this kind of channel does not have, and for what cannot be right.
pub(super) fn settle(
    kind: ChannelKind,
    before: Before,
    changes: &Changes,
) -> Result<Settled, AppError> {
    check_kind(kind, changes)?;
    check_texts(changes)?;
    let was = before.configuration;
    let configuration = Configuration {
        callback_url: changes.callback_url.clone().over(was.callback_url),
        authserv_id: changes.authserv_id.clone().over(was.authserv_id),
        from_address: changes.from_address.clone().over(was.from_address),
        imap: server(&changes.imap, was.imap, "/imap", imap_port)?,
        smtp: server(&changes.smtp, was.smtp, "/smtp", smtp_port)?,
    };
    let needs_address = kind == ChannelKind::Email && configuration.from_address.is_none();
    if needs_address {
        return Err(Invalid::at("/from_address", "channel.from_address").into());
    }
    Ok(Settled {
        configuration,
        imap_password: password(&changes.imap),
        smtp_password: password(&changes.smtp),
        fields: fields(changes),
    })
}

fn check_kind(kind: ChannelKind, changes: &Changes) -> Result<(), Invalid> {
    match kind {
        ChannelKind::Email if changes.callback_url.is_said() => {
            Err(Invalid::at("/callback_url", "channel.no_callback"))
        }
        ChannelKind::Api => {
            for (pointer, is_said) in [
                ("/authserv_id", changes.authserv_id.is_said()),
                ("/from_address", changes.from_address.is_said()),
                ("/imap", changes.imap.is_said()),
                ("/smtp", changes.smtp.is_said()),
            ] {
                if is_said {
                    return Err(Invalid::at(pointer, "channel.no_mail"));
                }
            }
            Ok(())
        }
        ChannelKind::Email => Ok(()),
    }
}

fn check_texts(changes: &Changes) -> Result<(), Invalid> {
    if let Change::Set(url) = &changes.callback_url
        && !url.starts_with("http://")
        && !url.starts_with("https://")
    {
        return Err(Invalid::at("/callback_url", "url.malformed"));
    }
    if let Change::Set(address) = &changes.from_address
        && (!is_plain(address) || !is_address(address))
    {
        return Err(Invalid::at("/from_address", "channel.from_address"));
    }
    if let Change::Set(id) = &changes.authserv_id
        && (!is_plain(id) || id.contains(char::is_whitespace))
    {
        return Err(Invalid::at("/authserv_id", "channel.authserv_id"));
    }
    Ok(())
}

/// `help@shop.example` or `Shop <help@shop.example>`.
fn is_address(text: &str) -> bool {
    let bare = match text.rsplit_once('<') {
        Some((_, rest)) => rest.strip_suffix('>').unwrap_or_default(),
        None => text,
    };
    bare.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !bare.contains(char::is_whitespace)
    })
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_FIELD_BYTES && !text.chars().any(char::is_control)
}

/// The usual port of a mail server.
type UsualPort = fn(Security) -> u16;

const fn imap_port(security: Security) -> u16 {
    match security {
        Security::Tls => 993,
        Security::StartTls | Security::None => 143,
    }
}

const fn smtp_port(security: Security) -> u16 {
    match security {
        Security::Tls => 465,
        Security::StartTls => 587,
        Security::None => 25,
    }
}

fn server(
    change: &Change<NewServer>,
    was: Option<ServerSettings>,
    pointer: &'static str,
    usual_port: UsualPort,
) -> Result<Option<ServerSettings>, AppError> {
    let new = match change {
        Change::Keep => return Ok(was),
        Change::Clear => return Ok(None),
        Change::Set(new) => new,
    };
    let is_host =
        is_plain(&new.host) && !new.host.contains(|c: char| c.is_whitespace() || c == '/');
    let is_password = new.password.as_deref().is_none_or(is_plain);
    if !is_host || !is_plain(&new.user) || !is_password {
        return Err(Invalid::at(pointer, "channel.server").into());
    }
    // Another server or user has another password.
    let knows_password = was.is_some_and(|was| was.host == new.host && was.user == new.user);
    if new.password.is_none() && !knows_password {
        return Err(Invalid::at(pointer, "channel.password").into());
    }
    Ok(Some(ServerSettings {
        host: new.host.clone(),
        port: new.port.unwrap_or_else(|| usual_port(new.security)),
        security: new.security,
        user: new.user.clone(),
    }))
}

fn password(change: &Change<NewServer>) -> Option<String> {
    match change {
        Change::Set(new) => new.password.clone(),
        Change::Keep | Change::Clear => None,
    }
}

fn fields(changes: &Changes) -> Vec<&'static str> {
    [
        ("name", changes.name.is_some()),
        ("vouches", changes.vouches.is_some()),
        ("stage", changes.stage.is_some()),
        ("callback_url", changes.callback_url.is_said()),
        ("authserv_id", changes.authserv_id.is_said()),
        ("from_address", changes.from_address.is_said()),
        ("imap", changes.imap.is_said()),
        ("smtp", changes.smtp.is_said()),
    ]
    .into_iter()
    .filter_map(|(field, is_said)| is_said.then_some(field))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(kind: ChannelKind, changes: &Changes) -> Option<&'static str> {
        match settle(kind, Before::default(), changes) {
            Err(AppError::Invalid(invalid)) => Some(invalid.code),
            Err(other) => panic!("{other}"),
            Ok(_) => None,
        }
    }

    fn mailbox(address: &str) -> Changes {
        Changes {
            from_address: Change::Set(address.to_owned()),
            ..Changes::default()
        }
    }

    #[test]
    fn a_mailbox_needs_an_address_and_a_program_has_none() {
        assert_eq!(
            refused(ChannelKind::Email, &mailbox("help@shop.example")),
            None
        );
        assert_eq!(
            refused(ChannelKind::Email, &mailbox("Shop <help@shop.example>")),
            None
        );
        for wrong in [
            "help",
            "@shop.example",
            "a b@c",
            "Shop <help@shop.example",
            "a@b\r\nBcc: x",
        ] {
            let code = refused(ChannelKind::Email, &mailbox(wrong));
            assert_eq!(code, Some("channel.from_address"), "{wrong}");
        }
        let code = refused(ChannelKind::Api, &mailbox("help@shop.example"));
        assert_eq!(code, Some("channel.no_mail"));
    }

    #[test]
    fn a_password_may_be_left_out_only_where_it_is_known() {
        let server = |password: Option<&str>| NewServer {
            host: "imap.shop.example".to_owned(),
            port: None,
            security: Security::Tls,
            user: "help".to_owned(),
            password: password.map(str::to_owned),
        };
        let with = |server| Changes {
            imap: Change::Set(server),
            ..mailbox("help@shop.example")
        };
        let kind = ChannelKind::Email;
        assert_eq!(refused(kind, &with(server(None))), Some("channel.password"));
        let settled = settle(kind, Before::default(), &with(server(Some("s")))).unwrap();
        assert_eq!(
            settled.configuration.imap.as_ref().map(|imap| imap.port),
            Some(993)
        );
        let before = Before {
            configuration: settled.configuration,
        };
        assert!(settle(kind, before, &with(server(None))).is_ok());
    }
}
