//! Mail that a machine sent: nobody waits for an answer to it.
//!
//! Errs towards people: a customer taken for a machine would be forgotten, a machine taken for a
//! customer costs one look.

use baton_app::ports::channel::Automatic;

use super::address::{self, Mention};
use super::headers::Headers;

/// What the decision is made from.
pub(crate) struct Signs<'a> {
    /// The mail's header.
    pub(crate) headers: &'a Headers<'a>,
    /// Who sent it.
    pub(crate) from: &'a Mention,
    /// Whether answers are to go elsewhere than to the sender.
    pub(crate) has_other_reply_to: bool,
    /// The mail's own id.
    pub(crate) external_id: &'a str,
    /// The channel's own address; empty if unknown.
    pub(crate) own_address: &'a str,
    /// Whether it is a delivery report about a failure.
    pub(crate) is_bounce: bool,
    /// Whether it is a `multipart/report` of any kind.
    pub(crate) is_report: bool,
}

/// Why the mail needs no answer, if it is automatic.
pub(crate) fn judge(signs: &Signs<'_>) -> Option<Automatic> {
    if is_loop(signs) {
        return Some(Automatic::Loop);
    }
    if signs.is_bounce {
        return Some(Automatic::Bounce);
    }
    if signs.is_report {
        return Some(Automatic::Notice);
    }
    if is_auto_reply(signs) {
        return Some(Automatic::AutoReply);
    }
    if is_bulk(signs) {
        return Some(Automatic::Bulk);
    }
    is_notice(signs).then_some(Automatic::Notice)
}

/// Our own mail that came back: from our address, with an id we gave, or with our loop mark.
fn is_loop(signs: &Signs<'_>) -> bool {
    if signs.own_address.is_empty() {
        return false;
    }
    let own_domain = address::domain(signs.own_address);
    let is_own_id = signs
        .external_id
        .split_once('@')
        .is_some_and(|(local, domain)| local.starts_with("msg_") && domain == own_domain);
    let is_marked = signs
        .headers
        .plain_all("x-loop")
        .any(|mark| mark.eq_ignore_ascii_case(signs.own_address));
    signs.from.address == signs.own_address || is_own_id || is_marked
}

fn is_auto_reply(signs: &Signs<'_>) -> bool {
    let headers = signs.headers;
    let submitted = word(headers, "auto-submitted");
    let is_precedence = word(headers, "precedence") == "auto_reply";
    let is_named = [
        "x-autoreply",
        "x-autorespond",
        "x-autoresponder",
        "x-autoreply-from",
    ]
    .iter()
    .any(|name| headers.has(name) && word(headers, name) != "no");
    let is_titled = headers
        .text("subject")
        .is_some_and(|subject| is_auto_subject(&subject));
    submitted == "auto-replied" || is_precedence || is_named || is_titled
}

/// How programs title their automatic replies; matched at the beginning.
const AUTO_SUBJECTS: &[&str] = &[
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "autorespons",
    "autoresponder",
    "out of office",
    "out of the office",
    "自动回复",
    "自動回覆",
    "自动答复",
    "automatische antwort",
    "abwesenheitsnotiz",
    "abwesend",
    "réponse automatique",
    "respuesta automática",
    "risposta automatica",
    "resposta automática",
    "automatisch antwoord",
    "odpowiedź automatyczna",
    "autoodpowiedź",
    "автоответ",
    "автоматический ответ",
    "自動返信",
    "自動応答",
    "자동 회신",
    "자동회신",
    "부재중",
    "autosvar",
    "automatiskt svar",
    "automatisk svar",
    "automaattinen vastaus",
];

fn is_auto_subject(subject: &str) -> bool {
    let subject = subject.to_lowercase();
    let subject = subject.trim_start_matches(['[', '"', '(', ' ']);
    AUTO_SUBJECTS.iter().any(|title| {
        subject.strip_prefix(title).is_some_and(|rest| {
            let next = rest.chars().next();
            next.is_none_or(|letter| !letter.is_ascii_alphabetic() || title.ends_with("respons"))
        })
    })
}

fn is_bulk(signs: &Signs<'_>) -> bool {
    let headers = signs.headers;
    if is_own_list(signs) {
        return false;
    }
    matches!(
        word(headers, "precedence").as_str(),
        "bulk" | "junk" | "list"
    ) || headers.has("list-id")
        || headers.has("list-unsubscribe")
        || headers.has("list-post")
}

