//! Who asks, as policies see them.

use baton_domain::actor::Role;
use baton_domain::id::{KeyId, TeammateId};

/// The one who wants to do something. Contacts are absent: no policy speaks about what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principal<'a> {
    /// A person who works here.
    Teammate {
        /// Which one; policies may name a person.
        id: TeammateId,
        /// Every role the teammate holds.
        roles: &'a [Role],
        /// Whether the workspace's trial period for new teammates still runs.
        is_new: bool,
    },
    /// The workspace's AI.
    Ai,
    /// A program with a key of its own.
    Machine(KeyId),
    /// Baton itself.
    System,
}

/// What a teammate wants to change about the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// A channel, its credentials and governance profile.
    Channel,
    /// An API key.
    Key,
    /// Pausing or resuming.
    Pause,
    /// A plan for peak times.
    Peak,
    /// The workspace's policies.
    Policy,
    /// How long content is kept.
    Retention,
    /// An automation rule.
    Rule,
    /// The stage of a channel, risk group or intent.
    Stage,
    /// A team.
    Team,
    /// A teammate and their roles.
    Teammate,
    /// Everything else about the workspace.
    Workspace,
}

impl Setting {
    /// Every setting.
    pub const ALL: [Self; 11] = [
        Self::Channel,
        Self::Key,
        Self::Pause,
        Self::Peak,
        Self::Policy,
        Self::Retention,
        Self::Rule,
        Self::Stage,
        Self::Team,
        Self::Teammate,
        Self::Workspace,
    ];

    /// The name in policies and evidence.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Key => "key",
            Self::Pause => "pause",
            Self::Peak => "peak",
            Self::Policy => "policy",
            Self::Retention => "retention",
            Self::Rule => "rule",
            Self::Stage => "stage",
            Self::Team => "team",
            Self::Teammate => "teammate",
            Self::Workspace => "workspace",
        }
    }
}
