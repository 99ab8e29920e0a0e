//! From text to checked policies.
//!
//! A text is accepted as a whole or not at all. Beyond syntax and schema every policy must carry an
//! id and a reason, and every permit that could let something through to review must say by whom.

use std::collections::BTreeMap;

use cedar_policy::ffi::DetailedError;
use cedar_policy::{
    ActionConstraint, Effect, Policy, PolicyId, PolicySet, ValidationMode, ValidationWarning,
    Validator,
};

use crate::bounds;
use crate::problem::{Problem, Rejected, place_of};
use crate::reviewer::{REVIEWERS, reviewer};

/// Most policies a workspace may have.
pub const MAX_POLICIES: usize = 500;

/// Longest id of a policy, in bytes.
const MAX_ID_BYTES: usize = 64;

/// Longest reason, in characters: one sentence a person reads.
const MAX_REASON_CHARS: usize = 200;

/// Reads a text and adds its policies, under the ids their annotations give them.
pub(crate) fn add(into: &mut PolicySet, text: &str) -> Result<(), Rejected> {
    let parsed = parse(text)?;
    let mut problems = Vec::new();
    let mut ordered: Vec<&Policy> = parsed.policies().collect();
    ordered.sort_by_key(|policy| ordinal(policy.id()));
    let mut seen = BTreeMap::new();
    for (index, policy) in ordered.into_iter().enumerate() {
        let place = policy
            .annotation("id")
            .map_or_else(|| format!("policy {}", index + 1), str::to_owned);
        problems.extend(check_annotations(policy, &place));
        let id = PolicyId::new(&place);
        if seen.insert(place.clone(), index).is_some() || into.policy(&id).is_some() {
            problems.push(problem(
                "policy.duplicate_id",
                &place,
                "Another policy already has this id.",
                "Choose an id that neither this text nor a shipped policy uses.",
            ));
        } else if let Err(error) = into.add(policy.new_id(id)) {
            problems.push(problem(
                "policy.syntax",
                &place,
                &error.to_string(),
                "Rename it.",
            ));
        }
    }
    reject_if_any(problems)
}

/// Checks policies against the schema. What the validator merely warns about, such as a policy that
/// can never match or text that runs backwards, is refused as well; only texts of several scripts are
/// not, since `VIP客户` is a good name for a tier.
pub(crate) fn check_schema(validator: &Validator, policies: &PolicySet) -> Result<(), Rejected> {
    let result = validator.validate(policies, ValidationMode::Strict);
    let errors = result.validation_errors().map(|error| {
        let detail = DetailedError::from(error);
        schema_problem(error.policy_id(), detail)
    });
    let grave = result
        .validation_warnings()
        .filter(|warning| !matches!(warning, ValidationWarning::MixedScriptString(_)));
    let warnings = grave.map(|warning| {
        let detail = DetailedError::from(warning);
        schema_problem(warning.policy_id(), detail)
    });
    let mut problems: Vec<_> = errors.chain(warnings).collect();
    problems.sort_by(|one, other| (&one.place, &one.what).cmp(&(&other.place, &other.what)));
    reject_if_any(problems)
}

fn parse(text: &str) -> Result<PolicySet, Rejected> {
    reject_if_any(bounds::check(text).into_iter().collect())?;
    let parsed: PolicySet = text
        .parse()
        .map_err(|errors: cedar_policy::ParseErrors| Rejected {
            problems: syntax_problems(text, &DetailedError::from(&errors)),
        })?;
    let mut problems = Vec::new();
    if parsed.num_of_policies() > MAX_POLICIES {
        problems.push(problem(
            "policy.too_many",
            "policies",
            &format!(
                "There are {} policies; the limit is {MAX_POLICIES}.",
                parsed.num_of_policies()
            ),
            "Remove policies that are no longer needed.",
        ));
    }
    if parsed.num_of_templates() > 0 {
        problems.push(problem(
            "policy.template",
            "policies",
            "A policy has an open slot (?principal or ?resource).",
            "Name the principal or resource it is about.",
        ));
    }
    reject_if_any(problems).map(|()| parsed)
}

