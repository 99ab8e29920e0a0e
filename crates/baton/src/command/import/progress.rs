//! How far an import is, on a terminal alone.

use std::io::{IsTerminal as _, Write as _, stderr};

/// How wide the bar is, in characters.
const WIDTH: u64 = 30;
/// How often it is drawn again, in messages.
const DRAW_EVERY: u64 = 10;

/// A bar that fills with the bytes that were read.
pub(super) struct Progress {
    total: u64,
    done: u64,
    messages: u64,
    is_shown: bool,
}

impl Progress {
    /// An empty bar, shown if somebody looks.
    pub(super) fn new(total: u64) -> Self {
        Self {
            total,
            done: 0,
            messages: 0,
            is_shown: stderr().is_terminal(),
        }
    }

    /// One message of so many bytes was read.
    pub(super) fn advance(&mut self, bytes: usize) -> std::io::Result<()> {
        self.done = self
            .done
            .saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        self.messages += 1;
        if self.is_shown && self.messages.is_multiple_of(DRAW_EVERY) {
            write!(stderr(), "\r{}", self.line())?;
        }
        Ok(())
    }

    /// Leaves the line as it ends up.
    pub(super) fn finish(mut self) -> std::io::Result<()> {
        self.done = self.total;
        if self.is_shown {
            writeln!(stderr(), "\r{}", self.line())?;
        }
        Ok(())
    }

    fn line(&self) -> String {
        // Quoting takes bytes away, so the end may come a little early.
        let done = self.done.min(self.total);
        let part = |of: u64| {
            done.saturating_mul(of)
                .checked_div(self.total)
                .unwrap_or(of)
        };
        let bar: String = (0..WIDTH)
            .map(|at| if at < part(WIDTH) { '#' } else { '.' })
            .collect();
        format!("[{bar}] {:3} %  {} messages", part(100), self.messages)
    }
}

#[cfg(test)]
mod tests {
    use super::Progress;

    fn line(done: u64, total: u64) -> String {
        let progress = Progress {
            total,
            done,
            messages: 12,
            is_shown: false,
        };
        progress.line()
    }

    #[test]
    fn the_bar_fills_with_the_bytes() {
        assert_eq!(
            line(0, 10),
            "[..............................]   0 %  12 messages"
        );
        assert_eq!(
            line(5, 10),
            "[###############...............]  50 %  12 messages"
        );
        assert_eq!(
            line(99, 10),
            "[##############################] 100 %  12 messages"
        );
        assert_eq!(
            line(0, 0),
            "[##############################] 100 %  12 messages"
        );
    }
}
