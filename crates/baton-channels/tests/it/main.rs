//! The connectors against recorded mail and against servers that misbehave.
#![expect(clippy::expect_used, reason = "helpers of tests fail the way tests do")]

mod callbacks;
mod fixtures;
mod imap;
mod mail_fixtures;
mod mail_out;
mod webhook_fixtures;
