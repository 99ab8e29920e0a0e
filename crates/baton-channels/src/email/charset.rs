//! Bytes to text, whatever the label claims.
//!
//! Never fails: an unknown or broken charset gives the most likely text and a defect.

use mail_parser::decoders::charsets::map::charset_decoder;

/// The label names no charset we know.
pub(crate) const UNKNOWN_CHARSET: &str = "charset.unknown";
/// The bytes are not in the charset that the label names.
pub(crate) const BROKEN_CHARSET: &str = "charset.broken";

/// A decoded text and what was wrong with its bytes, if anything was.
pub(crate) struct Decoded {
    /// The text, line ends as `\n`, without control characters other than tab and line feed.
    pub(crate) text: String,
    /// What was wrong.
    pub(crate) defect: Option<&'static str>,
}

/// Decodes bytes labelled with a charset.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> Decoded {
    let label = label.unwrap_or_default().trim().to_ascii_lowercase();
    let (text, defect) = match label.as_str() {
        "" | "utf-8" | "utf8" | "us-ascii" | "ascii" | "unicode-1-1-utf-8" => {
            match std::str::from_utf8(bytes) {
                Ok(text) => (text.to_owned(), None),
                Err(_) => (guess(bytes), Some(BROKEN_CHARSET)),
            }
        }
        label => labelled(bytes, label),
    };
    Decoded {
        text: tidy(&text),
        defect,
    }
}

fn labelled(bytes: &[u8], label: &str) -> (String, Option<&'static str>) {
    // What claims to be one of the one-byte charsets and is valid UTF-8 beyond ASCII is UTF-8.
    let is_one_byte = label.starts_with("iso-8859") || label.starts_with("windows-125");
    if is_one_byte
        && !bytes.is_ascii()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return (text.to_owned(), Some(BROKEN_CHARSET));
    }
    match charset_decoder(label.as_bytes()) {
        Some(decoder) => {
            let text = decoder(bytes);
            let is_broken = text.contains(char::REPLACEMENT_CHARACTER);
            (text, is_broken.then_some(BROKEN_CHARSET))
        }
        None => (guess(bytes), Some(UNKNOWN_CHARSET)),
    }
}

/// The most likely text of bytes without a label: UTF-8, else the Chinese charset where every high
/// byte fits into it and most come in pairs, else Western European.
pub(crate) fn guess(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let likely = if looks_chinese(bytes) {
        "gb18030"
    } else {
        "windows-1252"
    };
    charset_decoder(likely.as_bytes()).map_or_else(
        || String::from_utf8_lossy(bytes).into_owned(),
        |decoder| decoder(bytes),
    )
}

/// Whether the high bytes come in runs of even length that GB 2312 assigns.
fn looks_chinese(bytes: &[u8]) -> bool {
    let runs: Vec<&[u8]> = bytes
        .split(u8::is_ascii)
        .filter(|run| !run.is_empty())
        .collect();
    runs.iter().any(|run| run.len() >= 4)
        && runs
            .iter()
            .all(|run| run.len() % 2 == 0 && run.iter().all(|byte| (0xa1..=0xfe).contains(byte)))
}

/// Line ends as `\n`, no byte-order mark, no control characters but tab and line feed.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                if letters.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' => out.push(letter),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_east_asian_mail_are_read() {
        assert_eq!(decode(b"\xc4\xe3\xba\xc3", Some("GB2312")).text, "你好");
        assert_eq!(decode(b"\xa7A\xa6n", Some("Big5")).text, "你好");
        assert_eq!(decode(b"\x93\xfa\x96{", Some("Shift_JIS")).text, "日本");
        assert_eq!(
            decode(b"\x1b$BF|K\\\x1b(B", Some("ISO-2022-JP")).text,
            "日本"
        );
    }

    #[test]
    fn an_unknown_label_gives_text_and_a_defect() {
        let decoded = decode("Grüße".as_bytes(), Some("x-unknown"));
        assert_eq!(decoded.text, "Grüße");
        assert_eq!(decoded.defect, Some(UNKNOWN_CHARSET));
    }

    #[test]
    fn utf_8_that_claims_to_be_latin_1_is_utf_8() {
        assert_eq!(decode("über".as_bytes(), Some("iso-8859-1")).text, "über");
    }

    #[test]
    fn chinese_bytes_without_a_label_are_recognised() {
        assert_eq!(guess(b"\xc4\xe3\xba\xc3, order 7"), "你好, order 7");
        assert_eq!(guess(b"d\xe9j\xe0 vu"), "déjà vu");
    }

    #[test]
    fn line_ends_become_one_kind_and_nul_goes() {
        assert_eq!(tidy("\u{feff}a\r\nb\rc\0d"), "a\nb\ncd");
    }
}
