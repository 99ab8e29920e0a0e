//! Questions that would help to answer, in the customer's language.
//!
//! Fixed wording by us. Inside the empathy boundary nobody asks them for the agent: that is decided
//! elsewhere.

/// Asks for what the customer can tell of these slots; none for what only we can know.
pub(super) fn for_slots(slots: &[String], language: &str) -> Option<String> {
    let known = |slot: &String| {
        let wanted = SLOTS
            .iter()
            .find(|(names, _)| names.contains(&slot.as_str()))?;
        in_language(wanted.1, language)
    };
    slots.iter().find_map(known).map(str::to_owned)
}

/// Asks what it is about.
pub(super) fn general(language: &str) -> Option<String> {
    in_language(GENERAL, language).map(str::to_owned)
}

fn in_language(
    [en, zh, de, fr, es, ja]: [&'static str; 6],
    language: &str,
) -> Option<&'static str> {
    match language {
        "en" => Some(en),
        "zh" => Some(zh),
        "de" => Some(de),
        "fr" => Some(fr),
        "es" => Some(es),
        "ja" => Some(ja),
        _ => None,
    }
}

const GENERAL: [&str; 6] = [
    "Could you tell us a little more about what you need?",
    "可以再具体说一下您的需求吗？",
    "Können Sie uns etwas genauer sagen, worum es geht?",
    "Pourriez-vous nous en dire un peu plus sur votre demande ?",
    "¿Podría contarnos un poco más sobre lo que necesita?",
    "もう少し詳しく教えていただけますか。",
];

type Question = (&'static [&'static str], [&'static str; 6]);

/// Slots a customer can fill, and how to ask for each.
const SLOTS: [Question; 4] = [
    (
        &["order_number", "order", "order_id"],
        [
            "Could you send us your order number?",
            "可以提供一下您的订单号吗？",
            "Können Sie uns Ihre Bestellnummer nennen?",
            "Pourriez-vous nous indiquer votre numéro de commande ?",
            "¿Podría indicarnos su número de pedido?",
            "ご注文番号を教えていただけますか。",
        ],
    ),
    (
        &["product", "product_name", "model"],
        [
            "Which product is it about?",
            "请问是哪一款商品？",
            "Um welches Produkt geht es?",
            "De quel produit s'agit-il ?",
            "¿De qué producto se trata?",
            "どの商品についてでしょうか。",
        ],
    ),
    (
        &["address", "delivery_address"],
        [
            "Which address should we use?",
            "请问收货地址是哪里？",
            "Welche Adresse sollen wir verwenden?",
            "Quelle adresse devons-nous utiliser ?",
            "¿Qué dirección debemos usar?",
            "どちらのご住所でしょうか。",
        ],
    ),
    (
        &["email", "account_email"],
        [
            "Which e-mail address is your account under?",
            "请问您的账号是用哪个邮箱注册的？",
            "Unter welcher E-Mail-Adresse läuft Ihr Konto?",
            "Sous quelle adresse e-mail est enregistré votre compte ?",
            "¿Con qué dirección de correo está registrada su cuenta?",
            "アカウントのメールアドレスを教えていただけますか。",
        ],
    ),
];
