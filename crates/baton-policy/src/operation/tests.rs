//! What the table promises, and the table itself as a snapshot so that no change goes unseen.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::*;

#[test]
fn the_whole_table_is_as_agreed() {
    let mut table = String::new();
    for operation in Operation::ALL {
        let roles: Vec<_> = operation.roles().iter().map(|role| role.as_str()).collect();
        let scope = operation.machine_scope().map_or("-", Scope::as_str);
        writeln!(
            table,
            "{:<26} {:<16} {:<18} {}",
            operation.name(),
            operation.touch().as_str(),
            scope,
            roles.join(" ")
        )
        .unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn names_are_unique_and_read_back() {
    let names: BTreeSet<_> = Operation::ALL
        .iter()
        .map(|operation| operation.name())
        .collect();
    assert_eq!(names.len(), Operation::ALL.len());
    for operation in Operation::ALL {
        assert_eq!(operation.name().parse(), Ok(*operation));
    }
    assert_eq!("cases.burn".parse::<Operation>(), Err(UnknownOperation));
}

#[test]
fn an_auditor_reads_all_and_changes_nothing() {
    for operation in Operation::ALL {
        let expected = match operation.touch() {
            Touch::Own | Touch::ReadsContent | Touch::ReadsSettings => true,
            Touch::ChangesContent | Touch::ChangesSettings => false,
        };
        assert_eq!(may(&[Role::Auditor], *operation), expected, "{operation}");
    }
}

#[test]
fn an_admin_sees_and_touches_no_customer_content() {
    for operation in Operation::ALL {
        if matches!(
            operation.touch(),
            Touch::ReadsContent | Touch::ChangesContent
        ) {
            assert!(!may(&[Role::Admin], *operation), "{operation}");
        }
    }
}

#[test]
fn a_machine_with_every_scope_still_approves_nothing_and_decides_nothing() {
    let reserved = [
        Operation::DraftsApprove,
        Operation::DraftsEdit,
        Operation::DraftsReject,
        Operation::ReviewsDecide,
        Operation::ActionsApprove,
        Operation::ArticlesPublish,
        Operation::PauseSet,
        Operation::KeysCreate,
    ];
    for operation in reserved {
        assert!(!machine_may(&Scope::ALL, operation), "{operation}");
    }
}

#[test]
fn a_machine_cannot_take_a_case_out_of_the_boundary_or_stand_in_for_an_answer() {
    for operation in [
        Operation::CasesClassify,
        Operation::CasesNoAnswerNeeded,
        Operation::CasesCloseWait,
        Operation::CasesResolve,
    ] {
        assert!(!machine_may(&Scope::ALL, operation), "{operation}");
    }
}

#[test]
fn a_machine_changes_no_settings_but_may_propose_an_article() {
    for operation in Operation::ALL {
        if operation.touch() == Touch::ChangesSettings && machine_may(&Scope::ALL, *operation) {
            assert_eq!(*operation, Operation::ArticlesPropose);
        }
    }
}

#[test]
fn a_key_opens_only_what_its_scope_names() {
    assert!(machine_may(&[Scope::CasesRead], Operation::CasesRead));
    assert!(!machine_may(&[Scope::CasesRead], Operation::CasesNote));
    assert!(!machine_may(&[], Operation::CasesRead));
}

#[test]
fn several_roles_add_up_and_no_role_may_nothing() {
    let both = [Role::Admin, Role::Supervisor];
    assert!(may(&both, Operation::KeysCreate));
    assert!(may(&both, Operation::ReviewsDecide));
    assert!(!may(&[Role::Agent], Operation::ReviewsDecide));
    for operation in Operation::ALL {
        assert!(!may(&[], *operation));
    }
}

#[test]
fn every_operation_is_open_to_someone_and_every_scope_opens_something() {
    for operation in Operation::ALL {
        assert!(!operation.roles().is_empty(), "{operation}");
    }
    for scope in Scope::ALL {
        assert!(
            Operation::ALL
                .iter()
                .any(|operation| machine_may(&[scope], *operation))
        );
    }
}
