//! Promised links: each side's page is looked at from time to time, and whoever promised sees
//! whether the link is there. The pages are fetched by what the binary brings ([`Fetcher`]).

use std::sync::Arc;

use domain::follow_up::{Change, FollowUp, LinkCheck, LinkOutcome, Side, State};
use domain::id::FollowUpId;
use jiff::SignedDuration;

use crate::{App, Caller, Cx, Error, Result};

/// How long a promised link that is not there yet is left alone.
const OPEN: SignedDuration = SignedDuration::from_hours(24);
/// How long a link that was found, or that is gone, is left alone.
const SETTLED: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Exchanges looked at in one turn: the others have theirs a minute later.
const BATCH: i64 = 3;

/// A page that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it was in the end.
    pub url: String,
    /// What it says.
    pub html: String,
}

/// Why a page could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The address leads where nobody may be sent: into a private network, to another port.
    Refused,
    /// It took too long.
    TimedOut,
    /// It answered with another status than success.
    Status(u16),
    /// Anything else: no such host, no connection, no text.
    Unreachable,
}

impl Failure {
    /// One word of ours, as a check keeps it.
    pub fn word(self) -> String {
        match self {
            Self::Refused => "refused".into(),
            Self::TimedOut => "timeout".into(),
            Self::Status(status) => format!("status-{status}"),
            Self::Unreachable => "unreachable".into(),
        }
    }
}

/// Fetches pages from the world.
pub trait Fetcher: Send + Sync {
    /// The page at an address, wherever it redirects to.
    fn fetch(&self, url: &str) -> Result<Page, Failure>;
}

/// Looks at the pages that are due. How many exchanges were looked at.
pub async fn check_due(app: &App, fetcher: &Arc<dyn Fetcher>) -> Result<usize> {
    let due = app.read(Caller::default(), due).await?;
    let count = due.len();
    for exchange in due {
        let (fetcher, id) = (fetcher.clone(), exchange.id);
        let looked = tokio::task::spawn_blocking(move || look(&*fetcher, &exchange)).await;
        let looked = looked.map_err(|error| Error::Internal(error.to_string()))?;
        app.write(Caller::default(), move |cx| settle(cx, id, looked))
            .await?;
    }
    Ok(count)
}

fn due(cx: &mut Cx<'_, '_>) -> Result<Vec<FollowUp>> {
    let (open, settled) = (cx.now - OPEN, cx.now - SETTLED);
    Ok(store::follow_ups::unchecked(cx.tx, open, settled, BATCH)?)
}

type Looked = [(Side, LinkOutcome, String); 2];

fn look(fetcher: &dyn Fetcher, exchange: &FollowUp) -> Looked {
    let d = &exchange.details;
    let side = |side, page: &str, site: &str| match fetcher.fetch(page) {
        Ok(page) if formats::links::leads_to(&page.html, &page.url, site) => {
            (side, LinkOutcome::Kept, String::new())
        }
        Ok(_) => (side, LinkOutcome::Broken, String::new()),
        Err(failure) => (side, LinkOutcome::Unreachable, failure.word()),
    };
    [
        side(Side::Mine, &d.my_url, &d.their_url),
        side(Side::Theirs, &d.their_url, &d.my_url),
    ]
}

/// Notes what was found. Both links there: the promise is kept. One gone that was there: it is
/// broken. A page that cannot be read decides nothing.
fn settle(cx: &mut Cx<'_, '_>, id: FollowUpId, looked: Looked) -> Result<()> {
    let Some(mut exchange) = store::follow_ups::any(cx.tx, id)? else {
        return Ok(());
    };
    let all = |wanted| looked.iter().all(|(_, outcome, _)| *outcome == wanted);
    let any = |wanted| looked.iter().any(|(_, outcome, _)| *outcome == wanted);
    let state = match exchange.state {
        State::Open | State::Broken if all(LinkOutcome::Kept) => State::Kept,
        State::Kept if any(LinkOutcome::Broken) => State::Broken,
        state => state,
    };
    for (side, outcome, detail) in looked {
        let check = LinkCheck {
            side,
            at: cx.now,
            outcome,
            detail,
        };
        store::follow_ups::insert_check(cx.tx, id, &check)?;
    }
    if state != exchange.state {
        exchange.state = state;
        exchange.updated_at = cx.now;
        store::follow_ups::update(cx.tx, &exchange)?;
        let change = Change {
            at: cx.now,
            state,
            note: String::new(),
        };
        store::follow_ups::insert_change(cx.tx, id, &change)?;
    }
    Ok(())
}
