//! From last week to yesterday.

use anyhow::Context as _;
use baton_app::case::open::{Named, NewCase, NewParticipant};
use baton_app::case::verb::{NewClass, NewWait, Verb, WaitReason, Whom};
use baton_app::draft::NewThen;
use baton_app::ports::channel::{Address, AddressKind};
use baton_domain::action::ActionKind;
use baton_domain::material::Judgement;
use baton_domain::participant::ParticipantRole;
use baton_domain::time::Span;
use baton_domain::triage::Category;
use baton_domain::wait::{ChasePlan, Party};
use serde_json::json;

use crate::command::demo::desk::Desk;

const fn days(count: i64) -> Span {
    Span::from_days(count)
}

const fn hours(count: i64) -> Span {
    Span::from_hours(count)
}

/// A promise that is not kept, an idea, and a technician who has to be reminded.
pub(super) async fn last_week(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    desk.until(hours(9 * 24 + 5)).await?;
    desk.comes("m-207").await?;
    desk.knows("m-207", "standard", 0, days(210)).await?;
    desk.until(hours(9 * 24 + 3)).await?;
    desk.dana().takes("m-207").await?;
    desk.dana()
        .answers(
            "m-207",
            "Bonjour Madame Dubois,\n\nmerci pour votre message. Votre banque a rejeté le premier \
             remboursement ; nous le refaisons et vous l'aurez dans les trois jours.\n\nDana",
            NewThen::NextStep,
        )
        .await?;
    desk.dana()
        .promises("m-207", "Refund of 189.50 EUR for order KC-88102", days(3))
        .await?;

    desk.until(days(8)).await?;
    desk.comes("c-111").await?;
    desk.until(hours(8 * 24 - 1)).await?;
    let thanks = "Hello David,\n\nthat is a good idea. I have passed it on to the team that makes \
                  the app.\n\nDana";
    let resolved = NewThen::Resolve {
        closes_in_days: Some(7),
    };
    desk.dana().answers("c-111", thanks, resolved).await?;

    desk.until(hours(7 * 24 - 2)).await?;
    a_visit(desk).await
}

/// A hotel called: its machine is due for service, and the caretaker has to let the technician in.
async fn a_visit(desk: &Desk<'_>) -> anyhow::Result<()> {
    let named = |role, name: &str, address: &str| NewParticipant {
        who: Named::Address(Address {
            kind: AddressKind::Email,
            address: address.to_owned(),
            name: Some(name.to_owned()),
        }),
        role,
    };
    let new = NewCase {
        subject: "Yearly service of the bar's KM3".to_owned(),
        participants: vec![
            named(
                ParticipantRole::Customer,
                "Ines Brandt",
                "ines.brandt@nordstern.example",
            ),
            named(
                ParticipantRole::Executor,
                "Marek Novák",
                "marek@nordstern.example",
            ),
        ],
        channel: Some(desk.channel("email")?),
    };
    let case = desk.dana().opens(new).await?;
    // Nobody wrote anything that could be sorted: whoever took the call says what it is about.
    let class = NewClass {
        language: Some("en".parse().context("a language")?),
        category: Some(Category::Technical),
        reason: Some("Taken on the phone".to_owned()),
        ..NewClass::default()
    };
    desk.dana().verb_in(case, Verb::Classify(class)).await?;
    let case = desk.read(case).await?;
    let marek = case.participants.get(1).map(|caretaker| caretaker.id);
    let then = NewThen::Wait(NewWait {
        on: Party::Executor,
        reason: WaitReason::ExecutorAction,
        what: Some("Descale the KM3 and send the reading of the water meter".to_owned()),
        due: Some(desk.after(days(8))),
        participant: marek,
        chase: Some(ChasePlan {
            after: days(2),
            every: days(6),
            most: 2,
        }),
    });
    let text = "Hello Mr Novák,\n\nbefore the yearly service of the KM3 in the bar, please descale \
                it and send us the reading of the water meter beside it.\n\nDana";
    desk.dana().writes(&case, marek, text, then).await?;
    desk.until(hours(5 * 24 - 4)).await?;
    let case = desk.read(case.id).await?;
    desk.dana()
        .approves_in(&case, None, NewThen::NextStep)
        .await
}

