//! What a text commits us to, as far as words alone tell: paying back, compensating.
//!
//! Errs on the side of seeing a commitment: a policy then asks a person, and nothing worse happens.

/// What a text speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Commitments {
    pub(super) mentions_refund: bool,
    pub(super) mentions_compensation: bool,
}

/// Beginnings of words, lower case; words of scripts without spaces anywhere.
const REFUND: &[&str] = &[
    "refund",
    "reimburs",
    "money back",
    "pay you back",
    "chargeback",
    "rückerstatt",
    "erstatt",
    "zurückzahl",
    "rembours",
    "reembols",
    "devolución del",
    "devolver el dinero",
    "返金",
    "払い戻",
    "退款",
    "退钱",
    "退還",
    "退费",
];
/// See [`REFUND`].
const COMPENSATION: &[&str] = &[
    "compensat",
    "voucher",
    "goodwill",
    "gift card",
    "store credit",
    "free of charge",
    "discount",
    "entschädig",
    "gutschein",
    "gutschrift",
    "rabatt",
    "dédommag",
    "indemnis",
    "bon d'achat",
    "geste commercial",
    "compensa",
    "indemniza",
    "vale de",
    "補償",
    "クーポン",
    "お詫びの品",
    "赔偿",
    "补偿",
    "優惠券",
    "优惠券",
    "代金券",
];

/// What the text speaks of.
pub(super) fn of(text: &str) -> Commitments {
    let text = text.to_lowercase();
    let speaks_of = |words: &[&str]| words.iter().any(|word| begins_a_word(&text, word));
    Commitments {
        mentions_refund: speaks_of(REFUND),
        mentions_compensation: speaks_of(COMPENSATION),
    }
}

/// Whether a word of the text begins like this; scripts without spaces have no beginnings.
fn begins_a_word(text: &str, beginning: &str) -> bool {
    let is_spaced = beginning
        .chars()
        .next()
        .is_some_and(|first| u32::from(first) < 0x2e80);
    text.match_indices(beginning).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        !is_spaced || !before.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, mentions_refund: bool, mentions_compensation: bool) {
        assert_eq!(
            of(text),
            Commitments {
                mentions_refund,
                mentions_compensation
            },
            "{text}"
        );
    }

    #[test]
    fn commitments_are_seen_in_every_language_we_answer_in() {
        check("We have issued a Refund today.", true, false);
        check(
            "Wir erstatten Ihnen den Betrag und legen einen Gutschein bei.",
            true,
            true,
        );
        check("Nous allons vous rembourser.", true, false);
        check("Le ofrecemos una indemnización.", false, true);
        check("全額返金いたします。", true, false);
        check("我们会为您退款并补偿一张优惠券。", true, true);
    }

    #[test]
    fn an_ordinary_answer_commits_us_to_nothing() {
        check("Your parcel left our warehouse this morning.", false, false);
        check("您的包裹今天早上已经发出。", false, false);
        check("Bitte schicken Sie uns ein Foto.", false, false);
    }
}
