//! The application, and what one use-case is given: a transaction, a viewer, a moment.

use std::sync::Arc;

use domain::account::{Email, SESSION_LIFE};
use domain::id::{AccountId, GroupId, NetworkId, PersonId, SessionId};
use domain::membership::Standing;
use domain::person::Name;
use domain::role::{Role, Scope};
use domain::text::Lang;
use jiff::{SignedDuration, Timestamp};
use store::{Db, Tx};
use uuid::Uuid;

use crate::door::Rosters;
use crate::folds::Folds;
use crate::room::Rooms;
use crate::token::Signer;
use crate::{Error, Result, World};

/// What the operator decided for this installation.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach it, without a final slash: `https://soirees.example`.
    pub public_url: String,
    /// Whether this is the demo: mails are shown, never sent.
    pub demo: bool,
}

/// The application: a database, a clock, and the installation's secret.
#[derive(Clone)]
pub struct App {
    db: Db,
    world: Arc<dyn World>,
    settings: Arc<Settings>,
    signer: Signer,
    folds: Arc<Folds>,
    rosters: Arc<Rosters>,
    rooms: Arc<Rooms>,
}

/// Who calls, as far as the request tells before it is checked.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// The session's token, from its cookie.
    pub session: Option<String>,
    /// Where the call comes from.
    pub ip: String,
    /// The browser, as it names itself.
    pub device: String,
    /// The secret by which this browser claimed personal links, from its cookie.
    pub claim: Option<String>,
}

/// Somebody signed in.
#[derive(Clone, Debug)]
pub struct Me {
    /// Their account.
    pub account_id: AccountId,
    /// The session this call is part of.
    pub session_id: SessionId,
    /// The person their account claims.
    pub person_id: PersonId,
    /// What they are called.
    pub name: Name,
    /// Their verified address.
    pub email: Email,
    /// The language they read.
    pub lang: Lang,
    /// Whether they run the installation.
    pub operator: bool,
    /// Their rights.
    pub roles: Vec<(Scope, Role)>,
    /// Where they stand in which group.
    pub memberships: Vec<(GroupId, NetworkId, Standing)>,
}

/// What one use-case is given.
pub struct Cx<'a, 'c> {
    /// The transaction: everything the use-case does stands or falls together.
    pub tx: &'a mut Tx<'c>,
    /// The moment, the same throughout.
    pub now: Timestamp,
    /// Who asks, when signed in.
    pub me: Option<Me>,
    /// The call itself.
    pub caller: &'a Caller,
    /// The installation's decisions.
    pub settings: &'a Settings,
    /// Signs and checks personal links.
    pub signer: &'a Signer,
    /// Whether this is a unit that changes things, and may yet be undone.
    pub(crate) writes: bool,
    pub(crate) folds: &'a Folds,
    pub(crate) rosters: &'a Rosters,
    pub(crate) rooms: &'a Rooms,
    world: &'a dyn World,
}

impl App {
    /// Makes the application over an open database. The secret behind personal links is made once
    /// and kept with the data.
    pub fn new(db: Db, world: Arc<dyn World>, settings: Settings) -> Result<Self> {
        let mut fresh = [0; 32];
        world.fill(&mut fresh);
        let secret = db.write_blocking(move |tx| -> Result<String> {
            Ok(store::settings::keep(
                tx,
                "secret",
                &crate::token::to_text(&fresh),
            )?)
        })?;
        // An installation of before has notebooks that were never searched by words.
        db.write_blocking(store::finding::begin)?;
        db.write_blocking(store::directory::begin)?;
        let signer = Signer::new(&secret)?;
        Ok(Self {
            db,
            world,
            settings: Arc::new(settings),
            signer,
            folds: Arc::default(),
            rosters: Arc::default(),
            rooms: Arc::default(),
        })
    }

    /// The installation's decisions.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The database, for what is no use-case: health, export, import.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The moment.
    pub fn now(&self) -> Timestamp {
        self.world.now()
    }

