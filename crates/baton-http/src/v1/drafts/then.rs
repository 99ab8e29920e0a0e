//! What comes next once a message is sent, as a body says it.

use baton_app::draft::NewThen;
use baton_domain::time::Span;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::v1::cases::verbs::Wait;

/// The longest time a message can be taken back in, in seconds.
const MAX_HOLD_S: u8 = 30;

/// What comes next: `{"wait": …}`, `{"resolve": …}` or `"next_step"`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Then {
    /// We wait for somebody.
    Wait(Wait),
    /// It is answered: resolved now, closed if nobody objects.
    Resolve(Resolve),
    /// It stays with us.
    NextStep,
}

/// How long it may be objected to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resolve {
    closes_in_days: Option<u16>,
}

/// What comes next; it stays with us if nobody says.
pub(crate) fn read(then: Option<Then>) -> Result<NewThen, Problem> {
    Ok(match then {
        None | Some(Then::NextStep) => NewThen::NextStep,
        Some(Then::Resolve(resolve)) => NewThen::Resolve {
            closes_in_days: resolve.closes_in_days,
        },
        Some(Then::Wait(wait)) => NewThen::Wait(wait.read().map_err(|mut problem| {
            for field in &mut problem.errors {
                field.pointer.insert_str(0, "/then/wait");
            }
            problem
        })?),
    })
}

/// How long it can be taken back.
pub(super) fn hold(hold_s: Option<u8>) -> Result<Span, Problem> {
    match hold_s.unwrap_or(0) {
        hold_s @ 0..=MAX_HOLD_S => Ok(Span::from_seconds(i64::from(hold_s))),
        _ => Err(Problem::invalid("/hold_s", "send.hold")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn parsed(json: &str) -> NewThen {
        read(Some(serde_json::from_str(json).unwrap())).unwrap()
    }

    #[test]
    fn what_comes_next_is_read_in_each_of_its_forms() {
        assert!(matches!(parsed(r#""next_step""#), NewThen::NextStep));
        let resolve = parsed(r#"{"resolve":{"closes_in_days":3}}"#);
        assert!(matches!(
            resolve,
            NewThen::Resolve {
                closes_in_days: Some(3)
            }
        ));
        let wait = parsed(r#"{"wait":{"on":"customer","for":"customer_reply"}}"#);
        assert!(matches!(wait, NewThen::Wait(_)));
    }

    #[test]
    fn a_wait_that_cannot_be_says_where() {
        let wait = r#"{"wait":{"on":"customer","for":"our_reply"}}"#;
        let problem = read(Some(serde_json::from_str(wait).unwrap())).unwrap_err();
        assert_eq!(problem.errors[0].pointer, "/then/wait/for");
    }

    #[test]
    fn nobody_waits_longer_than_half_a_minute() {
        assert_eq!(hold(None).unwrap(), Span::ZERO);
        assert_eq!(hold(Some(30)).unwrap(), Span::from_seconds(30));
        assert!(hold(Some(31)).is_err());
    }
}
