//! Where a signature begins in what somebody wrote.

use super::words;

/// Lines with content that may follow a bare `--`: more is no signature.
const MAX_SIGNATURE_LINES: usize = 15;
/// Lines with content that may follow a mailing list's underscores.
const MAX_FOOTER_LINES: usize = 6;
/// Lines with content that may follow "Sent from my phone".
const MAX_AFTER_DEVICE_LINES: usize = 2;

/// The first line of the signature in a stretch of written lines.
pub(super) fn begins_at(lines: &[&str]) -> Option<usize> {
    let mut following = 0;
    let mut found = None;
    for (at, line) in lines.iter().enumerate().rev() {
        if is_beginning(line, following) {
            found = Some(at);
        }
        following += usize::from(!line.trim().is_empty());
    }
    found
}

fn is_beginning(line: &str, following: usize) -> bool {
    // "-- " with its space is the one mark that a standard gives (RFC 3676).
    if line == "-- " {
        return true;
    }
    match line.trim() {
        "--" | "—" | "– –" | "-- --" => following <= MAX_SIGNATURE_LINES,
        rule if rule.len() >= 20 && rule.bytes().all(|byte| byte == b'_') => {
            following <= MAX_FOOTER_LINES
        }
        line => following <= MAX_AFTER_DEVICE_LINES && words::is_device_line(line),
    }
}
