//! Bearer tokens: what a browser or a program shows, and the digest that is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use baton_domain::id::WorkspaceId;
use sha2::{Digest, Sha256};

/// What API keys begin with, so that secret scanners can find leaked ones.
const KEY_PREFIX: &str = "baton_";

/// SHA-256 of a token: all that is stored of it.
#[must_use]
pub fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A session token from 32 random bytes.
#[must_use]
pub fn session(secret: [u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(secret)
}

/// A password for the first sign-in, of 120 random bits.
#[must_use]
pub fn password(secret: [u8; 32]) -> String {
    session(secret).chars().take(20).collect()
}

/// An API key from 32 random bytes; it names its workspace, so that looking it up stays inside it.
#[must_use]
pub fn api_key(workspace: WorkspaceId, secret: [u8; 32]) -> String {
    let workspace = workspace.to_string();
    let bare = workspace
        .split_once('_')
        .map_or(workspace.as_str(), |(_, bare)| bare);
    format!("{KEY_PREFIX}{bare}_{}", URL_SAFE_NO_PAD.encode(secret))
}

/// The workspace that an API key names; nothing if it is no key of ours.
#[must_use]
pub fn workspace_of(key: &str) -> Option<WorkspaceId> {
    let (bare, _) = key.strip_prefix(KEY_PREFIX)?.split_once('_')?;
    format!("{}_{bare}", WorkspaceId::PREFIX).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_key_names_its_workspace() {
        let workspace = WorkspaceId::from_bits(42);
        let key = api_key(workspace, [0xff; 32]);
        assert_eq!(workspace_of(&key), Some(workspace));
        assert_eq!(workspace_of("baton_x_y"), None);
        assert_eq!(workspace_of("Bearer"), None);
    }
}
