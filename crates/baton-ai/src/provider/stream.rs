//! Putting an answer together from the events of a stream, within bounds.

use serde_json::Value;

use super::dialect::{Dialect, Piece};

/// Longer answers are no answers to a customer.
const MAX_BYTES: usize = 256 * 1024;

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answered {
    pub(super) text: String,
    /// What was asked and answered, in the model's own units, if the server told.
    pub(super) tokens: Option<u64>,
    pub(super) model: String,
}

/// An answer on its way.
pub(super) struct Stream {
    dialect: Dialect,
    pending: Vec<u8>,
    seen: usize,
    said: Piece,
}

impl Stream {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            pending: Vec::new(),
            seen: 0,
            said: Piece::default(),
        }
    }

    /// Takes the next bytes; says why the answer cannot be used, as soon as it cannot.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<(), &'static str> {
        self.seen += bytes.len();
        // Events wrap every few letters of text in a few hundred bytes of their own.
        if self.seen > 64 * MAX_BYTES || self.said.text.len() > MAX_BYTES {
            return Err("the answer is too long");
        }
        self.pending.extend_from_slice(bytes);
        while let Some(end) = self.pending.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.pending.drain(..=end).collect();
            self.line(&line)?;
        }
        if self.pending.len() > MAX_BYTES {
            return Err("a line of the answer is too long");
        }
        Ok(())
    }

    fn line(&mut self, line: &[u8]) -> Result<(), &'static str> {
        let line = std::str::from_utf8(line).map_err(|_| "the answer is not UTF-8")?;
        let Some(data) = line.trim().strip_prefix("data:").map(str::trim) else {
            return Ok(());
        };
        if data.is_empty() || data == "[DONE]" {
            return Ok(());
        }
        let event: Value = serde_json::from_str(data).map_err(|_| "an event is not JSON")?;
        let piece = self.dialect.piece(&event);
        self.add(piece)
    }

    /// An answer that did not come as a stream.
    pub(super) fn whole(&mut self, body: &[u8]) -> Result<(), &'static str> {
        let body: Value = serde_json::from_slice(body).map_err(|_| "the answer is not JSON")?;
        let piece = self.dialect.whole(&body);
        self.add(piece)
    }

    fn add(&mut self, piece: Piece) -> Result<(), &'static str> {
        if piece.has_failed {
            return Err("the server broke the answer off");
        }
        let said = &mut self.said;
        said.text.push_str(&piece.text);
        said.is_last |= piece.is_last;
        said.input_tokens = piece.input_tokens.or(said.input_tokens);
        said.output_tokens = piece.output_tokens.or(said.output_tokens);
        said.model = piece.model.or(said.model.take());
        Ok(())
    }

    /// The whole answer; half of one is none.
    pub(super) fn finish(self, model: &str) -> Result<Answered, &'static str> {
        if !self.said.is_last {
            return Err("the answer was cut off");
        }
        if self.said.text.trim().is_empty() {
            return Err("the answer is empty");
        }
        let told = self.said.input_tokens.zip(self.said.output_tokens);
        Ok(Answered {
            text: self.said.text,
            tokens: told.map(|(asked, answered)| asked.saturating_add(answered)),
            model: self.said.model.unwrap_or_else(|| model.to_owned()),
        })
    }
}
