//! From an empty folder to a usable page, and what an idle server holds.

use std::time::Duration;

use super::report::{Bound, Figure, Report};
use super::say;
use super::server::{Place, Server};

/// How long a server is left alone before its memory is read.
const SETTLE: Duration = Duration::from_secs(3);
/// Starts of each kind.
const STARTS: u32 = 3;

pub(super) fn measure(place: &Place, report: &mut Report) -> anyhow::Result<()> {
    say("first starts");
    for (word, name) in [
        ("serve", "first start, serve"),
        ("demo", "first start, demo"),
    ] {
        let mut slowest = 0.0_f64;
        for index in 0..STARTS {
            let server = Server::start(place, word, &format!("{word}-{index}"))?;
            slowest = slowest.max(server.started_in.as_secs_f64());
            server.stop()?;
        }
        report.add(Figure {
            database: place.database,
            name: name.to_owned(),
            value: slowest,
            unit: "s, slowest",
            n: STARTS.into(),
            bound: Some(Bound::AtMost(5.0)),
        });
    }
    let server = Server::start(place, "serve", "idle")?;
    std::thread::sleep(SETTLE);
    report.add(Figure {
        database: place.database,
        name: "memory, idle serve".to_owned(),
        value: server.memory_mib()?,
        unit: "MiB",
        n: 1,
        bound: Some(Bound::AtMost(64.0)),
    });
    server.stop()
}
