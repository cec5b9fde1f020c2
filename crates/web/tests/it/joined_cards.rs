//! Cards that become one person: what each said goes out again in every form and comes home, telephones
//! show somebody with one name and one picture, and what came with a file goes with it.

use app::{Cx, duplicates, phone_book, seat};
use domain::card::Card;
use domain::contact_card::Source;
use formats::{card_file, jscontact, vcard};

use crate::both;
use crate::harness::House;
use crate::ugly_cards::{bring_in, caller, out, said, witness};

const NAME: &str = "Joaquim Morel-Zwicker";
const FIRST: &str = "BEGIN:VCARD
VERSION:4.0
KIND:individual
FN:Joaquim Morel-Zwicker
N;SORT-AS=Morel:Morel-Zwicker;Joaquim;;M.;
BDAY:19750302
GENDER:M
PHOTO:data:image/png;base64,iVBORw0KGgoA
LOGO:data:image/png;base64,iVBORw0KGgoB
ORG:Marketing inc.
TITLE:Associé
item1.TEL;TYPE=work:+1 514 555-0142
item1.X-ABLabel:Boutique
UID:urn:uuid:un
REV:20240101T000000Z
END:VCARD
";
const SECOND: &str = "BEGIN:VCARD
VERSION:4.0
KIND:org
FN;LANGUAGE=fr:J. Morel-Zwicker
N;SORT-AS=Zwicker:Zwicker;Joachim;;;ing.
BDAY;CALSCALE=gregorian:19750303
GENDER:O
PHOTO:data:image/png;base64,iVBORw0KGgoC
LOGO:data:image/png;base64,iVBORw0KGgoD
ORG;SORT-AS=Nuages:Nuages inc.;Atelier
TITLE;LANGUAGE=fr:Pastilleur
TEL;TYPE=home:+1 514 555-0142
item1.EMAIL:j@nuages.example
item1.X-ABLabel:Courriel
UID:urn:uuid:deux
REV:20240202T000000Z
END:VCARD
";

/// Both cards brought in, and made one person.
fn join(cx: &mut Cx<'_, '_>) -> app::Result<()> {
    bring_in(cx, "un.vcf", FIRST.as_bytes())?;
    // The earlier card is the first one.
    cx.now += jiff::SignedDuration::from_secs(1);
    bring_in(cx, "deux.vcf", SECOND.as_bytes())?;
    let keeper = seat::my_keeper(cx)?;
    let all = store::contacts::of_keeper(cx.tx, keeper.id())?;
    let named = |name: &str| all.iter().find(|c| c.name == name).unwrap().id;
    duplicates::merge(cx, keeper, named("J. Morel-Zwicker"), named(NAME))?;
    Ok(())
}

/// What a card says that somebody has once, beside what stands in its place.
fn beside(card: &Card) -> Vec<(String, String)> {
    let once = ["FN", "N", "BDAY", "GENDER", "KIND", "UID", "REV"];
    let all = card.extras.iter().filter(|e| once.contains(&&*e.name));
    let mut all: Vec<_> = all.map(|e| (e.name.clone(), e.value.clone())).collect();
    all.sort();
    all
}

/// The cards of a file of the notebook.
fn read(file: &str, bytes: &[u8]) -> Vec<Card> {
    match file {
        "jscontact" => {
            let all = jscontact::read(bytes).into_iter();
            all.map(|read| read.unwrap().card).collect()
        }
        "csv" => {
            let all = card_file::read(Source::Csv, bytes, &[]);
            all.map(|item| item.card.unwrap()).collect()
        }
        _ => vcard::read(bytes).map(|read| read.unwrap().card).collect(),
    }
}

both!(
    whatever_two_cards_say_goes_out_of_one_person_and_comes_home,
    |house: House| async move {
        house.with_cast().await;
        let caller = caller(&house.cast_member("anselme").await);
        house.web.app.write(caller.clone(), join).await.unwrap();
        let mut homes = Vec::new();
        for file in ["vcard3", "vcard4", "jscontact", "csv"] {
            let job = move |cx: &mut Cx<'_, '_>| out(cx, file);
            let bytes = house.web.app.write(caller.clone(), job).await.unwrap();
            let mut cards = read(file, &bytes).into_iter();
            let one = cards.find(|card| card.full_name == NAME).unwrap();
            assert_eq!(one.nicknames, Vec::<String>::new(), "{file}");
            let own = (&*one.prefix, &*one.birthday);
            assert_eq!(own, ("M.", "1975-03-02"), "{file}");
            homes.push(beside(&one));
            if file == "csv" {
                continue;
            }
            let all = said(file, &bytes);
            for card in [FIRST, SECOND] {
                let pairs = witness::cards(card.as_bytes()).remove(0).said;
                let lost: Vec<_> = pairs.iter().filter(|pair| !all.contains(pair)).collect();
                assert!(lost.is_empty(), "{file}: {lost:#?}");
            }
        }
        assert_eq!(homes[1], homes[0]);
        assert_eq!(homes[2], homes[0]);
        let wanted = [
            ("BDAY", "1975-03-03"),
            ("FN", "J. Morel-Zwicker"),
            ("N", "Zwicker;Joachim;;;ing."),
        ];
        for (name, value) in wanted {
            let wanted = (name.to_owned(), value.to_owned());
            for home in &homes {
                assert!(home.contains(&wanted), "{home:?}");
            }
        }
    }
);

both!(
    a_telephone_shows_one_name_and_one_picture_of_somebody_of_two_cards,
    |house: House| async move {
        house.with_cast().await;
        let caller = caller(&house.cast_member("anselme").await);
        house.web.app.write(caller.clone(), join).await.unwrap();
        let job = |cx: &mut Cx<'_, '_>| {
            let keeper = seat::my_keeper(cx)?;
            phone_book::read(cx, keeper)
        };
        let book = house.web.app.write(caller, job).await.unwrap();
        let mut entries = book.entries.iter();
        let entry = entries.find(|entry| entry.card.full_name == NAME);
        let text = &entry.unwrap().text;
        for (what, times) in [
            ("\r\nFN", 1),
            ("\r\nPHOTO", 1),
            ("\nTEL", 0),
            ("item1.TEL", 1),
            ("NICKNAME", 0),
        ] {
            assert_eq!(text.matches(what).count(), times, "{what}: {text}");
        }
    }
);
