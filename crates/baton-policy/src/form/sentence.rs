//! Rows as sentences: what a teammate reads when a row decides and gives no reason of its own.

use baton_domain::money::Money;

use super::{AmountRange, ChannelChoice, Conditions, Outcome, Row, Who};
use crate::action::Action;

/// `Refunds above 50.00 EUR need an approver.`
pub(super) fn sentence(row: &Row) -> String {
    let outcome = match row.outcome {
        Outcome::Auto => "go ahead without review".to_owned(),
        Outcome::Review { by } => format!("are reviewed by {by}"),
        Outcome::Forbid => "are forbidden".to_owned(),
    };
    let subject = subject(row.action);
    let (who, conditions) = (who(row.who), conditions(&row.conditions));
    format!("{subject}{who}{conditions} {outcome}.")
}

const fn subject(action: Action) -> &'static str {
    match action {
        Action::Draft => "Drafts",
        Action::Send => "Sends",
        Action::LookUp => "Look-ups",
        Action::Refund => "Refunds",
        Action::Compensate => "Compensations",
        Action::Annotate => "Back-office notes",
        Action::Appoint => "Appointments",
        Action::ChangeAddress => "Address changes",
        Action::Dispute => "Disputes",
    }
}

fn who(who: Who) -> String {
    match who {
        Who::Everyone => String::new(),
        Who::Role(role) => format!(" by teammates with role {role}"),
        Who::Teammate(_) => " by this teammate".to_owned(),
        Who::Ai => " by AI".to_owned(),
        Who::Machines => " by machines".to_owned(),
    }
}

fn conditions(conditions: &Conditions) -> String {
    let mut parts = Vec::new();
    if let Some(AmountRange {
        currency,
        above,
        up_to,
    }) = conditions.amount
    {
        let money = |minor| Money { minor, currency };
        parts.extend(above.map(|bound| format!(" above {}", money(bound))));
        parts.extend(up_to.map(|bound| format!(" up to {}", money(bound))));
    }
    parts.extend(
        conditions
            .confidence_at_least
            .map(|bound| format!(" with confidence from {bound} ‰")),
    );
    parts.extend(
        conditions
            .confidence_below
            .map(|bound| format!(" with confidence below {bound} ‰")),
    );
    parts.extend(
        conditions
            .tier
            .as_ref()
            .map(|tier| format!(" for tier {tier}")),
    );
    parts.extend(conditions.channel.as_ref().map(|channel| match channel {
        ChannelChoice::One(_) => " on this channel".to_owned(),
        ChannelChoice::Kind(kind) => format!(" by {kind}"),
        ChannelChoice::Public => " in public".to_owned(),
    }));
    parts.extend(
        conditions
            .language
            .as_ref()
            .map(|language| format!(" in language {language}")),
    );
    parts.concat()
}
