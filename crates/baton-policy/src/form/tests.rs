//! Rows become policies that do what they say, or are refused at the field to mend.

use baton_domain::id::CaseId;
use baton_domain::money::Money;
use baton_domain::stage::Stage;
use baton_domain::verdict::{Ruling, Verdict};

use super::*;
use crate::circumstances::{Channel, Circumstances, Risk, Text, Wording};
use crate::engine::Engine;
use crate::principal::Principal;

const AGENT: Principal<'static> = Principal::Teammate {
    id: TeammateId::from_bits(1),
    roles: &[Role::Agent],
    is_new: false,
};

fn rows(json: serde_json::Value) -> Vec<Row> {
    serde_json::from_value(json).unwrap()
}

fn engine(json: serde_json::Value) -> Engine {
    let text = generate(&rows(json)).unwrap_or_else(|error| panic!("{error}"));
    Engine::with_workspace(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn given(minor: i64, currency: &str) -> Circumstances {
    Circumstances {
        channel: Channel {
            id: ChannelId::from_bits(9),
            kind: "email".to_owned(),
            is_public: false,
        },
        stage: Stage::Auto,
        risk: Risk::Low,
        identity: baton_domain::identity::IdentityLevel::OrderVerified,
        text: Text {
            wording: Wording::Teammate,
            mentions_refund: false,
            mentions_compensation: false,
            discloses_order: false,
        },
        confidence: None,
        is_paused: false,
        is_inside_boundary: false,
        amount: Some(Money {
            minor,
            currency: currency.parse().unwrap(),
        }),
        language: None,
        tier: None,
        reviewed_by: Vec::new(),
    }
}

fn refund(engine: &Engine, given: &Circumstances) -> Verdict {
    engine.judge(&AGENT, Action::Refund, CaseId::from_bits(5), given)
}

fn reviewer(verdict: &Verdict) -> Option<Role> {
    match verdict.ruling {
        Ruling::Review { role, .. } => Some(role),
        Ruling::Allow | Ruling::Forbid { .. } => None,
    }
}

fn ids(verdict: &Verdict) -> Vec<String> {
    verdict.policies.iter().map(ToString::to_string).collect()
}

#[test]
fn refunds_above_a_limit_need_an_approver() {
    let engine = engine(serde_json::json!([{
        "id": "refund_over_20", "action": "refund", "outcome": {"kind": "review", "by": "approver"},
        "conditions": {"amount": {"currency": "EUR", "above": 2000}},
    }]));
    let verdict = refund(&engine, &given(2_001, "EUR"));
    assert_eq!(reviewer(&verdict), Some(Role::Approver));
    assert_eq!(
        ids(&verdict).first().map(String::as_str),
        Some("form.refund_over_20")
    );
    assert_eq!(
        engine.reason("form.refund_over_20"),
        Some("Refunds above 20.00 EUR are reviewed by approver.")
    );
    assert_eq!(refund(&engine, &given(2_000, "EUR")).ruling, Ruling::Allow);
    assert_eq!(refund(&engine, &given(2_001, "USD")).ruling, Ruling::Allow);
}

#[test]
fn an_auto_row_raises_a_limit_and_a_forbid_row_ends_the_matter() {
    let engine = engine(serde_json::json!([
        {"id": "larger", "action": "refund", "who": {"kind": "role", "id": "agent"},
         "outcome": {"kind": "auto"},
         "conditions": {"amount": {"currency": "EUR", "up_to": 10000}, "tier": "gold"}},
        {"id": "never", "action": "refund", "outcome": {"kind": "forbid"},
         "conditions": {"amount": {"currency": "EUR", "above": 100_000}}},
    ]));
    let gold = |minor| Circumstances {
        tier: Some("gold".to_owned()),
        ..given(minor, "EUR")
    };
    assert_eq!(ids(&refund(&engine, &gold(10_000))), ["form.larger"]);
    assert_eq!(
        reviewer(&refund(&engine, &given(10_000, "EUR"))),
        Some(Role::Supervisor)
    );
    assert_eq!(ids(&refund(&engine, &gold(100_001))), ["form.never"]);
}

#[test]
fn an_auto_row_does_not_reach_past_what_ships() {
    let engine = engine(serde_json::json!([{
        "id": "loose", "action": "send", "outcome": {"kind": "auto"},
    }]));
    let paused = Circumstances {
        is_paused: true,
        ..given(1, "EUR")
    };
    let verdict = engine.judge(&AGENT, Action::Send, CaseId::from_bits(5), &paused);
    assert_eq!(ids(&verdict), ["pause.nothing_moves"]);
}

#[test]
fn every_kind_of_row_becomes_text_that_the_engine_accepts() {
    let conditions = [
        serde_json::json!({}),
        serde_json::json!({"confidence_at_least": 900, "confidence_below": 950}),
        serde_json::json!({"tier": "VIP客户", "language": "zh-Hant"}),
        serde_json::json!({"channel": {"kind": "kind", "value": "wecom_kf"}}),
        serde_json::json!({"channel": {"kind": "one", "value": ChannelId::from_bits(3).to_string()}}),
        serde_json::json!({"channel": {"kind": "public"}}),
    ];
    let who = [
        serde_json::json!({"kind": "everyone"}),
        serde_json::json!({"kind": "role", "id": "supervisor"}),
        serde_json::json!({"kind": "teammate", "id": TeammateId::from_bits(4).to_string()}),
        serde_json::json!({"kind": "ai"}),
        serde_json::json!({"kind": "machines"}),
    ];
    for action in Action::ALL {
        let mut made = Vec::new();
        for (index, (conditions, who)) in conditions.iter().zip(who.iter().cycle()).enumerate() {
            made.push(serde_json::json!({
                "id": format!("row_{index}"), "action": action, "who": who,
                "outcome": {"kind": "forbid"}, "conditions": conditions,
            }));
            if action != Action::Draft {
                made.push(serde_json::json!({
                    "id": format!("review_{index}"), "action": action, "who": who,
                    "outcome": {"kind": "review", "by": "supervisor"}, "conditions": conditions,
                }));
            }
        }
        engine(serde_json::Value::Array(made));
    }
}

#[test]
fn hostile_values_stay_values() {
    let hostile = "x\"); permit (principal, action, resource); //\\\n\u{0}'";
    let engine = engine(serde_json::json!([{
        "id": "hostile", "action": "refund", "outcome": {"kind": "forbid"},
        "conditions": {"tier": hostile}, "reason": hostile,
    }]));
    assert_eq!(engine.reason("form.hostile"), Some(hostile));
    let matching = Circumstances {
        tier: Some(hostile.to_owned()),
        ..given(100, "EUR")
    };
    assert_eq!(ids(&refund(&engine, &matching)), ["form.hostile"]);
    assert_eq!(refund(&engine, &given(100, "EUR")).ruling, Ruling::Allow);
}

#[track_caller]
fn refused(row: serde_json::Value, code: &str, place: &str) {
    let rejected = generate(&rows(serde_json::json!([row]))).unwrap_err();
    let found: Vec<_> = rejected
        .problems
        .iter()
        .map(|problem| (problem.code, problem.place.as_str()))
        .collect();
    assert_eq!(found, [(code, place)]);
}

#[test]
fn what_cannot_be_meant_is_refused_at_its_field() {
    let row = |action: &str, outcome: &str, conditions: serde_json::Value| {
        serde_json::json!({
            "id": "a", "action": action, "conditions": conditions,
            "outcome": if outcome == "review" {
                serde_json::json!({"kind": "review", "by": "supervisor"})
            } else {
                serde_json::json!({"kind": outcome})
            },
        })
    };
    let none = serde_json::json!({});
    refused(
        row("draft", "review", none.clone()),
        "form.draft_review",
        "/rows/0/outcome",
    );
    refused(
        row("refund", "auto", none),
        "form.no_limit",
        "/rows/0/conditions/amount",
    );
    let amount = |range: serde_json::Value| serde_json::json!({"amount": range});
    let up_to = amount(serde_json::json!({"currency": "EUR", "up_to": 5}));
    refused(
        row("send", "forbid", up_to),
        "form.amount_unused",
        "/rows/0/conditions/amount",
    );
    let open = amount(serde_json::json!({"currency": "EUR"}));
    refused(
        row("refund", "forbid", open),
        "form.amount_open",
        "/rows/0/conditions/amount",
    );
    let empty = amount(serde_json::json!({"currency": "EUR", "above": 9, "up_to": 9}));
    refused(
        row("refund", "review", empty),
        "form.amount_empty",
        "/rows/0/conditions/amount",
    );
    let unsure = serde_json::json!({"confidence_at_least": 900, "confidence_below": 900});
    refused(
        row("send", "forbid", unsure),
        "form.confidence",
        "/rows/0/conditions/confidence",
    );
    let tier = serde_json::json!({"tier": " "});
    refused(
        row("send", "forbid", tier),
        "form.tier",
        "/rows/0/conditions/tier",
    );
}

#[test]
fn a_reviewer_must_review_and_a_machine_never_decides() {
    let auditor = serde_json::json!({
        "id": "a", "action": "send", "outcome": {"kind": "review", "by": "auditor"},
    });
    refused(auditor, "form.reviewer", "/rows/0/outcome/by");
    let machine = serde_json::json!({
        "id": "a", "action": "send", "who": {"kind": "machines"}, "outcome": {"kind": "auto"},
    });
    refused(machine, "form.machine_auto", "/rows/0/outcome");
}

#[test]
fn two_rows_with_one_id_and_too_many_rows_are_refused() {
    let row = serde_json::json!({"id": "a", "action": "send", "outcome": {"kind": "forbid"}});
    let twice = generate(&rows(serde_json::json!([row, row]))).unwrap_err();
    assert_eq!(twice.problems[0].place, "/rows/1/id");
    let many = vec![rows(serde_json::json!([row])).remove(0); MAX_ROWS + 1];
    assert_eq!(
        generate(&many).unwrap_err().problems[0].code,
        "form.too_many"
    );
}

#[test]
fn an_unknown_field_of_a_row_is_refused() {
    let row = serde_json::json!({"id": "a", "action": "send", "outcome": {"kind": "forbid"}, "amuont": 3});
    assert!(serde_json::from_value::<Row>(row).is_err());
}
