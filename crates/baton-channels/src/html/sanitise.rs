//! HTML made safe to show in a sandboxed frame.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::MAX_HTML_BYTES;
use super::tokens::{Token, Tokens, is_void};

/// Tags that are looked at; a document with more is not shown.
const MAX_TAGS: usize = 20_000;
/// Elements inside one another.
const MAX_DEPTH: usize = 256;
/// Formatting elements left open at once: a tree builder re-opens each of them in every block.
const MAX_OPEN_FORMATTING: usize = 32;

/// Style properties that change looks and load nothing.
const STYLE_PROPERTIES: &[&str] = &[
    "color",
    "background-color",
    "font-weight",
    "font-style",
    "font-size",
    "font-family",
    "text-align",
    "text-decoration",
    "text-indent",
    "vertical-align",
    "line-height",
    "white-space",
    "margin",
    "margin-left",
    "margin-right",
    "margin-top",
    "margin-bottom",
    "padding",
    "padding-left",
    "padding-right",
    "padding-top",
    "padding-bottom",
    "width",
    "border-collapse",
    "list-style-type",
];

/// The document without scripts, forms, remote loads and page-wide styles. Links open outside and do
/// not tell where they were; an image stays only if the message itself carries it (`cid:`), else its
/// `alt` text is what is shown.
///
/// None where the document exceeds a limit: the caller shows the text.
#[must_use]
pub fn sanitise(html: &str) -> Option<String> {
    (html.len() <= MAX_HTML_BYTES && is_bounded(html)).then(|| CLEANER.clean(html).to_string())
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(["font", "u", "big", "tt"])
        .rm_tags(["map", "area", "figure", "figcaption"])
        .add_clean_content_tags(["title", "noscript", "template"])
        .add_tag_attributes("font", ["color", "face", "size"])
        .add_tag_attributes("a", ["title"])
        .generic_attributes(HashSet::from(["lang", "dir", "align", "valign", "style"]))
        .filter_style_properties(STYLE_PROPERTIES.iter().copied().collect())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_values(HashMap::from([(
            "a",
            HashMap::from([("target", "_blank")]),
        )]))
        .attribute_filter(|element, attribute, value| {
            let is_remote = attribute == "src" && !is_carried(value)
                || attribute == "cite"
                || attribute == "href" && element != "a"
                || attribute == "href" && value.trim_start().starts_with("cid:")
                || attribute == "style" && !is_plain_style(value);
            (!is_remote).then(|| value.into())
        });
    builder
});

/// Whether styles call nothing but colours, and hide nothing behind escapes and comments.
fn is_plain_style(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let calls = style.split('(').rev().skip(1);
    let is_colour = |before: &str| {
        ["rgb", "rgba", "hsl", "hsla"]
            .iter()
            .any(|colour| before.trim_end().ends_with(colour))
    };
    !style.contains('\\') && !style.contains("/*") && calls.into_iter().all(is_colour)
}

/// Whether an image is part of the message.
fn is_carried(source: &str) -> bool {
    source
        .trim_start()
        .get(..4)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("cid:"))
}

/// Whether a tree of this document can be built in bounded time and memory.
fn is_bounded(html: &str) -> bool {
    let mut tags: usize = 0;
    let mut depth: usize = 0;
    let mut formatting: usize = 0;
    for token in Tokens::of(html) {
        match token {
            Token::Start { name, .. } if !is_void(&name) => {
                tags += 1;
                depth += 1;
                formatting += usize::from(is_formatting(&name));
            }
            Token::End { name } => {
                tags += 1;
                depth = depth.saturating_sub(1);
                formatting = formatting.saturating_sub(usize::from(is_formatting(&name)));
            }
            Token::Start { .. } => tags += 1,
            Token::Text(_) => {}
        }
        if tags > MAX_TAGS || depth > MAX_DEPTH || formatting > MAX_OPEN_FORMATTING {
            return false;
        }
    }
    true
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(html: &str) -> String {
        sanitise(html).expect("within the limits")
    }

    #[test]
    fn nothing_runs() {
        let html = "<p onclick=x()>a</p><script>x()</script><a href=\"javascript:x()\">b</a>\
            <svg onload=x()><iframe src=//e.example></iframe><form action=//e.example><input></form>\
            <meta http-equiv=refresh content='0;//e.example'><base href=//e.example>";
        let clean = clean(html);
        for bad in [
            "onclick",
            "script",
            "javascript",
            "svg",
            "iframe",
            "form",
            "meta",
            "base",
        ] {
            assert!(!clean.contains(bad), "{bad} in {clean}");
        }
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        let html = "<img src=\"https://e.example/p.gif\" alt=\"logo\"><img src=\"//e.example/q\">\
            <img src=\"cid:one@x\"><table background=\"https://e.example/b\"><tr><td \
            style=\"background-color:red;background:url(https://e.example/c)\">x</td></tr></table>\
            <style>@import url(https://e.example/d)</style><link rel=stylesheet \
            href=https://e.example/e><video src=https://e.example/v></video><img \
            srcset=\"https://e.example/f 2x\">";
        let clean = clean(html);
        assert!(!clean.contains("e.example"), "{clean}");
        assert!(
            clean.contains("cid:one@x") && clean.contains("alt=\"logo\""),
            "{clean}"
        );
    }

    #[test]
    fn styles_call_nothing_but_colours() {
        for style in [
            "width:expression(alert(1))",
            "color:red;background:u\\72l(//e.example)",
            "color:red/**/;width:1px",
            "background:image-set('//e.example' 1x)",
        ] {
            assert_eq!(
                clean(&format!("<p style=\"{style}\">x</p>")),
                "<p>x</p>",
                "{style}"
            );
        }
        let plain = "<p style=\"color:rgb(1, 2, 3)\">x</p>";
        assert_eq!(clean(plain), plain);
    }

    #[test]
    fn links_stay_and_open_outside() {
        let clean = clean("<a href=\"https://shop.example/o?1&amp;2\">order</a>");
        assert!(
            clean.contains("href=\"https://shop.example/o?1&amp;2\""),
            "{clean}"
        );
        assert!(clean.contains("noopener"), "{clean}");
        assert!(clean.contains("_blank"), "{clean}");
    }

    #[test]
    fn what_would_exhaust_a_tree_builder_is_not_shown() {
        assert_eq!(sanitise(&"<div>".repeat(10_000)), None);
        assert_eq!(sanitise(&"<b id=1><i id=2><p>".repeat(1_000)), None);
        assert_eq!(sanitise(&"<br>".repeat(100_000)), None);
        assert_eq!(sanitise(&"x".repeat(MAX_HTML_BYTES + 1)), None);
    }
}
