//! Meeting somebody: three taps, private notes, cards both ways.

use domain::evening::{Debrief, What};
use domain::id::PersonId;
use jiff::SignedDuration;

use crate::both;
use crate::gathering::Gathering;
use crate::harness::{Client, House, PUBLIC};
use crate::my_evening::{arrives, guest, told, tonight};

/// Two guests in the room, each with their link: whom, their page, their browser.
struct Guest {
    id: PersonId,
    page: String,
    client: Client,
}

async fn in_the_room(house: &House, here: Gathering, given: &'static str) -> Guest {
    let (id, page) = guest(house, here, given).await;
    arrives(house, here, id).await;
    let client = house.anonymous();
    Guest { id, page, client }
}

impl Guest {
    /// What their QR says, as the other's form sends it.
    async fn pass(&self, house: &House, here: Gathering) -> String {
        let (event, person) = (here.event, self.id);
        house
            .write(move |cx| Ok(cx.signer.pass(event, person)))
            .await
    }

    /// The other, as this one sees them.
    fn with(&self, other: &Guest) -> String {
        format!("{}/people/{}", self.page, other.id)
    }

    async fn debrief(&self, house: &House, here: Gathering) -> Debrief {
        let me = self.id;
        house
            .write(move |cx| {
                let evening = cx.evening(here.event)?;
                Ok(Debrief::of(&evening, me, |_| false, cx.now))
            })
            .await
    }
}

both!(
    three_taps_write_down_who_for_how_long_what_to_remember_and_what_was_promised,
    |house: House| async move {
        let here = tonight(&house).await;
        let mut ketsia = in_the_room(&house, here, "Ketsia").await;
        let loc = in_the_room(&house, here, "Loc").await;
        house.wait(SignedDuration::from_mins(40));
        let pass = loc.pass(&house, here).await;
        let meet = format!("{}/meet", ketsia.page);
        let scan = format!("{meet}?scan=http%3A%2F%2Fhouse.example%2Fm%2F{pass}");
        let form = ketsia.client.get(&scan).await.to();
        ketsia.client.get(&form).await.is(200).shows("Loc Tremblay");
        let mut sent = vec![
            ("who", pass.as_str()),
            ("lasted", "15"),
            ("note", "Répare les livres de sa grand-mère."),
            ("words", "Mon lien contre le sien"),
        ];
        ketsia
            .client
            .post(&meet, &sent)
            .await
            .is(422)
            .shows("kind-error")
            .shows("sa grand-mère");
        sent.push(("kind", "link_exchange"));
        let to = ketsia.client.post(&meet, &sent).await.to();
        assert_eq!(to, ketsia.with(&loc));
        ketsia
            .client
            .get(&to)
            .await
            .is(200)
            .shows("sa grand-mère")
            .shows("Mon lien contre le sien")
            .shows("15 minutes");
        // What both say of one talk is one talk.
        let mut loc = loc;
        let hers = ketsia.pass(&house, here).await;
        loc.client
            .post(
                &format!("{}/meet", loc.page),
                &[("who", &hers), ("lasted", "30")],
            )
            .await
            .to();
        let debrief = ketsia.debrief(&house, here).await;
        assert_eq!(debrief.new_people, [loc.id]);
        assert_eq!(debrief.minutes_with[&loc.id], 30);
        loc.client.get(&loc.with(&ketsia)).await.hides("grand-mère");
    }
);

both!(
    what_is_private_opens_in_the_browser_that_wrote_it_and_nowhere_else,
    |house: House| async move {
        let here = tonight(&house).await;
        let mut ketsia = in_the_room(&house, here, "Ketsia").await;
        let loc = in_the_room(&house, here, "Loc").await;
        let pass = loc.pass(&house, here).await;
        let meet = format!("{}/meet", ketsia.page);
        let secret = [("who", pass.as_str()), ("note", "Secret de Ketsia")];
        ketsia.client.post(&meet, &secret).await.to();
        let person = ketsia.with(&loc);
        ketsia.client.get(&person).await.shows("Secret de Ketsia");
        let mut other = house.anonymous();
        other
            .get(&person)
            .await
            .is(200)
            .hides("Secret de Ketsia")
            .shows("autre navigateur");
        other.get(&ketsia.page).await.is(200).hides("Secret");
        other
            .post(&meet, &secret)
            .await
            .is(422)
            .shows("autre navigateur");
        // The encounter alone is no secret, and counts from any browser.
        other.post(&meet, &[("who", &pass)]).await.to();
    }
);

both!(
    somebody_half_remembered_is_kept_in_ones_own_words,
    |house: House| async move {
        let here = tonight(&house).await;
        let mut ketsia = in_the_room(&house, here, "Ketsia").await;
        let meet = format!("{}/meet", ketsia.page);
        ketsia
            .client
            .post(&meet, &[("about", " "), ("note", "Vieux tuyaux")])
            .await
            .is(422)
            .shows("about-error")
            .shows("Vieux tuyaux");
        let sent = [
            ("about", "plombier, écharpe rouge"),
            ("note", "Vieux tuyaux"),
        ];
        assert_eq!(ketsia.client.post(&meet, &sent).await.to(), ketsia.page);
        let me = ketsia.id;
        let kept = house
            .write(move |cx| Ok(store::contacts::of_keeper(cx.tx, me)?))
            .await;
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].name, "plombier, écharpe rouge");
        assert!(kept[0].is_half_remembered());
        assert_eq!(ketsia.debrief(&house, here).await.new_people, []);
    }
);

