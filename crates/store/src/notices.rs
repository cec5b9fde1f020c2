//! Word that an event's log has grown, for whoever shows it live: in this process on SQLite, on
//! every node on PostgreSQL, where it travels by `NOTIFY` within the transaction that wrote.

use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use ::postgres::fallible_iterator::FallibleIterator;
use domain::id::EventId;
use tokio::sync::broadcast::{Receiver, Sender};

use crate::{Result, postgres};

/// The channel that nodes share.
const CHANNEL: &str = "evening";
/// Notices a slow watcher may be behind before it is told that it missed some.
const BEHIND: usize = 1024;
/// How long to wait before listening again after the connection was lost.
const PAUSE: Duration = Duration::from_millis(500);

/// An event whose log has grown; `None` when some word may have been lost, so that everything that
/// is watched should be looked at.
pub type Notice = Option<EventId>;

/// Where notices come from.
#[derive(Clone)]
pub struct Notices(Arc<Sender<Notice>>);

impl Notices {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Sender::new(BEHIND)))
    }

    /// Notices from now on.
    pub fn watch(&self) -> Receiver<Notice> {
        self.0.subscribe()
    }

    pub(crate) fn tell(&self, events: impl IntoIterator<Item = EventId>) {
        for event in events {
            // Nobody watches: nobody need know.
            let _ = self.0.send(Some(event));
        }
    }

    /// Listens to what other nodes (and this one) tell, on a connection of its own, until the last
    /// handle is dropped.
    pub(crate) fn listen(&self, url: &str) -> Result<()> {
        let (url, sender) = (url.to_owned(), Arc::downgrade(&self.0));
        let body = move || {
            while sender.strong_count() > 0 {
                if let Err(error) = listen_once(&url, &sender) {
                    tracing::warn!(%error, "word of other nodes is lost; listening again");
                }
                thread::sleep(PAUSE);
            }
        };
        let thread = thread::Builder::new().name("db-notices".into()).spawn(body);
        thread
            .map(|_| ())
            .map_err(|error| crate::Error::Failed(error.to_string()))
    }
}

fn listen_once(url: &str, sender: &Weak<Sender<Notice>>) -> Result<()> {
    let mut client = postgres::open(url)?;
    client.batch_execute(&format!("listen {CHANNEL}"))?;
    if let Some(sender) = sender.upgrade() {
        let _ = sender.send(None);
    }
    loop {
        let mut notifications = client.notifications();
        let mut waiting = notifications.timeout_iter(Duration::from_secs(1));
        while let Some(notification) = waiting.next()? {
            let Some(sender) = sender.upgrade() else {
                return Ok(());
            };
            let _ = sender.send(notification.payload().parse().ok());
        }
        if sender.strong_count() == 0 {
            return Ok(());
        }
    }
}

/// The statement by which a transaction tells of an event.
pub(crate) fn tell_sql() -> String {
    format!("select cast(pg_notify('{CHANNEL}', $1) as text)")
}
