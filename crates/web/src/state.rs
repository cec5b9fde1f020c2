//! What every handler shares.

use std::sync::Arc;

use app::App;
use app::card_photos::{Blind, Desk, Letters, PATIENCE};
use domain::text::Lang;

use crate::assets::Assets;
use crate::kept::Kept;
use crate::live::Live;
use crate::shield::Limits;
use crate::words::{Library, Words};

/// What the operator decides about serving.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The header in which a trusted proxy names the client, such as `X-Forwarded-For`.
    pub client_ip_header: Option<String>,
    /// The one-time token that opens the first-run page.
    pub first_run_token: Option<String>,
    /// Whether the gallery of sample pages is shown.
    pub gallery: bool,
}

/// What every handler shares; cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The application.
    pub app: App,
    pub(crate) options: Arc<Options>,
    pub(crate) library: &'static Library,
    pub(crate) assets: &'static Assets,
    pub(crate) limits: Arc<Limits>,
    pub(crate) kept: Arc<Kept>,
    pub(crate) live: Arc<Live>,
    pub(crate) desk: Arc<Desk>,
}

impl Web {
    /// Prepares the web side of an application.
    pub fn new(app: App, options: Options) -> Self {
        Self {
            app,
            options: Arc::new(options),
            library: Library::shared(),
            assets: Assets::shared(),
            limits: Arc::default(),
            kept: Arc::default(),
            live: Arc::default(),
            desk: Arc::new(Desk::new(Arc::new(Blind), PATIENCE)),
        }
    }

    /// With a reader of letters, for pictures of cards.
    pub fn with_letters(self, letters: Arc<dyn Letters>) -> Self {
        self.with_desk(Desk::new(letters, PATIENCE))
    }

    /// With a desk where pictures of cards are read.
    pub fn with_desk(self, desk: Desk) -> Self {
        let desk = Arc::new(desk);
        Self { desk, ..self }
    }

    /// Has the pictures of cards read that still wait: those that a restart came between.
    pub fn read_card_photos(&self) {
        self.desk.start(&self.app);
    }

    /// Reads them, and comes back when none waits.
    pub async fn read_card_photos_now(&self) {
        if let Err(error) = self.desk.clear(&self.app).await {
            tracing::error!(%error, "pictures of cards cannot be read");
        }
    }

    /// Forgets what limits know of addresses that have been quiet.
    pub fn sweep(&self) {
        self.limits.sweep();
    }

    pub(crate) fn words(&self, lang: Lang) -> &'static Words {
        self.library.of(lang)
    }
}
