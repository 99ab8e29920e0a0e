//! A workspace's own policies: in force from the commit on, refused as a whole where they are wrong.

use baton_app::call::Call;
use baton_app::caller::Identity;
use baton_app::draft::{self, Approval, NewThen};
use baton_app::error::AppError;
use baton_app::policies::{self, NotChanged, Wanted};
use baton_app::view::Outcome;
use baton_domain::actor::Role;
use baton_domain::time::Span;

use crate::desk::{Desk, QUESTION, RETURNS};

const NO_SENDS: &str = r#"
@id("own.nothing_leaves")
@reason("Nothing leaves while we move house.")
forbid (principal, action in [Action::"outbound"], resource);
"#;

/// The teammate as an admin.
fn admin(desk: &Desk) -> Call {
    let mut caller = desk.baton.caller.clone();
    if let Identity::Teammate { roles, .. } = &mut caller.identity {
        roles.push(Role::Admin);
    }
    Call::by(caller)
}

fn words(text: &str) -> Wanted {
    Wanted {
        text: Some(text.to_owned()),
        ..Wanted::default()
    }
}

async fn change(desk: &Desk, text: &str) -> Result<u64, NotChanged> {
    let call = admin(desk);
    let changed = policies::change(&desk.baton.app, &call, words(text)).await;
    changed.map(|view| view.version)
}

#[tokio::test]
async fn a_policy_of_the_workspace_holds_from_its_commit_on_and_until_it_is_gone() {
    for desk in Desk::all().await {
        desk.article("faq", RETURNS).await;
        let case = desk.ask(QUESTION).await;
        let draft = case.drafts[0].id;
        assert_eq!(change(&desk, NO_SENDS).await.unwrap(), 1);
        let verdict = desk.view().await.verdicts.remove(&draft).unwrap();
        assert_eq!(
            verdict.outcome,
            Outcome::Forbid,
            "{}",
            desk.baton.database()
        );
        assert_eq!(
            verdict.reason.unwrap(),
            "Nothing leaves while we move house."
        );
        let approval = Approval {
            text: None,
            seen_sequence: case.sequence,
            then: NewThen::NextStep,
            hold: Span::ZERO,
        };
        let call = desk.baton.call();
        let refused = draft::approve(&desk.baton.app, call, draft, approval).await;
        let refused = refused.unwrap_err();
        assert!(matches!(refused, AppError::Refused(_)), "{refused}");

        assert_eq!(change(&desk, "").await.unwrap(), 2);
        desk.approve(case.id, draft, None).await;
        assert_eq!(desk.baton.provider.accepted().len(), 1);
        let view = policies::read(&desk.baton.app, &desk.baton.caller)
            .await
            .unwrap();
        assert_eq!((view.version, view.text.as_str()), (2, ""));
        assert!(
            view.policies
                .iter()
                .any(|(id, _)| id == "pause.nothing_moves")
        );
    }
}

#[tokio::test]
async fn a_text_with_a_fault_changes_nothing_and_says_where() {
    for desk in Desk::all().await {
        let refused = change(&desk, "permit (principal, action, resource;").await;
        let NotChanged::Rejected(rejected) = refused.unwrap_err() else {
            panic!("{}: it is no policy", desk.baton.database());
        };
        assert!(rejected.problems[0].place.starts_with("line 1, column"));
        let unknown = NO_SENDS.replace("outbound", "teleport");
        assert!(matches!(
            change(&desk, &unknown).await,
            Err(NotChanged::Rejected(_))
        ));
        let view = policies::read(&desk.baton.app, &desk.baton.caller)
            .await
            .unwrap();
        assert_eq!(view.version, 0);
    }
}

#[tokio::test]
async fn who_is_no_admin_changes_no_policies() {
    for desk in Desk::all().await {
        let call = desk.baton.call();
        let text = NO_SENDS.to_owned();
        let refused = policies::change(&desk.baton.app, &call, words(&text)).await;
        let refused = refused.unwrap_err().to_string();
        assert!(
            refused.contains("forbidden"),
            "{}: {refused}",
            desk.baton.database()
        );
    }
}

#[tokio::test]
async fn who_had_seen_other_policies_is_told() {
    for desk in Desk::all().await {
        change(&desk, NO_SENDS).await.unwrap();
        let call = admin(&desk);
        let app = &desk.baton.app;
        let late = policies::change(
            app,
            &call,
            Wanted {
                seen_version: Some(0),
                ..words("")
            },
        )
        .await;
        assert!(
            matches!(late, Err(NotChanged::Moved(1))),
            "{}",
            desk.baton.database()
        );
    }
}
