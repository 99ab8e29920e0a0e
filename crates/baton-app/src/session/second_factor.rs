//! `/session/totp`: an authenticator for one's own account, and recovery codes for the day it is
//! lost.

use baton_domain::actor::Actor;
use baton_domain::id::PersonId;
use baton_store::Tx;

use super::own::{own, proven, record};
use super::totp;
use crate::app::App;
use crate::call::{Call, Done};
use crate::error::{AppError, Invalid};
use crate::token;

/// Recovery codes of one person.
const RECOVERY_CODES: usize = 10;
/// Random bytes of a recovery code: 80 bits, which nobody guesses within the limits of sign-in.
const RECOVERY_BYTES: usize = 10;

/// A secret for an authenticator, shown once.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// To be typed, in base 32.
    pub secret: String,
    /// To be shown as a picture.
    pub uri: String,
}

/// Makes a secret. Nothing is asked at sign-in until a first code confirms it. The same request
/// sent again makes no other one, and is not shown it again.
///
/// # Errors
/// [`AppError::Invalid`] if the password is wrong.
pub async fn enrol(app: &App, call: &Call, password: String) -> Result<Done<Enrolment>, AppError> {
    if call.is_replay(app).await? {
        return Ok(Done::Before);
    }
    let own = proven(app, &call.caller, password).await?;
    let (person, stamp) = (own.person.id, call.stamp(app));
    let call = call.clone();
    let secret: [u8; totp::SECRET_BYTES] = app.db.ids().bytes();
    let sealed = app
        .vault
        .seal(app.db.ids(), &sealed_name(person), &secret)?;
    app.db
        .write(move |tx| {
            let (call, sealed) = (call.clone(), sealed.clone());
            Box::pin(async move {
                call.made(tx, &stamp, person).await?;
                tx.propose_second_factor(person, &sealed).await?;
                Ok::<_, AppError>(())
            })
        })
        .await?;
    Ok(Done::Now(Enrolment {
        secret: totp::base32(&secret),
        uri: totp::uri(&secret, &own.person.email),
    }))
}

/// Confirms the secret by its first code and gives recovery codes, which are shown once: not to
/// the same request sent again.
///
/// # Errors
/// [`AppError::Invalid`] `totp.not_enrolled` or `totp.wrong_code`.
pub async fn confirm(app: &App, call: &Call, code: &str) -> Result<Done<Vec<String>>, AppError> {
    if call.is_replay(app).await? {
        return Ok(Done::Before);
    }
    let own = own(app, &call.caller).await?;
    let (person, stamp) = (own.person.id, call.stamp(app));
    let at = stamp.at;
    let kept = app
        .db
        .read(move |reader| Box::pin(reader.second_factor(person)))
        .await?;
    let pending = kept.pending.ok_or(Invalid::at("", "totp.not_enrolled"))?;
    let secret = app.vault.unseal(&sealed_name(person), &pending)?;
    let wrong = Invalid::at("/code", "totp.wrong_code");
    let step = totp::matching_step(&secret, code, at).ok_or(wrong)?;
    let codes: Vec<String> = (0..RECOVERY_CODES)
        .map(|_| readable(&app.db.ids().bytes::<RECOVERY_BYTES>()))
        .collect();
    let digests: Vec<_> = codes.iter().map(|code| recovery_digest(code)).collect();
    let call = call.clone();
    app.db
        .write(move |tx| {
            let (call, pending, digests) = (call.clone(), pending.clone(), digests.clone());
            Box::pin(async move {
                call.made(tx, &stamp, person).await?;
                if !tx.confirm_second_factor(person, &pending, &digests).await? {
                    return Err(Invalid::at("", "totp.not_enrolled").into());
                }
                tx.use_step(person, step).await?;
                record(tx, at, person, "totp", Actor::Teammate).await
            })
        })
        .await?;
    Ok(Done::Now(codes))
}

/// Asks for no code any more.
///
/// # Errors
/// [`AppError::Invalid`] if the password is wrong.
pub async fn disable(app: &App, call: &Call, password: String) -> Result<Done<()>, AppError> {
    if call.is_replay(app).await? {
        return Ok(Done::Before);
    }
    let person = proven(app, &call.caller, password).await?.person.id;
    let stamp = call.stamp(app);
    let call = call.clone();
    app.db
        .write(move |tx| {
            let call = call.clone();
            Box::pin(async move {
                call.made(tx, &stamp, person).await?;
                tx.remove_second_factor(person).await?;
                record(tx, stamp.at, person, "totp", Actor::Teammate).await
            })
        })
        .await
        .map(Done::Now)
}

/// What a code given at sign-in turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// The person has no second factor.
    NotAsked,
    /// One is asked for, and none was given.
    Missing,
    /// It is neither a code of now nor a recovery code.
    Wrong,
    /// The code of this step; still to be used up.
    Step(i64),
    /// Perhaps a recovery code; still to be used up.
    Recovery([u8; 32]),
}

impl Proof {
    /// Uses the code up inside the unit that opens the session.
    pub(super) async fn use_up(self, tx: &mut Tx, person: PersonId) -> Result<bool, AppError> {
        Ok(match self {
            Self::NotAsked => true,
            Self::Missing | Self::Wrong => false,
            Self::Step(step) => tx.use_step(person, step).await?,
            Self::Recovery(digest) => tx.use_recovery_code(person, digest).await?,
        })
    }
}

/// What a given code proves, before it is used up.
pub(super) async fn proof(
    app: &App,
    person: PersonId,
    code: Option<&str>,
) -> Result<Proof, AppError> {
    let kept = app
        .db
        .read(move |reader| Box::pin(reader.second_factor(person)))
        .await?;
    let Some(sealed) = kept.secret else {
        return Ok(Proof::NotAsked);
    };
    let Some(code) = code.map(str::trim).filter(|code| !code.is_empty()) else {
        return Ok(Proof::Missing);
    };
    let secret = app.vault.unseal(&sealed_name(person), &sealed)?;
    if let Some(step) = totp::matching_step(&secret, code, app.clock.now()) {
        return Ok(Proof::Step(step));
    }
    let digest = recovery_digest(code);
    Ok(if kept.recovery.contains(&digest) {
        Proof::Recovery(digest)
    } else {
        Proof::Wrong
    })
}

fn sealed_name(person: PersonId) -> String {
    format!("totp/{person}")
}

/// In groups of four, to be read aloud and typed.
fn readable(bytes: &[u8]) -> String {
    let text = totp::base32(bytes).to_lowercase();
    let groups: Vec<_> = text
        .as_bytes()
        .chunks(4)
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join("-")
}

/// However it is typed: only letters and digits count.
fn recovery_digest(code: &str) -> [u8; 32] {
    let plain: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    token::digest(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_counts_however_it_is_typed() {
        let code = readable(&[7; RECOVERY_BYTES]);
        assert_eq!(code.len(), 19);
        let typed = code.to_uppercase().replace('-', " ");
        assert_eq!(recovery_digest(&code), recovery_digest(&typed));
        assert_ne!(recovery_digest(&code), recovery_digest("abcd"));
    }
}
