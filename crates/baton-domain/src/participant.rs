//! Who takes part in a case, and in what role.

use serde::{Deserialize, Serialize};

use crate::id::{ContactId, ParticipantId, PartnerId, TeammateId};
use crate::identity::IdentityLevel;

/// A participant's role in one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantRole {
    /// Whom the service is for.
    Customer,
    /// The person on the customer's side who really does the thing.
    Executor,
    /// An outside organisation that fulfils part of the service.
    Partner,
    /// The marketplace or platform the order came through.
    Platform,
    /// One of us.
    Internal,
}

impl ParticipantRole {
    /// Whether people in this role are outside the house: what they write has to be answered.
    #[must_use]
    pub const fn is_outside(self) -> bool {
        match self {
            Self::Customer | Self::Executor | Self::Partner | Self::Platform => true,
            Self::Internal => false,
        }
    }
}

/// Who a participant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A person outside.
    Contact(ContactId),
    /// An organisation, where no single person of it is known.
    Partner(PartnerId),
    /// A person who works here.
    Teammate(TeammateId),
}

/// A contact, partner or teammate in one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Names the participant within the case.
    pub id: ParticipantId,
    /// Who it is.
    pub who: Who,
    /// As what.
    pub role: ParticipantRole,
    /// How sure we are of who it is.
    #[serde(default)]
    pub identity: IdentityLevel,
}

/// Somebody a command speaks of, who may or may not be in the case already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Who it is.
    pub who: Who,
    /// The role to add them with, if they are new to the case.
    pub role: ParticipantRole,
    /// How sure the channel is of who it is.
    pub identity: IdentityLevel,
}
