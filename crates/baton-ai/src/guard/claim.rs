//! Order states and commitments must have a source.

use super::ground::Ground;
use super::{Guard, GuardRequest, Objection};
use crate::eval::metric::fraction;
use crate::facts::OrderState;
use crate::retrieval::term::terms;
use crate::text::fold::folded;
use crate::text::sentences;

/// A sentence that is about a condition states nothing.
const CONDITIONS: &[&str] = &[
    "if ",
    "once ",
    "when ",
    "as soon as",
    "after ",
    "until ",
    "unless ",
    "whether ",
    "wenn ",
    "sobald ",
    "falls ",
    "nachdem ",
    "ob ",
    "si ",
    "des que",
    "lorsque",
    "une fois",
    "quand ",
    "cuando ",
    "en cuanto",
    "una vez",
    "如果",
    "一旦",
    "当",
    "若",
    "后",
    "之前",
    "是否",
    "たら",
    "場合",
    "次第",
    "かどうか",
];

/// How a state of an order is asserted, after folding.
const STATES: [(OrderState, &[&str]); 6] = [
    (
        OrderState::Processing,
        &[
            "being prepared",
            "being processed",
            "in bearbeitung",
            "en preparation",
            "en preparacion",
            "处理中",
            "準備中",
        ],
    ),
    (
        OrderState::Shipped,
        &[
            "shipped",
            "dispatched",
            "on its way",
            "in transit",
            "out for delivery",
            "versandt",
            "verschickt",
            "unterwegs",
            "expedie",
            "en route",
            "en chemin",
            "enviado",
            "en camino",
            "已发货",
            "已寄出",
            "在路上",
            "発送済",
            "発送しました",
            "発送いたしました",
        ],
    ),
    (
        OrderState::Delivered,
        &[
            "delivered",
            "has arrived",
            "zugestellt",
            "geliefert",
            "livre",
            "entregado",
            "已送达",
            "已签收",
            "配達済",
            "お届け済",
        ],
    ),
    (
        OrderState::Cancelled,
        &[
            "cancelled",
            "canceled",
            "storniert",
            "annule",
            "cancelado",
            "已取消",
            "キャンセルしました",
            "キャンセル済",
        ],
    ),
    (
        OrderState::Refunded,
        &[
            "refunded",
            "refund has been",
            "refund was",
            "erstattet",
            "rembourse",
            "reembolsado",
            "已退款",
            "返金済",
            "返金しました",
            "返金いたしました",
        ],
    ),
    (
        OrderState::Returned,
        &[
            "we received your return",
            "return was received",
            "retoure ist eingegangen",
            "recu votre retour",
            "recibido su devolucion",
            "已收到您的退货",
            "返品を受け取りました",
        ],
    ),
];

/// Who commits, after folding.
const WE: &[&str] = &[
    "we will",
    "we'll",
    "i will",
    "i'll",
    "we have",
    "we've",
    "i have",
    "i've",
    "we are going",
    "we can offer",
    "i can offer",
    "we guarantee",
    "i guarantee",
    "we promise",
    "i promise",
    "you will receive",
    "you'll receive",
    "you will get",
    "you'll get",
    "wir werden",
    "ich werde",
    "wir haben",
    "ich habe",
    "wir garantieren",
    "wir versprechen",
    "sie erhalten",
    "sie bekommen",
    "nous allons",
    "je vais",
    "nous avons",
    "j'ai",
    "nous vous",
    "je vous",
    "vous recevrez",
    "nous garantissons",
    "vamos a",
    "voy a",
    "hemos",
    "he ",
    "le ",
    "recibira",
    "garantizamos",
    "我们会",
    "我会",
    "我们将",
    "我们已",
    "我已",
    "给您",
    "为您",
    "帮您",
    "保证",
    "承诺",
    "您将",
    "いたします",
    "致します",
    "しました",
    "差し上げ",
    "お約束",
    "保証",
];

