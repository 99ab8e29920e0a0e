//! Whose review a permit asks for: the `@review_by` annotation, and which of several is strictest.

use baton_domain::actor::Role;

/// The roles that may review, least strict first. `agent` means: a teammate who works the case reads
/// and approves it.
pub const REVIEWERS: [Role; 3] = [Role::Agent, Role::Supervisor, Role::Approver];

/// The reviewer an annotation names; `None` if it names none of [`REVIEWERS`].
pub(crate) fn reviewer(annotation: &str) -> Option<Role> {
    REVIEWERS
        .into_iter()
        .find(|role| role.as_str() == annotation)
}

/// How strict a review by this role is; absent for a role that reviews nothing.
fn strictness(role: Role) -> Option<usize> {
    REVIEWERS.iter().position(|candidate| *candidate == role)
}

/// The strictest of several reviewers.
pub(crate) fn strictest(roles: impl IntoIterator<Item = Role>) -> Option<Role> {
    roles.into_iter().max_by_key(|role| strictness(*role))
}

/// Whether approvals by these roles answer a review that asks for `needed`.
pub(crate) fn answers(given: &[Role], needed: Role) -> bool {
    given
        .iter()
        .any(|role| strictness(*role).is_some_and(|given| Some(given) >= strictness(needed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_approver_is_stricter_than_a_supervisor_and_a_supervisor_than_an_agent() {
        let strict = strictest([Role::Supervisor, Role::Approver, Role::Agent]);
        assert_eq!(strict, Some(Role::Approver));
        assert_eq!(strictest([]), None);
    }

    #[test]
    fn a_stricter_review_answers_a_milder_one_and_never_the_other_way_round() {
        assert!(answers(&[Role::Approver], Role::Supervisor));
        assert!(answers(&[Role::Supervisor], Role::Supervisor));
        assert!(!answers(&[Role::Agent], Role::Supervisor));
    }

    #[test]
    fn a_role_that_reviews_nothing_answers_nothing() {
        assert!(!answers(
            &[Role::Admin, Role::Auditor, Role::Quality],
            Role::Agent
        ));
        assert!(!answers(&[], Role::Agent));
    }
}
