//! Everything that somebody can ask of a case.
//!
//! Each change to a case is one of these; there is no other way to change it. A command carries
//! ids, enums, instants and references to content that the write unit has already stored, and the
//! verdict of governance as data.

pub mod action;
pub mod course;
pub mod draft;
pub mod ending;
pub mod intake;
pub mod ledger;
pub mod review;
pub mod send;
pub mod transfer;
pub mod triage;
pub mod wait;

use crate::actor::{Actor, Role};
use crate::effect::Effect;
use crate::event::Event;
use crate::id::{ActionId, MessageId, MintIds};
use crate::settings::Settings;
use crate::time::Timestamp;

/// What surrounds a command: who, when, with which authority, under which settings.
pub struct Context<'a> {
    /// Now.
    pub at: Timestamp,
    /// Who asks.
    pub actor: Actor,
    /// The roles of a teammate who asks; empty for others.
    pub roles: &'a [Role],
    /// The sequence the caller has seen. Other than for drafts, the command is refused if the case
    /// has moved since.
    pub seen_sequence: Option<u64>,
    /// The settings that apply to the case.
    pub settings: &'a Settings,
    /// Where new ids come from.
    pub ids: &'a mut dyn MintIds,
}

/// What a command comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    /// What happened, in order; nothing where the case had moved on and nothing is left to do.
    pub events: Vec<Event>,
    /// What has to be done about it, in order.
    pub effects: Vec<Effect>,
}

impl Decision {
    /// Whether the command changed nothing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.events.is_empty() && self.effects.is_empty()
    }
}

/// Something asked of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Open a case without a message.
    Open(course::Open),
    /// Add somebody.
    AddParticipant(course::AddParticipant),
    /// Be surer of who somebody is.
    RaiseIdentity(course::RaiseIdentity),
    /// Put it in a queue.
    Route(course::Route),
    /// Give it to somebody, or to nobody.
    Assign(course::Assign),
    /// Write a note.
    Note(course::Note),
    /// Point to another case.
    Link(course::Link),

    /// Take in what somebody outside wrote.
    Receive(intake::Receive),
    /// Keep a message without a clock.
    File(intake::File),
    /// Keep a message of a time before Baton.
    KeepHistory(intake::KeepHistory),
    /// Somebody outside changed what they wrote.
    ReviseMessage(intake::ReviseMessage),
    /// Somebody outside took back what they wrote.
    RecallMessage(intake::RecallMessage),
    /// A teammate answered in the provider's own app.
    RecordElsewhere(intake::RecordElsewhere),
    /// The provider tells what became of a message.
    UpdateDelivery(intake::UpdateDelivery),

    /// Take in what triage found, or that it failed.
    Classify(triage::Classify),
    /// Correct the classification.
    Correct(triage::Correct),

    /// Wait for somebody.
    Wait(wait::OpenWait),
    /// Wait no longer.
    CloseWait(wait::CloseWait),
    /// A wait's due has come.
    WaitDue(wait::WaitDue),
    /// A reminder's time has come.
    ChaseDue(wait::ChaseNow),
    /// What somebody wrote needs no answer.
    NoAnswerNeeded(wait::NoAnswerNeeded),
    /// A clock's due has come.
    ClockDue(wait::ClockDue),

    /// Let AI compose a draft.
    Compose(draft::Compose),
    /// AI could not.
    FailCompose(draft::FailCompose),
    /// Propose wording.
    ProposeDraft(draft::ProposeDraft),
    /// Change the wording.
    EditDraft(draft::EditDraft),
    /// Find the wording still right after they wrote again.
    ReaffirmDraft(draft::ReaffirmDraft),
    /// Say no to a draft.
    RejectDraft(draft::RejectDraft),
    /// Take one's own draft back.
    WithdrawDraft(draft::WithdrawDraft),

    /// Ask somebody with more authority.
    RequestReview(review::RequestReview),
    /// Decide.
    DecideReview(review::DecideReview),

    /// Let a draft go.
    Authorise(send::Authorise),
    /// Take a message back before it leaves.
    TakeBack(MessageId),
    /// Begin to call the provider.
    BeginSend(MessageId),
    /// Record how that ended.
    RecordOutcome(send::RecordOutcome),
    /// Decide what became of a message of which nobody knows.
    SettleUnknown(send::SettleUnknown),

    /// Ask for something to be done in a back office.
    ProposeAction(action::ProposeAction),
    /// Let exactly that be done.
    ApproveAction(action::ApproveAction),
    /// Say no to it.
    RejectAction(action::RejectAction),
    /// Begin to ask the back office.
    BeginAction(ActionId),
    /// Record how that ended.
    RecordAction(action::RecordAction),
    /// Decide what became of an action of which nobody knows.
    SettleAction(action::SettleAction),
    /// The time to approve or begin an action has come to its end.
    ActionDue(ActionId),

    /// Give our word.
    Promise(ledger::MakePromise),
    /// End a promise.
    EndPromise(ledger::EndPromise),
    /// Ask for an item of the checklist.
    RequestMaterial(ledger::RequestMaterial),
    /// Take in an item.
    ReceiveMaterial(ledger::ReceiveMaterial),
    /// Judge an item.
    JudgeMaterial(ledger::JudgeMaterial),
    /// Record the basis of what somebody says.
    RecordVerification(ledger::RecordVerification),

    /// We believe it is done.
    Resolve(ending::Resolve),
    /// Close it.
    Close,
    /// Open it again, also after a cancellation.
    Reopen,
    /// It will not be done.
    Cancel(ending::Cancel),

    /// Let it go on in another case.
    Merge(transfer::Merge),
    /// Go on with another case.
    Absorb(transfer::Absorb),
    /// Make messages a case of their own.
    Split(transfer::SplitOff),
    /// Give a message to another case.
    MoveOut(transfer::MoveOut),
    /// Take a message from another case, or begin with it.
    MoveIn(transfer::MoveIn),
}
