//! Where log lines go: standard error, as text for people or as JSON for machines.

use anyhow::Result;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
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

/// Paths whose next part is somebody's secret.
const PERSONAL: &[&str] = &[
    "/i/",
    "/sign-in/link/",
    "/sign-in/code/",
    "/stop/",
    "/calendar/",
    "/demo/sign-in/",
];

/// A path as it may stand in a log: without tokens, and without its query.
fn masked(path: &str) -> String {
    let Some(prefix) = PERSONAL.iter().find(|prefix| path.starts_with(**prefix)) else {
        return path.to_owned();
    };
    let rest = &path[prefix.len()..];
    match rest.find(['/', '.']) {
        Some(end) => format!("{prefix}…{}", &rest[end..]),
        None => format!("{prefix}…"),
    }
}

/// Writes a line for each request, when such lines are asked for.
pub fn around(router: Router) -> Router {
    if tracing::enabled!(tracing::Level::DEBUG) {
        router.layer(from_fn(line))
    } else {
        router
    }
}

async fn line(request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), masked(request.uri().path()));
    let response = next.run(request).await;
    tracing::debug!(%method, path, status = response.status().as_u16(), "request");
    response
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn no_token_stands_in_a_log() {
        for (path, wanted) in [
            ("/events/0197", "/events/0197"),
            ("/i/secret", "/i/…"),
            ("/i/secret/answer", "/i/…/answer"),
            ("/sign-in/link/secret", "/sign-in/link/…"),
            ("/stop/secret", "/stop/…"),
            ("/calendar/secret.ics", "/calendar/….ics"),
            ("/demo/sign-in/secret", "/demo/sign-in/…"),
        ] {
            assert_eq!(masked(path), wanted);
        }
    }
}
