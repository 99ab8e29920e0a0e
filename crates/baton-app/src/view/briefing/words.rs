//! A briefing's lines in English and Chinese.

use baton_domain::empathy::BoundaryReason;
use baton_domain::status::CaseStatus;
use baton_domain::time::Timestamp;
use baton_domain::triage::FailureClaim;
use baton_ledger::pack::Language;

use super::{Briefing, Earlier, Pledged};

/// Days of a year, as people count how long somebody has been with us.
const YEAR_DAYS: u32 = 365;

/// The words for the language.
const fn said(language: Language, english: &'static str, chinese: &'static str) -> &'static str {
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

/// What they told us.
pub(super) fn reported(briefing: &Briefing, language: Language) -> Vec<String> {
    let quotes = briefing.quotes.iter().map(|text| match language {
        Language::English => format!("“{text}”"),
        Language::Chinese => format!("「{text}」"),
    });
    let claims = briefing
        .claims
        .iter()
        .map(|claim| claimed(*claim, language).to_owned());
    quotes
        .chain(claims)
        .chain(named(briefing, language))
        .collect()
}

const fn claimed(claim: FailureClaim, language: Language) -> &'static str {
    match claim {
        FailureClaim::ProductDefect => said(
            language,
            "They say that what we sold is defective.",
            "客户称我们售出的商品有缺陷。",
        ),
        FailureClaim::BillingError => said(
            language,
            "They say that we charged wrongly.",
            "客户称我们收费有误。",
        ),
        FailureClaim::BrokenPromise => said(
            language,
            "They say that we did not keep a promise.",
            "客户称我们没有兑现承诺。",
        ),
        FailureClaim::Late => said(
            language,
            "They say that something is late.",
            "客户称某件事情延误了。",
        ),
    }
}

fn named(briefing: &Briefing, language: Language) -> Option<String> {
    let named: Vec<_> = briefing
        .named
        .iter()
        .filter_map(|(kind, text)| Some(format!("{} {text}", entity(kind, language)?)))
        .collect();
    (!named.is_empty()).then(|| match language {
        Language::English => format!("They name: {}.", named.join(", ")),
        Language::Chinese => format!("客户提到：{}。", named.join("、")),
    })
}

/// What kind of thing it is; nothing for what tells an agent nothing, such as an address of a page.
fn entity(kind: &str, language: Language) -> Option<&'static str> {
    Some(match kind {
        "order" => said(language, "order", "订单"),
        "tracking" => said(language, "parcel", "运单"),
        "amount" => said(language, "amount", "金额"),
        "date" => said(language, "date", "日期"),
        "phone" => said(language, "phone", "电话"),
        "email" => said(language, "e-mail", "邮箱"),
        _ => return None,
    })
}

/// Who they are to us, and what was before.
pub(super) fn history(briefing: &Briefing, language: Language) -> Vec<String> {
    let mut lines = vec![standing(briefing, language), before(briefing, language)];
    lines.extend(briefing.earlier.iter().map(|one| earlier(one, language)));
    lines
}

fn standing(briefing: &Briefing, language: Language) -> String {
    let tier = briefing.tier.as_deref();
    match (briefing.with_us_days, language) {
        (Some(days), Language::English) => {
            let tier = tier.map(|tier| format!(" ({tier})")).unwrap_or_default();
            format!("With us for {}{tier}.", length(days))
        }
        (Some(days), Language::Chinese) => {
            let tier = tier.map(chinese_tier).unwrap_or_default();
            if days < YEAR_DAYS {
                format!("成为客户已{days}天{tier}。")
            } else {
                format!("成为客户已{}年{tier}。", days / YEAR_DAYS)
            }
        }
        (None, Language::English) => "How long they have been with us is not known.".to_owned(),
        (None, Language::Chinese) => "不清楚该客户与我们往来多久。".to_owned(),
    }
}

/// The tiers we ship have names; others are the workspace's own words.
fn chinese_tier(tier: &str) -> String {
    let name = match tier {
        "standard" => "标准",
        "silver" => "银卡",
        "gold" => "金卡",
        other => other,
    };
    format!("（{name}）")
}

fn length(days: u32) -> String {
    match (days, days / YEAR_DAYS) {
        (1, _) => "1 day".to_owned(),
        (days, 0) => format!("{days} days"),
        (_, 1) => "1 year".to_owned(),
        (_, years) => format!("{years} years"),
    }
}

