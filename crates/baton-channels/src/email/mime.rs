//! The tree of a MIME message, flattened to its leaves in reading order.
//!
//! Promises: no recursion, work bounded by depth × size, and never an error. Where a limit is met the
//! rest stays one opaque leaf or is left out, and a defect says so; the raw source is kept anyway.
//! A message inside a message is a leaf: what someone forwards is theirs to open.

use super::content_type::ContentType;
use super::headers::Headers;

/// Multiparts inside one another that are opened.
const MAX_DEPTH: usize = 30;
/// Leaves that are kept.
const MAX_LEAVES: usize = 500;

/// More parts than the limit; the later ones were left out.
pub(crate) const TOO_MANY_PARTS: &str = "mime.too_many_parts";
/// Deeper nesting than the limit; what is deeper stays closed.
pub(crate) const TOO_DEEP: &str = "mime.too_deep";
/// A multipart that never closes.
pub(crate) const UNCLOSED: &str = "mime.unclosed";

/// A part that holds content rather than other parts.
pub(crate) struct Leaf<'a> {
    /// Its header fields.
    pub(crate) headers: Headers<'a>,
    /// Its `Content-Type`.
    pub(crate) content_type: ContentType,
    /// Its body, still transfer-encoded.
    pub(crate) body: &'a [u8],
    /// Which `multipart/alternative` it is a rendering of, if it is one.
    pub(crate) alternative: Option<usize>,
}

/// The leaves of a message.
pub(crate) struct Tree<'a> {
    /// In reading order.
    pub(crate) leaves: Vec<Leaf<'a>>,
    /// What was wrong.
    pub(crate) defects: Vec<&'static str>,
}

/// A part that still has to be looked at.
struct Pending<'a> {
    headers: Headers<'a>,
    body: &'a [u8],
    alternative: Option<usize>,
    depth: usize,
    is_in_digest: bool,
}

/// Opens a message whose own headers were read already.
pub(crate) fn open<'a>(headers: Headers<'a>, body: &'a [u8]) -> Tree<'a> {
    let mut tree = Tree {
        leaves: Vec::new(),
        defects: Vec::new(),
    };
    let mut alternatives = 0;
    let mut pending = vec![Pending {
        headers,
        body,
        alternative: None,
        depth: 0,
        is_in_digest: false,
    }];
    while let Some(part) = pending.pop() {
        if tree.leaves.len() >= MAX_LEAVES {
            tree.defects.push(TOO_MANY_PARTS);
            break;
        }
        let content_type = kind_of(&part);
        let sections = (content_type.kind == "multipart").then(|| {
            let boundary = content_type
                .parameter("boundary")
                .or_else(|| likely_boundary(part.body));
            boundary.map_or_else(Sections::default, |boundary| split(part.body, boundary))
        });
        match sections {
            Some(sections) if sections.parts.is_empty() => {
                tree.keep(part, ContentType::bare("text", "plain"));
            }
            Some(_) if part.depth >= MAX_DEPTH => {
                tree.defects.push(TOO_DEEP);
                tree.keep(part, ContentType::default());
            }
            Some(sections) => {
                if !sections.is_closed {
                    tree.defects.push(UNCLOSED);
                }
                if sections.is_cut {
                    tree.defects.push(TOO_MANY_PARTS);
                }
                let mut alternative = part.alternative;
                if content_type.subkind == "alternative" {
                    alternatives += 1;
                    alternative = Some(alternatives);
                }
                // Last first: the stack gives them back in reading order.
                pending.extend(sections.parts.into_iter().rev().map(|section| {
                    let (headers, body) = Headers::read(section);
                    Pending {
                        headers,
                        body,
                        alternative,
                        depth: part.depth + 1,
                        is_in_digest: content_type.subkind == "digest",
                    }
                }));
            }
            None => tree.keep(part, content_type),
        }
    }
    tree.defects.sort_unstable();
    tree.defects.dedup();
    tree
}

impl<'a> Tree<'a> {
    fn keep(&mut self, part: Pending<'a>, content_type: ContentType) {
        self.leaves.push(Leaf {
            headers: part.headers,
            content_type,
            body: part.body,
            alternative: part.alternative,
        });
    }
}

/// The part's type; RFC 2045 and 2046 say what an absent one means.
fn kind_of(part: &Pending<'_>) -> ContentType {
    let mut read = ContentType::read(&part.headers, "content-type");
    if read.kind.is_empty() {
        return if part.is_in_digest {
            ContentType::bare("message", "rfc822")
        } else {
            ContentType::bare("text", "plain")
        };
    }
    if read.kind == "text" && read.subkind.is_empty() {
        "plain".clone_into(&mut read.subkind);
    }
    read
}