both!(
    only_those_who_may_be_seen_or_show_their_code_can_be_named,
    |house: House| async move {
        let here = tonight(&house).await;
        let mut ketsia = in_the_room(&house, here, "Ketsia").await;
        let mut loc = in_the_room(&house, here, "Loc").await;
        let meet = format!("{}/meet", ketsia.page);
        let id = loc.id.to_string();
        ketsia
            .client
            .get(&format!("{meet}?q=loc"))
            .await
            .hides("Tremblay");
        ketsia.client.get(&format!("{meet}?who={id}")).await.is(404);
        ketsia.client.post(&meet, &[("who", &id)]).await.is(404);
        let give = format!("{}/cards", ketsia.with(&loc));
        ketsia.client.post(&give, &[]).await.is(404);
        ketsia.client.get(&ketsia.with(&loc)).await.is(404);
        let page = format!("{}/visibility", loc.page);
        loc.client.post(&page, &[("on", "on")]).await.to();
        ketsia
            .client
            .get(&format!("{meet}?q=trembl%C3%A1y"))
            .await
            .shows("Loc Tremblay");
        ketsia
            .client
            .get(&format!("{meet}?q=zzz"))
            .await
            .hides("Loc");
        ketsia.client.post(&meet, &[("who", &id)]).await.to();
        // Once met, one stays known to the other.
        house.wait(SignedDuration::from_secs(1));
        loc.client.post(&page, &[("on", "off")]).await.to();
        ketsia.client.get(&ketsia.page).await.shows("Loc Tremblay");
        let quiet = format!("{}/quiet", loc.page);
        loc.client.post(&quiet, &[("on", "on")]).await.to();
        loc.client
            .post(&format!("{}/departure", loc.page), &[])
            .await
            .to();
        ketsia
            .client
            .get(&format!("{meet}?q=loc"))
            .await
            .shows("Loc Tremblay")
            .hides("Préfère le calme")
            .hides("Sortie");
        let own = ketsia.pass(&house, here).await;
        for (text, says) in [
            (own.as_str(), "votre propre code"),
            ("https://ailleurs.example", "n’est pas celui"),
        ] {
            let text: String = text.replace(':', "%3A").replace('/', "%2F");
            ketsia
                .client
                .get(&format!("{meet}?scan={text}"))
                .await
                .is(422)
                .shows(says);
        }
    }
);

/// A photo of a code, as a phone without scanner sends it.
fn photo_of(text: &str) -> Vec<u8> {
    let code = qrcode::QrCode::new(text).unwrap();
    let (side, scale, edge) = (code.width() as u32, 9, 60);
    let colours = code.to_colors();
    let whole = side * scale + 2 * edge;
    let photo = image::RgbImage::from_fn(whole, whole, |x, y| {
        let square = |at: u32| {
            at.checked_sub(edge)
                .map(|at| at / scale)
                .filter(|at| *at < side)
        };
        let dark = square(x)
            .zip(square(y))
            .is_some_and(|(x, y)| colours[(y * side + x) as usize] == qrcode::Color::Dark);
        image::Rgb(if dark { [40, 36, 30] } else { [221, 214, 200] })
    });
    let mut file = std::io::Cursor::new(Vec::new());
    photo.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
    file.into_inner()
}

both!(
    a_photo_of_a_code_leads_to_whom_it_names,
    |house: House| async move {
        let here = tonight(&house).await;
        let mut ketsia = in_the_room(&house, here, "Ketsia").await;
        let loc = in_the_room(&house, here, "Loc").await;
        let photo = photo_of(&format!("{PUBLIC}/m/{}", loc.pass(&house, here).await));
        let path = format!("{}/meet/code", ketsia.page);
        let form = ketsia
            .client
            .upload(&path, "photo", "code.jpg", &photo)
            .await
            .to();
        ketsia.client.get(&form).await.is(200).shows("Loc Tremblay");
        for (file, says) in [
            (photo_of("https://ailleurs.example"), "n’est pas celui"),
            (b"%PDF-1.7".to_vec(), "pas une photo"),
            (photo_of(&"x".repeat(400))[..2000].to_vec(), "abîmée"),
            (Vec::new(), "Choisissez d’abord"),
        ] {
            let reply = ketsia
                .client
                .upload(&path, "photo", "code.jpg", &file)
                .await;
            reply.is(422).shows(says);
        }
    }
);

