//! Drafts, reviews and sending, from the first word to what the provider got, on both databases.

mod bench;

use std::sync::Arc;

use baton_app::call::Call;
use baton_app::caller::{Caller, Identity};
use baton_app::case::verb::{NewWait, WaitReason};
use baton_app::draft::{self, Approval, NewReview, NewThen, Words};
use baton_app::error::AppError;
use baton_app::ports::channel::SendOutcome;
use baton_app::review::{self, Decision, Ruling};
use baton_app::runner::drain;
use baton_app::{send, verdict};
use baton_domain::case::Case;
use baton_domain::draft::DraftStatus;
use baton_domain::id::{CaseId, DraftId, KeyId, ReviewId};
use baton_domain::send::SendState;
use baton_domain::time::Span;
use baton_domain::wait::{Party, WaitKind};
use baton_ledger::verify::{Trust, verify};
use baton_store::idempotency::Request;
use tokio::sync::Notify;

use bench::{Answer, Bench, Mail, code};

fn draft_status(case: &Case, id: DraftId) -> DraftStatus {
    let open = case.draft(id).map(|draft| draft.status);
    open.or_else(|| case.closed_draft(id).map(|closed| closed.status))
        .unwrap()
}

fn send_state(case: &Case, id: DraftId) -> SendState {
    case.sends
        .iter()
        .rev()
        .find(|send| send.draft_id == id)
        .unwrap()
        .state
}

fn yes() -> Decision {
    Decision {
        ruling: Ruling::Approve,
        comment: None,
        seen_sequence: None,
        parameters_hash: None,
    }
}

async fn decide(
    bench: &Bench,
    caller: &Caller,
    id: ReviewId,
    decision: Decision,
) -> Result<review::Decided, AppError> {
    review::decide(&bench.app, Call::by(caller.clone()), id, decision).await
}

fn review_of(case: &Case, draft: DraftId) -> ReviewId {
    case.reviews
        .iter()
        .find(|review| review.draft_id == draft)
        .unwrap()
        .id
}

#[tokio::test]
async fn an_answer_leaves_byte_for_byte_as_it_was_approved() {
    for bench in Bench::all().await {
        let case = bench.question().await;
        let draft = bench.draft(case, "It left.").await;
        let text = "Hello Mei,\r\n\tit left — 今天。\n\n-- \nAda \u{1f44b} \n";
        let then = NewThen::Wait(NewWait {
            on: Party::Customer,
            reason: WaitReason::CustomerReply,
            what: Some("Whether it arrived".to_owned()),
            due: None,
            participant: None,
            chase: None,
        });
        let seen_sequence = bench.case(case).await.sequence;
        let approval = Approval {
            text: Some(text.to_owned()),
            seen_sequence,
            then,
            hold: Span::ZERO,
        };
        let call = Call::by(bench.agent.clone());
        draft::approve(&bench.app, call, draft, approval)
            .await
            .unwrap();
        bench.drain().await;

        let calls = bench.post.calls();
        assert_eq!(calls.len(), 1, "{}", bench.name);
        let sent = &calls[0];
        assert_eq!(sent.text.as_bytes(), text.as_bytes());
        assert_eq!(sent.to.address, "mei@example.com");
        assert_eq!(sent.subject.as_deref(), Some("Re: My parcel"));
        assert_eq!(sent.references, ["first@example.com"]);
        assert_eq!(sent.external_id, format!("{}@shop.example", sent.id));
        let case = bench.case(case).await;
        assert_eq!(draft_status(&case, draft), DraftStatus::Sent);
        assert_eq!(case.next_mover.unwrap().who, Party::Customer);
        assert_eq!(bench.message(sent.id).await.state, "sent");
    }
}

