//! Why it is somebody's turn, as an English sentence.

use baton_domain::baton::{NextMover, Turn};
use baton_domain::wait::{Party, WaitKind};

/// Why it is somebody's turn. `name` is who owes it or to whom it is owed.
#[must_use]
pub fn sentence(mover: &NextMover, name: Option<&str>) -> String {
    let party = party(mover.who);
    let name = name.unwrap_or(match mover.who {
        Party::Us | Party::Reviewer | Party::System => "They",
        Party::Customer | Party::Executor | Party::Partner | Party::Platform => party,
    });
    match mover.reason_code {
        Turn::TheyWrote => format!("{name} wrote and has no answer yet."),
        Turn::ReplyInReview => format!("The answer to {name} waits for approval."),
        Turn::ReviewOpen => "A request waits for approval.".to_owned(),
        Turn::ToWriteBack => format!("{name} says it is done; record it."),
        Turn::ToVerify => "The basis of what was said has to be recorded.".to_owned(),
        Turn::ToDo => "We have something to do.".to_owned(),
        Turn::ToJudge => format!("{name} handed something in; look at it."),
        Turn::SendFailed => format!("The message to {name} did not leave."),
        Turn::SendUnknown => format!("Nobody knows whether the message to {name} left."),
        Turn::ToApprove => "An action waits to be let go.".to_owned(),
        Turn::ActionFailed => "An action in the back office was not done.".to_owned(),
        Turn::ActionUnknown => {
            "Nobody knows whether an action was done; look in the back office.".to_owned()
        }
        Turn::TheyAreLate => format!("{name} is late and no reminder is left."),
        Turn::MachineAtWork => "A system has to answer.".to_owned(),
        Turn::TheyOweUs => format!("We wait for {} from {name}.", owed(mover.reason)),
        Turn::NextStep => "Nothing is agreed; decide what is next.".to_owned(),
    }
}

const fn party(party: Party) -> &'static str {
    match party {
        Party::Us => "us",
        Party::Reviewer => "a reviewer",
        Party::Customer => "The customer",
        Party::Executor => "The executor",
        Party::Partner => "The partner",
        Party::Platform => "The platform",
        Party::System => "a system",
    }
}

const fn owed(kind: Option<WaitKind>) -> &'static str {
    match kind {
        Some(WaitKind::CustomerReply) => "a reply",
        Some(WaitKind::CustomerMaterial) => "needed items",
        Some(WaitKind::ExecutorAction) => "an action",
        Some(WaitKind::PartnerResponse) => "an answer",
        Some(WaitKind::Confirmation) => "confirmation",
        Some(
            WaitKind::OurReply
            | WaitKind::SupervisorReview
            | WaitKind::Verification
            | WaitKind::WriteBack
            | WaitKind::InternalAction
            | WaitKind::ExternalSystem,
        )
        | None => "a move",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_domain::time::Timestamp;

    fn mover(who: Party, reason_code: Turn, reason: Option<WaitKind>) -> NextMover {
        NextMover {
            who,
            wait_id: None,
            reason,
            participant_id: None,
            since: Timestamp::from_micros(0),
            due: None,
            reason_code,
        }
    }

    #[test]
    fn a_sentence_names_who_waits() {
        let wrote = mover(Party::Us, Turn::TheyWrote, Some(WaitKind::OurReply));
        assert_eq!(
            sentence(&wrote, Some("Mei Lin")),
            "Mei Lin wrote and has no answer yet."
        );
    }

    #[test]
    fn somebody_without_a_name_is_called_by_their_part() {
        let owes = mover(
            Party::Partner,
            Turn::TheyOweUs,
            Some(WaitKind::PartnerResponse),
        );
        assert_eq!(
            sentence(&owes, None),
            "We wait for an answer from The partner."
        );
    }
}
