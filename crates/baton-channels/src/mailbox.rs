//! Files that hold mail: `.mbox` (mboxo and mboxrd) and `.eml`, read as a stream.

use std::io::{self, BufRead, Read as _};

use crate::email::MAX_MESSAGE_BYTES;

/// The longest stretch read at once, in bytes: a file without line ends is no reason to hold all of it.
const MAX_LINE_BYTES: u64 = 64 * 1024;

/// One mail of a file, or why it is not given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The mail, as it was before the mailbox quoted it.
    Mail(Vec<u8>),
    /// A mail larger than [`MAX_MESSAGE_BYTES`], with its number of bytes. It was skipped.
    TooLarge(usize),
}

/// The mails of a file, one after another. A file that does not begin like a mailbox is one mail.
pub struct Mails<R> {
    reader: R,
    state: State,
    line: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing was read yet.
    Start,
    /// The separator of the next mail was read.
    InMailbox,
    /// The file is over.
    End,
}

/// Reads a file of mail.
pub fn mails<R: BufRead>(reader: R) -> Mails<R> {
    Mails {
        reader,
        state: State::Start,
        line: Vec::new(),
    }
}

impl<R: BufRead> Iterator for Mails<R> {
    type Item = io::Result<Entry>;

    fn next(&mut self) -> Option<io::Result<Entry>> {
        loop {
            if self.state == State::End {
                return None;
            }
            match self.entry() {
                Ok(Some(entry)) => return Some(Ok(entry)),
                Ok(None) => {}
                Err(error) => {
                    self.state = State::End;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<R: BufRead> Mails<R> {
    /// The next mail; none where there is nothing between two separators.
    fn entry(&mut self) -> io::Result<Option<Entry>> {
        let mut mail = Pending::default();
        let mut is_after_blank = true;
        let mut is_line_start = true;
        loop {
            self.line.clear();
            let length = (&mut self.reader)
                .take(MAX_LINE_BYTES)
                .read_until(b'\n', &mut self.line)?;
            if length == 0 {
                self.state = State::End;
                return Ok(mail.finish(false));
            }
            let is_separator = is_line_start && is_after_blank && is_separator(&self.line);
            if is_separator && (self.state == State::InMailbox || mail.is_empty()) {
                let is_mailbox = self.state == State::InMailbox;
                self.state = State::InMailbox;
                if is_mailbox {
                    return Ok(mail.finish(true));
                }
                continue;
            }
            let is_mailbox = self.state == State::InMailbox;
            let unquoted = match self.line.strip_prefix(b">") {
                Some(rest) if is_mailbox && is_line_start && is_quoted_separator(rest) => rest,
                _ => self.line.as_slice(),
            };
            is_after_blank = is_line_start && matches!(self.line.as_slice(), b"\n" | b"\r\n");
            is_line_start = self.line.ends_with(b"\n");
            mail.push(unquoted);
        }
    }
}

/// A mail that is being put together, never larger than the limit.
#[derive(Default)]
struct Pending {
    bytes: Vec<u8>,
    length: usize,
}

impl Pending {
    fn is_empty(&self) -> bool {
        self.length == 0
    }

    fn push(&mut self, bytes: &[u8]) {
        self.length += bytes.len();
        if self.length <= MAX_MESSAGE_BYTES {
            self.bytes.extend_from_slice(bytes);
        } else {
            self.bytes = Vec::new();
        }
    }

    fn finish(mut self, has_separator_below: bool) -> Option<Entry> {
        if self.length > MAX_MESSAGE_BYTES {
            return Some(Entry::TooLarge(self.length));
        }
        // The empty line before a separator belongs to the mailbox.
        if has_separator_below {
            for end in [&b"\n"[..], b"\r"] {
                if self.bytes.ends_with(end) && self.bytes.len() > 1 {
                    self.bytes.truncate(self.bytes.len() - 1);
                }
            }
        }
        (!self.bytes.trim_ascii().is_empty()).then_some(Entry::Mail(self.bytes))
    }
}

const DAYS: &[&str] = &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Whether a line is `From somebody Mon Jun 15 10:00:00 2026`: a sentence that begins with "From" is
/// none.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let Ok(text) = std::str::from_utf8(rest) else {
        return false;
    };
    let words: Vec<&str> = text.split_whitespace().take(12).collect();
    let is_dated = words
        .windows(2)
        .any(|pair| matches!(pair, [day, month] if DAYS.contains(day) && MONTHS.contains(month)));
    is_dated && words.iter().any(|word| word.matches(':').count() >= 1)
}

/// Whether a line, without its first quote mark, is a quoted or quotable "From ".
fn is_quoted_separator(rest: &[u8]) -> bool {
    let quotes = rest.iter().take_while(|byte| **byte == b'>').count();
    rest.get(quotes..)
        .is_some_and(|rest| rest.starts_with(b"From "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8]) -> Vec<String> {
        mails(file)
            .map(|entry| match entry.expect("readable") {
                Entry::Mail(bytes) => String::from_utf8(bytes).expect("UTF-8"),
                Entry::TooLarge(length) => format!("too large: {length}"),
            })
            .collect()
    }

    const FROM: &str = "From ann@x.example Mon Jun 15 10:00:00 2026\n";

    #[test]
    fn a_mailbox_is_split_and_its_quoting_undone() {
        let file = format!(
            "{FROM}Subject: 1\n\nHello\n>From here on\n>>From quoted\n\nFrom now on it is text\n\n\
             From - Sat Jan 01 00:00:00 2000\nSubject: 2\n\nx\n"
        );
        assert_eq!(
            read(file.as_bytes()),
            [
                "Subject: 1\n\nHello\nFrom here on\n>From quoted\n\nFrom now on it is text\n",
                "Subject: 2\n\nx\n",
            ]
        );
    }

    #[test]
    fn the_date_of_a_takeout_mailbox_has_its_zone_before_the_year() {
        let line = "From 123@xxx Mon Jun 15 10:00:00 +0000 2026\n";
        assert_eq!(
            read(format!("{line}A: 1\n\nx\n\n{line}A: 2\n\ny\n").as_bytes()).len(),
            2
        );
    }

    #[test]
    fn a_single_mail_is_given_as_it_is() {
        let mail = format!("Subject: x\n\n>From quoted\n\n{FROM}rest");
        assert_eq!(read(mail.as_bytes()), [mail.as_str()]);
    }

    #[test]
    fn an_empty_file_holds_no_mail() {
        assert!(read(b"").is_empty());
        assert!(read(format!("{FROM}\n\n{FROM}\n").as_bytes()).is_empty());
    }

    #[test]
    fn a_mail_beyond_the_limit_is_skipped_and_the_next_is_read() {
        let mut file = FROM.as_bytes().to_vec();
        file.extend_from_slice(b"A: 1\n\n");
        file.extend(std::iter::repeat_n(b'x', MAX_MESSAGE_BYTES + 1));
        file.extend_from_slice(format!("\n\n{FROM}A: 2\n\ny\n").as_bytes());
        let read = read(&file);
        assert_eq!(read.len(), 2);
        assert!(read.first().is_some_and(|one| one.starts_with("too large")));
    }
}
