//! The log's public face: a monitor that knows nothing of ours but the C2SP formats recomputes the
//! root that was signed.

use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::hash::{Hash, leaf_hash, node_hash};
use baton_ledger::note::Note;
use reqwest::{Method, StatusCode};

use crate::server::{Server, demo};
use crate::spine::open_case;

const TILE: usize = 256;

/// Reads below `/log/` without any key.
pub(crate) async fn public(server: &Server, path: &str) -> reqwest::Response {
    server
        .bare(Method::GET, &format!("/log/{path}"))
        .send()
        .await
        .unwrap()
}

async fn bytes(server: &Server, path: &str) -> Vec<u8> {
    let answer = public(server, path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    let kept = answer.headers()["cache-control"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(kept.contains("immutable"), "{path}: {kept}");
    answer.bytes().await.unwrap().to_vec()
}

/// The root over leaves, as RFC 6962 defines it.
fn root(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => Hash::EMPTY_ROOT,
        [one] => *one,
        more => {
            let split = more.len().next_power_of_two() / 2;
            node_hash(&root(&more[..split]), &root(&more[split..]))
        }
    }
}

/// The widths of the tiles over so many leaves.
fn widths(size: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..size.div_ceil(TILE)).map(move |index| (index, (size - index * TILE).min(TILE)))
}

fn numbered(index: usize, width: usize) -> String {
    match width {
        TILE => format!("{index:03}"),
        width => format!("{index:03}.p/{width}"),
    }
}

#[tokio::test]
async fn an_outside_monitor_recomputes_the_signed_root_from_public_tiles() {
    let (_folder, server) = demo().await;
    // More than one tile, so that the next level has a node.
    let case = open_case(&server, "Monitored").await;
    let path = format!("/api/v1/cases/{case}/note");
    for number in 0..TILE {
        let body = serde_json::json!({"text": format!("note {number}")});
        server.post("agent", &path, &body).await;
    }
    let events = format!("/api/v1/cases/{case}/events");
    let events = server
        .eventually("auditor", &events, |list| {
            list["items"]
                .as_array()
                .unwrap()
                .iter()
                .all(|event| event["position"].is_u64())
        })
        .await;
    let last = events["items"].as_array().unwrap().last().unwrap()["position"]
        .as_u64()
        .unwrap();
    let origin = origin(&server).await;
    let checkpoint = covering(&server, &origin, last).await;
    let size = usize::try_from(checkpoint.size).unwrap();
    assert!(size > TILE);

    let mut leaves = Vec::new();
    for (index, width) in widths(size) {
        let tile = bytes(
            &server,
            &format!("{origin}/tile/0/{}", numbered(index, width)),
        )
        .await;
        let (hashes, rest) = tile.as_chunks::<32>();
        assert!(rest.is_empty() && hashes.len() == width);
        leaves.extend(hashes.iter().copied().map(Hash::from_bytes));
    }
    assert_eq!(root(&leaves), checkpoint.root);
    // The level above holds the roots of the full tiles below.
    let above = size / TILE;
    let tile = bytes(&server, &format!("{origin}/tile/1/{}", numbered(0, above))).await;
    assert_eq!(tile[..32], *root(&leaves[..TILE]).as_bytes());
    for (index, width) in widths(size) {
        let expected = &leaves[index * TILE..index * TILE + width];
        entries_need_a_scope(&server, &origin, (index, width), expected).await;
    }
}

/// The first checkpoint that covers a position.
async fn covering(server: &Server, origin: &str, last: u64) -> Checkpoint {
    for _ in 0..400 {
        let answer = public(server, &format!("{origin}/checkpoint")).await;
        assert_eq!(answer.headers()["cache-control"], "no-cache");
        let note = Note::parse(&answer.text().await.unwrap()).unwrap();
        let read = Checkpoint::parse(&note.text).unwrap();
        assert_eq!(read.origin, origin);
        if read.size > last {
            return read;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no checkpoint comes to cover {last}");
}

/// What the hashes are of is not public.
async fn entries_need_a_scope(
    server: &Server,
    origin: &str,
    (index, width): (usize, usize),
    expected: &[Hash],
) {
    let path = format!("/log/{origin}/tile/entries/{}", numbered(index, width));
    let stranger = server.bare(Method::GET, &path).send().await.unwrap();
    assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);
    let agent = server.request("agent", Method::GET, &path);
    assert_eq!(agent.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let auditor = server.request("auditor", Method::GET, &path);
    let bundle = auditor.send().await.unwrap().bytes().await.unwrap();
    let mut bundle = &*bundle;
    let mut seen = Vec::new();
    while let Some((length, rest)) = bundle.split_first_chunk::<2>() {
        let (leaf, rest) = rest.split_at(usize::from(u16::from_be_bytes(*length)));
        seen.push(leaf_hash(leaf));
        bundle = rest;
    }
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn one_tile_has_one_path_and_nothing_else_is_shown() {
    let (_folder, server) = demo().await;
    let origin = origin(&server).await;
    for wrong in [
        "0/0",
        "0/000.p/0",
        "0/999",
        "00/000",
        "9/000",
        "x/000",
        "entries",
        "0/000/000",
    ] {
        let answer = public(&server, &format!("{origin}/tile/{wrong}")).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{wrong}");
    }
    let other = origin.replacen("baton-", "other-", 1);
    let answer = public(&server, &format!("{other}/checkpoint")).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

/// The log's origin, from a pack: whoever holds one can watch the log it came from.
pub(crate) async fn origin(server: &Server) -> String {
    let list = server.get("agent", "/api/v1/cases").await;
    let case = list["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/cases/{case}/evidence");
    let pack = server
        .request("auditor", Method::GET, &path)
        .send()
        .await
        .unwrap();
    let pack = pack.bytes().await.unwrap();
    let text = String::from_utf8_lossy(&pack);
    let at = text.find("baton-").unwrap();
    text[at..].lines().next().unwrap().to_owned()
}
