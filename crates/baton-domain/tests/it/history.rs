//! Messages of a time before Baton: closed cases that ask nothing of anybody.

use baton_domain::actor::Actor;
use baton_domain::command::Command;
use baton_domain::command::intake::KeepHistory;
use baton_domain::event::course::Opening;
use baton_domain::id::MessageId;
use baton_domain::settings::Settings;
use baton_domain::status::CaseStatus;
use baton_domain::testing::{CUSTOMER, CaseBuilder, kinds};
use baton_domain::time::{Span, Timestamp};

/// Something the customer wrote so many days before now, or we did.
fn history(built: &mut CaseBuilder, days_ago: i64, is_ours: bool) -> Command {
    let sent_at = built.now.minus(Span::from_days(days_ago));
    let message = built.message_from(CUSTOMER);
    let beginning = message.beginning.map(|mut beginning| {
        beginning.opening = Opening::History { began_at: sent_at };
        beginning
    });
    Command::KeepHistory(KeepHistory {
        beginning,
        message_id: MessageId::from_bits(u128::from(days_ago.unsigned_abs())),
        with: message.from,
        thread: message.thread,
        content: message.content,
        attachments: Vec::new(),
        raw: None,
        sent_at,
        is_ours,
    })
}

fn days_ago(built: &CaseBuilder, days: i64) -> Timestamp {
    built.now.minus(Span::from_days(days))
}

#[test]
fn history_begins_closed_and_owes_nothing() {
    let mut built = CaseBuilder::new();
    let command = history(&mut built, 400, false);
    let decision = built.must(Actor::System, command);
    assert_eq!(
        kinds(&decision),
        [
            "case_opened",
            "participant_added",
            "closed",
            "message_filed"
        ]
    );
    assert!(decision.effects.is_empty(), "{:?}", decision.effects);
    let case = &built.case;
    assert_eq!(case.status, CaseStatus::Closed);
    assert!(case.waits.is_empty() && case.clocks.is_empty() && case.untriaged.is_empty());
    assert_eq!(case.next_mover, None);
    assert_eq!(case.opened_at, Some(days_ago(&built, 400)));
}

#[test]
fn history_ended_with_its_last_message_whatever_the_order_it_is_told_in() {
    for days in [[400, 390, 395], [395, 400, 390], [390, 395, 400]] {
        let mut built = CaseBuilder::new();
        for (position, day) in days.into_iter().enumerate() {
            let command = history(&mut built, day, position == 1);
            built.must(Actor::System, command);
        }
        assert_eq!(built.case.ended_at, Some(days_ago(&built, 390)), "{days:?}");
        let taken = built.case.takes_messages(built.now, &Settings::default());
        assert!(taken.is_err(), "an answer after a year opens a new case");
    }
}

#[test]
fn an_open_case_stays_open_when_history_is_told() {
    let mut built = CaseBuilder::received();
    let waits = built.case.waits.clone();
    let command = history(&mut built, 30, false);
    let decision = built.must(Actor::System, command);
    assert_eq!(kinds(&decision), ["message_filed"]);
    assert_eq!(built.case.status, CaseStatus::Open);
    assert_eq!((&built.case.waits, built.case.ended_at), (&waits, None));
}
