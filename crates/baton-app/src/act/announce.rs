//! The message that tells of an action, filled with what was really done, exactly as it would leave.

use baton_domain::action::Action;
use baton_domain::case::Case;
use baton_domain::command::action::Announced;
use baton_store::Tx;
use baton_store::event::Stamp;
use baton_store::part::{NewPart, TEXT};

use super::Parameters;
use crate::error::AppError;
use crate::send::prepare::worded;

/// The message, if there is one to send and somewhere to send it. What cannot be told in these
/// words is told by a person: the action is done either way.
pub(super) async fn announced(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    action: &Action,
    (parameters, reference): (&Parameters, Option<&str>),
) -> Result<Option<Announced>, AppError> {
    let Some(announcement) = &action.announcement else {
        return Ok(None);
    };
    let template = tx.part_text(stamp.workspace, announcement.text.id).await?;
    let Some(text) = template.and_then(|text| filled(&text, parameters, reference)) else {
        return Ok(None);
    };
    let line = (announcement.to, announcement.thread);
    let content = match worded(tx, stamp, case, line, &text).await {
        Ok(content) => content,
        Err(AppError::Invalid(_) | AppError::Refused(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let about = crate::case::contacts(case);
    let part = NewPart {
        media: TEXT,
        content: text.as_bytes(),
        about: &about,
    };
    let text = tx.put_part(stamp.workspace, stamp.at, part).await?;
    Ok(Some(Announced { text, content }))
}

/// The wording with its slots filled; nothing if a slot has nothing to fill it.
fn filled(template: &str, parameters: &Parameters, reference: Option<&str>) -> Option<String> {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, slot)) = rest.split_once("{{") {
        let (name, after) = slot.split_once("}}")?;
        text.push_str(before);
        match name.trim() {
            "amount" => text.push_str(&parameters.amount()?.to_string()),
            "order" => text.push_str(parameters.order()),
            "reference" => text.push_str(reference?),
            _ => return None,
        }
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use baton_domain::action::ActionKind;
    use serde_json::json;

    use super::*;

    fn refund_in(currency: &str) -> Parameters {
        let given = json!({"order": "KC-1", "amount": {"minor": 34_005, "currency": currency}});
        Parameters::read(ActionKind::Refund, given).unwrap()
    }

    fn refund() -> Parameters {
        refund_in("EUR")
    }

    #[test]
    fn slots_are_filled_with_what_was_done() {
        let template = "We paid {{amount}} back for {{ order }} ({{reference}}).";
        assert_eq!(
            filled(template, &refund(), Some("KC-R7001")).unwrap(),
            "We paid 340.05 EUR back for KC-1 (KC-R7001)."
        );
    }

    #[test]
    fn an_amount_is_told_in_the_units_of_its_currency() {
        let told = |currency| filled("{{amount}}", &refund_in(currency), None).unwrap();
        assert_eq!(told("JPY"), "34005 JPY");
        assert_eq!(told("KWD"), "34.005 KWD");
    }

    #[test]
    fn a_slot_that_nothing_fills_sends_nothing() {
        assert_eq!(filled("See {{reference}}.", &refund(), None), None);
        assert_eq!(filled("Dear {{name}}", &refund(), None), None);
        assert_eq!(filled("Half a {{amount", &refund(), None), None);
    }
}
