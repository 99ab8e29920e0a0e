//! What a code means, in the words of `docs/errors.md`: the page and the answers cannot disagree.

use std::collections::HashMap;
use std::sync::LazyLock;

const PAGE: &str = include_str!("../../../../docs/errors.md");

static MEANINGS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(read);

/// The sentence that the page has for this code.
pub(super) fn of(code: &str) -> Option<&'static str> {
    MEANINGS.get(code).copied()
}

/// Every row whose cells hold codes in backticks, with the row's last cell. A row of several codes
/// says several things: it fits none of them alone.
fn read() -> HashMap<&'static str, &'static str> {
    let rows = PAGE.lines().filter_map(|line| {
        let row = line.strip_prefix("| ")?.strip_suffix(" |")?;
        let (before, meaning) = row.rsplit_once(" | ")?;
        let codes = before.rsplit_once(" | ").map_or(before, |(_, codes)| codes);
        let code = codes.strip_prefix('`')?.strip_suffix('`')?;
        (!code.contains('`')).then_some((code, meaning))
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_the_sentence_of_its_row() {
        assert_eq!(of("material.unknown"), Some("No such item."));
        assert_eq!(of("request.not_json"), Some("the body is not JSON"));
        assert_eq!(of("no.such"), None);
    }

    #[test]
    fn a_row_of_several_codes_is_left_out() {
        assert_eq!(of("note.empty"), None);
    }
}
