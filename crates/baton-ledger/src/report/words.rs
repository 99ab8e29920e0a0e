//! The words of a report, in English and Chinese: those of the workbench, where it has one.
//!
//! A word that is younger than this list is shown as the event has it.

use crate::pack::{Audience, Language};

impl Language {
    /// The one of two wordings that is in this language.
    pub(super) const fn pick(self, english: &'static str, chinese: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}

/// Word, English, Chinese.
type Words = &'static [(&'static str, &'static str, &'static str)];

fn look_up(words: Words, word: &str, language: Language) -> &str {
    words
        .iter()
        .find(|(name, ..)| *name == word)
        .map_or(word, |(_, english, chinese)| {
            language.pick(english, chinese)
        })
}

/// Who an audience is.
pub(super) const fn audience(audience: Audience, language: Language) -> &'static str {
    match audience {
        Audience::Auditor => language.pick("Auditor", "审计方"),
        Audience::Customer => language.pick("Customer", "客户"),
        Audience::Platform => language.pick("Platform", "平台"),
        Audience::Court => language.pick("Court", "法院"),
    }
}

/// Whose turn it is.
pub(super) fn party(who: &str, language: Language) -> &str {
    look_up(PARTIES, who, language)
}

/// Why it is somebody's turn.
pub(super) fn turn_reason(reason: &str, language: Language) -> &str {
    look_up(TURNS, reason, language)
}

/// How a case ended.
pub(super) fn ending(kind: &str, language: Language) -> &str {
    look_up(ENDINGS, kind, language)
}

/// What a kind of event says happened.
pub(super) fn kind(kind: &str, language: Language) -> &str {
    look_up(KINDS, kind, language)
}

/// A word out of an event's data; one that has no wording is shown with spaces for underscores.
pub(super) fn word(word: &str, language: Language) -> String {
    match look_up(WORDS, word, language) {
        unknown if unknown == word => look_up(TURNS, word, language).replace('_', " "),
        known => known.to_owned(),
    }
}

const PARTIES: Words = &[
    ("us", "Us", "我们"),
    ("reviewer", "Approver", "审批人"),
    ("customer", "Customer", "客户"),
    ("executor", "Contact on site", "经办人"),
    ("partner", "Partner", "合作方"),
    ("platform", "Platform", "平台"),
    ("system", "A system", "系统"),
];

const TURNS: Words = &[
    (
        "they_wrote",
        "They wrote and have no answer yet",
        "对方来信，尚未答复",
    ),
    (
        "reply_in_review",
        "An answer waits for approval",
        "答复待审批",
    ),
    ("review_open", "An approval is open", "有待审批事项"),
    (
        "to_write_back",
        "Says it is done: confirm",
        "对方称已完成，待确认",
    ),
    ("to_verify", "We are checking", "核实中"),
    ("to_do", "We have something to do", "我方有待办"),
    (
        "to_judge",
        "Something was handed in and has to be looked at",
        "已收到资料，待查看",
    ),
    ("send_failed", "A message did not leave", "消息未发出"),
    (
        "send_unknown",
        "Nobody knows whether a message left",
        "消息是否发出未知",
    ),
    (
        "they_are_late",
        "They are late, and no reminder is left",
        "对方逾期，提醒已用尽",
    ),
    ("machine_at_work", "A system is at work", "系统处理中"),
    (
        "they_owe_us",
        "They owe an answer or an action",
        "等待对方答复或处理",
    ),
    ("next_step", "Decide what is next", "待定下一步"),
];

const ENDINGS: Words = &[
    ("resolved", "Resolved", "已解决"),
    ("closed", "Closed", "已关闭"),
    ("cancelled", "Cancelled", "已取消"),
    ("merged", "Continued in another case", "并入另一工单"),
];

