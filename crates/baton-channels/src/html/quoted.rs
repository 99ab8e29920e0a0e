//! Which parts of a document are quoted, by the marks that mail programs leave in it.

use super::tokens::{Token, attribute, is_void};

/// Where a walk through the document stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Region {
    /// Outside quoted regions.
    None,
    /// Inside an element that is quoted up to its end tag.
    Element {
        /// The element.
        name: String,
        /// How many of its name are open inside.
        depth: usize,
    },
    /// After a mark that quotes everything to the end.
    Rest,
}

impl Region {
    /// Moves past one token.
    pub(super) fn step(&mut self, token: &Token<'_>) {
        match (&mut *self, token) {
            (Self::None, Token::Start { name, attributes }) => match mark(name, attributes) {
                Some(Mark::Element) if !is_void(name) => {
                    *self = Self::Element {
                        name: name.clone(),
                        depth: 1,
                    };
                }
                Some(_) => *self = Self::Rest,
                None => {}
            },
            (Self::Element { name, depth }, Token::Start { name: opened, .. })
                if name == opened =>
            {
                *depth += 1;
            }
            (Self::Element { name, depth }, Token::End { name: closed }) if name == closed => {
                *depth -= 1;
                if *depth == 0 {
                    *self = Self::None;
                }
            }
            _ => {}
        }
    }
}

/// How far a quoted region reaches.
#[derive(Clone, Copy)]
enum Mark {
    /// To the end tag of the element.
    Element,
    /// To the end of the document.
    Rest,
}

/// Classes of elements that hold quoted history or a signature, by the programs that write them.
const QUOTE_CLASSES: &[&str] = &[
    "gmail_quote",
    "gmail_quote_container",
    "gmail_extra",
    "gmail_signature",
    "gmail_attr",
    "moz-cite-prefix",
    "moz-signature",
    "yahoo_quoted",
    "protonmail_quote",
    "protonmail_signature_block",
    "zmail_extra",
    "tutanota_quote",
    "front-signature",
    "apple-signature",
];

/// Ids of elements after which only history follows.
const REST_IDS: &[&str] = &[
    "appendonsend",
    "divrplyfwdmsg",
    "mail-editor-reference-message-container",
    "stopspelling",
    "isreplycontent",
    "olk_src_body_section",
    "ms-outlook-mobile-body-separator-line",
    "reply-intro",
];

fn mark(name: &str, attributes: &str) -> Option<Mark> {
    let value = |key| attribute(attributes, key).map(str::to_ascii_lowercase);
    if let Some(class) = value("class") {
        if class
            .split_whitespace()
            .any(|one| QUOTE_CLASSES.contains(&one))
        {
            return Some(Mark::Element);
        }
        if class
            .split_whitespace()
            .any(|one| one == "outlookmessageheader")
        {
            return Some(Mark::Rest);
        }
    }
    if value("id").is_some_and(|id| {
        let id = id.strip_prefix("x_").unwrap_or(&id);
        REST_IDS.contains(&id)
    }) {
        return Some(Mark::Rest);
    }
    match name {
        "blockquote" if value("type").as_deref() == Some("cite") => Some(Mark::Element),
        // Apple Mail and others quote with a left border; what people quote themselves has none.
        "blockquote" if value("style").is_some_and(|style| style.contains("border-left")) => {
            Some(Mark::Element)
        }
        "includetail" => Some(Mark::Element),
        "div" if value("style").as_deref().is_some_and(is_outlook_rule) => Some(Mark::Rest),
        _ => None,
    }
}

/// The line that Outlook and Windows Mail draw above the message they quote.
fn is_outlook_rule(style: &str) -> bool {
    let style: String = style
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let is_top_only = style.contains("border:none") || style.contains("border-width:1pt");
    (is_top_only && style.contains("border-top:solid#") && style.contains("padding:3.0pt0"))
        || (style.contains("border-top-color:rgb(229,229,229)")
            && style.contains("padding-top:5px"))
}
