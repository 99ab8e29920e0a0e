//! Content-Transfer-Encoding undone, leniently and in linear time.
//!
//! Never fails: what does not decode is skipped and reported as a defect.

use std::borrow::Cow;

/// The bytes do not follow the encoding they claim.
pub(crate) const BROKEN_ENCODING: &str = "encoding.broken";
/// The encoding is none we know; the bytes are taken as they are.
pub(crate) const UNKNOWN_ENCODING: &str = "encoding.unknown";

/// Undoes an encoding named by a `Content-Transfer-Encoding` header.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    encoding: Option<&str>,
) -> (Cow<'a, [u8]>, Option<&'static str>) {
    let encoding = encoding
        .unwrap_or_default()
        .to_ascii_lowercase()
        .replace(' ', "");
    match encoding.split([';', '(']).next().unwrap_or_default() {
        "base64" => owned(base64(bytes)),
        "quoted-printable" => owned(quoted_printable(bytes)),
        "" | "7bit" | "7-bit" | "8bit" | "8-bit" | "8bits" | "binary" | "plain" => {
            (Cow::Borrowed(bytes), None)
        }
        _ => (Cow::Borrowed(bytes), Some(UNKNOWN_ENCODING)),
    }
}

fn owned((bytes, is_broken): (Vec<u8>, bool)) -> (Cow<'static, [u8]>, Option<&'static str>) {
    (Cow::Owned(bytes), is_broken.then_some(BROKEN_ENCODING))
}

/// Base 64 in which foreign bytes are skipped and padding may stand in the middle.
fn base64(bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let mut is_broken = false;
    let mut held: u32 = 0;
    let mut held_bits: u32 = 0;
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                held_bits = 0;
                continue;
            }
            byte => {
                is_broken |= !byte.is_ascii_whitespace();
                continue;
            }
        };
        held = (held << 6) | u32::from(value);
        held_bits += 6;
        if held_bits >= 8 {
            held_bits -= 8;
            let [.., low] = (held >> held_bits).to_be_bytes();
            out.push(low);
        }
    }
    (out, is_broken || held_bits == 6)
}

/// Quoted-printable in which a broken escape stands for itself.
fn quoted_printable(bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(bytes.len());
    let mut is_broken = false;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let (content, end) = split_line_end(line);
        let content = content.trim_ascii_end();
        let (content, is_soft) = match content.strip_suffix(b"=") {
            Some(content) => (content, true),
            None => (content, false),
        };
        is_broken |= unescape(content, &mut out);
        if !is_soft {
            out.extend_from_slice(end);
        }
    }
    (out, is_broken)
}

fn split_line_end(line: &[u8]) -> (&[u8], &[u8]) {
    let content = line.strip_suffix(b"\n").unwrap_or(line);
    let content = content.strip_suffix(b"\r").unwrap_or(content);
    line.split_at(content.len())
}

fn unescape(mut content: &[u8], out: &mut Vec<u8>) -> bool {
    let mut is_broken = false;
    while let Some((byte, rest)) = content.split_first() {
        content = rest;
        if *byte != b'=' {
            out.push(*byte);
            continue;
        }
        match rest {
            [high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.push(hex(*high) << 4 | hex(*low));
                content = after;
            }
            _ => {
                out.push(b'=');
                is_broken = true;
            }
        }
    }
    is_broken
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        b'A'..=b'F' => digit - b'A' + 10,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_64_survives_noise_and_padding_in_the_middle() {
        assert_eq!(decode(b"aGVs\r\nbG8=", Some("BASE64")).0.as_ref(), b"hello");
        assert_eq!(decode(b"aGk=aGk=", Some("base64")).0.as_ref(), b"hihi");
        let (bytes, defect) = decode(b"aG*Vs!bG8", Some("base64"));
        assert_eq!(bytes.as_ref(), b"hello");
        assert_eq!(defect, Some(BROKEN_ENCODING));
    }

    #[test]
    fn quoted_printable_joins_soft_lines_and_keeps_broken_escapes() {
        let (bytes, defect) = decode(b"caf=C3=A9 =\r\nau lait\r\n5 =ZZ", Some("quoted-printable"));
        assert_eq!(bytes.as_ref(), "café au lait\r\n5 =ZZ".as_bytes());
        assert_eq!(defect, Some(BROKEN_ENCODING));
    }

    #[test]
    fn an_unknown_encoding_leaves_the_bytes_and_says_so() {
        assert_eq!(decode(b"x", Some("x-uuencode")).1, Some(UNKNOWN_ENCODING));
        assert_eq!(decode(b"x", Some("8bit")).1, None);
    }
}