const KINDS: Words = &[
    ("case_opened", "case opened", "工单建立"),
    (
        "participant_added",
        "person added to the case",
        "加入相关人员",
    ),
    (
        "identity_raised",
        "identity confirmed further",
        "身份进一步确认",
    ),
    ("routed", "sent to a queue", "分派到队列"),
    ("assigned", "assigned", "指派"),
    ("note_added", "internal note", "内部备注"),
    ("linked", "linked to another case", "关联工单"),
    ("next_mover_changed", "turn changed", "轮次变更"),
    ("message_received", "wrote", "来信"),
    (
        "message_filed",
        "message kept without an answer due",
        "消息归档，无需答复",
    ),
    ("message_edited", "changed the message", "修改了消息"),
    ("message_recalled", "took the message back", "撤回了消息"),
    (
        "sent_elsewhere",
        "answered in the provider's own app",
        "在渠道自有应用中答复",
    ),
    ("delivery_updated", "delivery report", "送达回执"),
    ("triaged", "message classified", "消息分类"),
    (
        "classification_corrected",
        "classification corrected",
        "更正分类",
    ),
    (
        "boundary_entered",
        "person first: AI words nothing",
        "人工优先：AI 不起草",
    ),
    ("boundary_left", "person first ended", "人工优先结束"),
    ("wait_opened", "waiting began", "开始等待"),
    ("wait_updated", "waiting goes on", "继续等待"),
    ("wait_overdue", "waiting is overdue", "等待逾期"),
    ("wait_claimed", "says it is done", "对方称已完成"),
    ("chase_due", "reminder due", "应发提醒"),
    ("wait_closed", "waiting ended", "结束等待"),
    ("draft_composing", "draft asked for", "请求起草"),
    ("draft_proposed", "suggested", "建议答复"),
    (
        "draft_failed",
        "handed to a person: no draft",
        "已转人工：未能起草",
    ),
    ("draft_edited", "changed the wording", "修改措辞"),
    (
        "draft_overtaken",
        "they wrote again meanwhile",
        "对方又来信",
    ),
    ("draft_reaffirmed", "wording still right", "确认措辞仍适用"),
    ("draft_rejected", "wording rejected", "否决措辞"),
    ("draft_withdrawn", "wording withdrawn", "撤回措辞"),
    ("review_requested", "asked for approval", "请求审批"),
    ("review_decided", "decided on the approval", "审批决定"),
    ("send_authorised", "let exactly this go", "授权发送"),
    ("send_started", "sending began", "开始发送"),
    ("sent", "sent", "已发送"),
    ("send_failed", "sending failed", "发送失败"),
    (
        "send_unknown",
        "unknown whether it was sent",
        "是否发出未知",
    ),
    ("send_withdrawn", "taken back before it left", "发出前撤回"),
    ("promise_made", "promised", "作出承诺"),
    ("promise_kept", "promise kept", "兑现承诺"),
    ("promise_broken", "promise broken", "未兑现承诺"),
    ("promise_withdrawn", "promise withdrawn", "撤回承诺"),
    ("material_requested", "asked for", "索取资料"),
    ("material_received", "handed in", "收到资料"),
    (
        "material_judged",
        "looked at what was handed in",
        "查看资料",
    ),
    ("verification_recorded", "basis recorded", "记录依据"),
    ("clock_started", "clock started", "计时开始"),
    ("clock_paused", "clock paused", "计时暂停"),
    ("clock_resumed", "clock resumed", "计时恢复"),
    ("clock_met", "in time", "按时完成"),
    (
        "clock_breached",
        "too late for the agreed time",
        "超过约定时间",
    ),
    ("action_proposed", "action asked for", "申请操作"),
    ("action_approved", "action approved", "批准操作"),
    ("action_rejected", "action refused", "否决操作"),
    ("action_withdrawn", "action withdrawn", "撤回操作"),
    ("action_started", "back office asked", "开始执行操作"),
    ("action_done", "action done", "操作完成"),
    ("action_failed", "action not done", "操作未完成"),
    (
        "action_unknown",
        "nobody knows whether the action was done",
        "操作结果不明",
    ),
    (
        "action_compensated",
        "action undone by another",
        "操作已被撤销",
    ),
    ("resolved", "resolved", "已解决"),
    ("closed", "closed", "已关闭"),
    ("reopened", "opened again", "重新打开"),
    ("cancelled", "cancelled", "已取消"),
    ("merged", "goes on in another case", "并入另一工单"),
    ("absorbed", "another case goes on here", "并入了另一工单"),
    (
        "split",
        "messages became a case of their own",
        "拆分为新工单",
    ),
    (
        "message_moved",
        "message moved between cases",
        "消息移到另一工单",
    ),
    ("record_changed", "record changed", "记录变更"),
    ("accessed", "case read", "查阅工单"),
    ("erasure_requested", "erasure asked for", "申请删除个人内容"),
    ("erasure_declined", "erasure declined", "删除申请被拒绝"),
    ("erasure_decided", "erasure decided", "已决定删除个人内容"),
    (
        "contact_erased",
        "personal content erased",
        "个人内容已删除",
    ),
    ("legal_hold_set", "legal hold set", "已设为依法保留"),
    ("legal_hold_lifted", "legal hold lifted", "依法保留已解除"),
    (
        "generation_started",
        "log began anew from a backup",
        "日志自备份重新开始",
    ),
    ("epoch_closed", "epoch closed", "时段封存"),
];

