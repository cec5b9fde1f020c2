//! Where log lines go: standard error, as text for people or as JSON for machines.

use anyhow::Result;
use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;

/// Starts logging. The filter was checked with the configuration.
pub fn start(filter: &str, format: LogFormat) -> Result<()> {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter.parse::<EnvFilter>()?)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().init(),
    }
    Ok(())
}
