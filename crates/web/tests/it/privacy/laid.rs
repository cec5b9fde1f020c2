//! Secrets of every other kind that a notebook holds, laid for the crawl: on a card, in a file that
//! waits and in one that was kept, in a picture and in what was read of it, in the name of a telephone.

use domain::card::{Card, Extra};
use domain::contact_card::{CardPhoto, ContactCard, Import, PhotoState, Refusal, Source};
use domain::id::PersonId;
use store::app_passwords::AppPassword;

use super::Bait;

/// What was laid: the secrets of a keeper, and the ids by which routes reach them.
pub(super) struct Laid {
    pub(super) baits: Vec<Bait>,
    pub(super) contact: String,
    pub(super) cards: Vec<String>,
    pub(super) imports: Vec<String>,
    pub(super) photos: Vec<String>,
    pub(super) passwords: Vec<String>,
}

/// Words that stand nowhere else; of one word, so that no escaping changes them.
const ON_A_CARD: &str = "appatcarte";
const KEPT_RAW: &str = "appatligne";
const REFUSED: &str = "appatrefus";
const WAITS: &str = "appatattente";
const FILE_NAME: &str = "appatfichier";
const READ: &str = "appatlu";
const PICTURE: &str = "appatimage";
const TELEPHONE: &str = "appattelephone";

pub(super) fn lay(cx: &mut app::Cx<'_, '_>, who: &str, keeper: PersonId) -> app::Result<Laid> {
    let contact = store::contacts::of_keeper(cx.tx, keeper)?.remove(0).id;
    let import = |cx: &app::Cx<'_, '_>| Import {
        id: cx.id(),
        keeper_id: keeper,
        name: format!("{FILE_NAME}.csv"),
        source: Source::Csv,
        columns: Vec::new(),
        refusals: Vec::new(),
        added: 0,
        joined: 0,
        known: 0,
        refused: 1,
        created_at: cx.now,
        kept_at: None,
        undone_at: None,
    };
    let waiting = import(cx);
    let file = format!("Nom,Note\nQuelqu’un {WAITS},bonjour\n");
    store::imports::insert(cx.tx, &waiting, file.as_bytes())?;
    let kept = Import {
        refusals: vec![Refusal {
            line: 3,
            why: "blank".into(),
            raw: format!("TEL:{REFUSED}"),
        }],
        kept_at: Some(cx.now),
        ..import(cx)
    };
    store::imports::insert(cx.tx, &kept, b"x")?;
    store::imports::update(cx.tx, &kept)?;
    let card = ContactCard {
        id: cx.id(),
        keeper_id: keeper,
        contact_id: contact,
        position: 0,
        source: Source::Csv,
        origin: String::new(),
        import_id: Some(kept.id),
        card: Card {
            full_name: "Quelqu’un".into(),
            note: ON_A_CARD.into(),
            extras: vec![Extra {
                name: "X-LIGNE".into(),
                value: KEPT_RAW.into(),
                ..Extra::default()
            }],
            ..Card::default()
        },
        raw: format!("X-LIGNE:{KEPT_RAW}"),
        fingerprint: vec![41],
        created_at: cx.now,
        updated_at: cx.now,
    };
    store::contact_cards::insert(cx.tx, std::slice::from_ref(&card))?;
    let reading = app::card_photos::Reading {
        code: Some(format!("MECARD:N:Roy,{READ};TEL:5145550142;;")),
        ..Default::default()
    };
    let photo = CardPhoto {
        id: cx.id(),
        keeper_id: keeper,
        contact_card_id: None,
        state: PhotoState::Read,
        reading: serde_json::to_string(&reading).unwrap(),
        created_at: cx.now,
    };
    store::card_photos::insert(cx.tx, &photo, PICTURE.as_bytes(), &[41])?;
    let password = AppPassword {
        id: cx.id(),
        keeper_id: keeper,
        name: TELEPHONE.into(),
        created_at: cx.now,
        seen_at: None,
    };
    store::app_passwords::insert(cx.tx, &password, &[41; 32])?;
    let words = [
        ON_A_CARD, KEPT_RAW, REFUSED, WAITS, FILE_NAME, READ, PICTURE, TELEPHONE,
    ];
    let bait = |words: &str| Bait {
        keeper: who.into(),
        words: words.into(),
    };
    Ok(Laid {
        baits: words.map(bait).into(),
        contact: contact.to_string(),
        cards: vec![card.id.to_string()],
        imports: vec![waiting.id.to_string(), kept.id.to_string()],
        photos: vec![photo.id.to_string()],
        passwords: vec![password.id.to_string()],
    })
}
