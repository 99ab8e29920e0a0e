//! Questions to a small body of knowledge. A draft may hold sentences that answer, and no others.

use super::super::{ComposeRequest, compose};
use crate::facts::Facts;
use crate::retrieval::{Article, Library, Query};

/// Language, title and text.
const ARTICLES: &[(&str, &str, &str)] = &[
    (
        "en",
        "Opening hours",
        "Our shop in Harbour Street is open Monday to Friday from 9:00 to 18:00. On Saturdays we close at 14:00. The telephone line is staffed on weekdays only.",
    ),
    (
        "en",
        "Repairs",
        "A repair takes about two weeks once the machine has reached our workshop. You get an estimate before we begin. Repairs under warranty are free of charge.\n\nWe lend you a replacement machine during the repair if you ask for one.",
    ),
    (
        "en",
        "Gift vouchers",
        "Gift vouchers are valid for three years. A voucher can be used in several orders until it is empty. Vouchers cannot be paid out in cash.",
    ),
    (
        "en",
        "Newsletter",
        "You can unsubscribe from the newsletter with the link at the end of each issue. It takes one day until it stops. Subscribers hear about sales first.",
    ),
    (
        "en",
        "Coffee subscriptions",
        "A subscription delivers fresh beans every month. You can pause a subscription for up to three months in your account. Changes must be made five days before the next delivery. Cancelling is possible at any time.",
    ),
    (
        "en",
        "Water filters",
        "The water filter should be changed every two months. A red light on the machine tells you when the filter is used up. Filters fit all models since 2019.",
    ),
    (
        "en",
        "Delivery addresses",
        "The delivery address can be changed until the order is packed. Parcels can be sent to a parcel locker. We do not deliver to post office boxes.",
    ),
    (
        "en",
        "Payment methods",
        "We accept cards, bank transfer and PayPal. With a bank transfer the order ships as soon as the money has arrived. Instalments are possible from 200 EUR.",
    ),
    (
        "en",
        "Damaged parcels",
        "Please take a photo of the damaged parcel before you unpack it. We replace what was broken in transit at no cost. The courier collects the damaged item.",
    ),
    (
        "en",
        "Grinder settings",
        "Turn the ring to the left for a finer grind. For espresso start at setting four. Never adjust the grinder while it holds beans and is switched off.",
    ),
    (
        "en",
        "Business customers",
        "Business customers can order on account after the first order. The tax number must be entered before ordering. Business prices apply from ten machines.",
    ),
    (
        "en",
        "Account and password",
        "You can reset your password with the link on the sign-in page. The link works for one hour. If no message arrives, look in the spam folder.",
    ),
    (
        "zh",
        "营业时间",
        "门店周一至周五9点到18点营业。周六14点关门，周日休息。客服电话仅工作日接听。",
    ),
    (
        "zh",
        "维修服务",
        "机器寄到维修中心后大约需要两周完成维修。维修前我们会先报价。保修期内的维修免费。",
    ),
    (
        "zh",
        "礼品卡",
        "礼品卡有效期为三年。礼品卡可以分多次使用。礼品卡不能兑换现金。",
    ),
    (
        "zh",
        "滤芯更换",
        "滤芯建议每两个月更换一次。机器亮红灯表示滤芯需要更换。滤芯适用于2019年以后的所有型号。",
    ),
    (
        "zh",
        "收货地址",
        "订单打包前可以修改收货地址。包裹可以寄到快递柜。我们不寄送到邮政信箱。",
    ),
    (
        "zh",
        "支付方式",
        "我们支持银行卡、支付宝和微信支付。满2000元可以分期付款。",
    ),
    (
        "zh",
        "破损包裹",
        "拆开破损的包裹前请先拍照。运输中损坏的商品我们免费更换。",
    ),
    (
        "zh",
        "咖啡豆订阅",
        "订阅每月寄送新鲜咖啡豆。订阅可以在账户中暂停，最长三个月。修改需要在下次配送前五天提交。",
    ),
    (
        "zh",
        "账户密码",
        "点击登录页面的链接可以重置密码。链接一小时内有效。",
    ),
];

