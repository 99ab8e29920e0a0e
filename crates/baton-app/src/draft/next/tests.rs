//! Texts to customers, and what each says comes next. It is Wednesday, 4 March 2026, 10:00 UTC.

use super::*;
use baton_domain::id::CaseId;

fn read(text: &str) -> Proposal {
    let now = "2026-03-04T10:00:00Z".parse().unwrap();
    let case = Case::unopened(CaseId::from_bits(1));
    propose(text, &case, ParticipantId::from_bits(1), now)
}

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// We wait for the customer until then.
#[track_caller]
fn asks(text: &str, asked: &str, until: &str) {
    let wanted = Next::TheirTurn {
        on: Party::Customer,
        reason: WaitKind::CustomerReply,
        what: asked.to_owned(),
        due: instant(until),
    };
    assert_eq!(read(text).next, wanted, "{text}");
}

/// We keep it until then.
#[track_caller]
fn takes_on(text: &str, until: Option<&str>) {
    match read(text).next {
        Next::OurTurn { due, .. } => assert_eq!(due, until.map(instant), "{text}"),
        other => panic!("{text}: {other:?}"),
    }
}

#[track_caller]
fn answers(text: &str) {
    assert_eq!(
        read(text).next,
        Next::Answered { closes_in_days: 7 },
        "{text}"
    );
}

const IN_THREE_DAYS: &str = "2026-03-07T23:59:59Z";
const FRIDAY: &str = "2026-03-06T23:59:59Z";

#[test]
fn a_question_waits_for_its_answer() {
    asks(
        "Thank you. Which model is it?",
        "Which model is it?",
        IN_THREE_DAYS,
    );
    asks(
        "您好！请问是哪一款咖啡机？谢谢。",
        "请问是哪一款咖啡机？",
        IN_THREE_DAYS,
    );
}

#[test]
fn a_request_for_a_photo_waits_for_it() {
    let photo = "Please send us a photo of the seal.";
    asks(&format!("I am sorry. {photo}"), photo, IN_THREE_DAYS);
    let photo = "请您拍一张密封圈的照片发给我们。";
    asks(&format!("非常抱歉。{photo}"), photo, IN_THREE_DAYS);
    asks("麻烦提供订单号。", "麻烦提供订单号。", IN_THREE_DAYS);
}

#[test]
fn the_day_that_a_request_names_is_its_due() {
    let asked = "Could you reply by Friday?";
    asks(asked, asked, FRIDAY);
    let asked = "请在周五之前发给我们。";
    asks(asked, asked, FRIDAY);
}

#[test]
fn what_we_take_on_stays_with_us_until_the_day_we_named() {
    takes_on("We'll get back to you by Friday.", Some(FRIDAY));
    takes_on(
        "We’ll get back to you tomorrow.",
        Some("2026-03-05T23:59:59Z"),
    );
    takes_on(
        "You will hear from us within 24 hours.",
        Some("2026-03-05T10:00:00Z"),
    );
    takes_on(
        "I will check with the warehouse and reply in two working days.",
        Some(FRIDAY),
    );
    takes_on(
        "We will call you next Monday.",
        Some("2026-03-09T23:59:59Z"),
    );
    takes_on(
        "We will ship it on March 9th.",
        Some("2026-03-09T23:59:59Z"),
    );
    takes_on(
        "We will answer by the 3rd of February.",
        Some("2027-02-03T23:59:59Z"),
    );
    takes_on("We will look into it.", None);
}

#[test]
fn what_we_take_on_in_chinese_stays_with_us_as_well() {
    takes_on("我们会在周五之前给您答复。", Some(FRIDAY));
    takes_on("我们将在24小时内回复您。", Some("2026-03-05T10:00:00Z"));
    takes_on("我们会在两个工作日内处理。", Some(FRIDAY));
    takes_on("我们会在三天内寄出新的。", Some(IN_THREE_DAYS));
    takes_on(
        "我明天会联系快递公司，我会再告诉您。",
        Some("2026-03-05T23:59:59Z"),
    );
    takes_on("我们会在下周一安排师傅上门。", Some("2026-03-09T23:59:59Z"));
    takes_on("我们会在3月9日发货。", Some("2026-03-09T23:59:59Z"));
    takes_on("我们会尽快处理。", None);
}

#[test]
fn anything_else_is_an_answer() {
    answers("Your parcel left our warehouse this morning.");
    answers("You can return unused items within 30 days. Is there anything else we can do?");
    answers("The seal is covered. Please let us know if you have any questions.");
    answers("We will not charge you twice.");
    answers("Visit example.com?x for more. Best wishes");
    answers("您的包裹今天早上已经发出。如有任何问题，请随时联系我们。");
    answers("保修期为两年。");
    answers("");
}

#[test]
fn a_text_that_asks_and_promises_waits_and_proposes_the_promise() {
    let both = read("Please send us a photo. We will answer by Friday.");
    assert!(matches!(both.next, Next::TheirTurn { .. }));
    let pledge = both.pledge.unwrap();
    assert_eq!(pledge.text, "We will answer by Friday.");
    assert_eq!(pledge.due, instant(FRIDAY));
    assert_eq!(both.because.unwrap(), "Please send us a photo.");
}

#[test]
fn a_day_that_is_past_is_no_due() {
    takes_on("We will answer, as we said on 2026-03-01.", None);
}
