//! What happened in the ten days before the demo was opened, a step after the other.
//!
//! When it ends there is a case in every state, and somebody waits for everybody.

mod days;
mod today;

use anyhow::Context as _;
use baton_app::case::verb::{NewWait, WaitReason};
use baton_app::draft::NewThen;
use baton_app::draft::initiative::QUIET_HOURS;
use baton_domain::time::{Span, Timestamp};
use baton_domain::wait::{ChasePlan, Party};
use baton_store::contact::Account;

use super::desk::Desk;

/// Tells it.
pub(super) async fn tell(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    // The demo is opened at any hour, and its reminders should have been there by then.
    let workspace = desk.workspace;
    desk.app
        .db
        .write(move |tx| {
            Box::pin(async move { tx.set_setting(workspace, QUIET_HOURS, "off").await })
        })
        .await?;
    days::last_week(desk).await?;
    days::three_days_ago(desk).await?;
    days::the_day_before_yesterday(desk).await?;
    days::yesterday(desk).await?;
    today::the_morning(desk).await?;
    today::the_last_hour(desk).await?;
    desk.until(Span::from_micros(0)).await
}

impl Desk<'_> {
    /// What the shop knows of a customer's worth.
    async fn knows(
        &self,
        delivery: &str,
        tier: &str,
        mrr_minor: i64,
        with_us: Span,
    ) -> anyhow::Result<()> {
        let (workspace, case) = (self.workspace, self.case(delivery).await?);
        let account = Account {
            tier: tier.to_owned(),
            mrr_minor,
            currency: "EUR".to_owned(),
            customer_since: Some(self.app.clock.now().minus(with_us)),
        };
        let contacts = baton_app::case::contacts(&case);
        let known = self.app.db.write(move |tx| {
            let (account, contacts) = (account.clone(), contacts.clone());
            Box::pin(async move {
                for contact in contacts {
                    tx.set_account(workspace, contact, &account).await?;
                }
                Ok::<_, baton_store::StoreError>(())
            })
        });
        known.await.context("what customers are worth")
    }

    /// The provider of a channel cannot be reached any more.
    async fn fails(&self, channel: &str, code: &'static str) -> anyhow::Result<()> {
        let (workspace, channel) = (self.workspace, self.channel(channel)?);
        let at = self.app.clock.now();
        let written = self
            .app
            .db
            .write::<_, baton_store::StoreError, _>(move |tx| {
                Box::pin(tx.set_trouble(workspace, channel, Some(code), at))
            });
        written.await.context("how channels do")
    }

    /// Once it is sent the customer owes us an answer; they are reminded of it if there is a plan.
    fn then_answer(&self, what: &str, within: Span, chase: Option<ChasePlan>) -> NewThen {
        NewThen::Wait(NewWait {
            on: Party::Customer,
            reason: WaitReason::CustomerReply,
            what: Some(what.to_owned()),
            due: Some(self.after(within)),
            participant: None,
            chase,
        })
    }

    fn after(&self, within: Span) -> Timestamp {
        self.app.clock.now().plus(within)
    }
}