both!(
    cards_are_mutual_only_when_both_gave_and_not_answering_is_silent,
    |house: House| async move {
        let here = tonight(&house).await;
        let mut ketsia = in_the_room(&house, here, "Ketsia").await;
        let mut loc = in_the_room(&house, here, "Loc").await;
        let mut zoe = in_the_room(&house, here, "Zoe").await;
        for guest in [&mut ketsia, &mut loc] {
            let new = format!("{}/cards/new", guest.page);
            guest
                .client
                .post(&new, &[("title", "Traductrice")])
                .await
                .to();
        }
        let people = [ketsia.id, loc.id];
        told(&house, here, What::Met { people }).await;
        let people = [ketsia.id, zoe.id];
        told(&house, here, What::Met { people }).await;
        let text = ketsia.client.get(&ketsia.with(&loc)).await.text();
        let card = crate::guests::after(&text, "name=\"card\" value=\"");
        let card = card.split('"').next().unwrap().to_owned();
        let to_loc = format!("{}/cards", ketsia.with(&loc));
        ketsia
            .client
            .post(&to_loc, &[])
            .await
            .is(422)
            .shows("au moins une carte");
        ketsia.client.post(&to_loc, &[("card", &card)]).await.to();
        ketsia.client.post(&to_loc, &[("card", &card)]).await.to();
        let to_zoe = format!("{}/cards", ketsia.with(&zoe));
        ketsia.client.post(&to_zoe, &[("card", &card)]).await.to();
        let offered = loc.client.get(&loc.page).await;
        offered
            .shows("Ketsia Tremblay vous a donné sa carte")
            .shows("Traductrice");
        // Loc has no right to give Ketsia's cards, nor to take what she did not give.
        let back = format!("{}/cards", loc.with(&ketsia));
        loc.client.post(&back, &[("card", &card)]).await.is(404);
        let text = loc.client.get(&loc.with(&ketsia)).await.text();
        let own = crate::guests::after(&text, "name=\"card\" value=\"");
        let own = own.split('"').next().unwrap().to_owned();
        loc.client.post(&back, &[("card", &own)]).await.to();
        loc.client
            .get(&loc.page)
            .await
            .hides("vous a donné")
            .shows("Échangé");
        ketsia.client.get(&ketsia.page).await.shows("Échangé");
        assert_eq!(loc.debrief(&house, here).await.cards.len(), 1);
        // Zoé does not answer: her page forgets the question, and Ketsia's does not change.
        let before = ketsia.client.get(&ketsia.with(&zoe)).await.text();
        let refusal = format!("{}/refusal", zoe.with(&ketsia));
        zoe.client.get(&zoe.page).await.shows("vous a donné");
        zoe.client.post(&refusal, &[]).await.to();
        zoe.client
            .get(&zoe.page)
            .await
            .hides("vous a donné")
            .shows("Traductrice");
        assert_eq!(ketsia.client.get(&ketsia.with(&zoe)).await.text(), before);
        // Somebody without activity gives their name.
        zoe.client
            .post(&format!("{}/cards", zoe.with(&ketsia)), &[])
            .await
            .to();
        ketsia
            .client
            .get(&ketsia.page)
            .await
            .shows("Une carte sans mention");
    }
);

both!(
    a_praline_is_noted_once_and_mistakes_are_taken_back_in_time,
    |house: House| async move {
        let here = tonight(&house).await;
        let mut ketsia = in_the_room(&house, here, "Ketsia").await;
        let mut loc = in_the_room(&house, here, "Loc").await;
        let pass = loc.pass(&house, here).await;
        let meet = format!("{}/meet", ketsia.page);
        ketsia.client.post(&meet, &[("who", &pass)]).await.to();
        let received = format!("{}/tokens", ketsia.with(&loc));
        let praline = [("what", "Praline"), ("side", "received")];
        ketsia
            .client
            .post(&received, &[("what", "")])
            .await
            .is(422)
            .shows("what-error");
        ketsia.client.post(&received, &praline).await.to();
        let given = format!("{}/tokens", loc.with(&ketsia));
        loc.client
            .post(&given, &[("what", "praline"), ("side", "given")])
            .await
            .to();
        let tokens = ketsia.debrief(&house, here).await.tokens;
        assert_eq!((tokens.len(), tokens[0].from), (1, loc.id));
        ketsia.client.get(&ketsia.page).await.shows("Praline");
        loc.client
            .post(&format!("{}/cards", loc.with(&ketsia)), &[])
            .await
            .to();
        let text = loc.client.get(&loc.with(&ketsia)).await.text();
        let entry = crate::guests::after(&text, "name=\"entry\" value=\"");
        let entry = entry.split('"').next().unwrap().to_owned();
        let undo = [("entry", entry.as_str())];
        ketsia
            .client
            .post(&format!("{}/undo", ketsia.page), &undo)
            .await
            .is(422);
        house.wait(SignedDuration::from_mins(11));
        let late = loc.client.post(&format!("{}/undo", loc.page), &undo).await;
        late.is(422).shows("dix minutes");
        let text = ketsia.client.get(&ketsia.with(&loc)).await.text();
        let met = crate::guests::after(&text, "name=\"entry\" value=\"");
        let met = met.split('"').next().unwrap().to_owned();
        ketsia
            .client
            .post(&format!("{}/undo", ketsia.page), &[("entry", &met)])
            .await
            .to();
        assert_eq!(ketsia.debrief(&house, here).await.new_people, []);
    }
);
