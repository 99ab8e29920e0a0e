//! A lenient HTML tokeniser: tags, text, and nothing else.
//!
//! Comments, declarations and the content of `script`, `style` and their like are skipped. Every byte
//! is looked at a bounded number of times.

/// The longest tag taken for one, in bytes; a `<` without its `>` in reach is text.
const MAX_TAG_BYTES: usize = 64 * 1024;

/// Elements whose content is never shown.
const HIDDEN: &[&str] = &[
    "script", "style", "head", "title", "template", "noembed", "noscript",
];

/// One piece of markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name attributes>`, the name in lower case.
    Start {
        /// The element.
        name: String,
        /// Everything between the name and the closing bracket.
        attributes: &'a str,
    },
    /// `</name>`.
    End {
        /// The element.
        name: String,
    },
    /// What stands between tags, entities still in it.
    Text(&'a str),
}

/// The tokens of a document.
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    /// Reads a document from its beginning.
    pub(super) fn of(html: &'a str) -> Self {
        Self { rest: html }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn skip_past(&mut self, end: &str) {
        let length = self
            .rest
            .find(end)
            .map_or(self.rest.len(), |at| at + end.len());
        self.take(length);
    }

    /// Skips to the closing tag of an element that is never shown.
    fn skip_content_of(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let is_close = |at: &usize| {
            let after = bytes.get(at + 2..at + 2 + name.len()).unwrap_or_default();
            bytes.get(*at..at + 2) == Some(b"</") && after.eq_ignore_ascii_case(name.as_bytes())
        };
        let length = (0..bytes.len()).find(is_close).unwrap_or(bytes.len());
        self.take(length);
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let at = self.rest.find('<').unwrap_or(self.rest.len());
            if at > 0 {
                return Some(Token::Text(self.take(at)));
            }
            let second = *self.rest.as_bytes().get(1).unwrap_or(&b' ');
            match second {
                _ if self.rest.is_empty() => return None,
                b'!' if self.rest.starts_with("<!--") => self.skip_past("-->"),
                b'!' | b'?' => self.skip_past(">"),
                b'/' | b'a'..=b'z' | b'A'..=b'Z' => {
                    let Some(length) = tag_length(self.rest) else {
                        // No bracket in reach closes any tag there: all of it is text.
                        let reach = self.rest.floor_char_boundary(MAX_TAG_BYTES);
                        return Some(Token::Text(self.take(reach)));
                    };
                    let token = read_tag(self.take(length));
                    if let Token::Start { name, .. } = &token
                        && HIDDEN.contains(&name.as_str())
                    {
                        self.skip_content_of(name);
                        continue;
                    }
                    return Some(token);
                }
                _ => return Some(Token::Text(self.take(1))),
            }
        }
    }
}

/// How long the tag at the beginning is, brackets included; quotes may hide a bracket.
fn tag_length(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut bare_end = None;
    for (at, byte) in rest.bytes().enumerate().take(MAX_TAG_BYTES) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), b'>') if bare_end.is_none() => bare_end = Some(at + 1),
            _ => {}
        }
    }
    bare_end
}

fn read_tag(tag: &str) -> Token<'_> {
    let inner = tag.strip_prefix('<').unwrap_or(tag);
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    let (is_end, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let name_length = inner
        .find(|letter: char| letter.is_whitespace() || letter == '/')
        .unwrap_or(inner.len());
    let (name, attributes) = inner.split_at_checked(name_length).unwrap_or((inner, ""));
    let name = name.to_ascii_lowercase();
    if is_end {
        Token::End { name }
    } else {
        Token::Start { name, attributes }
    }
}

/// The value of an attribute, entities still in it; empty for one without a value.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if rest.is_empty() {
            return None;
        }
        let length = rest
            .find(|letter: char| letter.is_whitespace() || letter == '=')
            .unwrap_or(rest.len());
        let (found, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, ""));
        let (value, after) = attribute_value(after);
        if found.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
}

/// The value after an attribute's name, and what follows it.
fn attribute_value(after_name: &str) -> (&str, &str) {
    let Some(after) = after_name.trim_start().strip_prefix('=') else {
        return ("", after_name);
    };
    let after = after.trim_start();
    for quote in ['"', '\''] {
        if let Some(inner) = after.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = after.find(char::is_whitespace).unwrap_or(after.len());
    after.split_at_checked(end).unwrap_or((after, ""))
}

/// Elements that have no content and no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_text_and_attributes_are_told_apart() {
        let tokens: Vec<_> = Tokens::of("a<B class='x>y' id=z>1 < 2</b><!-- <i> -->c").collect();
        assert_eq!(tokens.first(), Some(&Token::Text("a")));
        let Some(Token::Start { name, attributes }) = tokens.get(1) else {
            panic!("a start tag, not {tokens:?}");
        };
        assert_eq!(name, "b");
        assert_eq!(attribute(attributes, "class"), Some("x>y"));
        assert_eq!(attribute(attributes, "ID"), Some("z"));
        assert_eq!(attribute(attributes, "style"), None);
        assert_eq!(tokens.last(), Some(&Token::Text("c")));
    }

    #[test]
    fn hidden_content_is_skipped() {
        let tokens: Vec<_> = Tokens::of("<style>p{}</STYLE>x<script>1<2").collect();
        assert!(tokens.contains(&Token::Text("x")));
        assert_eq!(tokens.len(), 2, "{tokens:?}");
    }

    #[test]
    fn hostile_markup_ends() {
        for piece in [
            "<", "<a ", "<a \"", "<a '", "<!--", "<script>", "</", "<a b=", "&",
        ] {
            let html = piece.repeat(200_000);
            assert!(Tokens::of(&html).count() <= html.len());
        }
    }
}
