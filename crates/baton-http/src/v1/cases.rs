//! `/cases`: one piece of service for a customer.

pub mod answer;
pub mod events;
pub mod evidence;
pub mod list;
pub mod note;
pub mod open;
pub mod order;
pub mod read;
pub mod render;
pub mod timeline;
pub mod transfer;
pub mod verbs;
