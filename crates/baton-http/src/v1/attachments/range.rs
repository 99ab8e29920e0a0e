//! One range of the bytes of a file (RFC 9110, section 14).
//!
//! Several ranges at once are answered with the whole file, as the standard allows.

use std::ops::Range;

/// What of a file is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of it.
    All,
    /// Some of it.
    Some(Span),
    /// Bytes that it does not have.
    Nothing,
}

/// Bytes of a file: from the first, up to and without the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    start: u64,
    end: u64,
}

/// The part of a span that lies in one chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Which chunk, from 0.
    pub(super) chunk: u64,
    /// Bytes of the chunk.
    pub(super) within: Range<usize>,
}

impl Span {
    /// The whole of a file.
    pub(super) const fn all(size: u64) -> Self {
        Self {
            start: 0,
            end: size,
        }
    }

    /// Its number of bytes.
    pub(super) const fn length(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// As `Content-Range` has it.
    pub(super) fn content_range(self, size: u64) -> String {
        format!("bytes {}-{}/{size}", self.start, self.end.saturating_sub(1))
    }

    /// The pieces it is made of, in chunks of this many bytes.
    pub(super) fn pieces(self, chunk_bytes: usize) -> impl Iterator<Item = Piece> + Send {
        let size = u64::try_from(chunk_bytes).unwrap_or(u64::MAX);
        let (first, last) = (self.start / size, self.end.saturating_sub(1) / size);
        let chunks = if self.length() == 0 {
            0..0
        } else {
            first..last + 1
        };
        chunks.map(move |chunk| {
            let begin = chunk * size;
            let within = |at: u64| usize::try_from(at.saturating_sub(begin)).unwrap_or(usize::MAX);
            Piece {
                chunk,
                within: within(self.start)..within(self.end).min(chunk_bytes),
            }
        })
    }
}

/// Reads a `Range` header for a file of this size. What is not understood asks for everything.
pub(super) fn read(header: Option<&str>, size: u64) -> Asked {
    let Some(range) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Asked::All;
    };
    let Some((first, last)) = range.split_once('-') else {
        return Asked::All;
    };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let span = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Span {
            start: first,
            end: last.saturating_add(1).min(size),
        },
        (Some(first), None) if last.trim().is_empty() => Span {
            start: first,
            end: size,
        },
        (None, Some(last)) if first.trim().is_empty() => Span {
            start: size.saturating_sub(last),
            end: size,
        },
        _ => return Asked::All,
    };
    if span.start < span.end {
        Asked::Some(span)
    } else {
        Asked::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(start: u64, end: u64) -> Asked {
        Asked::Some(Span { start, end })
    }

    #[test]
    fn a_range_is_read_as_the_standard_has_it() {
        for (header, asked) in [
            ("bytes=0-0", some(0, 1)),
            ("bytes=2-4", some(2, 5)),
            ("bytes=4-", some(4, 10)),
            ("bytes=-3", some(7, 10)),
            ("bytes=-30", some(0, 10)),
            ("bytes=4-99", some(4, 10)),
            ("bytes=10-", Asked::Nothing),
            ("bytes=-0", Asked::Nothing),
            ("bytes=4-2", Asked::All),
            ("bytes=0-1,3-4", Asked::All),
            ("bytes=a-b", Asked::All),
            ("bytes=-", Asked::All),
            ("items=0-1", Asked::All),
        ] {
            assert_eq!(read(Some(header), 10), asked, "{header}");
        }
        assert_eq!(read(None, 10), Asked::All);
        assert_eq!(read(Some("bytes=0-"), 0), Asked::Nothing);
    }

    #[test]
    fn the_pieces_of_a_span_are_all_of_it_once() {
        for (start, end) in [(0, 10), (0, 4), (3, 5), (4, 8), (9, 10), (0, 0)] {
            let span = Span { start, end };
            let bytes: Vec<u64> = span
                .pieces(4)
                .flat_map(|piece| {
                    let begin = piece.chunk * 4;
                    piece
                        .within
                        .map(move |at| begin + u64::try_from(at).unwrap())
                })
                .collect();
            assert_eq!(bytes, (start..end).collect::<Vec<_>>());
        }
    }
}
