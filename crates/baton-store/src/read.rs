//! What screens and programs read: pages of rows, names and texts, each in one query.
//!
//! Nothing here changes or decides. Every query begins with the workspace, so no row of another one
//! can be found. Rows name parts; [`texts`] resolves all of a page at once.

pub mod bundle;
pub mod cases;
pub mod conversations;
pub mod counts;
pub mod history;
pub mod messages;
pub mod owner;
pub mod page;
pub mod people;
pub mod reviews;
pub mod seen;
pub mod texts;

pub use cases::{CaseFilter, CaseRecord, Holder, ListCases, Sort};
pub use page::{Cursor, MalformedCursor, Page, PageRequest};
