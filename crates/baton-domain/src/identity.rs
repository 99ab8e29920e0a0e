//! How sure we are of who somebody is.

use serde::{Deserialize, Serialize};

/// The level of a participant's identity, weakest first, so that levels compare.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum IdentityLevel {
    /// Nothing vouches for the handle.
    #[default]
    Unverified,
    /// The provider vouches for the handle.
    ChannelVerified,
    /// A one-time code was answered.
    Challenged,
    /// Facts of the order were known.
    OrderVerified,
}

/// What a verification rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The order as the shop knows it.
    Order,
    /// The state of a shipment.
    Logistics,
    /// A document somebody handed in.
    Document,
    /// A one-time code that was answered.
    OneTimeCode,
    /// A conversation outside Baton, vouched for by the teammate.
    Conversation,
}
