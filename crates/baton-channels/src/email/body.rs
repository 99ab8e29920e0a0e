//! The readable body and the files of a mail, from its leaves.

use baton_app::ports::channel::{FileContent, InboundAttachment};

use super::charset;
use super::content_type::ContentType;
use super::flowed;
use super::headers::Headers;
use super::mime::Leaf;
use super::transfer;
use crate::html;
use crate::media;

/// The most text that is kept, in bytes.
const MAX_TEXT_BYTES: usize = 1024 * 1024;
/// The most HTML that is looked at, in bytes.
const MAX_HTML_BYTES: usize = 4 * 1024 * 1024;
/// Files that are kept.
const MAX_ATTACHMENTS: usize = 100;

/// The body was longer than the limit; its end is only in the raw source.
pub(crate) const TEXT_CUT: &str = "text.cut";
/// The HTML exceeds a limit and is shown as text.
pub(crate) const HTML_REFUSED: &str = "html.refused";
/// More files than the limit; the later ones are only in the raw source.
pub(crate) const TOO_MANY_ATTACHMENTS: &str = "attachments.too_many";

/// What a mail says and carries.
#[derive(Default)]
pub(crate) struct Body {
    /// All of its text, history included.
    pub(crate) text: String,
    /// History and signature that the markup itself set apart, where the text came from HTML.
    pub(crate) quoted_by_markup: String,
    /// Safe HTML, if there was any.
    pub(crate) html: Option<String>,
    /// The files.
    pub(crate) attachments: Vec<InboundAttachment>,
    /// What was wrong.
    pub(crate) defects: Vec<&'static str>,
}

/// One stretch of the body, in one or two renderings.
#[derive(Default)]
struct Passage {
    alternative: Option<usize>,
    text: Option<String>,
    html: Option<String>,
}

