//! Rows written as policy text. Values are quoted, so that none can become syntax.

use super::sentence::sentence;
use super::{AmountRange, ChannelChoice, Conditions, Outcome, Row, Who};

/// The one or two policies of a row.
pub(super) fn policies(row: &Row) -> String {
    let (execute, propose) = scopes(row);
    match row.outcome {
        Outcome::Auto => policy(row, "", "", "permit", &execute),
        Outcome::Forbid => {
            let both = format!("action in [{execute}, {propose}]");
            let either = if execute == propose {
                equals(&execute)
            } else {
                both
            };
            policy_with_scope(row, "", "", "forbid", &either)
        }
        // Withheld from going ahead by itself, and let through to the reviewer.
        Outcome::Review { by } => {
            let review_by = format!("@review_by(\"{by}\")\n");
            policy(row, "", "", "forbid", &execute)
                + &policy(row, ".review", &review_by, "permit", &propose)
        }
    }
}

/// The row's two questions as action literals; the same one twice where there is only one.
fn scopes(row: &Row) -> (String, String) {
    let questions = row.action.questions();
    let propose = format!("Action::{}", quoted(questions.propose));
    let execute = questions.execute.map_or_else(
        || propose.clone(),
        |name| format!("Action::{}", quoted(name)),
    );
    (execute, propose)
}

fn equals(action: &str) -> String {
    format!("action == {action}")
}

fn policy(row: &Row, suffix: &str, annotation: &str, effect: &str, action: &str) -> String {
    policy_with_scope(row, suffix, annotation, effect, &equals(action))
}

fn policy_with_scope(
    row: &Row,
    suffix: &str,
    annotation: &str,
    effect: &str,
    scope: &str,
) -> String {
    let reason = row.reason.clone().unwrap_or_else(|| sentence(row));
    format!(
        "@id(\"form.{id}{suffix}\")\n@reason({reason})\n{annotation}{effect} ({who}, {scope}, resource){when};\n\n",
        id = row.id,
        reason = quoted(&reason),
        who = who(row.who),
        when = when(&row.conditions),
    )
}

fn who(who: Who) -> String {
    match who {
        Who::Everyone => "principal".to_owned(),
        Who::Role(role) => format!("principal in Role::\"{role}\""),
        Who::Teammate(id) => format!("principal == Teammate::\"{id}\""),
        Who::Ai => "principal is Ai".to_owned(),
        Who::Machines => "principal is Machine".to_owned(),
    }
}

fn when(conditions: &Conditions) -> String {
    let mut parts = Vec::new();
    if let Some(amount) = conditions.amount {
        parts.extend(amount_parts(amount));
    }
    if let Some(bound) = conditions.confidence_at_least {
        parts.push(format!("context.confidence >= {bound}"));
    }
    if let Some(bound) = conditions.confidence_below {
        parts.push(format!("context.confidence < {bound}"));
    }
    if let Some(tier) = &conditions.tier {
        parts.push(format!(
            "context has tier && context.tier == {}",
            quoted(tier)
        ));
    }
    if let Some(channel) = &conditions.channel {
        parts.push(channel_part(channel));
    }
    if let Some(language) = &conditions.language {
        let primary = language.as_str().split('-').next().unwrap_or_default();
        parts.push(format!(
            "context has language && context.language == {}",
            quoted(primary)
        ));
    }
    if parts.is_empty() {
        return String::new();
    }
    format!("\nwhen {{ {} }}", parts.join(" &&\n       "))
}

fn amount_parts(amount: AmountRange) -> Vec<String> {
    let currency = quoted(&amount.currency.to_string());
    let mut parts = vec![format!(
        "context has amount && context.amount.currency == {currency}"
    )];
    if let Some(above) = amount.above {
        parts.push(format!("context.amount.minor_units > {above}"));
    }
    if let Some(up_to) = amount.up_to {
        parts.push(format!("context.amount.minor_units <= {up_to}"));
    }
    parts
}

fn channel_part(channel: &ChannelChoice) -> String {
    match channel {
        ChannelChoice::One(id) => format!("context.channel.id == \"{id}\""),
        ChannelChoice::Kind(kind) => format!("context.channel.kind == {}", quoted(kind.as_str())),
        ChannelChoice::Public => "context.channel.is_public".to_owned(),
    }
}

/// A text literal. The escapes are those that both Rust and the policy language know.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.escape_debug())
}
