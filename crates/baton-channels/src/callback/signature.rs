//! Standard Webhooks signatures, version 1: HMAC-SHA-256 over `id.timestamp.body`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use baton_domain::time::Timestamp;
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
    // Keys of any length are allowed, so this cannot fail; the match keeps it honest.
    let signature = match Hmac::<Sha256>::new_from_slice(secret) {
        Ok(mut mac) => {
            mac.update(id.as_bytes());
            mac.update(b".");
            mac.update(timestamp.as_bytes());
            mac.update(b".");
            mac.update(body);
            format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
        }
        Err(_) => String::new(),
    };
    Signed {
        id: id.to_owned(),
        timestamp,
        signature,
    }
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
