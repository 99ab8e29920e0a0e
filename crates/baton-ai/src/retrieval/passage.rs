//! Cutting articles into passages.

/// Paragraphs are joined until a passage has about this many characters.
const PASSAGE_CHARACTERS: usize = 500;

/// A piece of an article that can be cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The article it is from.
    pub article_id: String,
    /// Which piece, from zero.
    pub number: usize,
    /// Its text.
    pub text: String,
}

/// Cuts a text at headings and blank lines.
///
/// A heading stays with what follows it; a list stays with the line that introduces it.
#[must_use]
pub fn split(text: &str) -> Vec<String> {
    let mut passages: Vec<String> = Vec::new();
    let mut open = String::new();
    for block in text.replace("\r\n", "\n").split("\n\n").map(str::trim) {
        if block.is_empty() {
            continue;
        }
        let is_heading = block.starts_with('#');
        let introduces = open.ends_with(':') || open.starts_with('#') && !open.contains('\n');
        let is_full = open.chars().count() + block.chars().count() > PASSAGE_CHARACTERS;
        let is_paragraph = !open.starts_with('#') && !block.starts_with(['-', '*', '1', '|']);
        if !open.is_empty() && !introduces && (is_heading || is_full || is_paragraph) {
            passages.push(std::mem::take(&mut open));
        }
        if !open.is_empty() {
            open.push('\n');
        }
        open.push_str(block);
    }
    if !open.is_empty() || passages.is_empty() {
        passages.push(open);
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_passages() {
        assert_eq!(
            split("One.\n\nTwo.\n\n\nThree."),
            ["One.", "Two.", "Three."]
        );
    }

    #[test]
    fn a_heading_stays_with_what_follows() {
        let text = "# Fees\n\nNone.\n\n# Times\n\nTwo days.";
        assert_eq!(split(text), ["# Fees\nNone.", "# Times\nTwo days."]);
    }

    #[test]
    fn a_list_stays_with_its_introduction() {
        assert_eq!(
            split("You need:\n\n- a photo\n- the receipt"),
            ["You need:\n- a photo\n- the receipt"]
        );
    }

    #[test]
    fn an_article_without_text_is_one_empty_passage() {
        assert_eq!(split(""), [""]);
    }
}