fn check_annotations(policy: &Policy, place: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    match policy.annotation("id") {
        None => problems.push(problem(
            "policy.id_missing",
            place,
            "The policy has no id.",
            "Write @id(\"topic.rule\") above it, so that verdicts can name it.",
        )),
        Some(id) if !is_id(id) => problems.push(problem(
            "policy.id_malformed",
            place,
            "The id has other characters than a-z, 0-9, dot, underscore and hyphen, is longer than 64, or begins with the reserved word policy.",
            "Write an id such as refund.over_100.",
        )),
        Some(_) => {}
    }
    let reason = policy.annotation("reason").unwrap_or_default().trim();
    if reason.is_empty() || reason.chars().count() > MAX_REASON_CHARS {
        problems.push(problem(
            "policy.reason",
            place,
            "The policy gives no reason, or one of more than 200 characters.",
            "Write @reason(\"…\") above it: the sentence a teammate reads when it decides.",
        ));
    }
    problems.extend(check_reviewer(policy, place));
    problems
}

fn check_reviewer(policy: &Policy, place: &str) -> Option<Problem> {
    let names = REVIEWERS
        .map(|role| format!("@review_by(\"{role}\")"))
        .join(", ");
    let mend = format!("Write one of {names} above it.");
    match policy.annotation("review_by") {
        Some(name) if reviewer(name).is_none() => Some(problem(
            "policy.reviewer_unknown",
            place,
            "The reviewer is not a role that reviews.",
            &mend,
        )),
        None if policy.effect() == Effect::Permit && may_ask_for_review(policy) => Some(problem(
            "policy.reviewer_missing",
            place,
            "The permit lets something through to review without saying who reviews.",
            &mend,
        )),
        Some(_) | None => None,
    }
}

/// Whether the policy's scope reaches a proposal that a reviewer would have to answer. Groups such as
/// `money` hold proposals too; only what names executions or drafts alone does not.
fn may_ask_for_review(policy: &Policy) -> bool {
    let reaches = |action: &cedar_policy::EntityUid| {
        let name = action.id().unescaped();
        name != "execute" && name != "draft.propose" && !name.ends_with(".execute")
    };
    match policy.action_constraint() {
        ActionConstraint::Any => true,
        ActionConstraint::In(actions) => actions.iter().any(reaches),
        ActionConstraint::Eq(action) => reaches(&action),
    }
}

fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= MAX_ID_BYTES
        && !id.starts_with("policy.")
        && id
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'))
}

/// The parser numbers policies `policy0`, `policy1`, … in the order of the text.
fn ordinal(id: &PolicyId) -> usize {
    let name: &str = id.as_ref();
    name.trim_start_matches("policy")
        .parse()
        .unwrap_or(usize::MAX)
}

fn syntax_problems(text: &str, error: &DetailedError) -> Vec<Problem> {
    let place = error.source_locations.first().map_or_else(
        || "policies".to_owned(),
        |label| place_of(text, label.loc.start),
    );
    let first = Problem {
        code: "policy.syntax",
        place,
        what: sentence(&error.message),
        mend: error
            .help
            .as_deref()
            .map_or_else(|| "Compare it with a shipped policy.".to_owned(), sentence),
    };
    let related = error
        .related
        .iter()
        .flat_map(|error| syntax_problems(text, error));
    std::iter::once(first).chain(related).collect()
}

fn schema_problem(id: &PolicyId, detail: DetailedError) -> Problem {
    Problem {
        code: "policy.schema",
        place: id.to_string(),
        what: sentence(&detail.message),
        mend: detail.help.as_deref().map_or_else(
            || "Use the names that the policy schema lists.".to_owned(),
            sentence,
        ),
    }
}

fn sentence(text: &str) -> String {
    let mut sentence = text.trim().to_owned();
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

fn problem(code: &'static str, place: &str, what: &str, mend: &str) -> Problem {
    Problem {
        code,
        place: place.to_owned(),
        what: what.to_owned(),
        mend: mend.to_owned(),
    }
}

fn reject_if_any(problems: Vec<Problem>) -> Result<(), Rejected> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Rejected { problems })
    }
}
