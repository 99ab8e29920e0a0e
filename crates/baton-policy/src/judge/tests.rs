//! The judge: what ships, what a workspace may add, and how it fails.

use baton_domain::confidence::Confidence;
use baton_domain::id::{ChannelId, KeyId, TeammateId};
use baton_domain::identity::IdentityLevel;
use baton_domain::money::Money;
use baton_domain::stage::Stage;

use super::*;
use crate::circumstances::{Channel, Risk, Text, Wording};
use crate::name::{ERROR, NONE};
use crate::problem::Rejected;

mod failing;
mod shipped;
mod workspace;

const AGENT: Principal<'static> = teammate(&[Role::Agent]);
const SUPERVISOR: Principal<'static> = teammate(&[Role::Supervisor]);
const MACHINE: Principal<'static> = Principal::Machine(KeyId::from_bits(3));

const fn teammate(roles: &[Role]) -> Principal<'_> {
    Principal::Teammate {
        id: TeammateId::from_bits(1),
        roles,
        is_new: false,
    }
}

/// An ordinary answer to a verified customer by e-mail, at stage draft.
fn ordinary() -> Circumstances {
    Circumstances {
        channel: Channel {
            id: ChannelId::from_bits(9),
            kind: "email".to_owned(),
            is_public: false,
        },
        stage: Stage::Draft,
        risk: Risk::Low,
        identity: IdentityLevel::OrderVerified,
        text: Text {
            wording: Wording::Teammate,
            mentions_refund: false,
            mentions_compensation: false,
            discloses_order: false,
        },
        confidence: None,
        is_paused: false,
        is_inside_boundary: false,
        amount: None,
        language: None,
        tier: None,
        reviewed_by: Vec::new(),
    }
}

fn in_public() -> Channel {
    Channel {
        is_public: true,
        ..ordinary().channel
    }
}

/// An ordinary answer by AI that is sure of itself, at a stage.
fn by_ai(stage: Stage) -> Circumstances {
    Circumstances {
        stage,
        text: Text {
            wording: Wording::Ai,
            ..ordinary().text
        },
        confidence: Some(Confidence::from_per_mille(970)),
        ..ordinary()
    }
}

/// Ordinary circumstances in which money would move.
fn of(minor: i64, currency: &str) -> Circumstances {
    Circumstances {
        amount: Some(Money {
            minor,
            currency: currency.parse().unwrap(),
        }),
        ..ordinary()
    }
}

fn case() -> CaseId {
    CaseId::from_bits(5)
}

fn judge(principal: &Principal<'_>, action: Action, given: &Circumstances) -> Verdict {
    Engine::shipped()
        .unwrap()
        .judge(principal, action, case(), given)
}

fn engine(workspace: &str) -> Engine {
    Engine::with_workspace(workspace).unwrap_or_else(|error| panic!("{error}"))
}

fn rejected(workspace: &str) -> Rejected {
    Engine::with_workspace(workspace).map(|_| ()).unwrap_err()
}

/// The verdict as one line: the ruling, the role that reviews, and who decided.
fn line(verdict: &Verdict) -> String {
    let ruling = match &verdict.ruling {
        Ruling::Allow => "allow".to_owned(),
        Ruling::Review { role, .. } => format!("review by {role}"),
        Ruling::Forbid { .. } => "forbid".to_owned(),
    };
    let policies: Vec<_> = verdict.policies.iter().map(ToString::to_string).collect();
    format!("{ruling}: {}", policies.join(", "))
}

#[track_caller]
fn expect(verdict: &Verdict, expected: &str) {
    let line = line(verdict);
    let (ruling, _) = line.split_once(':').unwrap();
    assert!(line == expected || ruling == expected, "{line}");
}

/// The code of why something is held back or forbidden.
fn why(verdict: &Verdict) -> &str {
    match &verdict.ruling {
        Ruling::Allow => "",
        Ruling::Review { why, .. } | Ruling::Forbid { why } => why.as_str(),
    }
}