/// Language, question, and words of which every sentence of the draft must hold some.
const ANSWERED: &[(&str, &str, &[&str])] = &[
    (
        "en",
        "What are your opening hours on Saturday?",
        &["On Saturdays", "is open Monday"],
    ),
    (
        "en",
        "When does the shop close on Saturdays?",
        &["On Saturdays"],
    ),
    ("en", "How long does a repair take?", &["about two weeks"]),
    (
        "en",
        "Do I get a replacement machine during the repair?",
        &["replacement machine"],
    ),
    (
        "en",
        "Is a repair under warranty free?",
        &["under warranty"],
    ),
    (
        "en",
        "How long are gift vouchers valid?",
        &["valid for three years"],
    ),
    (
        "en",
        "Can I use a voucher for several orders?",
        &["several orders"],
    ),
    ("en", "Can my voucher be paid out in cash?", &["in cash"]),
    (
        "en",
        "How do I unsubscribe from the newsletter?",
        &["unsubscribe"],
    ),
    (
        "en",
        "Can I pause my coffee subscription for a while?",
        &["pause a subscription"],
    ),
    (
        "en",
        "I would like to cancel my subscription, is that possible at any time?",
        &["Cancelling is"],
    ),
    (
        "en",
        "How often should I change the water filter?",
        &["every two months"],
    ),
    (
        "en",
        "There is a red light on my machine, what does it mean?",
        &["red light"],
    ),
    (
        "en",
        "Which models do the filters fit?",
        &["fit all models"],
    ),
    (
        "en",
        "Can I still change the delivery address of my order?",
        &["delivery address can"],
    ),
    (
        "en",
        "Do you deliver to a parcel locker?",
        &["parcel locker"],
    ),
    ("en", "Which payment methods do you accept?", &["We accept"]),
    ("en", "Can I pay in instalments?", &["Instalments"]),
    (
        "en",
        "My parcel arrived damaged, what should I do?",
        &["take a photo", "replace what", "courier collects"],
    ),
    (
        "en",
        "Who collects the damaged item?",
        &["courier collects"],
    ),
    ("en", "How do I get a finer grind?", &["finer grind"]),
    (
        "en",
        "Which setting should I start at for espresso?",
        &["espresso start"],
    ),
    (
        "en",
        "Can business customers order on account?",
        &["order on account"],
    ),
    (
        "en",
        "From how many machines do business prices apply?",
        &["Business prices"],
    ),
    (
        "en",
        "I forgot my password, how can I reset it?",
        &["reset your password"],
    ),
    (
        "en",
        "How long does the password link work?",
        &["works for one hour"],
    ),
    ("zh", "请问你们周六几点关门？", &["周六14点"]),
    ("zh", "维修大约需要多久？", &["大约需要两周"]),
    ("zh", "保修期内维修要收费吗？", &["保修期内"]),
    ("zh", "礼品卡有效期多久？", &["有效期为三年"]),
    ("zh", "礼品卡可以兑换现金吗？", &["兑换现金"]),
    ("zh", "滤芯多久更换一次？", &["每两个月"]),
    ("zh", "机器亮红灯是什么意思？", &["亮红灯"]),
    ("zh", "我可以修改收货地址吗？", &["修改收货地址"]),
    ("zh", "可以寄到快递柜吗？", &["快递柜"]),
    ("zh", "你们支持微信支付吗？", &["微信支付"]),
    ("zh", "包裹破损了怎么办？", &["先拍照", "免费更换"]),
    ("zh", "订阅可以暂停吗？", &["暂停"]),
    ("zh", "怎么重置密码？", &["重置密码"]),
];

/// Nothing is published about these.
const UNANSWERED: &[(&str, &str)] = &[
    ("en", "Do you sell tea pots made of glass?"),
    ("en", "What is the name of your founder?"),
    ("en", "Can you recommend a restaurant nearby?"),
    ("zh", "你们招聘吗？"),
    ("zh", "请推荐一家餐厅。"),
];

/// Each sentence of the draft as the article has it; none where there is no draft.
fn quoted(library: &Library, language: &str, question: &str) -> Vec<String> {
    let mut query = Query::new(question);
    query.place.language = Some(language.to_owned());
    let hits = library.search(&query, 6);
    let request = ComposeRequest {
        message: question,
        language,
        intents: &[],
        certainty: 1.0,
        wordings: &[],
        hits: &hits,
        facts: &Facts::new(),
    };
    let composed = compose(&request);
    composed.map_or_else(
        |_| Vec::new(),
        |composed| {
            composed
                .citations
                .into_iter()
                .map(|one| one.quote)
                .collect()
        },
    )
}

fn library() -> Library {
    let mut library = Library::default();
    for (number, (language, title, text)) in ARTICLES.iter().enumerate() {
        let id = format!("art_{number}");
        let mut article = Article::new(id, (*title).to_owned(), (*text).to_owned());
        article.scope.languages = vec![(*language).to_owned()];
        library.add(article);
    }
    library
}

#[test]
fn a_draft_holds_sentences_that_answer_and_no_others() {
    let library = library();
    let mut wrong = Vec::new();
    for (language, question, answers) in ANSWERED {
        let quoted = quoted(&library, language, question);
        let is_right = |quote: &String| answers.iter().any(|answer| quote.contains(answer));
        if quoted.is_empty() || !quoted.iter().all(is_right) {
            wrong.push((question, quoted));
        }
    }
    assert!(ANSWERED.len() >= 30);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_nothing_is_published_about_gets_no_draft() {
    let library = library();
    for (language, question) in UNANSWERED {
        let quoted = quoted(&library, language, question);
        assert!(quoted.is_empty(), "{question}: {quoted:?}");
    }
}
