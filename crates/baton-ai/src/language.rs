//! Which language a text is written in, or that this cannot be told.
//!
//! The script decides where it can. For the rest, function words vote together with `whatlang`.
//! Too little text gives no answer rather than a guess. Codes are ISO 639-1.

use serde::{Deserialize, Serialize};

use crate::text::script::Script;
use crate::text::{fold, tokens};

pub mod bayes;
mod codes;
mod letters;
pub(crate) mod words;

/// Below this confidence the answer is that it is unknown.
const LEAST_CONFIDENCE: f32 = 0.5;

/// A language and how sure that is; no value where it cannot be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Language {
    /// ISO 639-1 code.
    pub value: Option<String>,
    /// From zero to one.
    pub confidence: f32,
}

impl Language {
    const UNKNOWN: Self = Self {
        value: None,
        confidence: 0.0,
    };

    fn sure(code: &str, confidence: f32) -> Self {
        Self {
            value: Some(code.to_owned()),
            confidence,
        }
    }
}

/// Tells the language of a text.
#[must_use]
pub fn identify(text: &str) -> Language {
    let Some(script) = letters::main_script(text) else {
        return Language::UNKNOWN;
    };
    if let Some(code) = letters::only_language(script, text) {
        return Language::sure(code, 0.99);
    }
    if script == Script::Latin {
        return latin(text);
    }
    letters::by_letters(script, text)
        .map(|code| Language::sure(code, 0.9))
        .or_else(|| detected(text).map(|(code, confidence)| Language::sure(code, confidence)))
        .unwrap_or(Language::UNKNOWN)
}

/// Function words are strong evidence in short texts, `whatlang` in long ones.
fn latin(text: &str) -> Language {
    let folded = fold(text);
    let cut = tokens(&folded);
    let mut votes = words::votes(&folded, &cut);
    if let Some((code, confidence)) = detected(text) {
        let weight = 0.3 + 2.0 * confidence;
        match votes.iter_mut().find(|(other, _)| *other == code) {
            Some((_, votes)) => *votes += weight,
            None => votes.push((code, weight)),
        }
    }
    votes.sort_by(|left, right| right.1.total_cmp(&left.1));
    let rival = votes.get(1).map_or(0.0, |(_, votes)| *votes);
    // Half a vote for none of them: one weak hint alone is not an answer.
    let best = votes.first();
    match best.map(|(code, votes)| (code, votes / (votes + rival + 0.5))) {
        Some((code, confidence)) if confidence >= LEAST_CONFIDENCE => {
            Language::sure(code, confidence)
        }
        _ => Language::UNKNOWN,
    }
}

/// What `whatlang` says, where we have a code for it.
pub(crate) fn detected(text: &str) -> Option<(&'static str, f32)> {
    let info = whatlang::detect(text)?;
    let code = codes::two_letters(info.lang().code())?;
    Some((code, crate::features::narrow(info.confidence())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let found = identify(text);
        assert_eq!(found.value.as_deref(), expected, "{text}: {found:?}");
    }

    #[test]
    fn short_messages_are_told_apart_by_their_function_words() {
        check("where is my order", Some("en"));
        check("wo ist meine Bestellung", Some("de"));
        check("où est ma commande", Some("fr"));
        check("dónde está mi pedido", Some("es"));
        check("onde está o meu pedido", Some("pt"));
        check("waar is mijn bestelling", Some("nl"));
    }

    #[test]
    fn everyday_questions_are_told() {
        for text in [
            "Hello, how do I descale my kettle? I've only had it for a month.",
            "where's my parcel??",
            "How do I reset my password?",
            "I want to cancel my subscription",
            "do you ship to Norway?",
            "Thanks!",
            "refund please",
            "My kettle leaks",
        ] {
            check(text, Some("en"));
        }
        check("Merci beaucoup, ça marche", Some("fr"));
        check("Mein Wasserkocher tropft", Some("de"));
        check("Quiero cancelar la suscripción", Some("es"));
        check("Vorrei un rimborso", Some("it"));
        check("Quero cancelar a minha assinatura", Some("pt"));
        check("Mijn waterkoker lekt", Some("nl"));
        check("Chcę zwrot pieniędzy", Some("pl"));
    }

    #[test]
    fn the_script_decides_where_it_can() {
        check("我的订单在哪里", Some("zh"));
        check("注文はどこですか", Some("ja"));
        check("주문은 어디에 있나요", Some("ko"));
        check("พัสดุของฉันอยู่ที่ไหน", Some("th"));
        check("πού είναι η παραγγελία μου", Some("el"));
        check("де моє замовлення, підкажіть", Some("uk"));
    }

    #[test]
    fn text_without_a_language_is_unknown() {
        for text in ["", "48213", "ok", "?!", "XJ-900", "👍", "qwrt zxcv"] {
            check(text, None);
        }
    }

    #[test]
    fn an_order_number_does_not_hide_the_language() {
        check("Bestellung #48213-XK9 ist nicht angekommen", Some("de"));
    }
}
