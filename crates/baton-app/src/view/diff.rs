//! What was changed between two wordings: by word, in scripts without spaces by character.
//!
//! The pieces in order, without the added ones, are the first wording; without the removed ones the
//! second. Wordings too long to compare closely differ as a whole between what they share at both ends.

/// The most pairs of words that are compared: about five hundred against five hundred.
const MAX_PAIRS: usize = 250_000;

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// It stayed.
    Same,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// A piece of either wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub kind: PieceKind,
    /// Its words, with the space after them.
    pub text: String,
}

/// What was changed; empty if nothing was.
#[must_use]
pub fn diff(before: &str, after: &str) -> Vec<Piece> {
    if before == after {
        return Vec::new();
    }
    let (before, after) = (tokens(before), tokens(after));
    let head = before
        .iter()
        .zip(&after)
        .take_while(|(a, b)| a == b)
        .count();
    let (head_tokens, before) = before.split_at(head);
    let (_, after) = after.split_at(head);
    let pairs = before.iter().rev().zip(after.iter().rev());
    let tail = pairs.take_while(|(a, b)| a == b).count();
    let (before, tail_tokens) = before.split_at(before.len() - tail);
    let (after, _) = after.split_at(after.len() - tail);

    let mut pieces = Pieces::default();
    pieces.add(PieceKind::Same, head_tokens);
    if before.len() * after.len() > MAX_PAIRS {
        pieces.add(PieceKind::Removed, before);
        pieces.add(PieceKind::Added, after);
    } else {
        pieces.compare(before, after);
    }
    pieces.add(PieceKind::Same, tail_tokens);
    pieces.0
}

/// Words with the space after them, punctuation, line breaks, and single characters of scripts
/// without spaces.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, letter) in text.char_indices() {
        let class = Class::of(letter);
        if last.is_some_and(|last| breaks(last, class)) {
            found.extend(text.get(start..at));
            start = at;
        }
        last = Some(class);
    }
    found.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    Single,
}

impl Class {
    fn of(letter: char) -> Self {
        // From the CJK radicals on: kana, ideographs, full-width forms; and Thai, Lao, Khmer.
        let is_unspaced = matches!(u32::from(letter), 0x0e00..=0x0eff | 0x1780..=0x17ff | 0x2e80..=0xa4cf | 0xf900..=0xfaff | 0xff00..=0xffef | 0x2_0000..=0x3_ffff);
        if is_unspaced || letter == '\n' {
            Self::Single
        } else if letter.is_whitespace() {
            Self::Space
        } else if letter.is_alphanumeric() || letter == '\'' || letter == '’' {
            Self::Word
        } else {
            Self::Single
        }
    }
}

/// Whether a new token begins; the space after a word belongs to it.
fn breaks(last: Class, next: Class) -> bool {
    match (last, next) {
        (Class::Word, Class::Word) | (_, Class::Space) => false,
        (Class::Word | Class::Space | Class::Single, Class::Word | Class::Single) => true,
    }
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn add(&mut self, kind: PieceKind, tokens: &[&str]) {
        for token in tokens {
            match self.0.last_mut() {
                Some(last) if last.kind == kind => last.text.push_str(token),
                Some(_) | None => self.0.push(Piece {
                    kind,
                    text: (*token).to_owned(),
                }),
            }
        }
    }

    /// Walks along a longest common subsequence; what is removed stands before what is added.
    fn compare(&mut self, before: &[&str], after: &[&str]) {
        let width = after.len() + 1;
        let mut common = vec![0_u16; (before.len() + 1) * width];
        let at = |i: usize, j: usize| i * width + j;
        let of = |common: &[u16], i, j| common.get(at(i, j)).copied().unwrap_or_default();
        for (i, a) in before.iter().enumerate().rev() {
            for (j, b) in after.iter().enumerate().rev() {
                let best = if a == b {
                    of(&common, i + 1, j + 1) + 1
                } else {
                    of(&common, i + 1, j).max(of(&common, i, j + 1))
                };
                if let Some(cell) = common.get_mut(at(i, j)) {
                    *cell = best;
                }
            }
        }
        let (mut i, mut j) = (0, 0);
        let mut added = Vec::new();
        while let (Some(a), Some(b)) = (before.get(i), after.get(j)) {
            if a == b {
                self.add(PieceKind::Added, &std::mem::take(&mut added));
                self.add(PieceKind::Same, &[a]);
                (i, j) = (i + 1, j + 1);
            } else if of(&common, i + 1, j) >= of(&common, i, j + 1) {
                self.add(PieceKind::Removed, &[a]);
                i += 1;
            } else {
                added.push(*b);
                j += 1;
            }
        }
        self.add(PieceKind::Removed, before.get(i..).unwrap_or_default());
        added.extend(after.get(j..).unwrap_or_default());
        self.add(PieceKind::Added, &added);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The change in one line: what is gone in square brackets, what is new in braces.
    #[track_caller]
    fn check(before: &str, after: &str, shown: &str) {
        let pieces = diff(before, after);
        let line: String = pieces
            .iter()
            .map(|piece| match piece.kind {
                PieceKind::Same => piece.text.clone(),
                PieceKind::Removed => format!("[{}]", piece.text),
                PieceKind::Added => format!("{{{}}}", piece.text),
            })
            .collect();
        assert_eq!(line, shown);
        let without = |kind| {
            let kept = pieces.iter().filter(|piece| piece.kind != kind);
            kept.map(|piece| piece.text.as_str()).collect::<String>()
        };
        assert_eq!(without(PieceKind::Added), before);
        assert_eq!(without(PieceKind::Removed), after);
    }

    #[test]
    fn words_are_compared_where_there_are_spaces() {
        check(
            "It left on Monday.",
            "It will leave on Monday.",
            "It [left ]{will leave }on Monday.",
        );
        check(
            "Hello Mei,\nit left.",
            "Hello Mei,\nit left today.",
            "Hello Mei,\nit [left]{left today}.",
        );
    }

    #[test]
    fn characters_are_compared_where_there_are_none() {
        check("保修期为两年。", "保修期为三年。", "保修期为[两]{三}年。");
        check("您好", "您好，王女士", "您好{，王女士}");
    }

    #[test]
    fn nothing_changed_is_no_change() {
        assert!(diff("The same.", "The same.").is_empty());
        check("", "New", "{New}");
        check("Old", "", "[Old]");
    }

    #[test]
    fn long_wordings_differ_as_a_whole_between_what_they_share() {
        let long = |word: &str| format!("Dear Mei, {}Yours", format!("{word} ").repeat(2_000));
        let (before, after) = (long("one"), long("two"));
        let kinds: Vec<_> = diff(&before, &after)
            .iter()
            .map(|piece| piece.kind)
            .collect();
        assert_eq!(
            kinds,
            [
                PieceKind::Same,
                PieceKind::Removed,
                PieceKind::Added,
                PieceKind::Same
            ]
        );
    }
}