#[tokio::test]
async fn approving_twice_is_one_approval_also_after_it_was_sent() {
    for bench in Bench::all().await {
        let case = bench.question().await;
        let draft = bench.draft(case, "It left.").await;
        let first = bench.approve(case, draft).await.unwrap();
        let second = bench.approve(case, draft).await.unwrap();
        assert!(!first.change.events.is_empty());
        assert!(second.change.events.is_empty(), "{}", bench.name);
        bench.drain().await;
        let third = bench.approve(case, draft).await.unwrap();
        assert!(third.change.is_replay);
        bench.drain().await;
        assert_eq!(bench.post.calls().len(), 1);

        let seen_sequence = bench.case(case).await.sequence;
        let other = Approval {
            text: Some("Something else".to_owned()),
            seen_sequence,
            then: NewThen::NextStep,
            hold: Span::ZERO,
        };
        let call = Call::by(bench.agent.clone());
        assert_eq!(
            code(draft::approve(&bench.app, call, draft, other).await),
            "draft.closed"
        );
    }
}

#[tokio::test]
async fn a_held_answer_can_be_taken_back_and_does_not_leave() {
    for bench in Bench::all().await {
        let case = bench.question().await;
        let draft = bench.draft(case, "It left.").await;
        let seen_sequence = bench.case(case).await.sequence;
        let hold = Span::from_seconds(10);
        let approval = Approval {
            text: None,
            seen_sequence,
            then: NewThen::NextStep,
            hold,
        };
        let call = Call::by(bench.agent.clone());
        draft::approve(&bench.app, call.clone(), draft, approval)
            .await
            .unwrap();
        bench.drain().await;
        assert!(bench.post.calls().is_empty());

        draft::take_back(&bench.app, call.clone(), draft)
            .await
            .unwrap();
        bench.pass(60).await;
        assert!(bench.post.calls().is_empty(), "{}", bench.name);
        let now = bench.case(case).await;
        assert_eq!(draft_status(&now, draft), DraftStatus::Proposed);

        bench.approve(case, draft).await.unwrap();
        bench.drain().await;
        assert_eq!(bench.post.calls().len(), 1);
        let late = draft::take_back(&bench.app, call, draft).await;
        assert_eq!(code(late), "send.too_late");
    }
}

#[tokio::test]
async fn a_newcomers_answer_leaves_only_when_somebody_else_agrees() {
    for bench in Bench::all().await {
        let newcomer = bench.agent.teammate().unwrap();
        bench.set(verdict::newcomer_setting(newcomer), "on").await;
        let id = bench.question().await;
        let draft = bench.draft(id, "It left.").await;
        bench.approve(id, draft).await.unwrap();
        bench.approve(id, draft).await.unwrap();
        bench.drain().await;
        assert!(bench.post.calls().is_empty());
        let case = bench.case(id).await;
        assert_eq!(case.reviews.len(), 1);
        assert_eq!(case.next_mover.unwrap().who, Party::Reviewer);
        let review = review_of(&case, draft);

        let own = decide(&bench, &bench.agent, review, yes()).await;
        assert_eq!(code(own), "review.four_eyes", "{}", bench.name);
        decide(&bench, &bench.supervisor, review, yes())
            .await
            .unwrap();
        bench.drain().await;
        assert_eq!(bench.post.calls().len(), 1);
        assert_eq!(bench.post.calls()[0].text, "It left.");
        let again = decide(&bench, &bench.supervisor, review, yes()).await;
        assert_eq!(code(again), "review.not_open");
    }
}