/// Money: a credit, a refund of which nobody knows whether it arrived, and a technician asked for.
pub(super) async fn three_days_ago(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    desk.until(hours(4 * 24 - 3)).await?;
    desk.comes("c-106").await?;
    desk.until(hours(4 * 24 - 5)).await?;
    desk.dana().takes("c-106").await?;
    let thanks = "Hello Lucas,\n\nwe have credited {{amount}} to order {{order}} for the trouble. \
                  The gasket leaves the warehouse as soon as it is back in stock.\n\nDana";
    let credit = json!({"order": "KC-88231", "amount": {"minor": 1_000, "currency": "EUR"},
        "reason": "Spare gasket missing from the box"});
    let dana = desk.dana();
    let credit = dana
        .proposes("c-106", ActionKind::Compensate, credit, Some(thanks))
        .await?;
    desk.ruth().agrees(&credit).await?;
    desk.dana()
        .waits(
            "c-106",
            WaitReason::ExternalSystem,
            "Warehouse ships the gasket",
            days(5),
        )
        .await?;

    desk.until(hours(3 * 24 + 6)).await?;
    desk.comes("c-113").await?;
    desk.until(hours(3 * 24 + 5)).await?;
    let moved = "Hello Sara,\n\nthank you for telling us in time. Your technician now comes on \
                 Friday between 9:00 and 11:00.\n\nDana";
    desk.dana()
        .approves("c-113", Some(moved), NewThen::NextStep)
        .await?;

    desk.until(days(3)).await?;
    // The payment provider behind this order loses its answers.
    let promised = json!({"order": "KC-88102", "amount": {"minor": 18_950, "currency": "EUR"},
        "reason": "Returned; the first refund was rejected by the bank"});
    let dana = desk.dana();
    let promised = dana
        .proposes("m-207", ActionKind::Refund, promised, None)
        .await?;
    desk.ruth().agrees(&promised).await
}

/// A parcel that does not move, and two appointments.
pub(super) async fn the_day_before_yesterday(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    desk.until(hours(2 * 24 + 6)).await?;
    desk.comes("m-201").await?;
    desk.until(hours(2 * 24 + 5)).await?;
    desk.dana().takes("m-201").await?;
    let asked = "Hello Jonas,\n\nthank you for your message about order KC-88240. The tracking \
                 page shows «label created» until the courier scans the parcel, which takes up to \
                 3 working days. That has passed, so we have asked Northwind where it is and will \
                 write to you as soon as we know.\n\nDana";
    desk.dana()
        .approves("m-201", Some(asked), NewThen::NextStep)
        .await?;
    desk.dana()
        .promises(
            "m-201",
            "Tell Jonas what Northwind says about his parcel",
            hours(2 * 24 + 8),
        )
        .await?;
    desk.dana()
        .waits(
            "m-201",
            WaitReason::Verification,
            "Where parcel NW40088240EU is",
            hours(2 * 24 + 8),
        )
        .await?;

    desk.until(hours(2 * 24 + 1)).await?;
    desk.comes("c-107").await?;
    desk.until(days(2)).await?;
    desk.xiaoyu().takes("c-107").await?;
    let reminder = ChasePlan {
        after: hours(30),
        every: days(2),
        most: 2,
    };
    let then = desk.then_answer("周一上午还是周一下午", days(4), Some(reminder));
    let chosen = "您好，感谢告知。周日不安排上门安装，最近可以改到周一上午（9:00–11:00）或周一下午\
                  （14:00–16:00）。请问哪个时间对您更方便？\n\n小雨";
    desk.xiaoyu().approves("c-107", Some(chosen), then).await?;

    desk.until(hours(40)).await?;
    desk.comes("c-115").await?;
    desk.until(hours(39)).await?;
    desk.dana().takes("c-113").await?;
    let sorry = json!({"order": "KC-88219", "amount": {"minor": 6_000, "currency": "EUR"},
        "reason": "The technician did not come"});
    let dana = desk.dana();
    let sorry = dana
        .proposes("c-113", ActionKind::Compensate, sorry, None)
        .await?;
    desk.until(hours(38)).await?;
    desk.ruth()
        .refuses(
            &sorry,
            "For a missed visit we give 20 EUR and the next free slot. Please propose that.",
        )
        .await
}

