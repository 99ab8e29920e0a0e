//! `PUT /session`: going to another workspace of the same person.

use baton_domain::id::{SessionId, TeammateId, WorkspaceId};

use crate::app::App;
use crate::error::AppError;

/// Moves a session to another workspace in which its person is a teammate.
///
/// # Errors
/// [`AppError::NotFound`] if they are none there.
pub async fn switch_workspace(
    app: &App,
    session: SessionId,
    from: (WorkspaceId, TeammateId),
    to: WorkspaceId,
) -> Result<(), AppError> {
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let teammate = tx
                    .teammate(from.0, from.1)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let is_member = tx
                    .memberships(teammate.person)
                    .await?
                    .iter()
                    .any(|membership| membership.workspace == to);
                if !is_member {
                    return Err(AppError::NotFound);
                }
                tx.move_session(session, to).await?;
                Ok(())
            })
        })
        .await
}
