//! `/log/<origin>/…`: the log as C2SP `tlog-tiles` serves it, for monitors and witnesses.
//!
//! The checkpoint and the tiles of hashes are public: they hold hashes alone. What is behind them,
//! the bundles of entries, needs the scope `evidence:read`. A log that has ended is not served.

use axum::extract::{FromRequestParts as _, Path, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use baton_domain::id::WorkspaceId;
use baton_ledger::note::Note;
use baton_ledger::tile::{TILE_WIDTH, TileId, encode_bundle, encode_tile, parse_numbered};
use baton_store::StoreError;

use crate::auth::{Allowed, LogEntries};
use crate::problem::Problem;
use crate::state::HttpState;

/// Levels of tiles that a tree can have.
const MAX_LEVEL: u8 = 7;
/// What never changes may be kept for ever.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The three parts of an origin.
type Origin = (String, String, String);

/// The latest signed checkpoint, with the cosignatures of those who saw it.
pub async fn checkpoint(
    State(state): State<HttpState>,
    Path(origin): Path<Origin>,
) -> Result<Response, Problem> {
    let workspace = workspace(&state, origin).await?;
    let stored = state
        .app
        .db
        .read(move |reader| {
            Box::pin(async move {
                let stored = reader.stored_checkpoint(workspace, None).await?;
                match stored {
                    Some(stored) => reader.witnessed(workspace, &stored).await.map(Some),
                    None => Ok(None),
                }
            })
        })
        .await?;
    let note: Note = stored.ok_or_else(Problem::not_found)?;
    Ok(served(
        note.to_string().into_bytes(),
        "text/plain; charset=utf-8",
        "no-cache",
    ))
}

/// A tile of hashes, or a bundle of entries.
pub async fn tile(
    State(state): State<HttpState>,
    Path((name, of, generation, path)): Path<(String, String, String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let workspace = workspace(&state, (name, of, generation)).await?;
    let (level, numbered) = path.split_once('/').ok_or_else(Problem::not_found)?;
    let (index, width) = parse_numbered(numbered).ok_or_else(Problem::not_found)?;
    if level == "entries" {
        return entries(&state, workspace, (index, width), request).await;
    }
    let level = level
        .parse::<u8>()
        .ok()
        .filter(|number| *number <= MAX_LEVEL && number.to_string() == level)
        .ok_or_else(Problem::not_found)?;
    let id = TileId { level, index };
    let size = covered(&state, workspace).await?;
    if width > id.width_at(size) {
        return Err(Problem::not_found());
    }
    let hashes = state
        .app
        .db
        .read(move |reader| Box::pin(reader.tile(workspace, id, size)))
        .await?;
    let hashes = usize::try_from(width)
        .ok()
        .and_then(|width| hashes.get(..width));
    let hashes =
        hashes.ok_or_else(|| StoreError::Record("a tile is narrower than it is".into()))?;
    Ok(served(
        encode_tile(hashes),
        "application/octet-stream",
        FOR_EVER,
    ))
}

async fn entries(
    state: &HttpState,
    workspace: WorkspaceId,
    (index, width): (u64, u64),
    request: Request,
) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let allowed = Allowed::<LogEntries>::from_request_parts(&mut parts, state).await?;
    let bundle = TileId { level: 0, index };
    let size = covered(state, workspace).await?;
    if allowed.caller.workspace != workspace || width > bundle.width_at(size) {
        return Err(Problem::not_found());
    }
    let first = index.saturating_mul(TILE_WIDTH);
    let leaves = state
        .app
        .db
        .read(move |reader| Box::pin(reader.leaves(workspace, first, width)))
        .await?;
    let bundle = encode_bundle(leaves.iter().map(Vec::as_slice));
    let bundle = bundle.ok_or_else(|| StoreError::Record("a leaf is too long".into()))?;
    Ok(served(
        bundle,
        "application/octet-stream",
        "private, max-age=31536000, immutable",
    ))
}

/// How many leaves the latest checkpoint covers: nothing beyond it is shown.
async fn covered(state: &HttpState, workspace: WorkspaceId) -> Result<u64, Problem> {
    let stored = state
        .app
        .db
        .read(move |reader| Box::pin(reader.stored_checkpoint(workspace, None)));
    Ok(stored.await?.map_or(0, |stored| stored.size))
}

/// The workspace whose log has this origin now.
async fn workspace(state: &HttpState, origin: Origin) -> Result<WorkspaceId, Problem> {
    let (name, of, generation) = origin;
    let id: WorkspaceId = of.parse().map_err(|_| Problem::not_found())?;
    let found = state
        .app
        .db
        .read(move |reader| Box::pin(reader.workspace(id)))
        .await?;
    found
        .filter(|found| found.log_origin == format!("{name}/{of}/{generation}"))
        .map(|found| found.id)
        .ok_or_else(Problem::not_found)
}

fn served(bytes: Vec<u8>, kind: &'static str, keep: &'static str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}
