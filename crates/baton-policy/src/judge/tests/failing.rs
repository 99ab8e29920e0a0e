//! How it fails: closed, and with words.

use super::*;

/// Valid by the schema, and overflows when it is evaluated.
const OVERFLOWS: &str = r#"
@id("ours.overflow") @reason("Checks a very large product.")
permit (principal, action == Action::"send.execute", resource)
when { context has amount && context.amount.minor_units * 9223372036854775807 > 0 };
"#;

/// A policy of a workspace with a good id and reason.
fn policy(body: &str) -> String {
    format!(r#"@id("ours.a") @reason("Because.") {body};"#)
}

#[track_caller]
fn refused(text: &str, code: &str, place: &str) {
    let rejected = rejected(text);
    let found = rejected
        .problems
        .iter()
        .any(|problem| problem.code == code && problem.place == place);
    assert!(found, "{rejected:#?}");
    for problem in rejected.problems {
        assert!(
            !problem.what.is_empty() && !problem.mend.is_empty(),
            "{problem:?}"
        );
    }
}

#[test]
fn a_policy_that_errs_forbids_instead_of_being_skipped() {
    for effect in ["permit", "forbid"] {
        let engine = engine(&OVERFLOWS.replace("permit", effect));
        let verdict = engine.judge(&AGENT, Action::Send, case(), &of(2, "EUR"));
        expect(&verdict, "forbid: policy.error, ours.overflow");
        assert_eq!(why(&verdict), ERROR);
    }
}

#[test]
fn where_nothing_matches_nothing_is_allowed() {
    let verdict = judge(&teammate(&[]), Action::Send, &ordinary());
    expect(&verdict, "forbid: policy.none");
}

#[test]
fn values_that_look_like_policy_text_stay_values() {
    let hostile = r#"gold"; permit (principal, action, resource); //"#;
    let given = Circumstances {
        tier: Some(hostile.to_owned()),
        channel: Channel {
            kind: hostile.to_owned(),
            ..ordinary().channel
        },
        ..of(100_000, "EUR")
    };
    expect(
        &judge(&AGENT, Action::Send, &given),
        "allow: send.teammates",
    );
    expect(&judge(&AGENT, Action::Refund, &given), "review by approver");
}

#[test]
fn broken_text_is_refused_with_line_and_column() {
    let text = "permit (principal,\n  action resource);";
    refused(text, "policy.syntax", "line 2, column 10");
}

#[test]
fn a_misspelt_role_stage_action_or_attribute_is_refused() {
    for body in [
        r#"forbid (principal in Role::"supervizor", action == Action::"send.execute", resource)"#,
        r#"forbid (principal, action == Action::"send.execute", resource) when { context.stage == Stage::"autoo" }"#,
        r#"forbid (principal, action == Action::"send.exec", resource)"#,
        r#"forbid (principal, action == Action::"send.execute", resource) when { context.amonut > 3 }"#,
        r#"forbid (principal, action == Action::"send.execute", resource) when { context.amount.minor_units > 3 }"#,
        r#"forbid (principal, action == Action::"send.execute", resource) when { context.confidence > "high" }"#,
    ] {
        refused(&policy(body), "policy.schema", "ours.a");
    }
}

#[test]
fn a_policy_that_can_never_match_is_refused() {
    let body = r#"forbid (principal is Machine, action == Action::"change.execute", resource)"#;
    refused(&policy(body), "policy.schema", "ours.a");
}

#[test]
fn every_policy_needs_an_id_and_a_reason() {
    let text = r#"forbid (principal, action == Action::"send.execute", resource);"#;
    refused(text, "policy.id_missing", "policy 1");
    refused(text, "policy.reason", "policy 1");
}

#[test]
fn reserved_and_malformed_ids_are_refused() {
    for id in ["policy.none", "Ours", "a b", "退款"] {
        let body = r#"forbid (principal, action == Action::"send.execute", resource)"#;
        let text = policy(body).replace("ours.a", id);
        refused(&text, "policy.id_malformed", id);
    }
}

#[test]
fn a_shipped_id_cannot_be_taken_over_nor_an_id_used_twice() {
    let ours = policy(r#"forbid (principal, action == Action::"send.execute", resource)"#);
    let shipped = ours.replace("ours.a", "pause.nothing_moves");
    refused(&shipped, "policy.duplicate_id", "pause.nothing_moves");
    refused(&ours.repeat(2), "policy.duplicate_id", "ours.a");
}

#[test]
fn a_permit_that_reaches_proposals_must_say_who_reviews() {
    for action in [
        "",
        r#" == Action::"refund.propose""#,
        r#" in [Action::"money"]"#,
        r#" in [Action::"propose"]"#,
    ] {
        let text = policy(&format!(
            "permit (principal, action{action}, resource is Case)"
        ));
        refused(&text, "policy.reviewer_missing", "ours.a");
        let auditor = format!(r#"@review_by("auditor") {text}"#);
        refused(&auditor, "policy.reviewer_unknown", "ours.a");
    }
    let look_up = r#"permit (principal, action == Action::"look_up.execute", resource)"#;
    assert!(Engine::with_workspace(&policy(look_up)).is_ok());
}

#[test]
fn open_slots_and_oversized_texts_are_refused() {
    let slot = policy("forbid (principal == ?principal, action, resource)");
    refused(&slot, "policy.template", "policies");
    let large = " ".repeat(crate::bounds::MAX_TEXT_BYTES + 1);
    refused(&large, "policy.too_large", "policies");
}

#[test]
fn no_shape_of_text_within_the_bounds_overflows_the_stack() {
    let condition = |text: &str| {
        policy(&format!(
            r#"forbid (principal, action == Action::"send.execute", resource) when {{ {text} }}"#
        ))
    };
    let room = crate::bounds::MAX_POLICY_BYTES - 200;
    let nested = [
        ("(", ")"),
        ("[", "]"),
        ("{a:", "}"),
        ("if true then ", " else true"),
    ];
    let nested = nested.map(|(before, after)| {
        let times = room / (before.len() + after.len());
        format!("{}true{}", before.repeat(times), after.repeat(times))
    });
    let chained = [
        ("true", "&&true"),
        ("true", "||true"),
        ("1", "+1"),
        ("context", ".a"),
        ("", "!"),
    ];
    let chained = chained
        .map(|(first, more)| format!("{first}{}", more.repeat((room - first.len()) / more.len())));
    for text in nested.into_iter().chain(chained) {
        // Accepted or refused, and judged by or not: what matters is to be here afterwards.
        if let Ok(engine) = Engine::with_workspace(&condition(&text)) {
            let _verdict = engine.judge(&AGENT, Action::Send, case(), &ordinary());
        }
    }
}

#[test]
fn text_that_runs_backwards_is_refused_and_text_of_two_scripts_is_not() {
    let about = |tier: &str| {
        policy(&format!(
            r#"forbid (principal, action == Action::"send.execute", resource)
               when {{ context has tier && context.tier == "{tier}" }}"#
        ))
    };
    refused(&about("go\u{202e}ld"), "policy.schema", "ours.a");
    assert!(Engine::with_workspace(&about("VIP客户")).is_ok());
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "prints how long judging takes and asserts nothing about it"
)]
fn judging_is_quick_enough_to_be_done_inside_a_unit() {
    const ROUNDS: u32 = 200;
    let engine = Engine::shipped().unwrap();
    let given = by_ai(Stage::Draft);
    let started = std::time::Instant::now();
    for _ in 0..ROUNDS {
        let verdict = engine.judge(&Principal::Ai, Action::Send, case(), &given);
        expect(&verdict, "review by agent");
    }
    println!(
        "one verdict of two questions: {:?}",
        started.elapsed() / ROUNDS
    );
}
