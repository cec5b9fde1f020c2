//! Styles, scripts and pictures: embedded, joined, compressed once, served under a name that
//! changes with their content and may be kept for a year.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::LazyLock;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;

use crate::Web;

#[cfg(test)]
mod weights;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Files;

/// The order in which style sheets are joined; components come in between, by name.
const STYLES_FIRST: [&str; 3] = ["css/tokens.css", "css/reset.css", "css/base.css"];
const STYLES_LAST: [&str; 2] = ["css/utilities.css", "css/print.css"];

struct Asset {
    bytes: Vec<u8>,
    gzip: Option<Vec<u8>>,
    kind: &'static str,
}

/// Every asset, by its path below the version.
pub struct Assets {
    version: String,
    files: BTreeMap<String, Asset>,
}

impl Assets {
    /// The assets, prepared once.
    pub fn shared() -> &'static Self {
        static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::prepare);
        &ASSETS
    }

    fn prepare() -> Self {
        let mut files = BTreeMap::from([("app.css".to_owned(), Asset::new("app.css", styles()))]);
        for path in Files::iter().filter(|path| !path.starts_with("css/")) {
            let name = path.trim_start_matches("img/").trim_start_matches("js/");
            files.insert(name.to_owned(), Asset::new(&path, read(&path)));
        }
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in files
            .iter()
            .flat_map(|(name, asset)| name.bytes().chain(asset.bytes.iter().copied()))
        {
            // FNV-1a: names a version, guards nothing.
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self {
            version: format!("{hash:016x}"),
            files,
        }
    }

    /// What names this version of them all.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The text of an asset, as it is served; empty when there is none.
    pub fn text(&self, name: &str) -> String {
        let bytes = self.files.get(name).map(|file| file.bytes.as_slice());
        String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
    }

    /// What an asset weighs on its way, compressed where it is.
    #[cfg(test)]
    pub fn weight(&self, name: &str) -> usize {
        let file = self.files.get(name);
        file.map_or(0, |file| file.gzip.as_ref().unwrap_or(&file.bytes).len())
    }

    /// The names of every script.
    #[cfg(test)]
    pub fn scripts(&self) -> impl Iterator<Item = &str> {
        let names = self.files.keys().map(String::as_str);
        names.filter(|name| name.ends_with(".js"))
    }

    /// The address of an asset.
    pub fn url(&self, name: &str) -> String {
        format!("/assets/{}/{name}", self.version)
    }
}

fn styles() -> Vec<u8> {
    let mut components: Vec<_> = Files::iter()
        .filter(|path| path.starts_with("css/components/"))
        .collect();
    components.sort();
    let order = STYLES_FIRST
        .iter()
        .map(|path| (*path).into())
        .chain(components);
    let order = order.chain(STYLES_LAST.iter().map(|path| (*path).into()));
    order
        .flat_map(|path: std::borrow::Cow<'_, str>| read(&path))
        .collect()
}

fn read(path: &str) -> Vec<u8> {
    Files::get(path)
        .map(|file| file.data.into_owned())
        .unwrap_or_default()
}

impl Asset {
    fn new(path: &str, bytes: Vec<u8>) -> Self {
        let kind = match path.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            _ => "application/octet-stream",
        };
        let bytes = match path.ends_with(".js") {
            true => bare(&bytes),
            false => bytes,
        };
        let gzip = (kind != "image/png").then(|| gzip(&bytes)).flatten();
        Self { bytes, gzip, kind }
    }
}

/// A script without its indentation and the comments that have lines of their own: they are for
/// those who read the source. No string of ours goes on over lines; a test holds that.
fn bare(script: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(script);
    let mut lines = Vec::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if inside {
            inside = !line.contains("*/");
        } else if line.starts_with("/*") {
            inside = !line.contains("*/");
            if !inside && !line.ends_with("*/") {
                lines.push(line);
            }
        } else if !line.is_empty() && (!line.starts_with("//") || line.contains("LICENSE")) {
            lines.push(line);
        }
    }
    lines.join("\n").into_bytes()
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).ok()?;
    out.finish().ok()
}

/// `GET /assets/{version}/{*name}`
pub async fn show(
    State(web): State<Web>,
    Path((version, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let Some(asset) = web.assets.files.get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // A page of an older version may still ask by its old name: it gets today's file, not kept.
    let keep = if version == web.assets.version {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let accepts = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    let common = [
        (header::CONTENT_TYPE, asset.kind),
        (header::CACHE_CONTROL, keep),
        (header::VARY, "Accept-Encoding"),
    ];
    match &asset.gzip {
        Some(gzip) if accepts.contains("gzip") => (
            common,
            [(header::CONTENT_ENCODING, "gzip")],
            gzip.as_slice(),
        )
            .into_response(),
        _ => (common, asset.bytes.as_slice()).into_response(),
    }
}

/// `GET /favicon.ico`: what browsers ask for on pages that name no icon.
pub async fn favicon(State(web): State<Web>) -> Response {
    axum::response::Redirect::permanent(&web.assets.url("favicon.svg")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stay_here_and_code_goes_out() {
        let script = b"// @ts-check\n/** Says\n * why. */\n  let a = \"// b\"; // c\n\n/** @type {x} */ (d);\n";
        let served = String::from_utf8(bare(script)).unwrap();
        assert_eq!(served, "let a = \"// b\"; // c\n/** @type {x} */ (d);");
    }

    #[test]
    fn no_string_of_a_script_goes_on_over_lines() {
        for path in Files::iter().filter(|path| path.ends_with(".js")) {
            let text = String::from_utf8(read(&path)).unwrap();
            let code = text.lines().map(str::trim);
            let code = code.filter(|line| !line.starts_with("//") && !line.starts_with('*'));
            for line in code.filter(|line| !line.starts_with("/*")) {
                let open = line.matches('`').count() % 2;
                assert!(open == 0 || line.contains("\u{2018}"), "{path}: {line}");
            }
        }
    }
}
