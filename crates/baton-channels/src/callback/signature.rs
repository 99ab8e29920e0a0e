//! Standard Webhooks signatures, version 1: HMAC-SHA-256 over `id.timestamp.body`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use baton_domain::time::{Span, Timestamp};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// The three headers of a signed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// `webhook-id`: the same for every attempt, so that a receiver can tell repetitions.
    pub id: String,
    /// `webhook-timestamp`: seconds since the Unix epoch, of this attempt.
    pub timestamp: String,
    /// `webhook-signature`: `v1,` and base 64.
    pub signature: String,
}

/// Signs a body. The secret is the bytes that follow `whsec_`, decoded.
#[must_use]
pub fn sign(secret: &[u8], id: &str, at: Timestamp, body: &[u8]) -> Signed {
    let timestamp = at.as_micros().div_euclid(1_000_000).to_string();
    let signature = mac(secret, id, &timestamp, body).map_or_else(String::new, |mac| {
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    });
    Signed {
        id: id.to_owned(),
        timestamp,
        signature,
    }
}

/// How far a timestamp may be from now.
const TOLERANCE: Span = Span::from_seconds(300);

/// Whether one of the signatures of a request is ours, made within five minutes of now. Compared in
/// constant time.
#[must_use]
pub fn is_signed(secret: &[u8], signed: &Signed, now: Timestamp, body: &[u8]) -> bool {
    let Ok(seconds) = signed.timestamp.parse::<i64>() else {
        return false;
    };
    let seconds = Span::from_seconds(seconds.clamp(0, MAX_SECONDS));
    let at = Timestamp::from_micros(0).plus(seconds);
    let distance = now.since(at).max(at.since(now));
    let is_canonical = signed.timestamp.bytes().all(|byte| byte.is_ascii_digit());
    if !is_canonical || distance > TOLERANCE {
        return false;
    }
    signed
        .signature
        .split(' ')
        .filter_map(|one| one.strip_prefix("v1,"))
        .filter_map(|one| STANDARD.decode(one).ok())
        .any(|one| {
            mac(secret, &signed.id, &signed.timestamp, body)
                .is_some_and(|mac| mac.verify_slice(&one).is_ok())
        })
}

/// The year 9999, so that no header overflows an instant.
const MAX_SECONDS: i64 = 253_402_300_799;

/// Keys of any length are allowed, so this cannot fail; the option keeps it honest.
fn mac(secret: &[u8], id: &str, timestamp: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    mac.update(id.as_bytes());
    mac.update(b".");
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    Some(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_is_reproduced() {
        let secret = STANDARD
            .decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .expect("base 64");
        let at = Timestamp::from_micros(1_614_265_330_000_000);
        let signed = sign(
            &secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            at,
            b"{\"test\": 2432232314}",
        );
        assert_eq!(signed.timestamp, "1614265330");
        assert_eq!(
            signed.signature,
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }
}
