//! What people see: rows of the store joined with names, texts and sentences.
//!
//! Reads alone. A view holds no JSON and knows no HTTP; it says in words what the rules say in codes,
//! and never decides anything.

mod abilities;
mod briefing;
mod case;
mod code;
mod diff;
mod draft_verdict;
mod list;
mod message;
mod names;
mod queue_reason;
mod review;
mod sentence;
mod story;
mod timeline;

pub use briefing::{Briefing, BriefingWords};
pub use case::{CaseView, case, events};
pub use code::code;
pub use diff::{Piece, PieceKind, diff};
pub use draft_verdict::{DraftVerdict, Outcome};
pub use list::{CaseRow, cases};
pub use message::{AttachmentView, MessageView, PartyView, WantedMessages, message, messages};
pub use names::{ContactView, Names};
pub use queue_reason::Why;
pub use review::{ReviewView, reviews};
pub use sentence::sentence;
pub use story::{ActionStory, DraftStory, PromiseStory, Story};
pub use timeline::{Entry, Timeline, TimelineItem, timeline};
