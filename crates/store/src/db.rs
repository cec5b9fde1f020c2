//! The database: threads that each own a connection, and units of work sent to them.
//!
//! SQLite has one writer thread and several readers. The writer commits in groups: it takes all the
//! work that is waiting, runs each unit in a savepoint, commits once, and only then answers — so an
//! answer means the change is on the disk, and a hundred clients share one `fsync`.
//! PostgreSQL has threads that are alike, each with a connection; every unit is its transaction.

use std::any::Any;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use ::postgres::{Client, Transaction};
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use domain::id::EventId;
use jiff::Timestamp;
use rusqlite::Connection;

use crate::notices::{self, Notices};
use crate::postgres::Statements;
use crate::value::{FromRow, Value};
use crate::work::{Pending, Work};
use crate::{Error, Result, Row, migrate, postgres, sqlite};

/// Units of work that may wait for one kind of thread before newcomers are told to come back.
const QUEUE: usize = 4096;
/// Units of work that share one commit at most.
const GROUP: usize = 256;

/// Where the data is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file, made when it does not exist.
    Sqlite(PathBuf),
    /// A PostgreSQL database, by URL.
    Postgres(String),
}

impl Location {
    /// `SQLite` or `PostgreSQL`, for people.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}

type Queue = Sender<Box<dyn Work>>;

/// A handle on the database; cheap to clone. The threads end when the last handle is dropped.
#[derive(Clone)]
pub struct Db {
    readers: Queue,
    writer: Queue,
    changes: Arc<AtomicU64>,
    notices: Notices,
}

impl Db {
    /// Opens the database, brings its schema up to date, and starts `threads` threads to read it.
    pub fn open(location: &Location, threads: usize, now: Timestamp) -> Result<Self> {
        let (readers, read_work) = bounded(QUEUE);
        let changes = Arc::new(AtomicU64::new(0));
        let notices = Notices::new();
        let writer = match location {
            Location::Sqlite(path) => {
                let mut conn = sqlite::open_writer(path)?;
                migrate::sqlite(&mut conn, now)?;
                let (writer, write_work) = bounded(QUEUE);
                let (counter, told) = (changes.clone(), notices.clone());
                spawn("db-writer", move || {
                    write_groups(&conn, &write_work, &counter, &told)
                })?;
                for _ in 0..threads {
                    let (conn, work) = (sqlite::open_reader(path)?, read_work.clone());
                    spawn("db-reader", move || read_each(&conn, &work))?;
                }
                writer
            }
            Location::Postgres(url) => {
                let mut client = postgres::open(url)?;
                migrate::postgres(&mut client, now)?;
                for _ in 0..threads.max(4) {
                    let (url, work, counter) = (url.clone(), read_work.clone(), changes.clone());
                    spawn("db-postgres", move || postgres_each(&url, &work, &counter))?;
                }
                notices.listen(url)?;
                readers.clone()
            }
        };
        Ok(Self {
            readers,
            writer,
            changes,
            notices,
        })
    }

    /// Runs a closure that only reads.
    pub async fn read<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (pending, answer) = Pending::new(job);
        send(&self.readers, Box::new(pending))?;
        answer.await.unwrap_or_else(|_| Err(Error::Busy.into()))
    }

    /// Runs a closure in a transaction that is committed when it succeeds and undone when it fails.
    /// The answer comes after the commit.
    pub async fn write<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (pending, answer) = Pending::new(job);
        send(&self.writer, Box::new(pending))?;
        answer.await.unwrap_or_else(|_| Err(Error::Busy.into()))
    }

    /// [`Db::write`] for a closure that only appends: once it has written, nothing but the database
    /// itself makes it fail. On SQLite it needs no savepoint then, and what a closure remembered is
    /// handed on to those that append after it in the same commit ([`Tx::remember`]).
    pub async fn append<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (pending, answer) = Pending::appending(job);
        send(&self.writer, Box::new(pending))?;
        answer.await.unwrap_or_else(|_| Err(Error::Busy.into()))
    }

    /// [`Db::write`] for callers that are not async.
    pub fn write_blocking<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (pending, answer) = Pending::new(job);
        send(&self.writer, Box::new(pending))?;
        answer
            .blocking_recv()
            .unwrap_or_else(|_| Err(Error::Busy.into()))
    }

    /// How many commits this process has made: what may be kept in memory is valid while it stands.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    /// Word of events whose log has grown.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }
}

fn send(queue: &Queue, work: Box<dyn Work>) -> Result<()> {
    queue.try_send(work).map_err(|error| match error {
        TrySendError::Full(_) => Error::Busy,
        TrySendError::Disconnected(_) => Error::Failed("the database thread has ended".into()),
    })
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<()> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(body);
    thread
        .map(|_| ())
        .map_err(|error| Error::Failed(error.to_string()))
}

