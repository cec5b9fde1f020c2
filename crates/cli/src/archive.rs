//! `export` and `import`: an installation as one file; `reindex`: what it is searched by.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, BufWriter};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use app::archive::{self, Manifest, Trouble};
use app::{Db, Location, World};

use crate::config::Config;
use crate::serve;
use crate::world::RealWorld;

/// `cinqasept export --to FILE`
pub fn export(config: &Config, to: &Path) -> Result<()> {
    let db = open(config)?;
    // Beside its final name until it is whole: what stands there is always a complete archive.
    let part = PathBuf::from(format!("{}.part", to.display()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let file = options
        .open(&part)
        .with_context(|| format!("{} cannot be written", part.display()))?;
    let written = serve::runtime()?.block_on(db.read(move |tx| -> Result<Manifest, Trouble> {
        let mut out = BufWriter::new(file);
        let manifest = archive::export(tx, &mut out)?;
        let file = out.into_inner().map_err(|e| Trouble::File(e.to_string()))?;
        file.sync_all()?;
        Ok(manifest)
    }));
    match written {
        Ok(manifest) => {
            std::fs::rename(&part, to)?;
            println!("{}: {} rows", to.display(), rows(&manifest));
            Ok(())
        }
        Err(trouble) => {
            let _ = std::fs::remove_file(&part);
            Err(trouble.into())
        }
    }
}

/// `cinqasept import --from FILE`
pub fn import(config: &Config, from: &Path) -> Result<()> {
    let file = File::open(from).with_context(|| format!("{} cannot be read", from.display()))?;
    let db = open_or_make(config)?;
    let manifest = db.write_blocking(move |tx| archive::import(tx, BufReader::new(file)))?;
    println!("{}: {} rows", from.display(), rows(&manifest));
    Ok(())
}

/// The installation's database, made when there is none.
pub fn open_or_make(config: &Config) -> Result<Db> {
    if let Location::Sqlite(_) = config.location() {
        serve::make_private(&config.data_dir)?;
    }
    open(config)
}

/// `cinqasept reindex`
pub fn reindex(config: &Config) -> Result<()> {
    let db = open(config)?;
    let contacts = db.write_blocking(app::finding::rebuild)?;
    println!("{contacts} contacts are found anew");
    Ok(())
}

fn open(config: &Config) -> Result<Db> {
    let location = config.location();
    Db::open(&location, 1, RealWorld::new().now())
        .with_context(|| format!("the {} database cannot be opened", location.kind()))
}

fn rows(manifest: &Manifest) -> i64 {
    manifest.tables.iter().map(|table| table.rows).sum()
}
