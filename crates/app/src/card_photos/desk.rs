//! The desk where pictures of cards are read, beside the requests: one at a time, in turn between
//! people, each for a while only. A picture stays where it is until its reading is written, so nothing
//! is lost when the program stops, and whoever comes next begins it again.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::contact_card::PhotoState;
use domain::id::{CardPhotoId, PersonId};
use jiff::Timestamp;
use store::card_photos::{Seen, Unseen};
use tokio::sync::{Mutex, Semaphore, watch};

use super::{Layout, Letters, Looked, Unread, json, look_now};
use crate::seat::my_keeper;
use crate::{App, Caller, Error, Result};

/// How long an answer waits for a reading, usually.
pub const PATIENCE: Duration = Duration::from_secs(8);
/// After this no further page of a picture is read. A card that lies on its side takes a dozen pages, each
/// about a second of a machine that has nothing else to do.
const LIMIT: Duration = Duration::from_secs(60);

/// Where pictures are read.
pub struct Desk {
    letters: Arc<dyn Letters>,
    patience: Duration,
    /// One place for whoever reads, one for whoever waits to look again after that.
    places: Arc<Semaphore>,
    turns: Mutex<Turns>,
    /// Told after each reading.
    read: watch::Sender<()>,
}

impl Desk {
    /// A desk with a reader of letters, whose answers wait so long.
    pub fn new(letters: Arc<dyn Letters>, patience: Duration) -> Self {
        Self {
            letters,
            patience,
            places: Arc::new(Semaphore::new(2)),
            turns: Mutex::default(),
            read: watch::Sender::new(()),
        }
    }

    /// Has everything read that waits, beside whatever else goes on.
    pub fn start(self: &Arc<Self>, app: &App) {
        let Ok(place) = self.places.clone().try_acquire_owned() else {
            return;
        };
        let (desk, app) = (self.clone(), app.clone());
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = desk.clear(&app).await {
                tracing::error!(%error, "pictures of cards cannot be read");
            }
        });
    }

    /// Reads everything that waits.
    pub async fn clear(&self, app: &App) -> Result<()> {
        let mut turns = self.turns.lock().await;
        loop {
            let waiting = app.read(Caller::default(), |cx| {
                Ok(store::card_photos::unseen_keepers(cx.tx)?)
            });
            let Some(keeper) = turns.next(&waiting.await?) else {
                return Ok(());
            };
            self.read_one(app, keeper).await?;
            self.read.send_replace(());
        }
    }

    async fn read_one(&self, app: &App, keeper: PersonId) -> Result<()> {
        let next = app.read(Caller::default(), move |cx| {
            Ok(store::card_photos::next_unseen(cx.tx, keeper)?)
        });
        let Some(photo) = next.await? else {
            return Ok(());
        };
        let (photo, looked) = self.look(photo).await;
        // What cannot be looked at at all is not looked at again and again.
        let seen = match looked {
            Ok(looked) => Seen {
                state: looked.state,
                reading: json(&looked.reading),
                picture: Some(looked.picture),
            },
            Err(_) => Seen {
                state: PhotoState::Failed,
                reading: json(&super::Reading::default()),
                picture: None,
            },
        };
        let note = app.write(Caller::default(), move |cx| {
            let of = (keeper, &photo);
            Ok(store::card_photos::set_seen(cx.tx, of, seen, cx.now)?)
        });
        note.await
    }

    /// Looks at a picture on a thread of its own; after [`LIMIT`] no more letters are read.
    async fn look(&self, photo: Unseen) -> (Unseen, Result<Looked>) {
        let letters = Arc::new(Stoppable {
            letters: self.letters.clone(),
            stopped: AtomicBool::new(false),
        });
        let (reader, photo) = (letters.clone(), Arc::new(photo));
        let file = photo.clone();
        let mut work = tokio::task::spawn_blocking(move || look_now(&file.picture, &*reader));
        let looked = match tokio::time::timeout(LIMIT, &mut work).await {
            Ok(looked) => looked,
            Err(_) => {
                letters.stopped.store(true, Ordering::Relaxed);
                work.await
            }
        };
        let looked = looked.unwrap_or_else(|e| Err(Error::Internal(e.to_string())));
        (Arc::unwrap_or_clone(photo), looked)
    }

    /// Waits until a picture of whoever asks is read, for as long as the desk is patient.
    pub async fn wait(&self, app: &App, caller: &Caller, id: CardPhotoId) {
        let mut read = self.read.subscribe();
        let settled = async {
            loop {
                read.borrow_and_update();
                let unseen = app.read(caller.clone(), move |cx| {
                    let keeper = my_keeper(cx)?;
                    Ok(super::find(cx, keeper, id)?.is_unseen())
                });
                if !unseen.await.unwrap_or(false) || read.changed().await.is_err() {
                    return;
                }
            }
        };
        let _ = tokio::time::timeout(self.patience, settled).await;
    }
}

/// Letters that are read until somebody says that it is enough.
struct Stoppable {
    letters: Arc<dyn Letters>,
    stopped: AtomicBool,
}

impl Letters for Stoppable {
    fn read(&self, page: &[u8], layout: Layout) -> std::result::Result<String, Unread> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(Unread::Stopped);
        }
        self.letters.read(page, layout)
    }
}

/// Whose turn it is: a pile of pictures, or one that takes long, keeps nobody else waiting for more
/// than one reading.
#[derive(Default)]
struct Turns {
    given: u64,
    last: HashMap<PersonId, u64>,
}

impl Turns {
    /// Of those who wait, whoever was served longest ago, then whoever waits longest.
    fn next(&mut self, waiting: &[(PersonId, Timestamp)]) -> Option<PersonId> {
        let there: HashSet<PersonId> = waiting.iter().map(|(keeper, _)| *keeper).collect();
        self.last.retain(|keeper, _| there.contains(keeper));
        let served = |keeper: &PersonId| self.last.get(keeper).copied().unwrap_or(0);
        let (next, _) = waiting
            .iter()
            .min_by_key(|(keeper, since)| (served(keeper), *since, *keeper))?;
        self.given += 1;
        self.last.insert(*next, self.given);
        Some(*next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pile_of_pictures_lets_others_go_in_between() {
        let person = |n: u128| PersonId(uuid::Uuid::from_u128(n));
        let at = |second| Timestamp::from_second(second).unwrap();
        let (pile, late) = ((person(1), at(10)), (person(2), at(20)));
        let mut turns = Turns::default();
        assert_eq!(turns.next(&[pile]), Some(pile.0));
        assert_eq!(turns.next(&[pile, late]), Some(late.0));
        assert_eq!(turns.next(&[pile, late]), Some(pile.0));
        assert_eq!(turns.next(&[pile]), Some(pile.0));
        assert_eq!(turns.next(&[]), None);
        assert!(turns.last.is_empty());
    }
}
