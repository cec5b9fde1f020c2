//! Pictures of cards: read, confirmed by a person, private to their keeper; and the six cards of the
//! story, which are four people.

use std::sync::Arc;

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use app::card_photos::{Desk, Layout, Letters, Unread};

use crate::both;
use crate::harness::House;

/// Letters that read every picture as the same lines.
struct Reads(&'static [&'static str]);

impl Letters for Reads {
    fn read(&self, _: &[u8], _: Layout) -> Result<String, Unread> {
        let mut table = String::new();
        for (n, line) in self.0.iter().enumerate() {
            let height = if n == 0 { 60 } else { 24 };
            for (w, word) in line.split(' ').enumerate() {
                let left = 60 + 30 * w;
                let top = 80 * n;
                table +=
                    &format!("5\t1\t{n}\t1\t1\t{w}\t{left}\t{top}\t28\t{height}\t95\t{word}\n");
            }
        }
        Ok(table)
    }
}

/// Letters that are read only once somebody lets go of the other end.
struct Stuck(Mutex<Receiver<()>>);

impl Stuck {
    fn desk() -> (Sender<()>, Desk) {
        let (hold, held) = channel();
        (
            hold,
            Desk::new(Arc::new(Self(Mutex::new(held))), Duration::ZERO),
        )
    }
}

impl Letters for Stuck {
    fn read(&self, _: &[u8], _: Layout) -> Result<String, Unread> {
        let _ = self.0.lock().unwrap().recv();
        Err(Unread::Stopped)
    }
}

/// A grey picture of some size, so that two are not the same.
fn picture(side: u32) -> Vec<u8> {
    let grey = image::GrayImage::from_pixel(side, 60, image::Luma([200]));
    let mut file = std::io::Cursor::new(Vec::new());
    grey.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

/// A few octets that claim a picture of sixty thousand pixels a side.
fn bomb() -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let side = 60_000_u32.to_be_bytes();
    let head = [&b"IHDR"[..], &side, &side, &[8, 2, 0, 0, 0]].concat();
    for body in [&head[..], b"IDAT\x78\x9c\x63\0\0\0\x01\0\x01", b"IEND"] {
        let length = u32::try_from(body.len() - 4).unwrap();
        let mut check = u32::MAX;
        for byte in body {
            check ^= u32::from(*byte);
            for _ in 0..8 {
                check = (check >> 1) ^ (0xEDB8_8320 & (check & 1).wrapping_neg());
            }
        }
        file.extend_from_slice(&length.to_be_bytes());
        file.extend_from_slice(body);
        file.extend_from_slice(&(!check).to_be_bytes());
    }
    file
}

both!(
    what_cannot_be_a_picture_of_a_card_is_refused_with_a_sentence,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let half = picture(90);
        let cut = &half[..half.len() / 2];
        let huge = vec![0xFF; app::card_photos::UPLOAD_LIMIT + 1];
        for (file, why) in [
            (&b"%PDF-1.7"[..], "n’est pas une photo que nous savons lire"),
            (&bomb(), "Choisissez une photo plus petite"),
            (cut, "abîmée ou incomplète"),
            (&huge, "Choisissez une photo plus légère"),
            (b"", "Prenez ou choisissez une photo"),
        ] {
            let reply = anselme
                .upload("/notebook/photos", "photo", "carte.png", file)
                .await;
            reply.is(422).shows(why);
        }
        anselme.get("/notebook/photos").await.is(200);
    }
);

const INES: &[&str] = &[
    "Inès Belhadj",
    "Notaire",
    "514 555-0177",
    "ines@belhadj.example",
];

