//! Who calls, from a cookie or an API key. Nothing here tells why it was not accepted.

use baton_store::teammate::Teammate;

use crate::app::App;
use crate::caller::{Caller, Identity};
use crate::error::AppError;
use crate::token;

/// The caller behind a session's token.
pub async fn by_session(app: &App, session_token: &str) -> Result<Option<Caller>, AppError> {
    let digest = token::digest(session_token);
    let now = app.clock.now();
    let caller = app.db.peek(move |reader| {
        Box::pin(async move {
            let Some(session) = reader.session(&digest, now).await? else {
                return Ok(None);
            };
            let memberships = reader.memberships(session.person).await?;
            let current = memberships
                .into_iter()
                .find(|teammate| session.workspace.is_none_or(|id| id == teammate.workspace));
            Ok::<_, AppError>(current.map(|teammate| Caller {
                workspace: teammate.workspace,
                identity: Identity::Teammate {
                    id: teammate.id,
                    roles: teammate.roles,
                    session: Some(session.id),
                },
            }))
        })
    });
    caller.await
}

/// The caller behind an API key: its teammate, or the machine itself.
pub async fn by_api_key(app: &App, key: &str) -> Result<Option<Caller>, AppError> {
    let Some(workspace) = token::workspace_of(key) else {
        return Ok(None);
    };
    let digest = token::digest(key);
    let caller = app.db.peek(move |reader| {
        Box::pin(async move {
            let Some(key) = reader.api_key(workspace, &digest).await? else {
                return Ok(None);
            };
            let identity = match key.teammate {
                Some(id) => as_teammate(reader.teammate(workspace, id).await?),
                None => Some(Identity::Machine {
                    id: key.id,
                    scopes: key
                        .scopes
                        .iter()
                        .filter_map(|scope| scope.parse().ok())
                        .collect(),
                }),
            };
            Ok::<_, AppError>(identity.map(|identity| Caller {
                workspace,
                identity,
            }))
        })
    });
    caller.await
}

fn as_teammate(teammate: Option<Teammate>) -> Option<Identity> {
    teammate.map(|teammate| Identity::Teammate {
        id: teammate.id,
        roles: teammate.roles,
        session: None,
    })
}
