//! The fixed words of reminders and stand-downs, in English and Chinese.

use baton_domain::id::PartId;
use baton_domain::wait::WaitKind;

/// What there is to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owed {
    /// They still owe us something.
    Still {
        /// What kind of thing.
        kind: WaitKind,
        /// What exactly.
        what: Option<PartId>,
        /// Whether they were reminded before.
        is_repeated: bool,
    },
    /// They need not do anything any more.
    NothingMore,
}

/// What the words are filled with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) is_chinese: bool,
    pub(super) name: Option<&'a str>,
    pub(super) what: Option<&'a str>,
    pub(super) number: u64,
}

/// The whole text.
pub(super) fn words(owed: Owed, known: &Known<'_>) -> String {
    if known.is_chinese {
        chinese(owed, known)
    } else {
        english(owed, known)
    }
}

fn english(owed: Owed, known: &Known<'_>) -> String {
    let name = known
        .name
        .map(|name| format!(" {name}"))
        .unwrap_or_default();
    let number = known.number;
    match owed {
        Owed::Still {
            kind, is_repeated, ..
        } => {
            let (thing, _) = thing(kind);
            let again = if is_repeated { " once more" } else { "" };
            let what = known
                .what
                .map(|what| format!(": {what}"))
                .unwrap_or_default();
            format!(
                "Hello{name},\n\nwe are writing{again} because we still wait for {thing}{what}\n\n\
                 Please answer this message as soon as you can, so that we can go on. If it is \
                 done already, a short word is enough.\n\nReference: B-{number}"
            )
        }
        Owed::NothingMore => format!(
            "Hello{name},\n\nwhat we asked you for is no longer needed: case B-{number} was \
             cancelled. You do not have to do anything more. Thank you for your time."
        ),
    }
}

fn chinese(owed: Owed, known: &Known<'_>) -> String {
    let name = known
        .name
        .map(|name| format!("{name}，"))
        .unwrap_or_default();
    let number = known.number;
    match owed {
        Owed::Still {
            kind, is_repeated, ..
        } => {
            let (_, thing) = thing(kind);
            let again = if is_repeated { "再次" } else { "" };
            let what = known
                .what
                .map(|what| format!("：{what}"))
                .unwrap_or_default();
            format!(
                "{name}您好！\n\n{again}联系您，是因为我们仍在等待{thing}{what}\n\n方便时请回复此\
                 消息，以便我们继续处理。如果已经完成，简单告知即可。\n\n编号：B-{number}"
            )
        }
        Owed::NothingMore => format!(
            "{name}您好！\n\n此前请您协助的事项已不再需要：工单 B-{number} 已取消，您无需再做任何\
             操作。感谢您的时间。"
        ),
    }
}

/// What is waited for, in English and Chinese.
const fn thing(kind: WaitKind) -> (&'static str, &'static str) {
    match kind {
        WaitKind::CustomerReply | WaitKind::PartnerResponse => ("your answer", "您的回复"),
        WaitKind::CustomerMaterial => ("something from you", "您提供的资料"),
        WaitKind::ExecutorAction => ("word that it is done", "完成的消息"),
        WaitKind::Confirmation
        | WaitKind::OurReply
        | WaitKind::SupervisorReview
        | WaitKind::Verification
        | WaitKind::WriteBack
        | WaitKind::InternalAction
        | WaitKind::ExternalSystem => ("your confirmation", "您的确认"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: Known<'static> = Known {
        is_chinese: false,
        name: Some("Mei Lin"),
        what: Some("Which time on Friday"),
        number: 1039,
    };

    #[test]
    fn a_reminder_says_what_is_waited_for_and_under_which_number() {
        let owed = Owed::Still {
            kind: WaitKind::CustomerReply,
            what: None,
            is_repeated: true,
        };
        let text = words(owed, &KNOWN);
        assert!(
            text.starts_with("Hello Mei Lin,\n\nwe are writing once more because"),
            "{text}"
        );
        assert!(
            text.contains("your answer: Which time on Friday\n"),
            "{text}"
        );
        assert!(text.ends_with("B-1039"), "{text}");
        let known = Known {
            is_chinese: true,
            name: None,
            ..KNOWN
        };
        let text = words(owed, &known);
        assert!(text.starts_with("您好！\n\n再次联系您"), "{text}");
    }

    #[test]
    fn a_stand_down_asks_for_nothing_more() {
        let text = words(Owed::NothingMore, &KNOWN);
        assert!(text.contains("case B-1039 was cancelled"), "{text}");
        assert!(!text.contains("Which time"), "{text}");
    }
}
