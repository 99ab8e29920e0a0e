//! Recorded deliveries, where the checkout has them beside it.

use std::path::{Path, PathBuf};

use baton_app::ports::channel::{ChannelConfig, ChannelKind, Threads};
use baton_domain::id::ChannelId;

/// The files of one folder of recordings, by name; says so and gives none where there is no such folder.
#[expect(
    clippy::print_stdout,
    reason = "a test that checks nothing has to say so"
)]
pub(crate) fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
        println!("skipped: no recordings in {folder}");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            Some((name, std::fs::read(&path).ok()?))
        })
        .collect()
}

/// A channel of the given kind with nothing configured.
pub(crate) fn channel(kind: ChannelKind) -> ChannelConfig {
    ChannelConfig {
        id: ChannelId::from_bits(1),
        kind,
        threads: Threads::Topic,
        vouches: false,
        authserv_id: Some("mx.baton.example".to_owned()),
        from_address: Some("Help <help@shop.example>".to_owned()),
        callback_url: None,
        callback_secret: None,
        imap: None,
        smtp: None,
    }
}
