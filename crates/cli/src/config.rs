//! The installation's configuration: flags win over the environment, which wins over one TOML file,
//! which wins over the defaults. A key that is unknown or wrong is an error that names it, says
//! where it stands and what is allowed; nothing is guessed.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;

use crate::keys::{KEYS, Key};

/// The file that is read when it is there and none is named.
const FILE: &str = "cinqasept.toml";
/// What the environment's variables begin with.
const PREFIX: &str = "CINQASEPT_";

/// Configuration as flags; each is also a key of the file and a variable of the environment.
#[derive(Args, Clone, Debug, Default)]
pub struct Flags {
    /// The configuration file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where to listen, as IP:port
    #[arg(long, value_name = "IP:PORT")]
    listen: Option<String>,
    /// The folder of the data
    #[arg(long, value_name = "DIR")]
    data_dir: Option<String>,
    /// A PostgreSQL database instead of the file in the data folder
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// The address people use
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// The server that takes mail
    #[arg(long, value_name = "URL")]
    smtp_url: Option<String>,
    /// The address mail is sent from
    #[arg(long, value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// The header in which a trusted proxy names the client
    #[arg(long, value_name = "HEADER")]
    client_ip_header: Option<String>,
    /// Threads that read the database
    #[arg(long, value_name = "N")]
    database_threads: Option<String>,
    /// What is logged
    #[arg(long, value_name = "FILTER")]
    log: Option<String>,
    /// How logs are written: text or json
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<String>,
}

impl Flags {
    fn get(&self, key: &str) -> Option<&String> {
        match key {
            "listen" => self.listen.as_ref(),
            "data_dir" => self.data_dir.as_ref(),
            "database_url" => self.database_url.as_ref(),
            "public_url" => self.public_url.as_ref(),
            "smtp_url" => self.smtp_url.as_ref(),
            "mail_from" => self.mail_from.as_ref(),
            "client_ip_header" => self.client_ip_header.as_ref(),
            "database_threads" => self.database_threads.as_ref(),
            "log" => self.log.as_ref(),
            "log_format" => self.log_format.as_ref(),
            _ => None,
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything.
    Default,
    /// The file.
    File(PathBuf),
    /// The environment.
    Variable(String),
    /// The command line.
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("the default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Variable(name) => write!(f, "the variable {name}"),
            Self::Flag(name) => write!(f, "the flag {name}"),
        }
    }
}

/// A key's value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As it was written.
    pub text: String,
    /// Where.
    pub origin: Origin,
}

/// How logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one object a line.
    Json,
}

/// The configuration in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The folder of the data.
    pub data_dir: PathBuf,
    /// A PostgreSQL database, when one is used.
    pub database_url: Option<String>,
    /// Where people reach the installation, without a final slash.
    pub public_url: String,
    /// The server that takes mail, when there is one.
    pub smtp_url: Option<String>,
    /// The address mail is sent from.
    pub mail_from: String,
    /// The header in which a trusted proxy names the client.
    pub client_ip_header: Option<String>,
    /// Threads that read the database.
    pub database_threads: usize,
    /// What is logged.
    pub log: String,
    /// How.
    pub log_format: LogFormat,
    /// Every key's value, for explaining.
    pub values: BTreeMap<&'static str, Value>,
}

impl Config {
    /// Settles the configuration of this process.
    pub fn settle(flags: &Flags) -> Result<Self> {
        let named = flags.config.clone();
        let path = named.clone().unwrap_or_else(|| PathBuf::from(FILE));
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => Some((path, text)),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => bail!("{} cannot be read: {error}", path.display()),
        };
        let file = file.as_ref().map(|(path, text)| (path.as_path(), &**text));
        Self::from_sources(flags, std::env::vars(), file)
    }

    /// Settles a configuration out of its three sources.
    pub fn from_sources(
        flags: &Flags,
        variables: impl IntoIterator<Item = (String, String)>,
        file: Option<(&Path, &str)>,
    ) -> Result<Self> {
        let mut values: BTreeMap<&'static str, Value> = KEYS.iter().map(unsaid).collect();
        if let Some((path, text)) = file {
            read_file(&mut values, path, text)?;
        }
        read_variables(&mut values, variables)?;
        for key in KEYS {
            if let Some(text) = flags.get(key.name) {
                let origin = Origin::Flag(key.flag());
                put(&mut values, key, text.clone(), origin);
            }
        }
        typed(values)
    }

    /// Where the data is.
    pub fn location(&self) -> app::Location {
        match &self.database_url {
            Some(url) => app::Location::Postgres(url.clone()),
            None => app::Location::Sqlite(self.data_dir.join("cinqasept.db")),
        }
    }
}

fn unsaid(key: &Key) -> (&'static str, Value) {
    let value = Value {
        text: key.default.to_owned(),
        origin: Origin::Default,
    };
    (key.name, value)
}

fn put(values: &mut BTreeMap<&'static str, Value>, key: &Key, text: String, origin: Origin) {
    values.insert(key.name, Value { text, origin });
}