const WORDS: Words = &[
    ("approved", "approved", "同意"),
    ("rejected", "rejected", "否决"),
    ("changed", "changed", "修改后退回"),
    ("withdrawn", "withdrawn", "撤回"),
    ("agent", "agent", "客服"),
    ("supervisor", "supervisor", "主管"),
    ("approver", "approver", "审批人"),
    ("expired", "nobody approved it in time", "超时未批准"),
    ("case_ended", "the case ended", "工单已结束"),
    ("refund", "refund", "退款"),
    ("compensate", "compensation", "补偿"),
    ("change_address", "change of address", "修改地址"),
    ("lookup_order", "look-up of an order", "查询订单"),
    ("replied", "answered", "已答复"),
    ("confirmed", "confirmed", "已确认"),
    ("decided", "decided", "已决定"),
    ("timed_out", "nobody objected in time", "期限内无异议"),
    ("teammate", "by a teammate", "由同事"),
    ("history", "over before it was imported", "导入前已结束"),
    ("our_reply", "our answer", "我方答复"),
    ("customer_reply", "answer of the customer", "客户答复"),
    ("customer_material", "needed from customer", "所需资料"),
    ("executor_action", "action on site", "经办人处理"),
    ("partner_response", "answer of the partner", "合作方答复"),
    ("supervisor_review", "approval", "审批"),
    ("verification", "we are checking", "核实中"),
    (
        "write_back",
        "says it is done: confirm",
        "对方称已完成，待确认",
    ),
    ("internal_action", "our own action", "我方处理"),
    ("confirmation", "confirmation by the customer", "客户确认"),
    ("external_system", "a system", "外部系统"),
    ("accepted", "accepted", "合格"),
    ("delivered", "delivered", "已送达"),
    ("read", "read", "已读"),
    ("bounced", "came back", "退回"),
    ("at_risk", "upset", "不满"),
    ("frustrated", "frustrated", "沮丧"),
    (
        "long_standing_complaint",
        "complaint of a long-standing customer",
        "老客户投诉",
    ),
    ("product_defect", "product defect", "产品缺陷"),
    ("billing_error", "billing error", "账单错误"),
    (
        "broken_promise",
        "a promise of ours was broken",
        "我方未兑现承诺",
    ),
    ("triage_failed", "could not be classified", "无法分类"),
    ("person_answered", "a person answered", "已由人工答复"),
    ("corrected", "corrected by a teammate", "由同事更正"),
    ("wrote_again", "they wrote again", "对方又来信"),
    ("channel_verified", "channel vouches", "渠道已验证"),
    ("challenged", "confirmed with a code", "验证码确认"),
    ("order_verified", "order facts known", "订单已核实"),
    ("unverified", "not verified", "未验证"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_kind_has_words_in_both_languages() {
        for name in crate::dictionary::known_kinds() {
            for language in [Language::English, Language::Chinese] {
                let is_listed = KINDS.iter().any(|(listed, ..)| *listed == name);
                assert!(is_listed, "{name}");
                assert!(!kind(name, language).is_empty());
            }
        }
    }

    #[test]
    fn a_word_that_is_not_known_is_shown_as_it_is() {
        assert_eq!(word("quite_new", Language::Chinese), "quite new");
        assert_eq!(kind("teleported", Language::English), "teleported");
    }
}
