//! What goes on beside the requests: mails leave, reminders come due, pictures are read, limits forget.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use app::links::{self, Fetcher};
use app::outbox::{self, Carrier};
use app::{Caller, jobs};
use web::Web;

use crate::fetch;

/// How long a new mail waits at most.
const MAILS: Duration = Duration::from_secs(2);
/// How often the clock's work is done, and limits forget.
const MINUTE: Duration = Duration::from_secs(60);

/// Starts what goes on. Nothing of it needs to end well: a mail that is cut off is sent again.
pub fn start(web: &Web, carrier: Option<Arc<dyn Carrier>>) {
    if let Some(carrier) = carrier {
        let app = web.app.clone();
        every(MAILS, move || {
            let (app, carrier) = (app.clone(), carrier.clone());
            async move {
                if let Err(error) = outbox::deliver(&app, &carrier).await {
                    tracing::error!(%error, "the outbox cannot be worked through");
                }
            }
        });
    }
    // The demo's people have pages nowhere.
    if !web.app.settings().demo {
        let public_url = &web.app.settings().public_url;
        let fetcher: Arc<dyn Fetcher> = Arc::new(fetch::Web::new(public_url));
        let app = web.app.clone();
        every(MINUTE, move || {
            let (app, fetcher) = (app.clone(), fetcher.clone());
            async move {
                if let Err(error) = links::check_due(&app, &fetcher).await {
                    tracing::error!(%error, "promised links cannot be looked at");
                }
            }
        });
    }
    let web = web.clone();
    every(MINUTE, move || {
        let web = web.clone();
        async move {
            web.sweep();
            web.read_card_photos();
            if let Err(error) = web.app.write(Caller::default(), jobs::tick).await {
                tracing::error!(%error, "the clock's work cannot be done");
            }
        }
    });
}

/// Does something every so often, for as long as the program runs.
pub fn every<F: Future<Output = ()> + Send + 'static>(
    span: Duration,
    work: impl Fn() -> F + Send + 'static,
) {
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(span);
        // After a pause of the machine, once is enough.
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            work().await;
        }
    });
}
