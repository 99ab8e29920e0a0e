//! Text as the engine sees it: folded characters, tokens, sentences.
//!
//! Folding maps one character to one character, so an offset into folded text is an offset in code
//! points into what the customer wrote.

pub mod fold;
pub mod script;
pub mod sentence;
pub mod token;

pub use fold::fold;
pub use sentence::sentences;
pub use token::{Token, TokenKind, tokens};
