//! Answering commands while this process holds the folder.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use baton_app::App;
use baton_app::runner::{Stop, stopped};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinSet;

use super::{Request, frame, perform, socket};

/// Serves the folder's socket until stopped.
pub(crate) async fn serve(app: Arc<App>, folder: &Path, mut stop: Stop) -> anyhow::Result<()> {
    let path = socket(folder);
    if path.exists() {
        // Left over: whoever made it does not hold the folder any more.
        std::fs::remove_file(&path)?;
    }
    let listener = UnixListener::bind(&path)
        .with_context(|| format!("cannot listen on {}; check its owner", path.display()))?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    let mut clients = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let (stream, _) = accepted?;
                clients.spawn(answer(Arc::clone(&app), stream));
            }
            Some(_) = clients.join_next() => {}
            () = stopped(&mut stop) => break,
        }
    }
    clients.shutdown().await;
    std::fs::remove_file(&path)?;
    Ok(())
}

async fn answer(app: Arc<App>, mut stream: UnixStream) {
    loop {
        let asked = frame::read::<Request>(&mut stream).await;
        let (request, body) = match asked {
            Ok(Some(asked)) => asked,
            Ok(None) => return,
            Err(error) => return tracing::warn!(%error, "a command went away"),
        };
        let (response, body) = perform(&app, request, body).await;
        if let Err(error) = frame::write(&mut stream, &response, &body).await {
            return tracing::warn!(%error, "a command did not hear its answer");
        }
    }
}
