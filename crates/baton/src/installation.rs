//! Opening an installation: the folder or the database, its secrets, and the application over it.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use baton_app::App;
use baton_app::clock::{Clock, SystemClock};
use baton_app::ports::Ports;
use baton_store::Db;
use baton_store::db::{Durability, Location};
use baton_store::random::SystemRandom;
use baton_store::seal::MasterKey;

use crate::config::Data;
use crate::folder::{DataFolder, read_master_key};

/// An open installation. The folder is held for as long as this value lives.
pub(crate) struct Installation {
    pub(crate) app: Arc<App>,
    _folder: Option<DataFolder>,
}

/// What a command finds.
pub(crate) enum Reached {
    /// Nobody holds it: it is open here.
    Here(Installation),
    /// A server holds the folder; it is asked over its socket.
    Held,
}

/// An empty database that a backup can be restored into.
pub(crate) struct Target {
    pub(crate) db: Db,
    pub(crate) master: MasterKey,
    _folder: Option<DataFolder>,
}

/// Opens a database without making any secret in it.
pub(crate) async fn empty(data: &Data) -> anyhow::Result<Target> {
    if let Some(url) = &data.database_url {
        let (location, master) = postgres(url, data)?;
        return Ok(Target {
            db: database(&location).await?,
            master,
            _folder: None,
        });
    }
    let Some(folder) = DataFolder::hold(&data.data)? else {
        bail!(held(&data.data));
    };
    let master = match &data.master_key {
        Some(file) => read_master_key(file)?,
        None => folder.existing_master_key()?,
    };
    Ok(Target {
        db: database(&Location::Folder(folder.path().to_owned())).await?,
        master,
        _folder: Some(folder),
    })
}

fn postgres(url: &str, data: &Data) -> anyhow::Result<(Location, MasterKey)> {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        bail!("--database-url must be a postgres:// URL");
    }
    let key = data.master_key.as_deref().context(
        "with --database-url every node needs the same master key: give 32 bytes by \
         --master-key FILE (for example `head -c 32 /dev/urandom > master.key`)",
    )?;
    Ok((Location::Postgres(url.to_owned()), read_master_key(key)?))
}

async fn database(location: &Location) -> anyhow::Result<Db> {
    Ok(Db::open(location, Durability::Full, Arc::new(SystemRandom)).await?)
}

fn held(folder: &Path) -> String {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    format!(
        "another process holds {}; stop it, or choose another folder with --data",
        folder.display()
    )
}

/// Opens the installation, unless another process holds its folder.
pub(crate) async fn reach(data: &Data, ports: Ports) -> anyhow::Result<Reached> {
    reach_by(data, ports, Arc::new(SystemClock)).await
}

async fn reach_by(data: &Data, ports: Ports, clock: Arc<dyn Clock>) -> anyhow::Result<Reached> {
    if let Some(url) = &data.database_url {
        let (location, master) = postgres(url, data)?;
        let app = open(&location, master, ports, clock).await?;
        return Ok(Reached::Here(Installation { app, _folder: None }));
    }
    let Some(folder) = DataFolder::hold(&data.data)? else {
        return Ok(Reached::Held);
    };
    let master = match &data.master_key {
        Some(file) => read_master_key(file)?,
        None => folder.master_key()?,
    };
    let location = Location::Folder(folder.path().to_owned());
    let app = open(&location, master, ports, clock).await?;
    Ok(Reached::Here(Installation {
        app,
        _folder: Some(folder),
    }))
}

/// Opens the installation for a server, which must hold its folder alone and lives by this clock.
pub(crate) async fn hold(
    data: &Data,
    ports: Ports,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Installation> {
    match reach_by(data, ports, clock).await? {
        Reached::Here(installation) => Ok(installation),
        Reached::Held => bail!(held(&data.data)),
    }
}

async fn open(
    location: &Location,
    master: MasterKey,
    ports: Ports,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<App>> {
    let db = database(location).await?;
    Ok(Arc::new(App::new(db, master, clock, ports).await?))
}
