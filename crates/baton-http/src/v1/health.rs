//! Whether this node can serve.

use axum::extract::State;
use axum::http::StatusCode;

use crate::state::HttpState;

/// `GET /readyz`: 200 once the database answers.
pub async fn ready(State(state): State<HttpState>) -> (StatusCode, &'static str) {
    match state
        .app
        .db
        .read(|reader| Box::pin(reader.workspaces()))
        .await
    {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database is not available\n",
        ),
    }
}
