//! Why the rules say no: one enum for each noun, each with a stable code.
//!
//! A refusal is an answer, not a fault: the caller shows it, or asks differently. Codes never
//! change; each has a line in `docs/errors.md`.

use std::fmt;

use crate::token::PolicyId;

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Because of the case.
    Case(CaseRefusal),
    /// Because of a wait.
    Wait(WaitRefusal),
    /// Because of a draft.
    Draft(DraftRefusal),
    /// Because of a review.
    Review(ReviewRefusal),
    /// Because of a message on its way out.
    Send(SendRefusal),
    /// Because of a promise.
    Promise(PromiseRefusal),
    /// Because of an item of the checklist.
    Material(MaterialRefusal),
    /// Because of an action.
    Action(ActionRefusal),
    /// Because of a contact.
    Contact(ContactRefusal),
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Case(refusal) => refusal.code(),
            Self::Wait(refusal) => refusal.code(),
            Self::Draft(refusal) => refusal.code(),
            Self::Review(refusal) => refusal.code(),
            Self::Send(refusal) => refusal.code(),
            Self::Promise(refusal) => refusal.code(),
            Self::Material(refusal) => refusal.code(),
            Self::Action(refusal) => refusal.code(),
            Self::Contact(refusal) => refusal.code(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Refusal {}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident in $noun:ident { $($(#[$case_doc:meta])* $variant:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$case_doc])* $variant,)*
        }

        impl $name {
            /// Every refusal of this noun.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }
        }

        impl From<$name> for Refusal {
            fn from(refusal: $name) -> Self {
                Self::$noun(refusal)
            }
        }
    )*};
}

refusals! {
    /// Why the case says no.
    CaseRefusal in Case {
        /// Nothing was opened yet.
        Unopened = "case.unopened",
        /// It exists already.
        AlreadyOpened = "case.already_opened",
        /// It is not open.
        NotOpen = "case.not_open",
        /// It is open.
        StillOpen = "case.still_open",
        /// It goes on in another case.
        Merged = "case.merged",
        /// It was cancelled.
        Cancelled = "case.cancelled",
        /// It ended too long ago to be opened again by a message.
        WindowPassed = "case.window_passed",
        /// It moved on since the caller looked.
        SequenceMoved = "case.sequence_moved",
        /// It holds as much as a case may.
        Full = "case.full",
        /// Only a person of ours may do this.
        NotATeammate = "case.not_a_teammate",
        /// No such participant.
        UnknownParticipant = "case.unknown_participant",
        /// A promise is still open.
        PromiseOpen = "case.promise_open",
        /// A message of ours is still on its way, or nobody knows.
        SendUnfinished = "case.send_unfinished",
        /// An action is not finished, or nobody knows.
        ActionUnfinished = "case.action_unfinished",
        /// A case cannot go into itself.
        SameCase = "case.same_case",
        /// It is paused.
        Paused = "case.paused",
        /// No message was named, or too many.
        MessageCount = "case.message_count",
        /// The correction changes nothing.
        NothingCorrected = "case.nothing_corrected",
    }

    /// Why a wait says no.
    WaitRefusal in Wait {
        /// No such open wait.
        NotOpen = "wait.not_open",
        /// That party cannot owe this.
        WrongParty = "wait.wrong_party",
        /// The participant is not of that party.
        WrongParticipant = "wait.wrong_participant",
        /// It ends by a reply, a review or the customer's word alone.
        NotByHand = "wait.not_by_hand",
        /// Its due lies in the past.
        DueInThePast = "wait.due_in_the_past",
        /// A snooze needs a date.
        DueMissing = "wait.due_missing",
        /// It names no item of the checklist.
        ItemsMissing = "wait.items_missing",
        /// Nobody waits for an answer.
        NothingUnanswered = "wait.nothing_unanswered",
        /// A reminder plan that never comes or never ends.
        ChasePlan = "wait.chase_plan",
    }

    /// Why a draft says no.
    DraftRefusal in Draft {
        /// A person answers first.
        EmpathyBoundary = "draft.empathy_boundary",
        /// Triage has not spoken yet.
        NotTriaged = "draft.not_triaged",
        /// It is paused.
        Paused = "draft.paused",
        /// AI may not draft here yet.
        Stage = "draft.stage",
        /// The case, or the draft, is no longer open.
        Closed = "draft.closed",
        /// There is one for this recipient already.
        Exists = "draft.exists",
        /// Somebody outside wrote, something was sent, or the draft changed since the caller looked.
        Stale = "draft.stale",
        /// No such draft.
        Unknown = "draft.unknown",
        /// It was authorised already.
        Approved = "draft.approved",
        /// It is still being composed.
        Composing = "draft.composing",
        /// It waits for a decision.
        InReview = "draft.in_review",
        /// It is not being composed.
        NotComposing = "draft.not_composing",
        /// It is somebody else's.
        NotAuthor = "draft.not_author",
        /// Only a person of ours may do this.
        NotATeammate = "draft.not_a_teammate",
        /// This actor cannot word this kind of message.
        Purpose = "draft.purpose",
        /// The recipient is one of us.
        Recipient = "draft.recipient",
    }

    /// Why a review says no.
    ReviewRefusal in Review {
        /// No such open review.
        NotOpen = "review.not_open",
        /// Whoever worded it or asked cannot decide it.
        FourEyes = "review.four_eyes",
        /// The decider lacks the role.
        Role = "review.role",
        /// Only a person of ours decides.
        NotATeammate = "review.not_a_teammate",
    }

    /// Why a promise says no.
    PromiseRefusal in Promise {
        /// No such open promise.
        NotOpen = "promise.not_open",
        /// Its due lies in the past.
        DueInThePast = "promise.due_in_the_past",
        /// Promises are made to people outside.
        Recipient = "promise.recipient",
    }

    /// Why a contact's content is not erased.
    ContactRefusal in Contact {
        /// It has to stay: there is a legal hold.
        Held = "contact.held",
        /// There is no legal hold.
        NotHeld = "contact.not_held",
        /// A case of theirs is open: somebody still has to answer.
        OpenCase = "contact.open_case",
        /// It was erased already, or is being erased.
        Erased = "contact.erased",
        /// Whoever asked cannot be the second person.
        FourEyes = "contact.four_eyes",
        /// Nobody asked for it.
        NotRequested = "contact.not_requested",
    }

    /// Why an item of the checklist says no.
    MaterialRefusal in Material {
        /// No such item.
        Unknown = "material.unknown",
        /// Nothing was handed in.
        NotReceived = "material.not_received",
        /// It was accepted already.
        Accepted = "material.accepted",
    }
}

