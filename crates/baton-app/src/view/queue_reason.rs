//! Why a case stands where it stands in a queue.

use baton_domain::case::Case;
use baton_domain::promise::PromiseStatus;
use baton_domain::sla::ClockState;
use baton_domain::time::{Span, Timestamp};
use baton_domain::triage::{Sentiment, Urgency};

/// How near a due has to be to count as soon.
const SOON: Span = Span::from_hours(2);
/// How long a wait has to be to count as long.
const LONG: Span = Span::from_days(1);

/// One reason, most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It cannot wait.
    Critical,
    /// They may leave us.
    AtRisk,
    /// A person answers first.
    PersonFirst,
    /// Its due, or a service level, has passed.
    Overdue,
    /// We broke our word.
    PromiseBroken,
    /// It is due soon.
    DueSoon,
    /// A promise is due soon.
    PromiseDue,
    /// It comes before others.
    High,
    /// They are annoyed.
    Frustrated,
    /// They wrote again while an answer was being worked on.
    WroteAgain,
    /// It waits for long.
    WaitedLong,
    /// Nobody has it.
    Unassigned,
}

impl Why {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::AtRisk => "at_risk",
            Self::PersonFirst => "person_first",
            Self::Overdue => "overdue",
            Self::PromiseBroken => "promise_broken",
            Self::DueSoon => "due_soon",
            Self::PromiseDue => "promise_due",
            Self::High => "high",
            Self::Frustrated => "frustrated",
            Self::WroteAgain => "customer_wrote_again",
            Self::WaitedLong => "waited_long",
            Self::Unassigned => "unassigned",
        }
    }

    /// The reason in English words.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Critical => "Critical",
            Self::AtRisk => "May leave",
            Self::PersonFirst => "A person answers first",
            Self::Overdue => "Late",
            Self::PromiseBroken => "A promise was broken",
            Self::DueSoon => "Due soon",
            Self::PromiseDue => "A promise is due",
            Self::High => "High urgency",
            Self::Frustrated => "Frustrated",
            Self::WroteAgain => "Wrote again",
            Self::WaitedLong => "Waiting for long",
            Self::Unassigned => "Nobody has it",
        }
    }
}

/// Why an open case stands where it stands; nothing for others.
pub(super) fn why(case: &Case, now: Timestamp) -> Vec<Why> {
    if !case.is_open() {
        return Vec::new();
    }
    let class = &case.classification;
    let due = due(case);
    let is_late = due.is_some_and(|due| due <= now)
        || case
            .clocks
            .iter()
            .any(|clock| clock.state == ClockState::Breached);
    let is_soon = |due: Timestamp| due <= now.plus(SOON);
    let promises = |status| {
        case.promises
            .iter()
            .filter(move |promise| promise.status == status)
    };
    let mut why: Vec<_> = [
        (Why::Critical, class.urgency == Urgency::Critical),
        (Why::AtRisk, class.sentiment == Sentiment::AtRisk),
        (Why::PersonFirst, case.is_inside_boundary()),
        (Why::Overdue, is_late),
        (
            Why::PromiseBroken,
            promises(PromiseStatus::Broken).next().is_some(),
        ),
        (Why::DueSoon, !is_late && due.is_some_and(is_soon)),
        (
            Why::PromiseDue,
            promises(PromiseStatus::Open).any(|promise| is_soon(promise.due)),
        ),
        (Why::High, class.urgency == Urgency::High),
        (Why::Frustrated, class.sentiment == Sentiment::Frustrated),
        (
            Why::WroteAgain,
            case.drafts.iter().any(|draft| draft.is_overtaken),
        ),
        (
            Why::WaitedLong,
            case.next_mover
                .is_some_and(|mover| now.since(mover.since) >= LONG),
        ),
        (Why::Unassigned, case.assignee_id.is_none()),
    ]
    .into_iter()
    .filter(|(_, holds)| *holds)
    .map(|(why, _)| why)
    .collect();
    why.sort_unstable();
    why
}

/// When the next move is due: the earlier of the wait's due and the service levels that run.
fn due(case: &Case) -> Option<Timestamp> {
    let clocks = case.clocks.iter().filter_map(|clock| match clock.state {
        ClockState::Running { due } => Some(due),
        ClockState::Paused { .. } | ClockState::Met | ClockState::Breached => None,
    });
    clocks
        .chain(case.next_mover.and_then(|mover| mover.due))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_domain::baton::{NextMover, Turn};
    use baton_domain::id::CaseId;
    use baton_domain::wait::Party;

    const NOW: Timestamp = Timestamp::from_micros(1_763_600_000_000_000);

    fn case() -> Case {
        let mover = NextMover {
            who: Party::Us,
            wait_id: None,
            reason: None,
            participant_id: None,
            since: NOW,
            due: Some(NOW.plus(Span::from_hours(8))),
            reason_code: Turn::TheyWrote,
        };
        Case {
            sequence: 1,
            next_mover: Some(mover),
            ..Case::unopened(CaseId::from_bits(1))
        }
    }

    #[test]
    fn an_ordinary_case_stands_in_its_turn() {
        assert_eq!(why(&case(), NOW), [Why::Unassigned]);
    }

    #[test]
    fn what_presses_most_is_said_first() {
        let mut case = case();
        case.classification.urgency = Urgency::Critical;
        case.classification.sentiment = Sentiment::Frustrated;
        let later = NOW.plus(Span::from_hours(9));
        assert_eq!(
            why(&case, later),
            [
                Why::Critical,
                Why::Overdue,
                Why::Frustrated,
                Why::Unassigned
            ]
        );
    }

    #[test]
    fn a_due_within_two_hours_is_soon() {
        assert!(why(&case(), NOW.plus(Span::from_hours(7))).contains(&Why::DueSoon));
    }
}
