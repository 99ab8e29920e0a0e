//! Who may have something erased, and when nobody may.

use baton_app::erase::rule::{self, Rule};
use baton_app::erase::{self, hold};
use baton_app::error::AppError;
use baton_domain::erasure::{ErasureReason, HoldReason};
use baton_domain::event::Event;
use baton_domain::id::ContactId;
use baton_domain::refusal::{ContactRefusal, Refusal};
use baton_domain::time::Span;
use baton_store::event::Stream;

use super::{House, MARKER, customer, holds};

fn refusal<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    result.unwrap_err().to_string()
}

fn because(refusal: ContactRefusal) -> String {
    AppError::Refused(Refusal::Contact(refusal)).to_string()
}

/// The kinds of events in a contact's own stream, after how it was met.
async fn told(house: &House, contact: ContactId) -> Vec<&'static str> {
    let workspace = house.baton.workspace;
    let read = house.baton.app.db.read(move |reader| {
        Box::pin(async move { reader.events(workspace, &Stream::contact(contact), 1).await })
    });
    let events = read.await.unwrap();
    events
        .iter()
        .map(|stored| Event::kind(&stored.event))
        .collect()
}

#[tokio::test]
async fn while_a_case_of_theirs_is_open_nothing_is_erased() {
    for house in House::all().await {
        let case = house.ask("mei", "Where is my parcel?").await;
        let refused = refusal(house.erase(customer(&case)).await);
        assert_eq!(refused, because(ContactRefusal::OpenCase));
        house.end(case.id).await;
        house.erase(customer(&case)).await.unwrap();
        let again = refusal(house.erase(customer(&case)).await);
        assert_eq!(
            again,
            because(ContactRefusal::Erased),
            "{}",
            house.baton.database()
        );
    }
}

#[tokio::test]
async fn a_legal_hold_stands_against_everybody_and_every_rule() {
    for house in House::all().await {
        let app = &house.baton.app;
        let call = house.baton.call();
        let case = house.ask("mei", MARKER).await;
        let contact = customer(&case);
        house.end(case.id).await;
        let held = hold::set(app, &call, contact, HoldReason::Dispute).await;
        assert_eq!(held.unwrap().hold.unwrap().reason, HoldReason::Dispute);
        let refused = refusal(house.erase(contact).await);
        assert_eq!(refused, because(ContactRefusal::Held));
        let rule = Rule {
            days: Some(30),
            four_eyes: false,
        };
        rule::set(app, &call, rule).await.unwrap();
        house.baton.clock.pass(Span::from_days(90));
        assert_eq!(erase::sweep(app, house.baton.workspace).await.unwrap(), 0);
        assert!(holds(&house.dump().await, MARKER));

        hold::lift(app, &call, contact).await.unwrap();
        let not_held = refusal(hold::lift(app, &call, contact).await);
        assert_eq!(not_held, because(ContactRefusal::NotHeld));
        assert_eq!(erase::sweep(app, house.baton.workspace).await.unwrap(), 1);
        house.work().await;
        assert!(!holds(&house.dump().await, MARKER));
        assert_eq!(
            told(&house, contact).await,
            [
                "legal_hold_set",
                "legal_hold_lifted",
                "erasure_decided",
                "contact_erased"
            ],
            "{}",
            house.baton.database()
        );
    }
}

#[tokio::test]
async fn where_two_people_decide_nobody_erases_alone() {
    for house in House::all().await {
        let app = &house.baton.app;
        let rule = Rule {
            days: None,
            four_eyes: true,
        };
        rule::set(app, &house.baton.call(), rule).await.unwrap();
        let case = house.ask("mei", MARKER).await;
        let contact = customer(&case);
        house.end(case.id).await;
        let asked = house.erase(contact).await.unwrap();
        assert_eq!(asked.erasure.unwrap().decided_at, None);
        let alone = refusal(house.erase(contact).await);
        assert_eq!(alone, because(ContactRefusal::FourEyes));
        house.work().await;
        assert!(holds(&house.dump().await, MARKER), "nobody agreed yet");

        erase::decline(app, &house.second(), contact).await.unwrap();
        let twice = refusal(erase::decline(app, &house.second(), contact).await);
        assert_eq!(twice, because(ContactRefusal::NotRequested));
        house.erase(contact).await.unwrap();
        let agreed = house.erase_as(house.second(), contact).await.unwrap();
        assert!(agreed.erasure.unwrap().decided_at.is_some());
        house.work().await;
        assert!(!holds(&house.dump().await, MARKER));
        assert_eq!(
            told(&house, contact).await,
            [
                "erasure_requested",
                "erasure_declined",
                "erasure_requested",
                "erasure_decided",
                "contact_erased"
            ],
            "{}",
            house.baton.database()
        );
    }
}

#[tokio::test]
async fn content_is_kept_as_long_as_the_workspace_says_and_no_longer() {
    for house in House::all().await {
        let app = &house.baton.app;
        let rule = Rule {
            days: Some(30),
            four_eyes: true,
        };
        rule::set(app, &house.baton.call(), rule).await.unwrap();
        let over = house.ask("old", MARKER).await;
        house.end(over.id).await;
        house.baton.clock.pass(Span::from_days(29));
        let open = house.ask("new", "Where is my parcel?").await;
        let workspace = house.baton.workspace;
        assert_eq!(erase::sweep(app, workspace).await.unwrap(), 0);
        house.baton.clock.pass(Span::from_days(2));
        assert_eq!(erase::sweep(app, workspace).await.unwrap(), 1);
        assert_eq!(erase::sweep(app, workspace).await.unwrap(), 0, "once");
        house.work().await;
        let name = house.baton.database();
        assert!(!holds(&house.dump().await, MARKER), "{name}");
        let erased = erase::read(app, workspace, customer(&over)).await.unwrap();
        let erasure = erased.erasure.unwrap();
        assert_eq!(erasure.reason, ErasureReason::Retention, "{name}");
        assert_eq!(erasure.requested_by, None, "{name}");
        let kept = erase::read(app, workspace, customer(&open)).await.unwrap();
        assert_eq!(kept.erasure, None, "{name}");
    }
}

#[tokio::test]
async fn a_rule_that_would_erase_what_is_still_needed_is_refused() {
    for house in House::all().await {
        for days in [0, 29, 36_501] {
            let rule = Rule {
                days: Some(days),
                four_eyes: false,
            };
            let set = rule::set(&house.baton.app, &house.baton.call(), rule).await;
            match set.unwrap_err() {
                AppError::Invalid(invalid) => assert_eq!(invalid.code, "erasure.days"),
                other => panic!("another error: {other:?}"),
            }
        }
    }
}
