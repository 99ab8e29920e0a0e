//! Today, until the demo was opened.

use baton_app::case::verb::Verb;
use baton_domain::action::ActionKind;
use baton_domain::time::Span;
use serde_json::json;

use crate::command::demo::deliveries::UNREADABLE;
use crate::command::demo::desk::Desk;

const fn hours(count: i64) -> Span {
    Span::from_hours(count)
}

const fn minutes(count: i64) -> Span {
    Span::from_minutes(count)
}

/// What waits for somebody to agree, and who has waited too long.
pub(super) async fn the_morning(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    desk.until(hours(20)).await?;
    desk.ruth().takes("m-204").await?;
    let offer = "Dear Fatima,\n\nthank you for your interest. For twelve KM2 machines we can offer \
                 1,090 EUR each, installation included, delivered in March. The offer is good for \
                 30 days. Shall we reserve the machines for you?\n\nKettle & Crane";
    desk.dana()
        .asks_for_approval(
            "m-204",
            offer,
            "Twelve per cent off the list: is that all right?",
        )
        .await?;
    desk.until(hours(19)).await?;
    who_was_not_answered(desk).await?;
    two_decisions(desk).await
}

/// Nobody came to these yet.
async fn who_was_not_answered(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    desk.comes("c-116").await?;
    let cancelled = Verb::Cancel {
        reason: Some("The customer chose the wrong colour; the order had not left".to_owned()),
    };
    desk.until(hours(18)).await?;
    desk.xiaoyu().verb("c-105", cancelled).await?;

    desk.until(hours(16)).await?;
    desk.fails("wholesale", "imap.not_signed_in").await?;
    desk.until(hours(9)).await?;
    desk.comes("m-205").await?;
    desk.until(hours(7)).await?;
    desk.comes("m-202").await?;
    desk.knows("m-202", "gold", 34_000, Span::from_days(1_420))
        .await?;
    desk.until(hours(6)).await?;
    desk.comes("m-203").await?;
    desk.until(minutes(222)).await?;
    desk.comes("c-110").await?;
    desk.until(hours(3)).await?;
    desk.comes("m-210").await
}

/// A payment that was taken twice, and a parcel that has to go elsewhere.
async fn two_decisions(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    desk.until(minutes(150)).await?;
    desk.comes("m-213").await?;
    desk.until(hours(2)).await?;
    desk.dana().takes("m-202").await?;
    desk.dana().merges("m-213", "m-202").await?;
    let apology = "Hello Priya,\n\nyou are right, the payment was taken twice. We have paid \
                   {{amount}} back; your bank shows it within five working days. Our reference is \
                   {{reference}}.\n\nDana";
    let twice = json!({"order": "KC-88155", "amount": {"minor": 34_000, "currency": "EUR"},
        "reason": "Invoice 5512 was charged twice"});
    desk.dana()
        .proposes("m-202", ActionKind::Refund, twice, Some(apology))
        .await?;
    desk.until(minutes(95)).await?;
    desk.comes("m-206").await?;
    desk.until(minutes(80)).await?;
    let moved = "Hola Marta:\n\nhemos cambiado la dirección del pedido {{order}}. Sale mañana hacia \
                 su nueva casa.\n\nDana";
    let address = json!({"order": "KC-88270", "address": {"name": "Marta Ruiz",
        "lines": ["Calle Olmo 7, 2.º B"], "postcode": "28012", "city": "Madrid",
        "country": "ES"}});
    desk.dana()
        .proposes("m-206", ActionKind::ChangeAddress, address, Some(moved))
        .await?;
    Ok(())
}

/// What has just come in.
pub(super) async fn the_last_hour(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    desk.until(minutes(55)).await?;
    desk.comes("m-211").await?;
    desk.until(minutes(50)).await?;
    desk.comes("c-117").await?;
    desk.until(minutes(41)).await?;
    desk.comes("c-104").await?;
    desk.knows("c-104", "silver", 4_900, Span::from_days(2_190))
        .await?;
    desk.until(minutes(35)).await?;
    desk.comes("m-208").await?;
    desk.until(minutes(26)).await?;
    desk.comes("c-112").await?;
    desk.until(minutes(21)).await?;
    for raw in UNREADABLE {
        desk.receive("email", raw.to_vec()).await?;
    }
    desk.work_off().await?;
    desk.until(minutes(12)).await?;
    desk.comes("c-108").await?;
    desk.until(minutes(7)).await?;
    desk.comes("c-109").await?;
    desk.until(minutes(4)).await?;
    desk.comes("c-114").await
}
