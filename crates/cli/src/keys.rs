//! The keys of the configuration, each with its default, its meaning and what it may be: what
//! errors quote and `config --explain` prints.

use crate::config::{Config, Origin};

/// One key.
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// Its value when nobody says anything.
    pub default: &'static str,
    /// What it decides.
    pub meaning: &'static str,
    /// What it may be, after "it must be".
    pub allowed: &'static str,
    /// Whether its value is never shown.
    pub secret: bool,
}

impl Key {
    /// Its name as a flag.
    pub fn flag(&self) -> String {
        format!("--{}", self.name.replace('_', "-"))
    }

    /// Its name in the environment.
    pub fn variable(&self) -> String {
        format!("CINQASEPT_{}", self.name.to_uppercase())
    }
}

/// Every key.
pub const KEYS: &[Key] = &[
    Key {
        name: "listen",
        default: "127.0.0.1:5700",
        meaning: "Where the program waits for requests. Put a proxy with TLS before it to open it to the world.",
        allowed: "an IP address and a port, such as 127.0.0.1:5700 or [::1]:5700",
        secret: false,
    },
    Key {
        name: "data_dir",
        default: "./data",
        meaning: "The folder of the data: the database's file is cinqasept.db in it, unless database_url is set.",
        allowed: "the path of a folder",
        secret: false,
    },
    Key {
        name: "database_url",
        default: "",
        meaning: "A PostgreSQL database to use instead of the file. DATABASE_URL says the same.",
        allowed: "empty, or postgres://user:password@host:port/database",
        secret: true,
    },
    Key {
        name: "public_url",
        default: "",
        meaning: "The address people use, which stands in mails and calendars. Empty: http:// and what listen says.",
        allowed: "http:// or https:// and a host, without a path",
        secret: false,
    },
    Key {
        name: "smtp_url",
        default: "",
        meaning: "The server that takes mail. Empty: mails wait in the database until there is one. ?tls=required (the default off this machine), opportunistic or none tells how smtp:// uses TLS.",
        allowed: "empty, smtp://user:password@host:port or smtps://user:password@host:port",
        secret: true,
    },
    Key {
        name: "mail_from",
        default: "",
        meaning: "The address mail is sent from. Empty: cinqasept@ and the host of public_url.",
        allowed: "an e-mail address",
        secret: false,
    },
    Key {
        name: "client_ip_header",
        default: "",
        meaning: "The header in which your proxy names the client, for limits. Set it only behind a proxy that always writes it.",
        allowed: "empty, or a header's name such as X-Forwarded-For",
        secret: false,
    },
    Key {
        name: "database_threads",
        default: "4",
        meaning: "How many threads read the database at once; with PostgreSQL, how many connections there are.",
        allowed: "a number from 1 to 64",
        secret: false,
    },
    Key {
        name: "log",
        default: "info",
        meaning: "What is logged: a level, or a filter by module. debug writes a line for each request.",
        allowed: "error, warn, info, debug, trace, or a filter such as info,web=debug",
        secret: false,
    },
    Key {
        name: "log_format",
        default: "text",
        meaning: "How logs are written.",
        allowed: "text or json",
        secret: false,
    },
];

/// Every key with its default, meaning, ways to set it, and the value in force.
pub fn explain(config: &Config) -> String {
    let mut page = String::from(
        "# Flags win over the environment, which wins over the file, which wins over the defaults.\n",
    );
    for key in KEYS {
        let value = &config.values[key.name];
        let shown = |text: &str| match text {
            "" => "(empty)".to_owned(),
            _ if key.secret => masked(text),
            text => text.to_owned(),
        };
        page.push_str(&format!(
            "\n{}\n  {}\n  allowed:  {}\n  default:  {}\n  set it:   {} · {} · {} = \"…\" in the file\n  in force: {}{}\n",
            key.name,
            key.meaning,
            key.allowed,
            shown(key.default),
            key.flag(),
            key.variable(),
            key.name,
            shown(&value.text),
            match &value.origin {
                Origin::Default => String::from(" (the default)"),
                origin => format!(" (from {origin})"),
            },
        ));
    }
    page
}

/// An address without its password: `smtp://user:…@host`.
pub fn masked(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "…".into();
    };
    match rest.rsplit_once('@') {
        Some((user, host)) => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:…@{host}")
        }
        None => url.to_owned(),
    }
}