both!(
    a_picture_is_read_confirmed_and_seen_by_its_keeper_alone,
    |mut house: House| async move {
        house.with_cast().await;
        house.web = house.web.clone().with_letters(Arc::new(Reads(INES)));
        let mut anselme = house.cast_member("anselme").await;
        let mut odile = house.cast_member("odile").await;
        let photos = "/notebook/photos";
        anselme.get(photos).await.is(200).shows("data-card-photos");
        anselme
            .upload(photos, "photo", "x.jpg", b"no picture")
            .await
            .is(422);
        let page = anselme
            .upload(photos, "photo", "carte.png", &picture(90))
            .await
            .to();
        house.web.read_card_photos_now().await;
        anselme
            .get(&page)
            .await
            .is(200)
            .shows("Inès Belhadj")
            .shows("514 555-0177")
            .shows("ines@belhadj.example");
        odile.get(&page).await.is(404);
        odile.get(&format!("{page}/picture")).await.is(404);
        odile.post(&page, &[("name", "Volée")]).await.is(404);
        odile.post(&format!("{page}/removal"), &[]).await.is(404);
        let shown = anselme.get(&format!("{page}/picture")).await;
        assert!(shown.is(200).bytes.starts_with(&[0xFF, 0xD8]));
        // The queue of a phone may send a picture twice: it is one.
        let twice = anselme
            .upload(photos, "photo", "carte.png", &picture(90))
            .await
            .to();
        assert_eq!(twice, page);
        anselme
            .post(&page, &[("emails", "pas une adresse")])
            .await
            .is(422);
        let right = [
            ("name", "Inès Belhadj"),
            ("title", "Notaire"),
            ("phones", "514 555-0177"),
        ];
        let contact = anselme.post(&page, &right).await.to();
        anselme
            .get(&contact)
            .await
            .shows("D’une photo")
            .shows("Notaire");
        assert_eq!(anselme.get(&page).await.to(), contact);
        // The page that a phone keeps has nobody's names.
        let kept = anselme.get("/notebook/photos/offline").await;
        kept.is(200).hides("Anselme").hides("Belhadj");
        let worker = house.anonymous().get("/notebook/photos/worker.js").await;
        assert_eq!(worker.headers["service-worker-allowed"], "/notebook/photos");
    }
);

both!(
    without_a_reader_the_picture_is_kept_and_typed_by_hand,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let photos = "/notebook/photos";
        let page = anselme
            .upload(photos, "photo", "carte.png", &picture(91))
            .await
            .to();
        house.web.read_card_photos_now().await;
        anselme
            .get(&page)
            .await
            .is(200)
            .shows("n’est pas installée");
        let typed = [("name", "Théodora Lind"), ("drop", "on")];
        let contact = anselme.post(&page, &typed).await.to();
        anselme.get(&contact).await.shows("Théodora Lind");
        anselme.get(&page).await.is(404);
    }
);

both!(
    the_six_cards_of_the_story_are_four_people,
    |mut house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let before = people(&house).await;
        // Three vCards of one man with three trades.
        let cards = include_str!("../../../../fixtures/cards/three-trades.vcf");
        let file = anselme
            .upload("/notebook/import", "file", "cartes.vcf", cards.as_bytes())
            .await
            .to();
        anselme.post(&file, &[]).await.to();
        // A code.
        let code = include_bytes!("../../../../fixtures/cards/code.png");
        let page = anselme
            .upload("/notebook/photos", "photo", "code.png", code)
            .await
            .to();
        house.web.read_card_photos_now().await;
        anselme.get(&page).await.shows("Solange Arsenault");
        let coded = [
            ("name", "Solange Arsenault"),
            ("title", "Chocolatière"),
            ("phones", "514 555-0188"),
        ];
        anselme.post(&page, &coded).await.to();
        // Two photographs.
        for (side, lines) in [
            (92, INES),
            (93, &["Fabrice Ouimet", "Plombier", "438 555-0190"][..]),
        ] {
            house.web = house.web.clone().with_letters(Arc::new(Reads(lines)));
            let mut anselme = house.cast_member("anselme").await;
            let photos = "/notebook/photos";
            let page = anselme
                .upload(photos, "photo", "x.png", &picture(side))
                .await
                .to();
            let right = [
                ("name", lines[0]),
                ("title", lines[1]),
                ("phones", lines[2]),
            ];
            anselme.post(&page, &right).await.to();
        }
        assert_eq!(people(&house).await, before + 4);
    }
);