#[tokio::test]
async fn what_a_decider_changed_leaves_once_whoever_asked_accepts_it() {
    for bench in Bench::all().await {
        let newcomer = bench.agent.teammate().unwrap();
        bench.set(verdict::newcomer_setting(newcomer), "on").await;
        let id = bench.question().await;
        let draft = bench.draft(id, "It left.").await;
        bench.approve(id, draft).await.unwrap();
        let review = review_of(&bench.case(id).await, draft);
        let ruling = Ruling::Change("It left today.".to_owned());
        let like_this = Decision {
            ruling,
            comment: None,
            seen_sequence: None,
            parameters_hash: None,
        };
        decide(&bench, &bench.supervisor, review, like_this)
            .await
            .unwrap();
        bench.drain().await;
        assert!(bench.post.calls().is_empty());

        bench.approve(id, draft).await.unwrap();
        bench.drain().await;
        assert_eq!(
            bench.post.calls()[0].text,
            "It left today.",
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_review_asked_for_freely_goes_to_a_supervisor_who_may_say_no() {
    for bench in Bench::all().await {
        let id = bench.question().await;
        let draft = bench.draft(id, "It left.").await;
        let new = NewReview {
            comment: Some("Is that so?".to_owned()),
            ..NewReview::default()
        };
        let call = Call::by(bench.agent.clone());
        draft::request_review(&bench.app, call, draft, new)
            .await
            .unwrap();
        let review = review_of(&bench.case(id).await, draft);
        let no = Decision {
            ruling: Ruling::Reject,
            comment: Some("It did not".to_owned()),
            seen_sequence: None,
            parameters_hash: None,
        };
        decide(&bench, &bench.supervisor, review, no).await.unwrap();
        bench.drain().await;
        let case = bench.case(id).await;
        assert_eq!(draft_status(&case, draft), DraftStatus::Rejected);
        assert!(bench.post.calls().is_empty());
        assert_eq!(case.next_mover.unwrap().who, Party::Us, "{}", bench.name);
    }
}

#[tokio::test]
async fn an_answer_is_stale_once_they_wrote_again() {
    for bench in Bench::all().await {
        let id = bench.question().await;
        let draft = bench.draft(id, "It left.").await;
        let seen_sequence = bench.case(id).await.sequence;
        let again = Mail {
            id: "second@example.com",
            from: "mei@example.com",
            text: "Never mind, it is here.",
            references: vec!["first@example.com".to_owned()],
            is_verified: true,
        };
        assert_eq!(bench.receive(bench.email, again).await, id);
        let approval = Approval {
            text: None,
            seen_sequence,
            then: NewThen::NextStep,
            hold: Span::ZERO,
        };
        let call = Call::by(bench.agent.clone());
        let stale = draft::approve(&bench.app, call, draft, approval).await;
        assert_eq!(code(stale), "draft.stale", "{}", bench.name);
        // What a person worded is kept, and leaves once they have read on.
        bench.approve(id, draft).await.unwrap();
    }
}

#[tokio::test]
async fn what_began_to_leave_when_the_process_died_is_never_sent_again() {
    for bench in Bench::all().await {
        let id = bench.question().await;
        let draft = bench.draft(id, "It left.").await;
        bench.approve(id, draft).await.unwrap();
        bench.post.next(Answer::Silence);
        let app = bench.app.clone();
        let doomed = tokio::spawn(async move { drain(&app, 1_000).await });
        bench.post.called.notified().await;
        doomed.abort();
        doomed.await.unwrap_err();
        assert_eq!(send_state(&bench.case(id).await, draft), SendState::Sending);

        for _ in 0..3 {
            bench.pass(60).await;
        }
        assert_eq!(bench.post.calls().len(), 1, "{}", bench.name);
        let case = bench.case(id).await;
        assert_eq!(send_state(&case, draft), SendState::Unknown);
        assert!(
            case.waits
                .iter()
                .any(|wait| wait.reason.kind() == WaitKind::InternalAction)
        );
        assert_eq!(case.next_mover.unwrap().who, Party::Us);
    }
}

#[tokio::test]
async fn what_the_provider_says_late_is_recorded_whoever_holds_the_job_by_then() {
    for bench in Bench::all().await {
        let id = bench.question().await;
        let draft = bench.draft(id, "It left.").await;
        bench.approve(id, draft).await.unwrap();
        let go_on = Arc::new(Notify::new());
        bench.post.next(Answer::Late(Arc::clone(&go_on)));
        let app = bench.app.clone();
        let slow = tokio::spawn(async move { drain(&app, 1_000).await });
        bench.post.called.notified().await;
        bench.pass(60).await;
        assert_eq!(send_state(&bench.case(id).await, draft), SendState::Unknown);

        go_on.notify_one();
        slow.await.unwrap().unwrap();
        let case = bench.case(id).await;
        assert_eq!(send_state(&case, draft), SendState::Sent, "{}", bench.name);
        assert_eq!(draft_status(&case, draft), DraftStatus::Sent);
        assert_eq!(bench.post.calls().len(), 1);
    }
}

#[tokio::test]
async fn the_pack_of_a_reviewed_answer_proves_who_agreed_to_what() {
    for bench in Bench::all().await {
        let newcomer = bench.agent.teammate().unwrap();
        bench.set(verdict::newcomer_setting(newcomer), "on").await;
        let id = bench.question().await;
        let draft = bench.draft(id, "It left.").await;
        bench.approve(id, draft).await.unwrap();
        let review = review_of(&bench.case(id).await, draft);
        decide(&bench, &bench.supervisor, review, yes())
            .await
            .unwrap();
        bench.drain().await;
        let report = verify(&bench.pack(id).await, &Trust::default());
        assert_eq!(report.findings, [], "{}", bench.name);
    }
}

#[tokio::test]
async fn what_provably_did_not_leave_is_tried_again_and_then_left_to_a_person() {
    for bench in Bench::all().await {
        let id = bench.question().await;
        let draft = bench.draft(id, "It left.").await;
        bench.approve(id, draft).await.unwrap();
        for _ in 0..9 {
            let refused = SendOutcome::NotAccepted {
                code: "smtp.refused",
                retry_after: None,
            };
            bench.post.next(Answer::Says(refused));
        }
        bench.drain().await;
        assert_eq!(send_state(&bench.case(id).await, draft), SendState::Queued);
        for _ in 0..9 {
            bench.pass(600).await;
        }
        let calls = bench.post.calls();
        assert_eq!(
            calls.iter().map(|call| call.attempt).collect::<Vec<_>>(),
            [1, 2, 3, 4, 5]
        );
        assert!(
            calls
                .iter()
                .all(|call| call.external_id == calls[0].external_id)
        );
        let case = bench.case(id).await;
        assert_eq!(
            send_state(&case, draft),
            SendState::Failed,
            "{}",
            bench.name
        );
        assert_eq!(draft_status(&case, draft), DraftStatus::Proposed);
    }
}

#[tokio::test]
async fn a_provider_that_refuses_for_good_or_says_nothing_clear_is_called_once() {
    for bench in Bench::all().await {
        let outcomes = [
            (
                SendOutcome::Refused {
                    code: "smtp.no_such_user",
                },
                SendState::Failed,
            ),
            (
                SendOutcome::Unknown { code: "smtp.lost" },
                SendState::Unknown,
            ),
        ];
        for (number, (outcome, state)) in outcomes.into_iter().enumerate() {
            let before = bench.post.calls().len();
            let (id, from) = (
                format!("{number}@example.com"),
                format!("{number}@mei.example"),
            );
            let mail = Mail {
                id: &id,
                from: &from,
                text: "Where is it?",
                ..Mail::default()
            };
            let id = bench.receive(bench.email, mail).await;
            let draft = bench.draft(id, "It left.").await;
            bench.approve(id, draft).await.unwrap();
            bench.post.next(Answer::Says(outcome));
            bench.drain().await;
            bench.pass(3_600).await;
            assert_eq!(
                send_state(&bench.case(id).await, draft),
                state,
                "{}",
                bench.name
            );
            assert_eq!(bench.post.calls().len(), before + 1);
        }
    }
}

#[tokio::test]
async fn inside_the_boundary_only_a_person_words_an_answer() {
    for bench in Bench::all().await {
        let mail = Mail {
            id: "first@example.com",
            from: "mei@example.com",
            text: "I am furious!",
            ..Mail::default()
        };
        let id = bench.receive(bench.email, mail).await;
        assert!(bench.case(id).await.is_inside_boundary());
        let by_ai = bench.words(&bench.agent, id, Words::Ai).await;
        assert_eq!(code(by_ai), "draft.empathy_boundary", "{}", bench.name);
        let machine = machine(&bench);
        let by_machine = bench
            .words(&machine, id, Words::Own("Hello".to_owned()))
            .await;
        assert_eq!(code(by_machine), "draft.empathy_boundary");

        let draft = bench.draft(id, "I am sorry.").await;
        bench.approve(id, draft).await.unwrap();
        bench.drain().await;
        assert_eq!(bench.post.calls().len(), 1);
        assert!(!bench.case(id).await.is_inside_boundary());
    }
}

fn machine(bench: &Bench) -> Caller {
    let identity = Identity::Machine {
        id: KeyId::from_bits(5),
        scopes: Vec::new(),
    };
    Caller {
        workspace: bench.workspace,
        identity,
    }
}

#[tokio::test]
async fn a_machine_proposes_once_and_never_approves() {
    for bench in Bench::all().await {
        let id = bench.question().await;
        let machine = machine(&bench);
        let proposed = bench
            .words(&machine, id, Words::Own("It left.".to_owned()))
            .await
            .unwrap();
        let second = bench
            .words(&machine, id, Words::Own("It left!".to_owned()))
            .await;
        assert_eq!(code(second), "draft.exists", "{}", bench.name);
        let seen_sequence = bench.case(id).await.sequence;
        let approval = Approval {
            text: None,
            seen_sequence,
            then: NewThen::NextStep,
            hold: Span::ZERO,
        };
        let approved =
            draft::approve(&bench.app, Call::by(machine), proposed.draft, approval).await;
        assert_eq!(code(approved), "send.not_a_teammate");
        bench.approve(id, proposed.draft).await.unwrap();
        bench.drain().await;
        assert_eq!(bench.post.calls().len(), 1);
    }
}

#[tokio::test]
async fn a_pause_holds_back_what_was_approved_until_it_ends() {
    for bench in Bench::all().await {
        let id = bench.question().await;
        let draft = bench.draft(id, "It left.").await;
        bench.approve(id, draft).await.unwrap();
        bench.set("pause.all".to_owned(), "on").await;
        bench.drain().await;
        bench.pass(60).await;
        assert!(bench.post.calls().is_empty(), "{}", bench.name);
        assert_eq!(send_state(&bench.case(id).await, draft), SendState::Queued);
        bench.set("pause.all".to_owned(), "off").await;
        bench.pass(60).await;
        assert_eq!(bench.post.calls().len(), 1);
    }
}

#[tokio::test]
async fn an_answer_to_our_mail_joins_its_case() {
    for bench in Bench::all().await {
        let id = bench.question().await;
        let draft = bench.draft(id, "It left.").await;
        bench.approve(id, draft).await.unwrap();
        bench.drain().await;
        let ours = bench.post.calls()[0].external_id.clone();
        let answer = Mail {
            id: "second@example.com",
            from: "mei@example.com",
            text: "It has not arrived.",
            references: vec![ours.clone()],
            is_verified: false,
        };
        assert_eq!(
            bench.receive(bench.email, answer).await,
            id,
            "{}",
            bench.name
        );
        let draft = bench.draft(id, "Tomorrow.").await;
        bench.approve(id, draft).await.unwrap();
        bench.drain().await;
        let calls = bench.post.calls();
        assert_eq!(
            calls[1].references,
            ["first@example.com", &ours, "second@example.com"]
        );
    }
}

#[tokio::test]
async fn a_channel_without_a_callback_lays_ready_exactly_what_was_approved() {
    for bench in Bench::all().await {
        for number in 0..2 {
            let (id, from) = (format!("m{number}"), format!("visitor-{number}"));
            let mail = Mail {
                id: &id,
                from: &from,
                text: "Where is it?",
                ..Mail::default()
            };
            let case = bench.receive(bench.polled, mail).await;
            let draft = bench.draft(case, &format!("Number {number} ")).await;
            bench.approve(case, draft).await.unwrap();
            bench.drain().await;
            assert_eq!(send_state(&bench.case(case).await, draft), SendState::Sent);
        }
        let all = send::outbound(&bench.app, bench.workspace, bench.polled, 0, 10)
            .await
            .unwrap();
        let told: Vec<_> = all
            .iter()
            .map(|one| {
                (
                    one.thread.as_deref().unwrap(),
                    one.content.as_ref().unwrap(),
                )
            })
            .map(|(thread, content)| (thread, content.text.as_str()))
            .collect();
        assert_eq!(
            told,
            [("visitor-0", "Number 0 "), ("visitor-1", "Number 1 ")]
        );
        let after = all[0].number;
        let rest = send::outbound(&bench.app, bench.workspace, bench.polled, after, 10).await;
        assert_eq!(rest.unwrap(), all[1..], "{}", bench.name);
        assert!(bench.post.calls().is_empty(), "nothing is called");
        let elsewhere = send::outbound(&bench.app, bench.workspace, bench.email, 0, 10)
            .await
            .unwrap();
        assert!(elsewhere.is_empty());
    }
}

#[tokio::test]
async fn a_channel_with_a_callback_is_called() {
    for bench in Bench::all().await {
        let mail = Mail {
            id: "m1",
            from: "visitor",
            text: "Where is it?",
            ..Mail::default()
        };
        let case = bench.receive(bench.called_back, mail).await;
        let draft = bench.draft(case, "Here.").await;
        bench.approve(case, draft).await.unwrap();
        bench.drain().await;
        let calls = bench.post.calls();
        assert_eq!(calls.len(), 1, "{}", bench.name);
        assert_eq!(calls[0].thread.as_deref(), Some("visitor"));
        let ready = send::outbound(&bench.app, bench.workspace, bench.called_back, 0, 10).await;
        assert!(ready.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_order_that_they_did_not_name_is_not_told_to_somebody_unverified() {
    for bench in Bench::all().await {
        let mail = Mail {
            id: "first@example.com",
            from: "mei@example.com",
            text: "Where is order 4711000?",
            ..Mail::default()
        };
        let id = bench.receive(bench.email, mail).await;
        let echo = bench.draft(id, "Order 4711000 left today.").await;
        bench.approve(id, echo).await.unwrap();
        bench.drain().await;
        assert_eq!(bench.post.calls().len(), 1, "{}", bench.name);
        let number = bench.case(id).await.number;
        let own = bench.draft(id, &format!("Your case is B-{number}.")).await;
        bench.approve(id, own).await.unwrap();
        let leak = bench.draft(id, "Your other order is 4711999.").await;
        assert_eq!(code(bench.approve(id, leak).await), "send.forbidden");
    }
}

#[tokio::test]
async fn the_same_idempotency_key_makes_the_same_draft() {
    for bench in Bench::all().await {
        let case = bench.question().await;
        let create = async |text: &str| {
            let request = Request {
                key_digest: [1; 32],
                request_digest: [2; 32],
            };
            let call = Call {
                caller: bench.agent.clone(),
                request: Some(request),
            };
            let new = draft::NewDraft {
                words: Words::Own(text.to_owned()),
                conversation: None,
                to: None,
                seen_sequence: None,
            };
            draft::create(&bench.app, call, case, new).await.unwrap()
        };
        let first = create("It left.").await;
        let second = create("It left.").await;
        assert_eq!(first.draft, second.draft, "{}", bench.name);
        assert!(second.change.is_replay);
        assert_eq!(bench.case(case).await.drafts.len(), 1);
    }
}

#[tokio::test]
async fn an_edit_of_an_older_wording_is_refused() {
    for bench in Bench::all().await {
        let id: CaseId = bench.question().await;
        let draft = bench.draft(id, "It left.").await;
        let edit = async |text: &str, version| {
            let call = Call::by(bench.supervisor.clone());
            draft::edit(&bench.app, call, draft, text.to_owned(), version).await
        };
        edit("It left today.", 1).await.unwrap();
        assert_eq!(
            code(edit("It left at noon.", 1).await),
            "draft.stale",
            "{}",
            bench.name
        );
        edit("It left at noon.", 2).await.unwrap();
        assert_eq!(code(edit(" ", 3).await), "draft.text_empty");
    }
}
