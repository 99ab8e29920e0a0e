//! What governance says to sending a draft as it stands, for whoever looks at it.
//!
//! A promise of the screen alone: the main button says what would happen. The attempt is judged again.

use std::collections::HashMap;

use baton_domain::actor::{Actor, Role};
use baton_domain::case::Case;
use baton_domain::draft::{Draft, DraftStatus};
use baton_domain::id::{DraftId, WorkspaceId};
use baton_domain::refusal::DraftRefusal;
use baton_domain::verdict::{Ruling, Verdict};
use baton_policy::Operation;
use baton_store::read::texts::Texts;
use baton_store::{Reader, StoreError};

use crate::caller::Caller;
use crate::verdict::{Judge, Question};

/// What would become of an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It would leave.
    Allow,
    /// Somebody with this role would have to agree.
    Review(Role),
    /// Nothing would.
    Forbid,
}

/// What governance says to a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftVerdict {
    /// What would become of an approval.
    pub outcome: Outcome,
    /// Why, as a code; none where nothing speaks against it.
    pub why: Option<String>,
    /// Why, as the sentence of the policy that decided.
    pub reason: Option<String>,
    /// The policies that decided.
    pub policies: Vec<String>,
}

impl DraftVerdict {
    /// No policy was asked: a rule that none reaches says no.
    fn ruled_out(why: &str) -> Self {
        Self {
            outcome: Outcome::Forbid,
            why: Some(why.to_owned()),
            reason: None,
            policies: Vec::new(),
        }
    }
}

/// The verdict on each draft that waits for a person.
pub(super) async fn verdicts(
    reader: &mut Reader,
    judge: &Judge,
    (workspace, caller): (WorkspaceId, &Caller),
    case: &Case,
    texts: &Texts,
) -> Result<HashMap<DraftId, DraftVerdict>, StoreError> {
    let mut found = HashMap::new();
    for draft in case.drafts.iter().filter(|draft| is_waiting(draft)) {
        let Some(text) = texts.opt(draft.text.map(|text| text.id)) else {
            continue;
        };
        let verdict = match rule(case, draft, caller) {
            Some(ruled_out) => ruled_out,
            None => {
                let question = Question::to_send(workspace, caller, case, draft, text);
                let verdict = judge.judge(reader, &question).await?;
                let reason = judge.reason(reader, workspace, &verdict).await?;
                shown(verdict, reason, draft, caller)
            }
        };
        found.insert(draft.id, verdict);
    }
    Ok(found)
}

const fn is_waiting(draft: &Draft) -> bool {
    match draft.status {
        DraftStatus::Proposed | DraftStatus::InReview => true,
        DraftStatus::Composing
        | DraftStatus::Approved
        | DraftStatus::Sent
        | DraftStatus::Rejected
        | DraftStatus::Withdrawn
        | DraftStatus::Failed => false,
    }
}

/// What no policy reaches.
fn rule(case: &Case, draft: &Draft, caller: &Caller) -> Option<DraftVerdict> {
    if case.is_inside_boundary() && !draft.origin.is_person() {
        Some(DraftVerdict::ruled_out(
            DraftRefusal::EmpathyBoundary.code(),
        ))
    } else if !caller.may(Operation::DraftsApprove) {
        Some(DraftVerdict::ruled_out("access.role"))
    } else {
        None
    }
}

fn shown(verdict: Verdict, reason: Option<String>, draft: &Draft, caller: &Caller) -> DraftVerdict {
    let (outcome, why) = match verdict.ruling {
        Ruling::Allow => (Outcome::Allow, None),
        Ruling::Review { role, .. } if is_vouched_for(draft, role, caller.actor()) => {
            (Outcome::Allow, None)
        }
        Ruling::Review { role, why } => (Outcome::Review(role), Some(why)),
        Ruling::Forbid { why } => (Outcome::Forbid, Some(why)),
    };
    DraftVerdict {
        outcome,
        reason: reason.filter(|_| why.is_some()),
        why: why.map(|why| why.as_str().to_owned()),
        policies: verdict.policies.iter().map(ToString::to_string).collect(),
    }
}

/// Whether a second person stands behind this very wording already.
fn is_vouched_for(draft: &Draft, role: Role, actor: Actor) -> bool {
    draft.voucher.is_some_and(|voucher| {
        voucher.version == draft.version
            && voucher.role == role
            && Actor::Teammate(voucher.by) != actor
    })
}
