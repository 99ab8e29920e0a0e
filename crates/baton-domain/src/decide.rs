//! Deciding: what a command comes to, given the case as it is.
//!
//! One command a file. Each records events on a working copy of the case, so that a later rule sees
//! what an earlier one did; what follows from an event whoever caused it is in [`follow`], and after
//! every command [`settle`] brings clocks and the baton in line. Nothing here performs anything.

mod absorb;
mod action_outcome;
mod approve_action;
mod authorise;
mod begin_action;
mod begin_send;
mod cancel;
mod chase_due;
mod classify;
mod clock_due;
mod close;
mod close_wait;
mod compose;
mod correct;
mod course;
mod decide_review;
mod delivery;
mod edit_draft;
mod end_promise;
mod fail_compose;
mod file;
mod follow;
mod give_up_draft;
mod keep_history;
mod material;
mod merge;
mod move_message;
mod no_answer_needed;
mod open;
mod open_wait;
mod outcome;
mod promise;
mod propose_action;
mod propose_draft;
mod reaffirm_draft;
mod receive;
mod record_elsewhere;
mod reject_action;
mod reopen;
mod request_review;
mod resolve;
mod revise_message;
mod rule;
mod settle;
mod split;
mod take_back;
mod unfolding;
mod verification;
mod wait_due;

use crate::case::Case;
use crate::command::{Command, Context, Decision};
use crate::refusal::{CaseRefusal, Refusal};
use unfolding::Unfolding;

/// Decides a command. The events fold onto `case` in their order; nothing has happened until the
/// caller records them.
///
/// A timer or job that comes too late is not refused: it finds nothing to do.
///
/// # Errors
/// The refusal by which the rules say no; then nothing happened at all.
pub fn decide(
    case: &Case,
    command: Command,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    if context
        .seen_sequence
        .is_some_and(|seen| seen != case.sequence)
    {
        return Err(CaseRefusal::SequenceMoved.into());
    }
    let mut unfolding = Unfolding::new(case, context);
    dispatch(&mut unfolding, command)?;
    settle::settle(&mut unfolding);
    Ok(unfolding.finish())
}

fn dispatch(unfolding: &mut Unfolding<'_, '_>, command: Command) -> Result<(), Refusal> {
    match command {
        Command::Open(command) => open::decide(unfolding, command),
        Command::AddParticipant(command) => course::add_participant(unfolding, command),
        Command::RaiseIdentity(command) => course::raise_identity(unfolding, command),
        Command::Route(command) => course::route(unfolding, command),
        Command::Assign(command) => course::assign(unfolding, command),
        Command::Note(command) => course::note(unfolding, command),
        Command::Link(command) => course::link(unfolding, command),

        Command::Receive(command) => receive::decide(unfolding, command),
        Command::File(command) => file::decide(unfolding, command),
        Command::KeepHistory(command) => keep_history::decide(unfolding, command),
        Command::ReviseMessage(command) => revise_message::revise(unfolding, command),
        Command::RecallMessage(command) => revise_message::recall(unfolding, command),
        Command::RecordElsewhere(command) => record_elsewhere::decide(unfolding, command),
        Command::UpdateDelivery(command) => delivery::decide(unfolding, command),

        Command::Classify(command) => classify::decide(unfolding, command),
        Command::Correct(command) => correct::decide(unfolding, command),

        Command::Wait(command) => open_wait::decide(unfolding, command),
        Command::CloseWait(command) => close_wait::decide(unfolding, command),
        Command::WaitDue(command) => wait_due::decide(unfolding, command),
        Command::ChaseDue(command) => chase_due::decide(unfolding, command),
        Command::NoAnswerNeeded(command) => no_answer_needed::decide(unfolding, command),
        Command::ClockDue(command) => clock_due::decide(unfolding, command),

        Command::Compose(command) => compose::decide(unfolding, command),
        Command::FailCompose(command) => fail_compose::decide(unfolding, command),
        Command::ProposeDraft(command) => propose_draft::decide(unfolding, command),
        Command::EditDraft(command) => edit_draft::decide(unfolding, command),
        Command::ReaffirmDraft(command) => reaffirm_draft::decide(unfolding, command),
        Command::RejectDraft(command) => give_up_draft::reject(unfolding, command),
        Command::WithdrawDraft(command) => give_up_draft::withdraw(unfolding, command),

        Command::RequestReview(command) => request_review::decide(unfolding, command),
        Command::DecideReview(command) => decide_review::decide(unfolding, command),

        Command::Authorise(command) => authorise::decide(unfolding, command),
        Command::TakeBack(message_id) => take_back::decide(unfolding, message_id),
        Command::BeginSend(message_id) => begin_send::decide(unfolding, message_id),
        Command::RecordOutcome(command) => outcome::record(unfolding, command),
        Command::SettleUnknown(command) => outcome::settle_unknown(unfolding, command),

        Command::ProposeAction(command) => propose_action::decide(unfolding, command),
        Command::ApproveAction(command) => approve_action::decide(unfolding, command),
        Command::RejectAction(command) => reject_action::reject(unfolding, command),
        Command::BeginAction(action_id) => begin_action::decide(unfolding, action_id),
        Command::RecordAction(command) => action_outcome::record(unfolding, command),
        Command::SettleAction(command) => action_outcome::settle(unfolding, command),
        Command::ActionDue(action_id) => reject_action::due(unfolding, action_id),

        Command::Promise(command) => promise::decide(unfolding, command),
        Command::EndPromise(command) => end_promise::decide(unfolding, command),
        Command::RequestMaterial(command) => material::request(unfolding, command),
        Command::ReceiveMaterial(command) => material::receive(unfolding, command),
        Command::JudgeMaterial(command) => material::judge(unfolding, command),
        Command::RecordVerification(command) => verification::decide(unfolding, command),

        Command::Resolve(command) => resolve::decide(unfolding, command),
        Command::Close => close::decide(unfolding),
        Command::Reopen => reopen::decide(unfolding),
        Command::Cancel(command) => cancel::decide(unfolding, command),

        Command::Merge(command) => merge::decide(unfolding, command),
        Command::Absorb(command) => absorb::decide(unfolding, command),
        Command::Split(command) => split::decide(unfolding, command),
        Command::MoveOut(command) => move_message::out(unfolding, command),
        Command::MoveIn(command) => move_message::into(unfolding, command),
    }
}