/// Reads the leaves of a mail.
pub(crate) fn read(leaves: &[Leaf<'_>]) -> Body {
    let mut body = Body::default();
    let mut passages: Vec<Passage> = Vec::new();
    for leaf in leaves {
        let disposition = ContentType::read(&leaf.headers, "content-disposition");
        if is_body(leaf, &disposition) {
            body.add_passage(leaf, &mut passages);
        } else if body.attachments.len() < MAX_ATTACHMENTS {
            body.add_attachment(leaf, &disposition);
        } else {
            body.defects.push(TOO_MANY_ATTACHMENTS);
        }
    }
    body.join(passages);
    body
}

/// Whether a leaf is something to read rather than a file.
fn is_body(leaf: &Leaf<'_>, disposition: &ContentType) -> bool {
    let kind = &leaf.content_type;
    let is_named = disposition.parameter("filename").is_some() || kind.parameter("name").is_some();
    let is_readable = kind.is("text", "plain") || kind.is("text", "html");
    is_readable && disposition.kind != "attachment" && !is_named
}

impl Body {
    fn add_passage(&mut self, leaf: &Leaf<'_>, passages: &mut Vec<Passage>) {
        let is_html = leaf.content_type.is("text", "html");
        let text = self.decoded(leaf);
        // Renderings of one alternative are one passage; what stands by itself is one of its own.
        let same = passages
            .iter()
            .position(|one| one.alternative.is_some() && one.alternative == leaf.alternative);
        let at = same.unwrap_or_else(|| {
            passages.push(Passage {
                alternative: leaf.alternative,
                ..Passage::default()
            });
            passages.len() - 1
        });
        let Some(passage) = passages.get_mut(at) else {
            return;
        };
        let slot = if is_html {
            &mut passage.html
        } else {
            &mut passage.text
        };
        match slot {
            Some(earlier) => {
                earlier.push_str("\n\n");
                earlier.push_str(&text);
            }
            None => *slot = Some(text),
        }
    }

    fn decoded(&mut self, leaf: &Leaf<'_>) -> String {
        let encoding = leaf.headers.plain("content-transfer-encoding");
        let (bytes, defect) = transfer::decode(leaf.body, encoding.as_deref());
        self.defects.extend(defect);
        let limit = if leaf.content_type.is("text", "html") {
            MAX_HTML_BYTES
        } else {
            MAX_TEXT_BYTES
        };
        if bytes.len() > limit {
            self.defects.push(TEXT_CUT);
        }
        let bytes = bytes.get(..limit).unwrap_or(&bytes);
        let label = leaf.content_type.parameter("charset");
        let decoded = charset::decode(bytes, label);
        self.defects.extend(decoded.defect);
        if leaf
            .content_type
            .parameter("format")
            .is_some_and(|one| one.eq_ignore_ascii_case("flowed"))
        {
            let delete_space = leaf
                .content_type
                .parameter("delsp")
                .is_some_and(|one| one.eq_ignore_ascii_case("yes"));
            return flowed::joined(&decoded.text, delete_space);
        }
        decoded.text
    }

    fn add_attachment(&mut self, leaf: &Leaf<'_>, disposition: &ContentType) {
        let encoding = leaf.headers.plain("content-transfer-encoding");
        let (content, defect) = transfer::decode(leaf.body, encoding.as_deref());
        self.defects.extend(defect);
        let declared = leaf.content_type.media();
        let name = disposition
            .parameter("filename")
            .or_else(|| leaf.content_type.parameter("name"))
            .map_or_else(|| default_name(leaf, &content), media::clean_name);
        let content_id = leaf
            .headers
            .plain("content-id")
            .map(|id| id.trim_matches(['<', '>', ' ']).to_owned())
            .filter(|id| !id.is_empty());
        self.attachments.push(InboundAttachment {
            mime: media::sniff(&content, declared.as_deref(), &name),
            name,
            content: FileContent::Bytes(content.into_owned()),
            content_id,
        });
    }

    /// Text of every passage, from HTML where there is nothing better; HTML if any passage has it.
    fn join(&mut self, passages: Vec<Passage>) {
        let mut markup = String::new();
        let has_html = passages.iter().any(|one| one.html.is_some());
        for passage in passages {
            let text = passage.text.filter(|text| !text.trim().is_empty());
            match (&text, &passage.html) {
                (Some(text), _) => append(&mut self.text, text.trim_end()),
                (None, Some(html)) => {
                    let read = html::passages(html);
                    append(&mut self.text, &read.written);
                    append(&mut self.quoted_by_markup, &read.quoted);
                }
                (None, None) => {}
            }
            match passage.html {
                Some(html) => markup.push_str(&html),
                None if has_html => {
                    markup.push_str("<p style=\"white-space: pre-wrap\">");
                    markup.push_str(&escaped(&text.unwrap_or_default()));
                    markup.push_str("</p>");
                }
                None => {}
            }
        }
        if self.text.len() > MAX_TEXT_BYTES {
            self.text
                .truncate(self.text.floor_char_boundary(MAX_TEXT_BYTES));
            self.defects.push(TEXT_CUT);
        }
        if has_html {
            match html::sanitise(&markup) {
                Some(safe) => self.html = Some(safe).filter(|safe| !safe.trim().is_empty()),
                None => self.defects.push(HTML_REFUSED),
            }
        }
    }
}

fn append(to: &mut String, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    if !to.is_empty() {
        to.push_str("\n\n");
    }
    to.push_str(text);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A forwarded mail is called by its subject, other nameless files by their kind.
fn default_name(leaf: &Leaf<'_>, content: &[u8]) -> String {
    if leaf.content_type.kind == "message" && leaf.content_type.subkind != "delivery-status" {
        let (headers, _) = Headers::read(content);
        if let Some(subject) = headers.text("subject") {
            return media::clean_name(&format!("{}.eml", subject.replace(['/', '\\'], "-")));
        }
        return "message.eml".to_owned();
    }
    let extension = match (
        leaf.content_type.kind.as_str(),
        leaf.content_type.subkind.as_str(),
    ) {
        ("image", "jpeg" | "pjpeg") => "jpg",
        ("text", "calendar") => "ics",
        ("text" | "message", _) => "txt",
        ("image" | "audio" | "video", subkind)
        | ("application", subkind @ ("pdf" | "zip" | "json" | "xml")) => subkind,
        _ => "bin",
    };
    media::clean_name(&format!("file.{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::email::mime;

    fn read_raw(raw: &str) -> Body {
        let (headers, rest) = Headers::read(raw.as_bytes());
        read(&mime::open(headers, rest).leaves)
    }

    #[test]
    fn text_is_preferred_and_html_kept_beside_it() {
        let body = read_raw(
            "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain\n--b\n\
             Content-Type: text/html\n\n<p>rich<script>x</script></p>\n--b--\n",
        );
        assert_eq!(body.text, "plain");
        assert_eq!(body.html.as_deref(), Some("<p>rich</p>"));
    }

    #[test]
    fn html_gives_the_text_where_there_is_no_other() {
        let body =
            read_raw("Content-Type: text/html; charset=utf-8\n\n<p>Hi</p><p>there &amp; you</p>");
        assert_eq!(body.text, "Hi\n\nthere & you");
    }

    #[test]
    fn a_list_footer_does_not_hide_an_html_body() {
        let body = read_raw(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n\
             <p>words</p>\n--b\n\nfooter\n--b--\n",
        );
        assert_eq!(body.text, "words\n\nfooter");
        assert!(body.html.is_some_and(|html| html.contains("footer")));
    }

    #[test]
    fn files_pictures_and_forwarded_mails_are_attachments() {
        let body = read_raw(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nsee\n--b\n\
             Content-Type: text/plain; name=\"a/b.txt\"\n\nfile\n--b\n\
             Content-Type: image/gif\nContent-ID: <one@x>\n\nGIF89a\n--b\n\
             Content-Type: message/rfc822\n\nSubject: Old mail\n\nold\n--b--\n",
        );
        assert_eq!(body.text, "see");
        let names: Vec<_> = body
            .attachments
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["b.txt", "file.gif", "Old mail.eml"]);
        let cids: Vec<_> = body
            .attachments
            .iter()
            .map(|one| one.content_id.as_deref())
            .collect();
        assert_eq!(cids, [None, Some("one@x"), None]);
    }
}