fn before(briefing: &Briefing, language: Language) -> String {
    match (briefing.earlier_count, language) {
        (0, Language::English) => "This is their first case.".to_owned(),
        (1, Language::English) => "They had one case before:".to_owned(),
        (count, Language::English) => format!("They had {count} cases before, the latest:"),
        (0, Language::Chinese) => "这是该客户的第一个工单。".to_owned(),
        (count, Language::Chinese) => format!("此前有{count}个工单，最近的是："),
    }
}

fn earlier(earlier: &Earlier, language: Language) -> String {
    let Earlier { number, at, .. } = earlier;
    let subject = earlier.subject.as_deref().unwrap_or_default();
    let status = match earlier.status {
        CaseStatus::Open => said(language, "still open", "仍在处理"),
        CaseStatus::Resolved => said(language, "resolved", "已解决"),
        CaseStatus::Closed => said(language, "closed", "已关闭"),
        CaseStatus::Cancelled => said(language, "cancelled", "已取消"),
        CaseStatus::Merged => said(language, "merged", "已合并"),
    };
    let day = day(*at);
    match (subject.is_empty(), language) {
        (true, _) => format!("B-{number} ({status}, {day})"),
        (false, Language::English) => format!("B-{number} “{subject}” ({status}, {day})"),
        (false, Language::Chinese) => format!("B-{number}「{subject}」（{status}，{day}）"),
    }
}

/// What we promised and have not kept.
pub(super) fn promised(briefing: &Briefing, language: Language) -> Vec<String> {
    if briefing.promises.is_empty() {
        let nothing = said(language, "Nothing is promised.", "没有未兑现的承诺。");
        return vec![nothing.to_owned()];
    }
    let lines = briefing.promises.iter().map(|one| pledged(one, language));
    lines.collect()
}

fn pledged(promise: &Pledged, language: Language) -> String {
    let erased = said(language, "(erased)", "（已删除）");
    let text = promise.text.as_deref().unwrap_or(erased);
    let due = instant(promise.due);
    match (promise.is_broken, language) {
        (true, Language::English) => format!("Broken: “{text}” was due {due}."),
        (false, Language::English) => format!("Open: “{text}” is due {due}."),
        (true, Language::Chinese) => format!("未兑现：「{text}」，原定 {due}。"),
        (false, Language::Chinese) => format!("待兑现：「{text}」，期限 {due}。"),
    }
}

/// The tone to take: what each reason asks for, and what holds for all.
pub(super) fn tone(briefing: &Briefing, language: Language) -> Vec<String> {
    let by_reason = briefing
        .reasons
        .iter()
        .map(|reason| advice(*reason, language));
    let always = said(
        language,
        "Write yourself, to this person; promise only what you can keep.",
        "请亲自写给这位客户；只承诺做得到的事。",
    );
    by_reason.chain([always]).map(str::to_owned).collect()
}

const fn advice(reason: BoundaryReason, language: Language) -> &'static str {
    match reason {
        BoundaryReason::AtRisk => said(
            language,
            "They may be about to leave: take what happened seriously before offering anything.",
            "客户可能正要离开：先认真对待所发生的事，再谈解决办法。",
        ),
        BoundaryReason::Frustrated => said(
            language,
            "They are frustrated: be calm and short, and do not explain before acknowledging it.",
            "客户很不满：语气平和、简短，先承认问题再解释。",
        ),
        BoundaryReason::LongStandingComplaint => said(
            language,
            "They have been with us for long and complain: show that you know it.",
            "老客户投诉：让对方感到我们知道这段关系。",
        ),
        BoundaryReason::ProductDefect => said(
            language,
            "Something we sold failed: do not make them prove it before you say sorry.",
            "我们售出的商品出了问题：先道歉，不要先要求对方证明。",
        ),
        BoundaryReason::BillingError => said(
            language,
            "It is about their money: be exact, name amounts and dates.",
            "事关客户的钱：务必准确，写明金额和日期。",
        ),
        BoundaryReason::BrokenPromise => said(
            language,
            "We did not keep our word: say so plainly, without excuses.",
            "我们没有兑现承诺：直接承认，不找借口。",
        ),
        BoundaryReason::TriageFailed => said(
            language,
            "What they want could not be told automatically: read it in full first.",
            "系统没能判断客户的意图：请先完整阅读。",
        ),
    }
}

fn day(at: Timestamp) -> String {
    at.to_string().chars().take("2026-03-04".len()).collect()
}

/// For example `2026-03-04 17:30 UTC`.
fn instant(at: Timestamp) -> String {
    let text = at.to_string();
    let time: String = text
        .chars()
        .skip("2026-03-04T".len())
        .take("17:30".len())
        .collect();
    format!("{} {time} UTC", day(at))
}
