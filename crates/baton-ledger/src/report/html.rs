//! Writing HTML: text is escaped, elements are closed, nothing else can be written.

use crate::pack::Language;

/// A page or a piece of one.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    /// The beginning of a page.
    pub(super) fn page(language: Language, title: &str) -> Self {
        let mut page = Self("<!doctype html>\n<html lang=\"".to_owned());
        page.0.push_str(language.as_str());
        page.0.push_str(
            "\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
        );
        page.element("title", "", |html| html.text(title));
        page.0.push_str("<style>\n");
        page.0.push_str(include_str!("style.css"));
        page.0.push_str("</style>\n<main>\n");
        page
    }

    /// The whole page as text.
    pub(super) fn finish(mut self) -> String {
        self.0.push_str("</main>\n</html>\n");
        self.0
    }

    /// Adds text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // Characters that change how their neighbours are read have no place in evidence.
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => self.0.push('\u{fffd}'),
                control if control.is_control() && !matches!(control, '\n' | '\t') => {
                    self.0.push('\u{fffd}');
                }
                other => self.0.push(other),
            }
        }
    }

    /// Adds an element with classes and what is inside it.
    pub(super) fn element(
        &mut self,
        tag: &'static str,
        class: &str,
        inside: impl FnOnce(&mut Self),
    ) {
        match class {
            "" => self.element_with(tag, &[], inside),
            class => self.element_with(tag, &[("class", class)], inside),
        }
    }

    /// Adds an element with attributes, escaped.
    pub(super) fn element_with(
        &mut self,
        tag: &'static str,
        attributes: &[(&'static str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
        self.0.push('>');
        inside(self);
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
        // Between words a line break would show.
        if !matches!(tag, "a" | "code" | "del" | "ins" | "span") {
            self.0.push('\n');
        }
    }

    /// Adds a titled section.
    pub(super) fn section(&mut self, title: &str, inside: impl FnOnce(&mut Self)) {
        self.element("section", "", |html| {
            html.element("h2", "", |html| html.text(title));
            inside(html);
        });
    }

    /// Adds a row of table cells.
    pub(super) fn row<const N: usize>(&mut self, cell: &'static str, texts: [&str; N]) {
        self.element("tr", "", |html| {
            for text in texts {
                html.element(cell, "", |html| html.text(text));
            }
        });
    }

    /// Adds the number of an event, which leads to it.
    pub(super) fn number(&mut self, number: usize) {
        let target = format!("#e{number}");
        self.0.push(' ');
        self.element_with("a", &[("class", "n"), ("href", &target)], |html| {
            html.text(&format!("#{number}"));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        let mut html = Html::default();
        html.element("p", "a\"b", |html| {
            html.text("<script>alert('1')</script>&\u{202e}\u{7}");
        });
        assert_eq!(
            html.0,
            "<p class=\"a&quot;b\">&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;\u{fffd}\u{fffd}</p>\n"
        );
    }
}
