//! What is wrong with rows, said about the field to mend.

use std::collections::BTreeSet;

use super::{AmountRange, Conditions, MAX_ROWS, Outcome, Row, Who};
use crate::action::Action;
use crate::problem::Problem;
use crate::reviewer::REVIEWERS;

/// Longest id of a row; its policies' ids are longer by a prefix and a suffix.
const MAX_ID_BYTES: usize = 40;

/// Longest reason, in characters.
const MAX_REASON_CHARS: usize = 200;

/// Longest plan tier, in characters.
const MAX_TIER_CHARS: usize = 64;

/// Most that confidence can be, per mille.
const MAX_PER_MILLE: u16 = 1000;

pub(super) fn rows(rows: &[Row]) -> Vec<Problem> {
    if rows.len() > MAX_ROWS {
        return vec![Problem {
            code: "form.too_many",
            place: "/rows".to_owned(),
            what: format!("There are {} rows; the limit is {MAX_ROWS}.", rows.len()),
            mend: "Remove rows that are no longer needed.".to_owned(),
        }];
    }
    let mut ids = BTreeSet::new();
    let mut problems = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut found = Found {
            index,
            problems: &mut problems,
        };
        if !ids.insert(row.id.as_str()) {
            found.add(
                "id",
                "form.duplicate_id",
                "Another row already has this id.",
                "Choose another id.",
            );
        }
        check(row, &mut found);
    }
    problems
}

struct Found<'a> {
    index: usize,
    problems: &'a mut Vec<Problem>,
}

impl Found<'_> {
    fn add(&mut self, field: &str, code: &'static str, what: &str, mend: &str) {
        self.problems.push(Problem {
            code,
            place: format!("/rows/{}/{field}", self.index),
            what: what.to_owned(),
            mend: mend.to_owned(),
        });
    }
}

fn check(row: &Row, found: &mut Found<'_>) {
    if row.id.as_str().len() > MAX_ID_BYTES {
        found.add(
            "id",
            "form.id_too_long",
            "The id has more than 40 characters.",
            "Shorten it.",
        );
    }
    if let Some(reason) = &row.reason
        && (reason.trim().is_empty() || reason.chars().count() > MAX_REASON_CHARS)
    {
        let what = "The reason is empty or has more than 200 characters.";
        found.add(
            "reason",
            "form.reason",
            what,
            "Write one sentence, or leave it out to have one made.",
        );
    }
    outcome(row, found);
    conditions(row.action, &row.conditions, found);
}

fn outcome(row: &Row, found: &mut Found<'_>) {
    match row.outcome {
        Outcome::Review { .. } if row.action == Action::Draft => found.add(
            "outcome",
            "form.draft_review",
            "A draft leaves nobody's hands, so there is nothing to review yet.",
            "Ask for the review when it is sent: choose the action send.",
        ),
        Outcome::Review { by } if !REVIEWERS.contains(&by) => found.add(
            "outcome/by",
            "form.reviewer",
            "This role reviews nothing.",
            "Choose agent, supervisor or approver.",
        ),
        Outcome::Auto if row.who == Who::Machines && row.action.is_decided_by_people() => found
            .add(
                "outcome",
                "form.machine_auto",
                "A machine may propose; a person decides.",
                "Choose review or forbid.",
            ),
        Outcome::Auto if row.action.moves_money() && !has_upper_limit(&row.conditions) => found
            .add(
                "conditions/amount",
                "form.no_limit",
                "Money would move by itself without a limit.",
                "Say up to which amount, and in which currency.",
            ),
        Outcome::Auto | Outcome::Review { .. } | Outcome::Forbid => {}
    }
}

fn has_upper_limit(conditions: &Conditions) -> bool {
    conditions
        .amount
        .is_some_and(|amount| amount.up_to.is_some())
}

fn conditions(action: Action, conditions: &Conditions, found: &mut Found<'_>) {
    if let Some(amount) = conditions.amount {
        check_amount(action, amount, found);
    }
    let (at_least, below) = (conditions.confidence_at_least, conditions.confidence_below);
    if at_least
        .max(below)
        .is_some_and(|value| value > MAX_PER_MILLE)
    {
        let what = "Confidence is more than 1000 per mille.";
        found.add(
            "conditions/confidence",
            "form.confidence",
            what,
            "Write 950 for 95 %.",
        );
    }
    if below == Some(0)
        || at_least
            .zip(below)
            .is_some_and(|(at_least, below)| at_least >= below)
    {
        let what = "No confidence is at least the one and below the other.";
        found.add(
            "conditions/confidence",
            "form.confidence",
            what,
            "Raise the upper bound or drop one of the two.",
        );
    }
    if let Some(tier) = &conditions.tier
        && (tier.trim().is_empty() || tier.chars().count() > MAX_TIER_CHARS)
    {
        let what = "The tier is empty or has more than 64 characters.";
        found.add(
            "conditions/tier",
            "form.tier",
            what,
            "Write the tier as accounts have it.",
        );
    }
}

fn check_amount(action: Action, amount: AmountRange, found: &mut Found<'_>) {
    let place = "conditions/amount";
    if !action.moves_money() {
        let what = "This action moves no money, so the row would never match.";
        found.add(
            place,
            "form.amount_unused",
            what,
            "Remove the amount, or choose refund or compensate.",
        );
    }
    if amount.above.is_none() && amount.up_to.is_none() {
        let what = "The amount has neither a lower nor an upper bound.";
        found.add(
            place,
            "form.amount_open",
            what,
            "Say above or up to which amount.",
        );
    }
    let is_negative = amount
        .above
        .min(amount.up_to)
        .is_some_and(|bound| bound < 0)
        || amount.up_to.is_some_and(|bound| bound <= 0);
    let is_empty = amount
        .above
        .zip(amount.up_to)
        .is_some_and(|(above, up_to)| above >= up_to);
    if is_negative || is_empty {
        let what = "No amount lies within these bounds.";
        found.add(
            place,
            "form.amount_empty",
            what,
            "Use positive bounds, the lower one first.",
        );
    }
}
