//! What a caller may do with a case now: a promise of the screen, never of the rules.
//!
//! A verb is here where the caller's roles allow it and the case's state does not already rule it
//! out. The attempt itself is judged and decided again.

use baton_domain::case::Case;
use baton_domain::material::MaterialStatus;
use baton_domain::send::SendState;
use baton_domain::status::CaseStatus;
use baton_domain::wait::WaitKind;
use baton_policy::Operation;

use crate::caller::Caller;

/// A verb, the operation it is, and whether the case as it is takes it.
type Verb = (&'static str, Operation, fn(&Case) -> bool);

/// Every verb, the operation it needs, and whether the case's state leaves it possible.
const VERBS: &[Verb] = &[
    ("assign", Operation::CasesAssign, is_not_merged),
    ("note", Operation::CasesNote, is_not_merged),
    ("wait", Operation::CasesWait, Case::is_open),
    ("close-wait", Operation::CasesCloseWait, has_wait_to_close),
    ("classify", Operation::CasesClassify, is_not_merged),
    (
        "no-answer-needed",
        Operation::CasesNoAnswerNeeded,
        owes_answer,
    ),
    ("promise", Operation::CasesPromise, Case::is_open),
    (
        "keep-promise",
        Operation::CasesKeepPromise,
        has_open_promise,
    ),
    (
        "withdraw-promise",
        Operation::CasesWithdrawPromise,
        has_open_promise,
    ),
    (
        "request-material",
        Operation::CasesRequestMaterial,
        Case::is_open,
    ),
    (
        "judge-material",
        Operation::CasesJudgeMaterial,
        has_material_to_judge,
    ),
    (
        "record-verification",
        Operation::CasesRecordVerification,
        Case::is_open,
    ),
    (
        "settle-message",
        Operation::CasesSettleMessage,
        has_unknown_send,
    ),
    ("resolve", Operation::CasesResolve, can_end),
    ("close", Operation::CasesClose, can_close),
    ("reopen", Operation::CasesReopen, has_ended),
    ("cancel", Operation::CasesCancel, Case::is_open),
    ("undo-cancel", Operation::CasesUndoCancel, is_cancelled),
    ("merge", Operation::CasesMerge, can_merge),
    ("split", Operation::CasesSplit, is_not_merged),
    ("move-message", Operation::CasesMoveMessage, is_not_merged),
    ("draft", Operation::DraftsCreate, Case::is_open),
    ("act", Operation::ActionsPropose, Case::is_open),
];

/// The verbs this caller may run now.
pub(super) fn abilities(caller: &Caller, case: &Case) -> Vec<&'static str> {
    VERBS
        .iter()
        .filter(|(_, operation, is_possible)| caller.may(*operation) && is_possible(case))
        .map(|(verb, ..)| *verb)
        .collect()
}

fn is_not_merged(case: &Case) -> bool {
    case.status != CaseStatus::Merged
}

fn has_wait_to_close(case: &Case) -> bool {
    case.is_open()
        && case.waits.iter().any(|wait| match wait.reason.kind() {
            WaitKind::OurReply | WaitKind::SupervisorReview | WaitKind::Confirmation => false,
            WaitKind::CustomerReply
            | WaitKind::CustomerMaterial
            | WaitKind::ExecutorAction
            | WaitKind::PartnerResponse
            | WaitKind::Verification
            | WaitKind::WriteBack
            | WaitKind::InternalAction
            | WaitKind::ExternalSystem => true,
        })
}

fn owes_answer(case: &Case) -> bool {
    case.is_open() && case.our_replies().next().is_some()
}

fn has_material_to_judge(case: &Case) -> bool {
    case.is_open()
        && case
            .materials
            .iter()
            .any(|material| material.status == MaterialStatus::Received)
}

fn has_open_promise(case: &Case) -> bool {
    case.open_promises().next().is_some()
}

fn has_unknown_send(case: &Case) -> bool {
    case.sends
        .iter()
        .any(|send| send.state == SendState::Unknown)
}

fn is_quiet(case: &Case) -> bool {
    !case.sends.iter().any(|send| send.state.is_unfinished())
        && !case
            .actions
            .iter()
            .any(|action| action.status.is_unfinished())
}

fn can_end(case: &Case) -> bool {
    case.is_open() && !has_open_promise(case) && is_quiet(case)
}

fn can_close(case: &Case) -> bool {
    case.status == CaseStatus::Resolved || can_end(case)
}

fn has_ended(case: &Case) -> bool {
    matches!(case.status, CaseStatus::Resolved | CaseStatus::Closed)
}

fn is_cancelled(case: &Case) -> bool {
    case.status == CaseStatus::Cancelled
}

fn can_merge(case: &Case) -> bool {
    match case.status {
        CaseStatus::Open | CaseStatus::Resolved | CaseStatus::Closed => is_quiet(case),
        CaseStatus::Cancelled | CaseStatus::Merged => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caller::Identity;
    use baton_domain::actor::Role;
    use baton_domain::id::{CaseId, TeammateId, WorkspaceId};

    fn caller(role: Role) -> Caller {
        Caller {
            workspace: WorkspaceId::from_bits(1),
            identity: Identity::Teammate {
                id: TeammateId::from_bits(1),
                roles: vec![role],
                session: None,
            },
        }
    }

    fn case(status: CaseStatus) -> Case {
        Case {
            sequence: 1,
            status,
            ..Case::unopened(CaseId::from_bits(1))
        }
    }

    #[test]
    fn an_auditor_can_do_nothing_to_a_case() {
        assert!(abilities(&caller(Role::Auditor), &case(CaseStatus::Open)).is_empty());
    }

    #[test]
    fn an_open_case_can_be_resolved_and_not_reopened() {
        let can = abilities(&caller(Role::Agent), &case(CaseStatus::Open));
        assert!(can.contains(&"resolve") && can.contains(&"draft") && !can.contains(&"reopen"));
    }

    #[test]
    fn a_closed_case_can_be_reopened_and_not_answered() {
        let can = abilities(&caller(Role::Agent), &case(CaseStatus::Closed));
        assert!(can.contains(&"reopen") && !can.contains(&"draft") && !can.contains(&"close"));
    }

    #[test]
    fn nothing_is_left_to_do_to_a_merged_case() {
        assert!(abilities(&caller(Role::Supervisor), &case(CaseStatus::Merged)).is_empty());
    }
}
