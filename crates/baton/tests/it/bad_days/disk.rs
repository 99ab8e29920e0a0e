//! The disk is full.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use reqwest::{Method, StatusCode};
use tempfile::TempDir;

use super::{Offered, is_all_there, offer, taken};
use crate::server::{Place, Server};

/// Room for the demo and a few more cases.
const SIZE: &str = "size=96m";
/// Messages offered while the disk is full, at most, until one is not taken.
const MAX_OFFERS: u32 = 500;
const MESSAGES: u32 = 10;

/// A small disk of its own, gone with this value.
struct SmallDisk {
    at: PathBuf,
    _folder: TempDir,
}

impl SmallDisk {
    /// Nothing where disks cannot be mounted, as without being root.
    fn mount() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let at = folder.path().join("disk");
        fs::create_dir(&at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", SIZE, "tmpfs"])
            .arg(&at)
            .output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            eprintln!("skipped: no small disk can be mounted here; it takes root");
            return None;
        }
        Some(Self {
            at,
            _folder: folder,
        })
    }

    /// Takes all the room that is left.
    fn fill(&self) -> PathBuf {
        let ballast = self.at.join("ballast");
        let mut file = File::create(&ballast).unwrap();
        for block in [1 << 20, 1 << 12, 1] {
            let zeros = vec![0; block];
            while file.write_all(&zeros).is_ok() {}
        }
        ballast
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // A process that still ends holds it for a moment: lazily, it goes when nobody does.
        drop(Command::new("umount").arg("-l").arg(&self.at).status());
    }
}

#[tokio::test]
async fn a_full_disk_refuses_politely_reads_on_and_goes_on_when_there_is_room() {
    let Some(disk) = SmallDisk::mount() else {
        return;
    };
    let data: &Path = &disk.at.join("data");
    let server = Server::start(&Place::sqlite(data)).await;
    let mut acked = Vec::new();
    for number in 0..MESSAGES {
        let name = format!("before-{number}");
        acked.push((name.clone(), taken(&server, &name).await));
    }
    let ballast = disk.fill();
    let mut refused = None;
    for number in 0..MAX_OFFERS {
        // What is acknowledged found room in the log's file that was there already.
        let name = format!("full-{number}");
        match offer(&server, &name).await {
            Offered::Acked(id) => acked.push((name, id)),
            Offered::Later => {
                refused = Some(name);
                break;
            }
        }
    }
    let refused = refused.expect("a full disk takes no more");
    let read = server
        .request("agent", Method::GET, "/api/v1/cases")
        .send()
        .await
        .unwrap();
    assert_eq!(read.status(), StatusCode::OK);
    assert!(
        server
            .bare(Method::GET, "/healthz")
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );

    fs::remove_file(ballast).unwrap();
    for name in [refused, "after".to_owned()] {
        acked.push((name.clone(), taken(&server, &name).await));
    }
    is_all_there(&server, &acked).await;
    // Nor is anything lost by ending here.
    let place = server.kill();
    let server = Server::start(&place).await;
    is_all_there(&server, &acked).await;
}
