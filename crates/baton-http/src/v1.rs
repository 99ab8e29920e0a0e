//! Version 1 of the API: a folder for each noun, a file for each endpoint.

pub mod actions;
pub mod articles;
pub mod attachments;
pub mod cases;
pub mod channels;
pub mod contacts;
pub mod counts;
pub mod dead_letters;
pub mod drafts;
pub mod health;
pub mod keys;
pub mod knowledge;
pub mod listing;
pub mod live;
pub mod log;
pub mod messages;
pub mod models;
pub mod pause;
pub mod policies;
pub mod reviews;
pub mod session;
pub mod teammates;
pub mod triage;
pub mod uploads;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::HttpState;

/// Every route of this version.
#[must_use]
#[expect(
    clippy::cognitive_complexity,
    reason = "a flat list; the route macros count"
)]
pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(
            session::create,
            session::read,
            session::switch,
            session::end
        ))
        .routes(routes!(session::keys::list, session::keys::create))
        .routes(routes!(session::keys::revoke))
        .routes(routes!(session::password::change))
        .routes(routes!(session::totp::enrol))
        .routes(routes!(session::totp::confirm))
        .routes(routes!(session::totp::disable))
        .routes(routes!(session::list::list))
        .routes(routes!(session::list::end))
        .routes(routes!(keys::list, keys::create))
        .routes(routes!(keys::revoke))
        .routes(routes!(cases::open::open))
        .routes(routes!(cases::note::note))
        .routes(routes!(cases::read::read))
        .routes(routes!(cases::order::order))
        .routes(routes!(cases::events::events))
        .routes(routes!(cases::evidence::evidence))
        .merge(cases::verbs::routes())
        .merge(cases::transfer::routes())
        .merge(articles::routes())
        .merge(channels::routes())
        .merge(contacts::routes())
        .routes(routes!(log::read))
        .routes(routes!(log::verify))
        .routes(routes!(pause::pause))
        .routes(routes!(policies::read, policies::change))
        .routes(routes!(knowledge::search))
        .routes(routes!(triage::triage))
        .routes(routes!(triage::intents::intents))
        .merge(models::routes())
        .routes(routes!(cases::list::list))
        .routes(routes!(cases::timeline::timeline))
        .routes(routes!(messages::read::read))
        .routes(routes!(messages::list::list))
        .routes(routes!(messages::raw::raw))
        .routes(routes!(attachments::read))
        .routes(routes!(uploads::create))
        .routes(routes!(teammates::list::list, teammates::create::create))
        .routes(routes!(teammates::change::change))
        .routes(routes!(counts::counts))
        .routes(routes!(reviews::list::list))
        .routes(routes!(dead_letters::list::list))
        .routes(routes!(dead_letters::replay::replay))
        .merge(actions::routes())
        .merge(drafts::routes())
        .routes(routes!(reviews::decide::decide))
        .routes(routes!(live::follow))
}