/// How many contacts Anselme has.
async fn people(house: &House) -> i64 {
    house
        .write(|cx| {
            let cast = app::cast::everyone(cx)?;
            Ok(store::contacts::count(cx.tx, cast["anselme"])?)
        })
        .await
}

both!(
    pictures_are_kept_at_once_however_long_the_reading_takes,
    |mut house: House| async move {
        house.with_cast().await;
        let (hold, desk) = Stuck::desk();
        house.web = house.web.clone().with_desk(desk);
        let photos = "/notebook/photos";
        let mut pages = Vec::new();
        for (who, side) in [("anselme", 94), ("odile", 95), ("odile", 96)] {
            let mut member = house.cast_member(who).await;
            let file = picture(side);
            let sent = member.upload(photos, "photo", "x.png", &file).await;
            let page = sent.to();
            let shown = member.get(&page).await;
            shown
                .is(200)
                .shows("la lecture est en cours")
                .shows("http-equiv=\"refresh\"");
            member.get(photos).await.shows("Lecture en cours");
            pages.push(page);
        }
        // Whoever will not wait types, on a page that stands still.
        let mut anselme = house.cast_member("anselme").await;
        let typing = anselme.get(&format!("{}?type=1", pages[0])).await;
        typing.is(200).shows("name=\"name\"").hides("http-equiv");
        let typed = anselme.post(&pages[0], &[("name", "")]).await;
        typed.is(422).shows("name=\"name\"").hides("http-equiv");
        let contact = anselme.post(&pages[0], &[("name", "Io Tran")]).await.to();
        // A program that stopped in mid-reading: the next one finds all that waits.
        let desk = Desk::new(Arc::new(Reads(INES)), Duration::ZERO);
        house.web = house.web.clone().with_desk(desk);
        house.web.read_card_photos_now().await;
        let mut odile = house.cast_member("odile").await;
        for page in &pages[1..] {
            odile.get(page).await.is(200).hides("http-equiv");
        }
        odile.get(&pages[2]).await.shows("Inès Belhadj");
        assert_eq!(anselme.get(&pages[0]).await.to(), contact);
        drop(hold);
    }
);

both!(
    a_picture_is_turned_by_hand_and_read_again_only_when_asked,
    |mut house: House| async move {
        house.with_cast().await;
        house.web = house.web.clone().with_letters(Arc::new(Reads(INES)));
        let mut anselme = house.cast_member("anselme").await;
        let photos = "/notebook/photos";
        let sent = anselme.upload(photos, "photo", "x.png", &picture(97)).await;
        let page = sent.to();
        house.web.read_card_photos_now().await;
        let size = |picture: &[u8]| {
            let picture = image::load_from_memory(picture).unwrap();
            (picture.width(), picture.height())
        };
        let shown = anselme.get(&page).await;
        shown.is(200).shows(&format!("href=\"{page}/picture\""));
        let text = shown.text();
        assert!(text.find("<img class=\"photo\"") < text.find("name=\"name\""));
        let file = anselme.get(&format!("{page}/picture")).await;
        assert_eq!(size(&file.is(200).bytes), (97, 60));
        let turns = format!("{page}/turns");
        assert_eq!(anselme.post(&turns, &[("to", "left")]).await.to(), page);
        let file = anselme.get(&format!("{page}/picture")).await;
        assert_eq!(size(&file.bytes), (60, 97));
        anselme.get(&page).await.shows("Inès Belhadj");
        let other = Reads(&["Fabrice Ouimet", "438 555-0190"]);
        house.web = house.web.clone().with_letters(Arc::new(other));
        let mut anselme = house.cast_member("anselme").await;
        let again = anselme.post(&format!("{page}/readings"), &[]).await;
        assert_eq!(again.to(), page);
        house.web.read_card_photos_now().await;
        anselme.get(&page).await.shows("Fabrice Ouimet");
    }
);
