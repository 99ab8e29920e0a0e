//! HTML as plain text, with quoted history told apart by its structure.
//!
//! Works on what mail programs really emit, tag by tag, without building a tree.

use super::entities;
use super::quoted::Region;
use super::tokens::{Token, Tokens};

/// The text of a document in two piles; together they hold all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passages {
    /// What stands outside quoted regions.
    pub written: String,
    /// What stands in quoted regions and signatures that the markup names; empty if none.
    pub quoted: String,
}

/// All the text of a document.
#[must_use]
pub fn to_text(html: &str) -> String {
    let mut page = Page::default();
    for token in Tokens::of(html) {
        page.add(&token);
    }
    page.finish()
}

/// The text of a document, quoted regions apart.
#[must_use]
pub fn passages(html: &str) -> Passages {
    let mut written = Page::default();
    let mut quoted = Page::default();
    let mut region = Region::None;
    for token in Tokens::of(html) {
        let was_inside = region != Region::None;
        region.step(&token);
        let is_inside = region != Region::None;
        if was_inside || is_inside {
            quoted.add(&token);
            if !was_inside {
                written.break_block(2);
            }
        } else {
            written.add(&token);
        }
    }
    Passages {
        written: written.finish(),
        quoted: quoted.finish(),
    }
}

/// Text growing tag by tag, white space as a browser would show it.
#[derive(Default)]
struct Page {
    out: String,
    owed_lines: usize,
    owes_space: bool,
    verbatim_depth: usize,
}

impl Page {
    fn add(&mut self, token: &Token<'_>) {
        match token {
            Token::Text(text) => self.text(&entities::decode(text)),
            Token::Start { name, .. } => self.tag(name, true),
            Token::End { name } => self.tag(name, false),
        }
    }

    fn tag(&mut self, name: &str, is_start: bool) {
        match name {
            "br" => self.line(),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "ul" | "ol" | "dl"
            | "blockquote" => self.break_block(2),
            "div" | "tr" | "section" | "article" | "header" | "footer" | "hr" | "dt" | "dd"
            | "form" | "center" | "address" | "figure" | "main" | "nav" => self.break_block(1),
            "pre" => {
                self.break_block(2);
                let depth = self.verbatim_depth;
                self.verbatim_depth = if is_start {
                    depth + 1
                } else {
                    depth.saturating_sub(1)
                };
            }
            "li" => {
                self.break_block(1);
                if is_start {
                    self.text("- ");
                    self.owes_space = true;
                }
            }
            "td" | "th" if !is_start => self.owes_space = true,
            _ => {}
        }
    }

    /// At least this many line ends before what comes next.
    fn break_block(&mut self, lines: usize) {
        self.owed_lines = self.owed_lines.max(lines);
        self.owes_space = false;
    }

    /// One more line end.
    fn line(&mut self) {
        self.owed_lines += 1;
        self.owes_space = false;
    }

    fn text(&mut self, text: &str) {
        if self.verbatim_depth > 0 {
            self.pay(false);
            self.out.push_str(text);
            return;
        }
        self.owes_space |= text.starts_with(char::is_whitespace);
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            self.pay(self.owes_space);
            self.out.push_str(word);
            self.owes_space = words.peek().is_some() || text.ends_with(char::is_whitespace);
        }
    }

    /// Writes the white space that was owed, at most one empty line of it.
    fn pay(&mut self, wants_space: bool) {
        if self.owed_lines > 0 {
            if !self.out.is_empty() {
                self.out
                    .push_str(if self.owed_lines == 1 { "\n" } else { "\n\n" });
            }
        } else if wants_space && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push(' ');
        }
        self.owed_lines = 0;
        self.owes_space = false;
    }

    fn finish(mut self) -> String {
        self.out.truncate(self.out.trim_end().len());
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_lists_and_line_breaks_keep_their_shape() {
        let html = "<style>x</style><p>Hello  <b>there</b>,</p>\n<div>one<br>two</div>\
            <ul><li>a</li><li>b</li></ul><table><tr><td>k</td><td>v</td></tr></table>";
        assert_eq!(to_text(html), "Hello there,\n\none\ntwo\n\n- a\n- b\n\nk v");
    }

    #[test]
    fn words_in_neighbouring_elements_are_not_glued_or_torn() {
        assert_eq!(to_text("<b>a</b><i>b</i> <u>c</u>&nbsp;d"), "ab c d");
    }

    #[test]
    fn a_gmail_quote_goes_to_the_other_pile() {
        let html = "<div>New words</div><div class=\"gmail_quote\"><div class=gmail_attr>On Monday \
            Ann wrote:</div><blockquote>old <div>words</div></blockquote></div><p>After</p>";
        let passages = passages(html);
        assert_eq!(passages.written, "New words\n\nAfter");
        assert!(passages.quoted.contains("old\nwords"));
    }

    #[test]
    fn after_an_outlook_mark_everything_is_history() {
        let html = "<p>New</p><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\">From: \
            x</div><p>old</p>";
        let passages = passages(html);
        assert_eq!(passages.written, "New");
        assert!(passages.quoted.ends_with("old"));
    }

    #[test]
    fn an_answer_between_quotes_stays_new() {
        let html = "<blockquote type=cite>q1</blockquote>a1<blockquote type=cite>q2</blockquote>a2";
        let passages = passages(html);
        assert_eq!(passages.written, "a1\n\na2");
        assert_eq!(passages.quoted, "q1\n\nq2");
    }
}
