//! What a workspace may add.

use super::*;

/// The loosest text a workspace could write.
const ANYTHING_GOES: &str = r#"
@id("ours.anything") @reason("We trust everybody.") @review_by("agent")
permit (principal, action, resource);
"#;

#[test]
fn no_permit_loosens_a_shipped_forbid() {
    let engine = engine(ANYTHING_GOES);
    let public = Circumstances {
        channel: in_public(),
        text: Text {
            mentions_refund: true,
            ..ordinary().text
        },
        ..ordinary()
    };
    let paused = Circumstances {
        is_paused: true,
        ..ordinary()
    };
    let unverified = Circumstances {
        identity: IdentityLevel::Unverified,
        ..of(100, "EUR")
    };
    for (principal, action, given, why) in [
        (AGENT, Action::Send, public, "public.no_money_commitment"),
        (SUPERVISOR, Action::Send, paused, "pause.nothing_moves"),
        (
            SUPERVISOR,
            Action::Refund,
            unverified,
            "identity.back_office",
        ),
        (Principal::Ai, Action::Send, by_ai(Stage::Off), "stage.off"),
        (
            Principal::Ai,
            Action::Send,
            by_ai(Stage::Shadow),
            "stage.shadow",
        ),
        (
            Principal::Ai,
            Action::Annotate,
            by_ai(Stage::Verify),
            "stage.below_reviewed_execution",
        ),
    ] {
        let verdict = engine.judge(&principal, action, case(), &given);
        expect(&verdict, &format!("forbid: {why}"));
    }
}

#[test]
fn no_permit_lifts_a_shipped_review() {
    let engine = engine(ANYTHING_GOES);
    let high = Circumstances {
        risk: Risk::High,
        ..of(100, "EUR")
    };
    for (principal, action, given, expected) in [
        (
            Principal::Ai,
            Action::Send,
            by_ai(Stage::Draft),
            "review by agent",
        ),
        (MACHINE, Action::Send, by_ai(Stage::Auto), "review by agent"),
        (SUPERVISOR, Action::Refund, high, "review by approver"),
    ] {
        expect(&engine.judge(&principal, action, case(), &given), expected);
    }
}

#[test]
fn no_permit_lets_a_program_change_settings() {
    let engine = engine(ANYTHING_GOES);
    for principal in [Principal::Ai, MACHINE, Principal::System] {
        for setting in Setting::ALL {
            expect(
                &engine.judge_change(&principal, setting, &[]),
                "forbid: policy.none",
            );
        }
    }
}

#[test]
fn of_several_reviewers_the_strictest_is_asked() {
    let engine = engine(
        r#"@id("ours.mild") @reason("Anyone may look.") @review_by("agent")
           permit (principal, action == Action::"refund.propose", resource);
           @id("ours.strict") @reason("Gold customers are handled with care.") @review_by("approver")
           permit (principal, action == Action::"refund.propose", resource)
           when { context has tier && context.tier == "gold" };"#,
    );
    let gold = Circumstances {
        tier: Some("gold".to_owned()),
        ..of(6_000, "EUR")
    };
    let verdict = engine.judge(&AGENT, Action::Refund, case(), &gold);
    let expected = "review by approver: money.supervisor_reviews, ours.mild, ours.strict";
    expect(&verdict, expected);
    assert_eq!(why(&verdict), "ours.strict");
}

#[test]
fn a_forbid_wins_over_every_permit() {
    let engine = engine(
        r#"@id("ours.no_dutch") @reason("Dutch goes to the partner.")
           forbid (principal, action in [Action::"outbound"], resource)
           when { context has language && context.language == "nl" };"#,
    );
    let dutch = Circumstances {
        language: Some("nl-BE".parse().unwrap()),
        ..ordinary()
    };
    let verdict = engine.judge(&SUPERVISOR, Action::Send, case(), &dutch);
    expect(&verdict, "forbid: ours.no_dutch");
    expect(
        &engine.judge(&AGENT, Action::Send, case(), &ordinary()),
        "allow",
    );
}

#[test]
fn a_forbid_on_execution_alone_asks_for_a_review() {
    let engine = engine(
        r#"@id("ours.vip") @reason("A supervisor reads what gold customers get.")
           forbid (principal, action == Action::"send.execute", resource)
           when { context has tier && context.tier == "gold" };"#,
    );
    let gold = Circumstances {
        tier: Some("gold".to_owned()),
        ..ordinary()
    };
    let verdict = engine.judge(&AGENT, Action::Send, case(), &gold);
    expect(
        &verdict,
        "review by supervisor: ours.vip, send.teammates_reviewed",
    );
    assert_eq!(why(&verdict), "ours.vip");
}

#[test]
fn a_limit_may_name_a_person() {
    let mei = TeammateId::from_bits(77);
    let engine = engine(&format!(
        r#"@id("ours.mei") @reason("Mei refunds up to 100.")
           permit (principal == Teammate::"{mei}", action == Action::"refund.execute", resource)
           when {{ context has amount && context.amount.currency == "EUR" &&
                   context.amount.minor_units <= 10000 }};"#,
    ));
    let principal = Principal::Teammate {
        id: mei,
        roles: &[Role::Agent],
        is_new: false,
    };
    let hers = engine.judge(&principal, Action::Refund, case(), &of(10_000, "EUR"));
    expect(&hers, "allow: ours.mei");
    let others = engine.judge(&AGENT, Action::Refund, case(), &of(10_000, "EUR"));
    expect(&others, "review by supervisor");
}

#[test]
fn a_change_of_text_is_a_change_of_version() {
    let shipped = Engine::shipped().unwrap();
    assert_eq!(shipped.version().len(), 64);
    assert_eq!(shipped.version(), engine("").version());
    assert_ne!(shipped.version(), engine(ANYTHING_GOES).version());
}
