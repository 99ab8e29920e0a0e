//! `baton serve` and `baton demo`: everything in one process.

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use baton_app::clock::{Clock, SystemClock};
use baton_app::ports::Ports;
use baton_app::setup::{self, FirstLink};
use baton_app::{App, intake, keeper, runner, witness};
use baton_http::HttpState;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::{demo, say};
use crate::config::Serve;
use crate::installation::hold;
use crate::{local, wiring};

/// How long running requests and jobs have after a stop was asked for.
const STOP_WITHIN: Duration = Duration::from_secs(9);

/// Serves until SIGTERM or SIGINT.
pub(super) async fn serve(args: Serve, is_demo: bool) -> anyhow::Result<()> {
    let outbox = is_demo.then(|| args.data.data.join("outbox"));
    let told = is_demo.then(|| demo::clock(&args.data.data));
    let clock: Arc<dyn Clock> = match &told {
        Some(clock) => Arc::<demo::DemoClock>::clone(clock),
        None => Arc::new(SystemClock),
    };
    let mut ports = wiring::serving_ports(&args, outbox)?;
    let own = own_witness(&args, is_demo, &mut ports).await?;
    let installation = hold(&args.data, ports, clock).await?;
    let app = Arc::clone(&installation.app);
    let listener = TcpListener::bind(args.listen).await.with_context(|| {
        format!(
            "cannot listen on {}; choose another with --listen",
            args.listen
        )
    })?;
    let url = format!("http://{}", listener.local_addr()?);
    if let Some(clock) = &told {
        // Before the workers start: the first start does all of its work in one place.
        demo::prepare((&app, clock), &args.data.data, &url).await?;
    }
    if let Some(own) = &own {
        own.introduce(&app).await?;
    }
    let first_link = first_link(&app, &url).await?;
    // From here on a stop is an orderly one: before, nothing is under way.
    let asked_to_stop = asked_to_stop()?;
    let (stop, stopping) = watch::channel(false);
    let mut parts = background(&app, &args, &stopping);
    say(&format!("baton listening on {url}"))?;
    let state = HttpState {
        app,
        limits: Arc::default(),
        first_link,
        live: Arc::default(),
    };
    let live = Arc::clone(&state.live);
    let router = baton_http::router(state);
    let mut http_stop = stopping.clone();
    let http = axum_serve(listener, router, async move {
        runner::stopped(&mut http_stop).await;
        // Streams that never end would hold the stop up.
        live.close();
    });
    parts.spawn(async move {
        if let Err(error) = http.await {
            tracing::error!(%error, "the HTTP server ended");
        }
    });
    asked_to_stop.await;
    stop.send_replace(true);
    end(parts).await;
    Ok(())
}

/// Waits for what runs, for a while.
async fn end(mut parts: JoinSet<()>) {
    tracing::info!("stopping");
    let ended = async { while parts.join_next().await.is_some() {} };
    if tokio::time::timeout(STOP_WITHIN, ended).await.is_err() {
        tracing::warn!("some work did not end in time; it is taken up again at the next start");
    }
}

/// What runs beside the requests.
fn background(app: &Arc<App>, args: &Serve, stopping: &runner::Stop) -> JoinSet<()> {
    let mut parts = JoinSet::new();
    parts.spawn(runner::run(Arc::clone(app), stopping.clone()));
    parts.spawn(keeper::run(Arc::clone(app), stopping.clone()));
    parts.spawn(witness::run(Arc::clone(app), stopping.clone()));
    parts.spawn(intake::pull_mail(Arc::clone(app), stopping.clone()));
    parts.spawn(keep_in_touch(Arc::clone(app), stopping.clone()));
    if args.data.database_url.is_none() {
        let (app, folder, stop) = (Arc::clone(app), args.data.data.clone(), stopping.clone());
        parts.spawn(async move {
            if let Err(error) = local::serve(app, &folder, stop).await {
                tracing::error!(%error, "commands cannot reach this server");
            }
        });
    }
    parts
}

/// The demo's own witness, unless others were named.
async fn own_witness(
    args: &Serve,
    is_demo: bool,
    ports: &mut Ports,
) -> anyhow::Result<Option<demo::Witness>> {
    if !is_demo || ports.witnesses.is_some() {
        return Ok(None);
    }
    let own = demo::Witness::start(&args.data).await?;
    if let Some(own) = &own {
        ports.witnesses = Some(own.witnesses()?);
    }
    Ok(own)
}

/// While nobody can sign in: a link to found the first workspace by, told to whoever started this.
async fn first_link(app: &App, url: &str) -> anyhow::Result<Option<Arc<FirstLink>>> {
    if !setup::is_empty(app).await? {
        return Ok(None);
    }
    let (link, token) = FirstLink::new(app);
    writeln!(
        std::io::stderr(),
        "Nobody can sign in yet. Set the first workspace up at {url}/setup?token={token}\n\
         (this link counts until then), or with `baton admin create-workspace`."
    )?;
    Ok(Some(Arc::new(link)))
}

async fn axum_serve(
    listener: TcpListener,
    router: axum::Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(stop)
    .await
}

async fn keep_in_touch(app: Arc<App>, mut stop: runner::Stop) {
    app.db.keep_in_touch(runner::stopped(&mut stop)).await;
}

/// Resolves at SIGTERM or SIGINT, of which the process hears as soon as this returns.
pub(super) fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