fn read_each(conn: &Connection, queue: &Receiver<Box<dyn Work>>) {
    for mut work in queue {
        let fate = read_once(conn, work.as_mut());
        work.settle(fate);
    }
}

fn read_once(conn: &Connection, work: &mut dyn Work) -> Result<()> {
    sqlite::execute(conn, "begin", &[])?;
    work.run(&mut Tx::new(Native::Sqlite(conn)));
    sqlite::execute(conn, "commit", &[])?;
    Ok(())
}

fn write_groups(
    conn: &Connection,
    queue: &Receiver<Box<dyn Work>>,
    changes: &AtomicU64,
    notices: &Notices,
) {
    while let Ok(first) = queue.recv() {
        let mut group = vec![first];
        group.extend(queue.try_iter().take(GROUP - 1));
        let done = write_group(conn, &mut group);
        if let Err(error) = &done {
            tracing::error!(%error, units = group.len(), "a group of changes was not committed");
            let _ = conn.execute_batch("rollback");
        }
        changes.fetch_add(1, Ordering::Release);
        if done.as_ref().is_ok_and(|done| done.erased)
            && let Err(error) = sqlite::empty_log(conn)
        {
            tracing::warn!(%error, "the write-ahead log still holds what was erased");
        }
        let fate = done.map(|done| notices.tell(done.grown));
        group.into_iter().for_each(|work| work.settle(fate.clone()));
    }
}

/// What a group of changes came to.
#[derive(Default)]
struct Done {
    /// The events whose log has grown, each once.
    grown: BTreeSet<EventId>,
    /// Whether somebody was erased.
    erased: bool,
}

/// Runs and commits a group.
fn write_group(conn: &Connection, group: &mut [Box<dyn Work>]) -> Result<Done> {
    let mut done = Done::default();
    let mut memory = None;
    sqlite::execute(conn, "begin immediate", &[])?;
    for work in group {
        let mut tx = Tx::new(Native::Sqlite(conn));
        tx.memory = memory.take();
        let keep = if work.appends() {
            run_append(work.as_mut(), &mut tx)?
        } else {
            run_guarded(conn, work.as_mut(), &mut tx)?
        };
        if keep {
            done.grown.append(&mut tx.grown);
            done.erased |= tx.erased;
        }
        // Whatever else was written may have changed what was remembered.
        if work.appends() || !tx.wrote {
            memory = tx.memory;
        }
    }
    sqlite::execute(conn, "commit", &[])?;
    Ok(done)
}

/// Runs a unit that is undone by itself when it fails.
fn run_guarded(conn: &Connection, work: &mut dyn Work, tx: &mut Tx<'_>) -> Result<bool> {
    sqlite::execute(conn, "savepoint unit", &[])?;
    let keep = work.run(tx);
    if !keep {
        sqlite::execute(conn, "rollback to unit", &[])?;
    }
    sqlite::execute(conn, "release unit", &[])?;
    Ok(keep)
}

/// Runs a unit that only appends. Should it fail with something half written, the group fails with
/// it: nothing is kept, and everybody in it is told to come again.
fn run_append(work: &mut dyn Work, tx: &mut Tx<'_>) -> Result<bool> {
    let keep = work.run(tx);
    if !keep && tx.wrote {
        tracing::error!("what only appends failed half-way; its group is undone");
        return Err(Error::Busy);
    }
    Ok(keep)
}

fn postgres_each(url: &str, queue: &Receiver<Box<dyn Work>>, changes: &AtomicU64) {
    let mut session: Option<(Client, Statements)> = None;
    for mut work in queue {
        if session
            .as_ref()
            .is_none_or(|(client, _)| client.is_closed())
        {
            session = match postgres::open(url) {
                Ok(client) => Some((client, Statements::new())),
                Err(error) => {
                    work.settle(Err(error));
                    continue;
                }
            };
        }
        let Some((client, statements)) = &mut session else {
            continue;
        };
        let fate = postgres_once(client, statements, work.as_mut(), changes);
        work.settle(fate);
    }
}

fn postgres_once(
    client: &mut Client,
    statements: &mut Statements,
    work: &mut dyn Work,
    changes: &AtomicU64,
) -> Result<()> {
    let mut tx = Tx::new(Native::Postgres(client.transaction()?, statements));
    let keep = work.run(&mut tx);
    let wrote = tx.wrote;
    if let Native::Postgres(native, _) = tx.native {
        if keep {
            native.commit()?
        } else {
            native.rollback()?
        }
    }
    changes.fetch_add(u64::from(wrote), Ordering::Release);
    Ok(())
}

