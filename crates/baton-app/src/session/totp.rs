//! Codes of an authenticator (RFC 6238): SHA-1, six digits, thirty seconds, as every app has them.
//!
//! Pure: whether a code was used before is for the store to say.

use baton_domain::time::Timestamp;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

/// Bytes of a secret, as RFC 4226 recommends.
pub(super) const SECRET_BYTES: usize = 20;
/// Seconds of a step.
const STEP_S: i64 = 30;
/// Steps that a clock may be off, either way.
const DRIFT: i64 = 1;
/// Digits of a code.
const DIGITS: usize = 6;
const MODULUS: u32 = 1_000_000;

/// The step whose code this is, if it is one of now or of a clock that is a little off.
pub(super) fn matching_step(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let code: u32 = code
        .parse()
        .ok()
        .filter(|_| code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit()))?;
    let current = now.as_micros().div_euclid(STEP_S * 1_000_000);
    (current - DRIFT..=current + DRIFT).find(|step| code_of(secret, *step) == Some(code))
}

/// The code of one step (RFC 4226, 5.3).
fn code_of(secret: &[u8], step: i64) -> Option<u32> {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    mac.update(&step.to_be_bytes());
    let digest: [u8; 20] = mac.finalize().into_bytes().into();
    let offset = usize::from(digest.last()? & 0xf);
    let four = digest.get(offset..offset + 4)?.first_chunk()?;
    Some((u32::from_be_bytes(*four) & 0x7fff_ffff) % MODULUS)
}

/// Base 32 (RFC 4648) without padding: how secrets are typed and recovery codes written.
pub(super) fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bit = |index: usize| {
        let byte = bytes.get(index / 8).copied().unwrap_or_default();
        byte >> (7 - index % 8) & 1
    };
    (0..(bytes.len() * 8).div_ceil(5))
        .filter_map(|group| {
            let value = (0..5).fold(0, |value, place| value << 1 | bit(group * 5 + place));
            ALPHABET.get(usize::from(value)).copied().map(char::from)
        })
        .collect()
}

/// What an authenticator reads from a picture: the secret, whose it is and where.
pub(super) fn uri(secret: &[u8], email: &str) -> String {
    let label: String = email
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    format!(
        "otpauth://totp/Baton:{label}?secret={}&issuer=Baton",
        base32(secret)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(matching_step(SECRET, code, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_clock_may_be_off_by_a_step_but_not_by_two() {
        let code = "287082";
        assert_eq!(matching_step(SECRET, code, at(59 + 30)), Some(1));
        assert_eq!(matching_step(SECRET, code, at(59 - 30)), Some(1));
        assert_eq!(matching_step(SECRET, code, at(59 + 61)), None);
    }

    #[test]
    fn what_is_not_six_digits_is_no_code() {
        for code in ["", "28708", "2870821", "+87082", "28708a", "２８７０８２"] {
            assert_eq!(matching_step(SECRET, code, at(59)), None, "{code}");
        }
    }

    #[test]
    fn base_32_is_that_of_the_rfc() {
        for (bytes, text) in [
            ("", ""),
            ("f", "MY"),
            ("foo", "MZXW6"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn nothing_in_an_address_leaves_its_place_in_the_uri() {
        let uri = uri(b"f", "a+b&secret=X@c.example");
        assert_eq!(
            uri,
            "otpauth://totp/Baton:a%2Bb%26secret%3DX@c.example?secret=MY&issuer=Baton"
        );
    }
}