/// Why a message on its way out says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendRefusal {
    /// Governance forbids it.
    Forbidden {
        /// The policies that do.
        policies: Vec<PolicyId>,
    },
    /// No policy stands behind it, and no person either.
    NoPolicy,
    /// Only a person of ours may let it go, or AI where the channel's stage allows.
    NotATeammate,
    /// AI may not send here yet.
    Stage,
    /// It is paused; it may go later.
    Paused,
    /// A machine worded it, and they wrote again: triage has to speak first.
    NotTriaged,
    /// We are not sure enough of who the recipient is.
    Identity,
    /// A hold is 0 to 30 seconds.
    Hold,
    /// No such message.
    Unknown,
    /// It has begun to leave.
    TooLate,
    /// Its outcome is known.
    NotUnknown,
}

impl SendRefusal {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Forbidden { .. } => "send.forbidden",
            Self::NoPolicy => "send.no_policy",
            Self::NotATeammate => "send.not_a_teammate",
            Self::Stage => "send.stage",
            Self::Paused => "send.paused",
            Self::NotTriaged => "send.not_triaged",
            Self::Identity => "send.identity",
            Self::Hold => "send.hold",
            Self::Unknown => "send.unknown_message",
            Self::TooLate => "send.too_late",
            Self::NotUnknown => "send.not_unknown",
        }
    }
}

impl From<SendRefusal> for Refusal {
    fn from(refusal: SendRefusal) -> Self {
        Self::Send(refusal)
    }
}

/// Why an action says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionRefusal {
    /// Governance forbids it.
    Forbidden {
        /// The policies that do.
        policies: Vec<PolicyId>,
    },
    /// No such action in this case.
    UnknownAction,
    /// It was decided already, or went away.
    NotOpen,
    /// Only a person of ours lets it go or settles it.
    NotATeammate,
    /// What is approved is not what was proposed.
    Parameters,
    /// Whoever asked for it cannot be the second person.
    FourEyes,
    /// The approver lacks the role.
    Role,
    /// It waited too long.
    Expired,
    /// It is paused; it may go later.
    Paused,
    /// Somebody outside wrote since the approver looked.
    Stale,
    /// We are not sure enough of who it is for.
    Identity,
    /// It moves money and names no positive amount, or the other way round.
    Amount,
    /// The workspace has let go as much as it may in a day.
    DayLimit,
    /// What it is to undo was not done here, or was undone already.
    NotUndoable,
    /// It has begun.
    TooLate,
    /// Its outcome is known.
    NotUnknown,
}

impl ActionRefusal {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Forbidden { .. } => "action.forbidden",
            Self::UnknownAction => "action.unknown",
            Self::NotOpen => "action.not_open",
            Self::NotATeammate => "action.not_a_teammate",
            Self::Parameters => "action.parameters",
            Self::FourEyes => "action.four_eyes",
            Self::Role => "action.role",
            Self::Expired => "action.expired",
            Self::Paused => "action.paused",
            Self::Stale => "action.stale",
            Self::Identity => "action.identity",
            Self::Amount => "action.amount",
            Self::DayLimit => "action.day_limit",
            Self::NotUndoable => "action.not_undoable",
            Self::TooLate => "action.too_late",
            Self::NotUnknown => "action.not_unknown",
        }
    }
}

impl From<ActionRefusal> for Refusal {
    fn from(refusal: ActionRefusal) -> Self {
        Self::Action(refusal)
    }
}