/// The boundary of a multipart that does not name it: what its first delimiter-like line says.
fn likely_boundary(body: &[u8]) -> Option<&str> {
    let line = body
        .split(|byte| *byte == b'\n')
        .take(MAX_LEAVES)
        .find_map(|line| line.strip_prefix(b"--"))?;
    let line = std::str::from_utf8(line).ok()?.trim_end();
    (!line.is_empty() && line.len() <= 70).then_some(line)
}

/// What stands between the lines of one boundary.
#[derive(Default)]
struct Sections<'a> {
    parts: Vec<&'a [u8]>,
    is_closed: bool,
    is_cut: bool,
}

fn split<'a>(body: &'a [u8], boundary: &str) -> Sections<'a> {
    let mut sections = Sections {
        parts: Vec::new(),
        is_closed: false,
        is_cut: false,
    };
    let mut part_at = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let line_at = at;
        at += line.len();
        let Some(is_last) = delimiter(line, boundary) else {
            continue;
        };
        if let Some(start) = part_at.replace(at) {
            sections.parts.push(without_line_end(
                body.get(start..line_at).unwrap_or_default(),
            ));
        }
        if is_last {
            sections.is_closed = true;
            return sections;
        }
        if sections.parts.len() >= MAX_LEAVES {
            sections.is_cut = true;
            return sections;
        }
    }
    if let Some(start) = part_at {
        sections.parts.push(body.get(start..).unwrap_or_default());
    }
    sections
}

/// Whether a line delimits parts: `Some(true)` for the one that closes.
fn delimiter(line: &[u8], boundary: &str) -> Option<bool> {
    let rest = line
        .strip_prefix(b"--")?
        .strip_prefix(boundary.as_bytes())?;
    match rest.trim_ascii_end() {
        b"" => Some(false),
        b"--" => Some(true),
        _ => None,
    }
}

/// The line end before a delimiter belongs to the delimiter.
fn without_line_end(part: &[u8]) -> &[u8] {
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    part.strip_suffix(b"\r").unwrap_or(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open_raw(raw: &[u8]) -> Tree<'_> {
        let (headers, body) = Headers::read(raw);
        open(headers, body)
    }

    #[test]
    fn leaves_come_in_reading_order() {
        let raw = b"Content-Type: multipart/mixed; boundary=o\n\n--o\n\
            Content-Type: multipart/alternative; boundary=\"i\"\n\n--i\n\nplain\n--i\n\
            Content-Type: text/html\n\n<b>html</b>\n--i--\n--o\n\
            Content-Type: image/png\n\nPNG\n--o--\n";
        let tree = open_raw(raw);
        let kinds: Vec<_> = tree
            .leaves
            .iter()
            .map(|leaf| leaf.content_type.media())
            .collect();
        assert_eq!(
            kinds,
            [
                Some("text/plain".into()),
                Some("text/html".into()),
                Some("image/png".into())
            ]
        );
        let bodies: Vec<_> = tree.leaves.iter().map(|leaf| leaf.body).collect();
        assert_eq!(bodies, [&b"plain"[..], b"<b>html</b>", b"PNG"]);
        assert_eq!(
            tree.leaves.first().and_then(|leaf| leaf.alternative),
            Some(1)
        );
        assert_eq!(tree.leaves.last().and_then(|leaf| leaf.alternative), None);
        assert!(tree.defects.is_empty());
    }

    #[test]
    fn a_boundary_that_another_begins_with_is_not_confused() {
        let raw = b"Content-Type: multipart/mixed; boundary=a\n\n--a\n\n--ab is text\n--a--\n";
        let tree = open_raw(raw);
        assert_eq!(
            tree.leaves.first().map(|leaf| leaf.body),
            Some(&b"--ab is text"[..])
        );
    }

    #[test]
    fn nesting_and_parts_are_bounded_and_said() {
        let mut raw = Vec::new();
        for level in 0..10_000 {
            raw.extend_from_slice(
                format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n")
                    .as_bytes(),
            );
        }
        assert_eq!(open_raw(&raw).defects, [TOO_DEEP, UNCLOSED]);
        let mut raw = b"Content-Type: multipart/mixed; boundary=b\n\n".to_vec();
        for _ in 0..100_000 {
            raw.extend_from_slice(b"--b\n\nx\n");
        }
        let tree = open_raw(&raw);
        assert_eq!(tree.leaves.len(), MAX_LEAVES);
        assert!(tree.defects.contains(&TOO_MANY_PARTS));
    }

    #[test]
    fn a_multipart_without_parts_is_text() {
        let tree = open_raw(b"Content-Type: multipart/mixed; boundary=b\n\nonly words");
        assert_eq!(
            tree.leaves.first().map(|leaf| leaf.body),
            Some(&b"only words"[..])
        );
    }
}
