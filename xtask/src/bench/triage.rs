//! The built-in engine, over HTTP: messages understood per second of processor time.

use super::client::Request;
use super::load::closed_loop;
use super::report::{Bound, Figure, Report, ratio};
use super::server::Server;
use super::{Options, say, traffic};

/// Texts understood.
const TEXTS: u64 = 5_000;

pub(super) fn measure(
    server: &Server,
    options: &Options,
    report: &mut Report,
) -> anyhow::Result<()> {
    say("triage");
    let requests: Vec<_> = (0..TEXTS)
        .map(|index| {
            let text = traffic::text(index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let body = serde_json::json!({ "text": text }).to_string();
            Request::post("/api/v1/triage", body)
        })
        .collect();
    let count = requests.len();
    let cpu = server.cpu_seconds()?;
    closed_loop(server, options.connections, &requests)?;
    let cpu = server.cpu_seconds()? - cpu;
    report.add(Figure {
        database: server.database,
        name: "triage, per core".to_owned(),
        value: ratio(count, cpu),
        unit: "1/s",
        n: TEXTS,
        bound: Some(Bound::AtLeast(1_000.0)),
    });
    Ok(())
}