enum Native<'c> {
    Sqlite(&'c Connection),
    Postgres(Transaction<'c>, &'c mut Statements),
}

/// A transaction: the one thing through which statements run.
pub struct Tx<'c> {
    native: Native<'c>,
    statements: u64,
    wrote: bool,
    erased: bool,
    grown: BTreeSet<EventId>,
    memory: Option<Box<dyn Any + Send>>,
}

impl<'c> Tx<'c> {
    fn new(native: Native<'c>) -> Self {
        Self {
            native,
            statements: 0,
            wrote: false,
            erased: false,
            grown: BTreeSet::new(),
            memory: None,
        }
    }

    /// Keeps something that was read, for those that append after this unit in the same commit:
    /// nothing else is written in between, so it still holds.
    pub fn remember<T: Any + Send>(&mut self, what: T) {
        self.memory = Some(Box::new(what));
    }

    /// What the last append of the same commit remembered, if it is of this kind.
    pub fn remembered<T: Any + Send>(&self) -> Option<&T> {
        self.memory.as_deref()?.downcast_ref()
    }

    /// Every row of a query.
    pub fn all<T: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        self.each(sql, params, |mut row| {
            rows.push(T::from_row(&mut row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row of a query, if there is one.
    pub fn find<T: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<Option<T>> {
        Ok(self.all(sql, params)?.into_iter().next())
    }

    /// The row of a query that always has one: a count, a sum.
    pub fn one<T: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<T> {
        self.find(sql, params)?
            .ok_or_else(|| Error::Unreadable("a row is missing".into()))
    }

    /// Hands over each row of a query without keeping them all (PostgreSQL keeps them, unseen).
    pub fn each(
        &mut self,
        sql: &str,
        params: &[Value],
        take: impl FnMut(Row) -> Result<()>,
    ) -> Result<()> {
        self.statements += 1;
        match &mut self.native {
            Native::Sqlite(conn) => sqlite::query(conn, sql, params, take),
            Native::Postgres(tx, cache) => postgres::query(tx, cache, sql, params, take),
        }
    }

    /// Runs a statement that changes rows; how many it changed.
    pub fn run(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        self.statements += 1;
        self.wrote = true;
        match &mut self.native {
            Native::Sqlite(conn) => sqlite::execute(conn, sql, params),
            Native::Postgres(tx, cache) => postgres::execute(tx, cache, sql, params),
        }
    }

    /// Runs a statement that changes rows and returns them.
    pub fn change<T: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<Vec<T>> {
        self.wrote = true;
        self.all(sql, params)
    }

    /// Tries something that a constraint may refuse, leaving the transaction usable when it does.
    pub fn attempt<T, E: From<Error>>(
        &mut self,
        job: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.run("savepoint attempt", &[])?;
        let answer = job(self);
        if answer.is_err() {
            self.run("rollback to savepoint attempt", &[])?;
        }
        self.run("release savepoint attempt", &[])?;
        answer
    }

    /// Holds an event still until the transaction ends, so that two answers cannot take one seat.
    /// SQLite has one writer and needs nothing.
    pub fn hold_event(&mut self, id: EventId) -> Result<()> {
        match self.native {
            Native::Sqlite(_) => Ok(()),
            Native::Postgres(..) => {
                let sql = "select id from events where id = $1 for update";
                self.find::<EventId>(sql, crate::params![id]).map(|_| ())
            }
        }
    }

    /// Says that somebody is erased: once this is committed, nothing of it stays in SQLite's
    /// write-ahead log. PostgreSQL looks after its own.
    pub(crate) fn erases(&mut self) {
        self.erased = true;
    }

    /// Tells whoever watches an event that its log has grown, once the transaction is committed.
    pub(crate) fn notice(&mut self, event: EventId) -> Result<()> {
        if self.grown.insert(event) && self.is_postgres() {
            // PostgreSQL itself tells every node, and only when it commits.
            self.each(
                &notices::tell_sql(),
                crate::params![event.to_string()],
                |_| Ok(()),
            )?;
        }
        Ok(())
    }

    /// Whether this is PostgreSQL, for the little that cannot be said alike.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.native, Native::Postgres(..))
    }

    /// Makes every statement of this transaction see the same moment; must come first. SQLite's
    /// transactions do so anyway.
    pub(crate) fn see_one_moment(&mut self) -> Result<()> {
        if self.is_postgres() {
            self.run("set transaction isolation level repeatable read", &[])?;
        }
        Ok(())
    }

    /// How many statements ran so far: what tests hold against the number of rows shown.
    pub fn statements(&self) -> u64 {
        self.statements
    }
}
