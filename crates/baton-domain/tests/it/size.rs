//! However long a case lives, its state stays within what a row may hold.

use baton_domain::actor::Actor;
use baton_domain::case::limit;
use baton_domain::command::Command;
use baton_domain::command::ledger::{MakePromise, RequestMaterial};
use baton_domain::command::wait::OpenWait;
use baton_domain::id::ContactId;
use baton_domain::participant::{Person, Who};
use baton_domain::refusal::Refusal;
use baton_domain::send::Then;
use baton_domain::testing::{AGENT, CUSTOMER, CaseBuilder, calm};
use baton_domain::time::Span;
use baton_domain::wait::{ChasePlan, Party, RequestedWait, WaitRequest};

/// The largest state a case may have, in bytes of JSON.
const MOST_BYTES: usize = 64 * 1024;

fn wait(built: &mut CaseBuilder) -> WaitRequest {
    let what = built.content();
    WaitRequest {
        on: Party::Customer,
        reason: RequestedWait::CustomerMaterial {
            items: built
                .case
                .materials
                .iter()
                .map(|one| one.id)
                .take(limit::WAIT_ITEMS)
                .collect(),
        },
        participant_id: Some(built.participant(CUSTOMER)),
        what: Some(what),
        due: Some(built.now.plus(Span::from_days(1))),
        chase: Some(ChasePlan {
            after: Span::from_hours(1),
            every: Span::from_hours(1),
            most: 9,
        }),
    }
}

/// Asks until the rules say that the case is full.
fn until_full(mut ask: impl FnMut() -> Result<(), Refusal>) {
    for _ in 0..1_000 {
        if let Err(refusal) = ask() {
            assert_eq!(refusal.code(), "case.full");
            return;
        }
    }
    panic!("there is no limit");
}

#[test]
fn a_case_that_is_full_of_everything_fits_into_its_row() {
    let mut built = CaseBuilder::calm();
    let to = built.participant(CUSTOMER);
    until_full(|| {
        let what = built.content();
        let command = Command::RequestMaterial(RequestMaterial {
            from: to,
            what,
            is_required: true,
        });
        built.run(AGENT, command).map(drop)
    });
    until_full(|| {
        let text = built.content();
        let command = Command::Promise(MakePromise {
            to,
            text,
            due: built.now.plus(Span::from_days(1)),
            source_message_id: None,
        });
        built.run(AGENT, command).map(drop)
    });
    for round in 0..10_u128 {
        until_full_of_people(&mut built, round);
    }
    let then = wait(&mut built);
    until_full(|| {
        let proposal = built.reply_to(CUSTOMER);
        built.run(AGENT, Command::ProposeDraft(proposal))?;
        let mut approval = built.approval(built.case.drafts.last().map(|draft| draft.id).unwrap());
        approval.then = Then::Wait(then.clone());
        built.run(AGENT, Command::Authorise(approval)).map(drop)
    });
    until_full(|| {
        let command = Command::Wait(OpenWait {
            wait: wait(&mut built),
        });
        built.run(AGENT, command).map(drop)
    });
    let bytes = serde_json::to_string(&built.case).unwrap().len();
    println!("a full case takes {bytes} bytes");
    assert!(bytes <= MOST_BYTES, "{bytes} bytes");
}

fn until_full_of_people(built: &mut CaseBuilder, round: u128) {
    for number in 0..60_u128 {
        let person = Person {
            who: Who::Contact(ContactId::from_bits(100 + number)),
            ..CUSTOMER
        };
        let message = built.message_from(person);
        let taken = built.run(Actor::System, Command::Receive(message));
        if let Err(refusal) = taken {
            assert_eq!(refusal.code(), "case.full", "round {round}");
        }
    }
    built.triage(calm());
    until_untriaged_is_full(built);
}

fn until_untriaged_is_full(built: &mut CaseBuilder) {
    until_full(|| {
        let message = built.message_from(CUSTOMER);
        built
            .run(Actor::System, Command::Receive(message))
            .map(drop)
    });
    if built.case.sequence < 5_000 {
        built.triage(calm());
    }
}