/// A leak, a parcel that was signed for by nobody, and an order that is not wanted any more.
pub(super) async fn yesterday(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    desk.until(hours(30)).await?;
    desk.comes("c-101").await?;
    desk.knows("c-101", "silver", 0, days(14)).await?;
    desk.until(hours(29)).await?;
    a_leak(desk).await?;

    desk.until(hours(28)).await?;
    desk.comes("c-105").await?;
    desk.until(hours(27)).await?;
    desk.xiaoyu()
        .answers(
            "c-105",
            "Hello Elena,\n\nyour red kettle is being packed and leaves tomorrow.\n\nXiaoyu",
            NewThen::NextStep,
        )
        .await?;
    desk.xiaoyu()
        .promises("c-105", "The red kettle is shipped", days(2))
        .await?;

    desk.until(hours(26)).await?;
    desk.comes("c-103").await?;
    desk.until(hours(25)).await?;
    a_parcel_that_is_not_there(desk).await?;

    desk.comes("c-102").await?;
    the_plate(desk).await?;
    desk.until(hours(24)).await?;
    desk.comes("m-209").await?;
    desk.until(hours(22)).await?;
    desk.comes("m-204").await?;
    desk.knows("m-204", "gold", 120_000, days(640)).await
}

/// The courier says that it was signed for; the courier is asked by whom.
async fn a_parcel_that_is_not_there(desk: &Desk<'_>) -> anyhow::Result<()> {
    desk.xiaoyu().takes("c-103").await?;
    desk.xiaoyu()
        .approves("c-103", None, NewThen::NextStep)
        .await?;
    desk.xiaoyu()
        .notes("c-103", "已联系速达快递，对方答应今天之内发来签收照片。")
        .await?;
    desk.xiaoyu()
        .waits("c-103", WaitReason::Verification, "签收照片", hours(27))
        .await
}

/// Mei's machine leaks: we need to know which one it is, and to see it.
async fn a_leak(desk: &Desk<'_>) -> anyhow::Result<()> {
    let dana = desk.dana();
    dana.takes("c-101").await?;
    for what in ["Photo of the serial plate", "Short video of the leak"] {
        let wanted = Verb::RequestMaterial {
            what: what.to_owned(),
            from: Whom::Role(ParticipantRole::Customer),
            is_required: true,
        };
        dana.verb("c-101", wanted).await?;
    }
    let items = desk.case("c-101").await?;
    let items = items.materials.iter().map(|item| item.id).collect();
    let then = NewThen::Wait(NewWait {
        on: Party::Customer,
        reason: WaitReason::CustomerMaterial(items),
        what: None,
        due: Some(desk.after(days(3))),
        participant: None,
        chase: None,
    });
    let text = "Hello Mei,\n\nI am sorry that your new machine leaks. A technician will look at \
                it. So that they bring the right seal, please send me a photo of the serial plate \
                under the machine and a short video of the leak.\n\nDana";
    dana.answers("c-101", text, then).await
}

/// The first of the two things asked for is here.
async fn the_plate(desk: &Desk<'_>) -> anyhow::Result<()> {
    let dana = desk.dana();
    let case = desk.case("c-101").await?;
    if let Some(plate) = case.materials.first() {
        let judged = Verb::JudgeMaterial {
            material: plate.id,
            judgement: Judgement::Accepted,
            reason: None,
        };
        dana.verb("c-101", judged).await?;
    }
    dana.notes(
        "c-101",
        "Northside has a slot on Saturday afternoon but wants to know which seal is affected first.",
    )
    .await?;
    dana.promises("c-101", "A technician calls to agree on a time", hours(29))
        .await
}
