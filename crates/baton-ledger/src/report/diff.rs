//! What changed between two texts, word by word; characters count as words where a script has no
//! spaces.

/// Longest text that is compared, in words: the table has the square of it.
const MAX_WORDS: usize = 600;

/// A piece of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Same(String),
    Removed(String),
    Added(String),
}

/// Compares two texts; none if one is too long for it.
pub(super) fn compare(before: &str, after: &str) -> Option<Vec<Piece>> {
    let (before, after) = (words(before), words(after));
    if before.len() > MAX_WORDS || after.len() > MAX_WORDS {
        return None;
    }
    let table = lengths(&before, &after);
    let length_at = |row: usize, column: usize| {
        let row = table.get(row);
        row.and_then(|row| row.get(column)).copied().unwrap_or(0)
    };
    let mut pieces = Vec::new();
    let (mut row, mut column) = (0, 0);
    loop {
        match (before.get(row), after.get(column)) {
            (Some(old), Some(new)) if old == new => {
                push(&mut pieces, Piece::Same((*old).to_owned()));
                row += 1;
                column += 1;
            }
            (Some(old), new)
                if new.is_none() || length_at(row + 1, column) >= length_at(row, column + 1) =>
            {
                push(&mut pieces, Piece::Removed((*old).to_owned()));
                row += 1;
            }
            (_, Some(new)) => {
                push(&mut pieces, Piece::Added((*new).to_owned()));
                column += 1;
            }
            (_, None) => return Some(pieces),
        }
    }
}

/// For each pair of places, how many words the rests of both texts have in common, in order.
fn lengths(before: &[&str], after: &[&str]) -> Vec<Vec<u16>> {
    let mut rows = vec![vec![0; after.len().saturating_add(1)]];
    for old in before.iter().rev() {
        let below = rows.last().cloned().unwrap_or_default();
        let mut row = vec![0];
        for ((new, below_right), below_here) in
            after.iter().zip(below.iter().skip(1)).zip(&below).rev()
        {
            let right = row.last().copied().unwrap_or(0);
            row.push(if old == new {
                below_right + 1
            } else {
                right.max(*below_here)
            });
        }
        row.reverse();
        rows.push(row);
    }
    rows.reverse();
    rows
}

/// Joins neighbours of one sort.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), &piece) {
        (Some(Piece::Same(text)), Piece::Same(more))
        | (Some(Piece::Removed(text)), Piece::Removed(more))
        | (Some(Piece::Added(text)), Piece::Added(more)) => text.push_str(more),
        _ => pieces.push(piece),
    }
}

/// Words with the spaces after them; every character of a script without spaces by itself.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut begin = 0;
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        let is_boundary = before.is_some_and(|before| {
            is_alone(before)
                || is_alone(character)
                || (before.is_whitespace() && !character.is_whitespace())
        });
        if is_boundary && !character.is_whitespace() {
            words.extend(text.get(begin..at));
            begin = at;
        }
        before = Some(character);
    }
    words.extend(text.get(begin..).filter(|rest| !rest.is_empty()));
    words
}

/// Whether a character is a word of its own: Han, kana and their punctuation.
fn is_alone(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        compare(before, after)
            .unwrap()
            .into_iter()
            .map(|piece| match piece {
                Piece::Same(text) => text,
                Piece::Removed(text) => format!("[-{text}]"),
                Piece::Added(text) => format!("[+{text}]"),
            })
            .collect()
    }

    #[test]
    fn what_stays_what_goes_and_what_comes_are_told_apart() {
        assert_eq!(
            shown(
                "It arrives soon, we hope.",
                "It arrives on Friday, we hope."
            ),
            "It arrives [-soon, ][+on Friday, ]we hope."
        );
        assert_eq!(shown("a b", "a b"), "a b");
        assert_eq!(shown("", "new"), "[+new]");
        assert_eq!(shown("old", ""), "[-old]");
    }

    #[test]
    fn chinese_is_compared_by_character() {
        assert_eq!(
            shown("包裹很快到达。", "包裹周五到达。"),
            "包裹[-很快][+周五]到达。"
        );
    }

    #[test]
    fn very_long_texts_are_not_compared() {
        assert_eq!(compare(&"word ".repeat(601), "word"), None);
    }
}