fn read_file(values: &mut BTreeMap<&'static str, Value>, path: &Path, text: &str) -> Result<()> {
    let table: toml::Table = text
        .parse()
        .with_context(|| format!("{} is not TOML", path.display()))?;
    for (name, value) in table {
        let key = known(&name).ok_or_else(|| unknown(&name, &path.display().to_string()))?;
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(truth) => truth.to_string(),
            other => bail!(
                "{}: {name} is a TOML {}; it must be {}",
                path.display(),
                other.type_str(),
                key.allowed
            ),
        };
        put(values, key, text, Origin::File(path.to_owned()));
    }
    Ok(())
}

fn read_variables(
    values: &mut BTreeMap<&'static str, Value>,
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<()> {
    // In descending order DATABASE_URL is read first, so that our own variable replaces it.
    let variables: BTreeMap<String, String> = variables.into_iter().collect();
    for (name, text) in variables.into_iter().rev() {
        let key = match name.strip_prefix(PREFIX) {
            Some(rest) => known(&rest.to_lowercase()).ok_or_else(|| {
                let names = KEYS.iter().map(Key::variable).collect::<Vec<_>>();
                anyhow!(
                    "the environment's {name} is no key; there are {}",
                    names.join(", ")
                )
            })?,
            None if name == "DATABASE_URL" => match known("database_url") {
                Some(key) => key,
                None => continue,
            },
            None => continue,
        };
        put(values, key, text, Origin::Variable(name));
    }
    Ok(())
}

fn known(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

fn unknown(name: &str, place: &str) -> anyhow::Error {
    let names = KEYS.iter().map(|key| key.name).collect::<Vec<_>>();
    anyhow!(
        "{place}: {name} is no key; the keys are {}",
        names.join(", ")
    )
}

fn typed(values: BTreeMap<&'static str, Value>) -> Result<Config> {
    let listen = read(&values, "listen", |text| text.parse().ok())?;
    let public_url = match text(&values, "public_url") {
        "" => format!("http://{listen}"),
        _ => read(&values, "public_url", public_address)?,
    };
    let host = host_of(&public_url);
    let config = Config {
        listen,
        data_dir: read(&values, "data_dir", |t| (!t.is_empty()).then(|| t.into()))?,
        database_url: optional(&values, "database_url", |t| {
            t.starts_with("postgres://") || t.starts_with("postgresql://")
        })?,
        smtp_url: optional(&values, "smtp_url", |t| {
            t.starts_with("smtp://") || t.starts_with("smtps://")
        })?,
        mail_from: match text(&values, "mail_from") {
            "" => format!("cinqasept@{host}"),
            _ => read(&values, "mail_from", |t| {
                t.contains('@').then(|| t.to_owned())
            })?,
        },
        client_ip_header: optional(&values, "client_ip_header", |t| {
            t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })?,
        database_threads: read(&values, "database_threads", |t| {
            t.parse().ok().filter(|n| (1..=64).contains(n))
        })?,
        log: read(&values, "log", |t| {
            let filter: Result<tracing_subscriber::EnvFilter, _> = t.parse();
            filter.ok().map(|_| t.to_owned())
        })?,
        log_format: read(&values, "log_format", |t| match t {
            "text" => Some(LogFormat::Text),
            "json" => Some(LogFormat::Json),
            _ => None,
        })?,
        public_url,
        values,
    };
    Ok(config)
}

fn text<'v>(values: &'v BTreeMap<&'static str, Value>, name: &str) -> &'v str {
    values.get(name).map_or("", |value| &value.text)
}

fn optional(
    values: &BTreeMap<&'static str, Value>,
    name: &str,
    fits: impl Fn(&str) -> bool,
) -> Result<Option<String>> {
    if text(values, name).is_empty() {
        return Ok(None);
    }
    read(values, name, |t| fits(t).then(|| t.to_owned())).map(Some)
}

fn read<T>(
    values: &BTreeMap<&'static str, Value>,
    name: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T> {
    let key = known(name).ok_or_else(|| unknown(name, "this program"))?;
    let value = &values[key.name];
    parse(&value.text).ok_or_else(|| {
        // A secret is never repeated, not even to say that it is wrong.
        let shown = if key.secret { "…" } else { &value.text };
        anyhow!(
            "{}: {} is \"{shown}\"; it must be {}",
            value.origin,
            key.name,
            key.allowed
        )
    })
}

fn public_address(text: &str) -> Option<String> {
    let bare = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let bare = bare.trim_end_matches('/');
    let fits = !bare.is_empty() && !bare.contains(['/', ' ', '?', '#', '@']);
    fits.then(|| text.trim_end_matches('/').to_owned())
}

/// The host of an address, without its port.
pub fn host_of(url: &str) -> &str {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.split(['/', '?']).next().unwrap_or(bare);
    match bare.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => bare,
    }
}

#[cfg(test)]
mod tests;
