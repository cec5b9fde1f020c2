//! What every page has around it: words, viewer, language, notices.

use std::fmt::Display;

use app::Me;
use domain::text::Lang;
use jiff::Timestamp;

use crate::assets::Assets;
use crate::words::Words;

/// The viewer, as the header shows them.
#[derive(Clone, Debug)]
pub struct Someone {
    /// What they are called.
    pub given: String,
    /// Whether they run the installation.
    pub operator: bool,
}

/// What every page has around it.
#[derive(Clone)]
pub struct Frame {
    /// The words of the page's language.
    pub w: &'static Words,
    /// Who looks, when signed in.
    pub someone: Option<Someone>,
    /// The page's own path and query, to come back to.
    pub path: String,
    /// Where people reach the installation, without a final slash.
    pub public_url: String,
    /// Whether this is the demo.
    pub demo: bool,
    /// The installation's moment.
    pub now: Timestamp,
    /// A notice about what was just done.
    pub flash: Option<String>,
    assets: &'static Assets,
}

impl Frame {
    pub(crate) fn new(w: &'static Words, public_url: &str, now: Timestamp) -> Self {
        Self {
            w,
            someone: None,
            path: "/".into(),
            public_url: public_url.to_owned(),
            demo: false,
            now,
            flash: None,
            assets: Assets::shared(),
        }
    }

    pub(crate) fn seen_by(mut self, me: Option<&Me>) -> Self {
        self.someone = me.map(|me| Someone {
            given: me.name.given.clone(),
            operator: me.operator,
        });
        self
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        self.assets.url(name)
    }

    /// The address of an icon in the sprite.
    pub fn icon(&self, name: &str) -> String {
        format!("{}#{name}", self.assets.url("icons.svg"))
    }

    /// A path of this installation as an address that works elsewhere.
    pub fn absolute(&self, path: &impl Display) -> String {
        format!("{}{path}", self.public_url)
    }

    /// Whether this is the page of that path, whatever its query.
    pub fn at(&self, path: &str) -> bool {
        self.path.split('?').next() == Some(path)
    }

    /// The other language, as a code.
    pub fn other_lang(&self) -> &'static str {
        match self.w.lang {
            Lang::Fr => "en",
            Lang::En => "fr",
        }
    }

    /// The language for `<html lang>`.
    pub fn html_lang(&self) -> &'static str {
        match self.w.lang {
            Lang::Fr => "fr-CA",
            Lang::En => "en-CA",
        }
    }
}