/// Whether the list is how our own mail reaches us: a group address in our domain.
fn is_own_list(signs: &Signs<'_>) -> bool {
    let own_domain = address::domain(signs.own_address);
    !own_domain.is_empty()
        && ["list-id", "list-post", "mailing-list"]
            .iter()
            .filter_map(|name| signs.headers.plain(name))
            .any(|value| {
                let value = value.to_ascii_lowercase();
                value.match_indices(own_domain).any(|(at, _)| {
                    let before = value.get(..at).and_then(|head| head.chars().next_back());
                    let after = value
                        .get(at + own_domain.len()..)
                        .and_then(|tail| tail.chars().next());
                    before.is_none_or(|letter| matches!(letter, '.' | '@' | '<' | ' '))
                        && after.is_none_or(|letter| matches!(letter, '>' | ' ' | ';' | ','))
                })
            })
}

fn is_notice(signs: &Signs<'_>) -> bool {
    let headers = signs.headers;
    let submitted = word(headers, "auto-submitted");
    let is_generated = !submitted.is_empty() && submitted != "no";
    let suppress = word(headers, "x-auto-response-suppress");
    let is_suppressed = ["all", "oof", "autoreply"]
        .iter()
        .any(|one| suppress.contains(one));
    let is_null_path = headers
        .plain("return-path")
        .is_some_and(|path| path == "<>");
    // A web form sends as no-reply and asks for answers to the customer.
    let is_machine = is_machine_address(&signs.from.address) && !signs.has_other_reply_to;
    is_generated || is_suppressed || is_null_path || is_machine
}

/// Whether nobody reads what is sent to this address.
pub(crate) fn is_machine_address(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    let local: String = local.chars().filter(char::is_ascii_alphanumeric).collect();
    matches!(local.as_str(), "mailerdaemon" | "postmaster")
        || ["noreply", "donotreply", "nichtantworten", "nepasrepondre"]
            .iter()
            .any(|name| local.starts_with(name) || local.ends_with(name))
}

/// The first word of a header's value, lower-cased, without parameters and comments.
fn word(headers: &Headers<'_>, name: &str) -> String {
    let value = headers.plain(name).unwrap_or_default().to_ascii_lowercase();
    if name == "x-auto-response-suppress" {
        return value;
    }
    let end = value.find([';', '(', ' ']).unwrap_or(value.len());
    value.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(raw: &str) -> Option<Automatic> {
        let (headers, _) = Headers::read(raw.as_bytes());
        let from = address::mentions(&headers, "from")
            .into_iter()
            .next()
            .expect("a sender");
        judge(&Signs {
            headers: &headers,
            from: &from,
            has_other_reply_to: headers.has("reply-to"),
            external_id: &headers.plain("message-id").unwrap_or_default(),
            own_address: "help@shop.example",
            is_bounce: false,
            is_report: false,
        })
    }

    #[test]
    fn people_are_not_machines() {
        assert_eq!(
            judged("From: a@x.example\nSubject: Automatic replyer broken?\n\n"),
            None
        );
        assert_eq!(judged("From: a@x.example\nAuto-Submitted: no\n\n"), None);
        assert_eq!(
            judged("From: a@shop.example\nMessage-ID: 7@shop.example\n\n"),
            None
        );
    }

    #[test]
    fn machines_are_known_by_their_marks() {
        use Automatic::{AutoReply, Bulk, Loop, Notice};
        for (marks, expected) in [
            ("Auto-Submitted: auto-replied", AutoReply),
            ("Auto-Submitted: auto-generated", Notice),
            ("Subject: Abwesenheitsnotiz: Urlaub", AutoReply),
            ("Subject: 自动回复：订单", AutoReply),
            ("X-Autorespond: yes", AutoReply),
            ("Precedence: bulk", Bulk),
            ("List-Unsubscribe: <mailto:u@x.example>", Bulk),
            ("X-Auto-Response-Suppress: OOF, AutoReply", Notice),
            ("Return-Path: <>", Notice),
            ("X-Loop: Help@shop.example", Loop),
            ("Message-ID: msg_01@shop.example", Loop),
        ] {
            assert_eq!(
                judged(&format!("From: a@x.example\n{marks}\n\n")),
                Some(expected),
                "{marks}"
            );
        }
    }

    #[test]
    fn a_web_form_speaks_for_a_person() {
        assert_eq!(
            judged("From: no-reply@x.example\n\n"),
            Some(Automatic::Notice)
        );
        assert_eq!(
            judged("From: no-reply@x.example\nReply-To: ann@y.example\n\n"),
            None
        );
    }

    #[test]
    fn our_own_group_address_is_no_newsletter() {
        let raw = "From: a@x.example\nList-ID: <help.shop.example>\nPrecedence: list\n\n";
        assert_eq!(judged(raw), None);
        let raw = "From: a@x.example\nList-ID: <news.othershop.example>\nPrecedence: list\n\n";
        assert_eq!(judged(raw), Some(Automatic::Bulk));
    }
}
