//! Drafts on our own initiative: reminders and stand-downs, and what ends them.

use baton_app::case::verb::{NewWait, Verb, WaitReason};
use baton_domain::case::Case;
use baton_domain::draft::{Draft, DraftStatus, Origin};
use baton_domain::id::CaseId;
use baton_domain::message::Purpose;
use baton_domain::time::Span;
use baton_domain::wait::{ChasePlan, Party};

use crate::desk::Desk;

const HOUR: Span = Span::from_hours(1);

fn wait(most: u8) -> Verb {
    Verb::Wait(NewWait {
        on: Party::Customer,
        reason: WaitReason::CustomerReply,
        what: Some("Which time on Friday".to_owned()),
        due: None,
        participant: None,
        chase: Some(ChasePlan {
            after: HOUR,
            every: HOUR,
            most,
        }),
    })
}

/// The customer owes an answer, and is reminded of it so often.
async fn waiting(desk: &Desk, most: u8) -> CaseId {
    let case = desk.ask("a technician may come").await.id;
    let answered = Verb::NoAnswerNeeded { participant: None };
    desk.does(case, answered).await;
    desk.does(case, wait(most)).await;
    case
}

fn of(case: &Case, purpose: Purpose) -> Option<&Draft> {
    case.drafts.iter().find(|draft| draft.purpose == purpose)
}

#[tokio::test]
async fn a_reminder_is_a_draft_that_a_person_sends_and_there_are_only_so_many() {
    for desk in Desk::all().await {
        let id = waiting(&desk, 2).await;
        assert!(of(&desk.case().await, Purpose::Chase).is_none());
        desk.pass(HOUR).await;
        let case = desk.case().await;
        let first = of(&case, Purpose::Chase).unwrap();
        assert_eq!(
            (first.status, first.origin),
            (DraftStatus::Proposed, Origin::Machine)
        );
        let text = desk.text(first).await;
        assert!(
            text.contains("we still wait for your answer: Which time on Friday"),
            "{text}"
        );
        desk.approve(id, first.id, None).await;
        desk.pass(HOUR).await;
        let case = desk.case().await;
        let second = of(&case, Purpose::Chase).expect("it comes again");
        assert!(desk.text(second).await.contains("once more"));
        desk.approve(id, second.id, None).await;
        desk.pass(Span::from_hours(5)).await;
        assert!(of(&desk.case().await, Purpose::Chase).is_none());
    }
}

#[tokio::test]
async fn their_answer_ends_the_reminder() {
    for desk in Desk::all().await {
        waiting(&desk, 2).await;
        desk.pass(HOUR).await;
        assert!(of(&desk.case().await, Purpose::Chase).is_some());
        desk.ask("Friday at nine").await;
        let case = desk.case().await;
        assert!(
            of(&case, Purpose::Chase).is_none(),
            "{}",
            desk.baton.database()
        );
        desk.pass(Span::from_hours(3)).await;
        assert!(of(&desk.case().await, Purpose::Chase).is_none());
    }
}

#[tokio::test]
async fn reminders_rest_at_night() {
    for desk in Desk::all().await {
        // It is nine in the morning; eleven hours later the night has begun.
        desk.pass(Span::from_hours(11)).await;
        waiting(&desk, 1).await;
        desk.pass(HOUR).await;
        assert!(of(&desk.case().await, Purpose::Chase).is_none());
        desk.pass(Span::from_hours(11)).await;
        let case = desk.case().await;
        assert!(
            of(&case, Purpose::Chase).is_some(),
            "{}",
            desk.baton.database()
        );
    }
}

#[tokio::test]
async fn nobody_upset_is_reminded_by_a_machine() {
    for desk in Desk::all().await {
        let case = desk.ask("I am angry").await.id;
        desk.does(case, wait(1)).await;
        desk.pass(HOUR).await;
        let case = desk.case().await;
        assert!(case.is_inside_boundary());
        assert!(case.drafts.is_empty(), "{}", desk.baton.database());
    }
}

#[tokio::test]
async fn cancelling_drafts_a_stand_down_for_whoever_was_asked() {
    for desk in Desk::all().await {
        let id = waiting(&desk, 1).await;
        let reason = Some("they changed their mind".to_owned());
        desk.does(id, Verb::Cancel { reason }).await;
        let case = desk.case().await;
        let draft = of(&case, Purpose::StandDown).unwrap();
        let text = desk.text(draft).await;
        assert!(text.contains("is no longer needed"), "{text}");
        desk.approve(id, draft.id, None).await;
        assert_eq!(desk.baton.provider.accepted().len(), 1);
        desk.pass(Span::from_hours(3)).await;
        assert!(desk.case().await.drafts.is_empty());
    }
}