    /// Runs a use-case that only reads.
    pub async fn read<T, F>(&self, caller: Caller, job: F) -> Result<T>
    where
        F: FnOnce(&mut Cx<'_, '_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let app = self.clone();
        self.db
            .read(move |tx| app.inside(&caller, tx, job, false))
            .await
    }

    /// Runs a use-case that changes things; they stand when it succeeds, and nothing does when not.
    pub async fn write<T, F>(&self, caller: Caller, job: F) -> Result<T>
    where
        F: FnOnce(&mut Cx<'_, '_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let app = self.clone();
        self.db
            .write(move |tx| app.inside(&caller, tx, job, true))
            .await
    }

    /// [`App::write`] for a use-case that only appends (see [`Db::append`]) and finds out by itself
    /// who calls.
    pub async fn append<T, F>(&self, job: F) -> Result<T>
    where
        F: FnOnce(&mut Cx<'_, '_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let app = self.clone();
        self.db
            .append(move |tx| app.inside(&Caller::default(), tx, job, true))
            .await
    }

    /// [`App::write`] for callers that are not async.
    pub fn write_blocking<T, F>(&self, caller: Caller, job: F) -> Result<T>
    where
        F: FnOnce(&mut Cx<'_, '_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let app = self.clone();
        self.db
            .write_blocking(move |tx| app.inside(&caller, tx, job, true))
    }

    fn inside<T>(
        &self,
        caller: &Caller,
        tx: &mut Tx<'_>,
        job: impl FnOnce(&mut Cx<'_, '_>) -> Result<T>,
        writes: bool,
    ) -> Result<T> {
        let now = self.world.now();
        let me = match &caller.session {
            Some(token) => signed_in(tx, token, now, writes)?,
            None => None,
        };
        job(&mut Cx {
            tx,
            now,
            me,
            caller,
            settings: &self.settings,
            signer: &self.signer,
            writes,
            folds: &self.folds,
            rosters: &self.rosters,
            rooms: &self.rooms,
            world: &*self.world,
        })
    }
}

/// How long a session may be used before its use is noted again.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_hours(12);

fn signed_in(tx: &mut Tx<'_>, token: &str, now: Timestamp, writes: bool) -> Result<Option<Me>> {
    let hash = crate::token::hash(token);
    let Some(session) = store::sessions::by_token(tx, &hash, now - SESSION_LIFE)? else {
        return Ok(None);
    };
    if writes && now.duration_since(session.seen_at) > TOUCH_AFTER {
        store::sessions::touch(tx, session.id, now)?;
    }
    let account = store::accounts::find(tx, session.account_id)?;
    let account = account.ok_or_else(|| Error::Internal("a session without account".into()))?;
    let person = store::people::find(tx, account.person_id)?;
    let person = person.ok_or_else(|| Error::Internal("an account without person".into()))?;
    Ok(Some(Me {
        account_id: account.id,
        session_id: session.id,
        person_id: person.id,
        name: person.name,
        email: account.email,
        lang: person.lang,
        operator: account.operator,
        roles: store::roles::of_person(tx, account.person_id)?,
        memberships: store::memberships::standings_of(tx, account.person_id)?,
    }))
}

impl Cx<'_, '_> {
    /// A new id, ordered by time.
    pub fn id<T: From<Uuid>>(&self) -> T {
        let mut random = [0; 10];
        self.world.fill(&mut random);
        let ms = u64::try_from(self.now.as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(ms, &random)
            .into_uuid()
            .into()
    }

    /// Fresh unpredictable bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.world.fill(&mut bytes);
        bytes
    }

    /// Finds out whose session a token is.
    pub(crate) fn sign_in(&mut self, session: &str) -> Result<()> {
        self.me = signed_in(self.tx, session, self.now, self.writes)?;
        Ok(())
    }

    /// Whoever is signed in, or the demand to be.
    pub fn me(&self) -> Result<&Me> {
        self.me.as_ref().ok_or(Error::SignInNeeded)
    }
}