/// What a commitment is about, after folding.
const WHAT: &[&str] = &[
    "refund",
    "compensat",
    "replace",
    "credit",
    "waive",
    "free of charge",
    "for free",
    "discount",
    "voucher",
    "gift",
    "guarantee",
    "promise",
    "reimburs",
    "new one",
    "upgrade",
    "erstatt",
    "entschadig",
    "ersatz",
    "gutschein",
    "gutschrift",
    "rabatt",
    "kostenlos",
    "geschenk",
    "garantier",
    "versprech",
    "rembours",
    "dedommag",
    "remplac",
    "avoir",
    "bon d'achat",
    "cadeau",
    "gratuit",
    "remise",
    "garanti",
    "promet",
    "reembols",
    "compensa",
    "reempla",
    "gratis",
    "descuento",
    "vale",
    "regalo",
    "promet",
    "abono",
    "退款",
    "赔偿",
    "补偿",
    "免费",
    "换新",
    "优惠券",
    "保证",
    "承诺",
    "减免",
    "折扣",
    "赠送",
    "返金",
    "補償",
    "無料",
    "交換",
    "クーポン",
    "約束",
    "保証",
    "割引",
];

/// A commitment has a source if one passage holds this share of its words.
const LEAST_SHARE: f64 = 0.6;

pub(super) fn check(request: &GuardRequest<'_>, ground: &Ground) -> Vec<Objection> {
    let characters: Vec<char> = request.text.chars().collect();
    let mut objections = Vec::new();
    for range in sentences(&characters) {
        let Some(sentence) = characters.get(range) else {
            continue;
        };
        let sentence: String = sentence.iter().collect();
        if stands_in_passage(&sentence, request) {
            continue;
        }
        let plain = folded(&sentence);
        let is_conditional = CONDITIONS.iter().any(|word| plain.contains(word));
        if !is_conditional && asserts_other_state(&plain, ground) {
            objections.push(Objection {
                guard: Guard::OrderState,
                words: sentence.clone(),
            });
        }
        let commits = has_phrase(&plain, WE) && WHAT.iter().any(|what| plain.contains(what));
        if commits {
            objections.push(Objection {
                guard: Guard::Commitment,
                words: sentence,
            });
        }
    }
    objections
}

/// True if a passage says the same in nearly the same words.
fn stands_in_passage(sentence: &str, request: &GuardRequest<'_>) -> bool {
    let words = content(sentence);
    request.passages.iter().any(|passage| {
        let characters: Vec<char> = passage.chars().collect();
        sentences(&characters).into_iter().any(|range| {
            let piece: String = characters.get(range).unwrap_or_default().iter().collect();
            let other = content(&piece);
            let shared = words.iter().filter(|word| other.contains(word)).count();
            fraction(shared, words.len()) >= LEAST_SHARE
        })
    })
}

fn content(text: &str) -> Vec<String> {
    let all = terms(text).into_iter().filter(|term| !term.is_run());
    all.map(|term| term.key)
        .filter(|key| !key.is_ascii() || key.len() > 2)
        .collect()
}

/// States that facts give may be said; every other state may not.
fn asserts_other_state(sentence: &str, ground: &Ground) -> bool {
    let is_negated = [
        "not ",
        "n't ",
        "nicht ",
        "noch ",
        "pas ",
        "no ",
        "未",
        "没",
        "ません",
    ]
    .iter()
    .any(|word| sentence.contains(word));
    let asserted = STATES
        .iter()
        .filter(|(_, phrases)| has_phrase(sentence, phrases))
        .map(|(state, _)| *state);
    !is_negated
        && asserted
            .into_iter()
            .any(|state| !ground.states.contains(&state))
}

/// A phrase at the beginning of a word; in languages without spaces, anywhere.
fn has_phrase(sentence: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        sentence.match_indices(phrase).any(|(at, _)| {
            let before = sentence
                .get(..at)
                .and_then(|before| before.chars().next_back());
            !phrase.is_ascii() || before.is_none_or(|character| !character.is_alphanumeric())
        })
    })
}
