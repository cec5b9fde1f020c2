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
        let gzip = (kind != "image/png").then(|| gzip(&bytes)).flatten();
        Self { bytes, gzip, kind }
    }
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
