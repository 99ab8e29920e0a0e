//! `/metrics`: what an operator watches, as Prometheus text (docs/operating.md, «Metrics»).
//!
//! Requests are counted by route, never by path; no label names a tenant, a person or a case. What
//! the database knows is read at the moment of asking, so every node tells the same of it.

mod requests;
mod text;

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use baton_domain::time::Timestamp;
use baton_store::figures::Figures;
use tokio::time::Instant;

use crate::state::HttpState;
pub(crate) use requests::Requests;
use text::Text;

/// Counts a request and the time until its answer began.
pub(crate) async fn count(
    State(requests): State<Arc<Requests>>,
    request: Request,
    next: Next,
) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began_at = Instant::now();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("other", MatchedPath::as_str);
    requests.add(&method, route, response.status(), began_at.elapsed());
    response
}

/// `GET /metrics`. Without a database it tells what this process knows by itself.
pub(crate) async fn metrics(state: HttpState, requests: Arc<Requests>) -> Response {
    let now = state.app.clock.now();
    let figures = state
        .app
        .db
        .read(move |reader| Box::pin(reader.figures(now)))
        .await;
    let mut text = Text::default();
    text.head("baton_build_info", "gauge", "Always 1, with the version.");
    let version = [("version", env!("CARGO_PKG_VERSION"))];
    text.line("baton_build_info", &version, 1);
    requests.write(&mut text);
    let writer = state.app.db.writer_figures();
    text.gauge(
        "baton_live_streams",
        "Clients that follow the live stream of this node.",
        state.live.streams(),
    );
    text.gauge(
        "baton_writer_queue",
        "Write units that wait for the database on this node.",
        writer.queued,
    );
    text.counter(
        "baton_writer_units_total",
        "Write units of this node; divided by the commits, the size of a group.",
        writer.units,
    );
    text.counter(
        "baton_writer_commits_total",
        "Commits of this node.",
        writer.commits,
    );
    text.gauge(
        "baton_database_up",
        "Whether the database answered just now; without it the figures below are missing.",
        u64::from(figures.is_ok()),
    );
    match figures {
        Ok(figures) => write(&mut text, &figures, now),
        Err(error) => tracing::warn!(%error, "metrics without the database's part"),
    }
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    (
        StatusCode::OK,
        [(header::CONTENT_TYPE, kind)],
        text.finish(),
    )
        .into_response()
}

fn write(text: &mut Text, figures: &Figures, now: Timestamp) {
    write_jobs(text, figures, now);
    text.head(
        "baton_outgoing_messages",
        "gauge",
        "Outgoing messages by state; `unknown` ones wait for a person to say what happened.",
    );
    for (state, count) in &figures.outgoing {
        text.line("baton_outgoing_messages", &[("state", *state)], *count);
    }
    text.gauge(
        "baton_dead_letters",
        "Deliveries that could not be understood and wait to be looked at.",
        figures.dead_letters,
    );
    text.gauge(
        "baton_log_unplaced_events",
        "Committed events that have no position in the log yet.",
        figures.unplaced,
    );
    text.gauge(
        "baton_log_uncovered_events",
        "Events in the log that no checkpoint covers yet.",
        figures.uncovered,
    );
    text.gauge(
        "baton_checkpoint_lag_seconds",
        "How long ago the oldest event happened that no checkpoint covers.",
        seconds_since(figures.uncovered_since, now),
    );
}

fn write_jobs(text: &mut Text, figures: &Figures, now: Timestamp) {
    text.head("baton_jobs", "gauge", "Jobs by queue and state.");
    for queue in &figures.queues {
        for (state, count) in [
            ("due", queue.due),
            ("running", queue.running),
            ("retrying", queue.retrying),
            ("dead", queue.dead),
        ] {
            let labels = [("queue", queue.queue.as_str()), ("state", state)];
            text.line("baton_jobs", &labels, count);
        }
    }
    text.head(
        "baton_job_age_seconds",
        "gauge",
        "For how long the oldest job of a queue that nobody has taken is due.",
    );
    for queue in &figures.queues {
        let labels = [("queue", queue.queue.as_str())];
        let age = seconds_since(queue.due_since, now);
        text.line("baton_job_age_seconds", &labels, age);
    }
    text.gauge(
        "baton_lanes_blocked",
        "Lanes whose first job failed and waits to be tried again.",
        figures.blocked_lanes,
    );
}

/// Whole seconds and milliseconds since an instant; zero if there is none.
fn seconds_since(then: Option<Timestamp>, now: Timestamp) -> text::Seconds {
    let micros = then.map_or(0, |then| now.since(then).as_micros());
    text::Seconds::from_micros(u64::try_from(micros).unwrap_or_default())
}
