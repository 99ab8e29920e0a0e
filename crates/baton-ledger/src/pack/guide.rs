//! `VERIFY.md` and `verify.py`: how somebody who has never seen Baton checks a pack.

/// The guide, the same in every pack.
#[must_use]
pub const fn text() -> &'static str {
    include_str!("guide.md")
}

/// The verifier in Python, the same in every pack: it finds what [`crate::verify`] finds.
#[must_use]
pub fn script() -> String {
    include_str!("verify.py").replace("@KINDS@", &crate::dictionary::table())
}
