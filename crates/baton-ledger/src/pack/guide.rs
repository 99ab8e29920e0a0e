//! The text of `VERIFY.md`: how somebody who has never seen Baton checks a pack.

/// The guide, the same in every pack.
#[must_use]
pub const fn text() -> &'static str {
    include_str!("guide.md")
}
