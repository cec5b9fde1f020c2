//! Nobody is written to without a ground: those of the house, of a group, and of somebody's
//! notebook.

use app::consent;
use app::mail::Message;
use app::mail::guest::Tell;
use jiff::SignedDuration;

use crate::both;
use crate::gathering::Gathering;
use crate::harness::{Client, House};

/// The grounds of the mails to an address, newest first.
async fn grounds(house: &House, to: &'static str) -> Vec<String> {
    house
        .write(move |cx| {
            let mails = store::mails::newest(cx.tx, 50)?.into_iter();
            let to = mails.filter(move |mail| mail.recipient.as_str() == to);
            Ok(to.map(|mail| mail.basis).collect())
        })
        .await
}

both!(
    a_one_to_one_is_proposed_only_to_whom_it_may_be,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        // Nothing was ever given or asked between the two.
        let graham = cast.people["graham"];
        let me = cast.people["anselme"];
        let contact = house
            .write(move |cx| {
                let contact = domain::contact::Contact {
                    id: cx.id(),
                    keeper_id: me,
                    person_id: Some(graham),
                    name: "Graham".into(),
                    about: String::new(),
                    event_id: None,
                    met_at: None,
                    through_id: None,
                    tags: Vec::new(),
                    created_at: cx.now,
                    updated_at: cx.now,
                };
                store::contacts::insert(cx.tx, &contact)?;
                Ok(contact.id)
            })
            .await;
        let page = format!("/notebook/{contact}");
        anselme
            .get(&page)
            .await
            .is(200)
            .shows("Rien ne dit encore que cette personne accepte");
        let times = [("time_1", "2026-11-20T12:00")];
        let new = format!("{page}/follow-ups/new?kind=one_to_one");
        let promise = anselme.post(&new, &times).await.to();
        let refused = anselme.post(&format!("{promise}/proposal"), &[]).await;
        refused.shows("Rien ne dit encore que cette personne accepte");
        let consent = format!("{page}/consent");
        let future = [
            ("what", "gave_card"),
            ("on", "2026-12-01"),
            ("source", "au comptoir"),
        ];
        anselme
            .post(&consent, &future)
            .await
            .is(422)
            .shows("au comptoir")
            .shows("pas encore venu");
        let card = [("what", "gave_card"), ("on", "2026-10-02")];
        assert_eq!(anselme.post(&consent, &card).await.to(), page);
        anselme
            .get(&page)
            .await
            .shows("Vous a donné sa carte le")
            .shows("2 octobre 2028");
        anselme.post(&format!("{promise}/proposal"), &[]).await.to();
        let to = app::cast::email_of("graham").unwrap();
        let mails = house.mails().await;
        assert!(mails.iter().any(|(at, _)| *at == to.to_string()));
        // And no more once it is withdrawn.
        let no = [("what", "withdrawn"), ("on", "2026-11-12")];
        assert_eq!(anselme.post(&consent, &no).await.to(), page);
        anselme
            .post(&format!("{promise}/proposal"), &[])
            .await
            .shows("a demandé le 12 novembre 2026");
        anselme.lang = "en-CA";
        // Late in the evening it is still the same day here.
        house.wait(SignedDuration::from_hours(7));
        assert_eq!(anselme.post(&consent, &no).await.to(), page);
        anselme
            .get(&format!("{page}?lang=en"))
            .await
            .shows("on November 12, 2026");
    }
);

both!(
    consent_without_an_address_writes_to_nobody,
    |house: House| async move {
        house.wait(SignedDuration::from_hours(18));
        house.write(|cx| app::demo::fill(cx, 0)).await;
        let people = house.write(app::cast::everyone).await;
        let (me, loc) = (people["anselme"], people["loc"]);
        let contact = move |cx: &mut app::Cx<'_, '_>| {
            let contact = store::contacts::of_person(cx.tx, me, loc)?.unwrap();
            Ok(contact.id)
        };
        let page = format!("/notebook/{}", house.write(contact).await);
        let mut anselme = house.cast_member("anselme").await;
        anselme.get(&page).await.shows("Vous pouvez lui écrire");
        house.write(move |cx| app::own_data::erase(cx, loc)).await;
        anselme
            .get(&page)
            .await
            .is(200)
            .hides("Vous pouvez lui écrire")
            .shows("Aucune adresse n’est connue");
    }
);

/// A group's evening, a member of the group, and the page on which she invites.
async fn inviting(house: &House) -> (Gathering, Client, String) {
    let here = crate::gathering::gather(house, crate::gathering::Usual::default()).await;
    here.member(house, "Odile").await;
    let odile = house.signed_in("odile@exemple.ca").await;
    let page = format!("/events/{}/invitations", here.event);
    (here, odile, page)
}

both!(
    whoever_is_recommended_gets_one_first_message,
    |house: House| async move {
        let (here, mut odile, page) = inviting(&house).await;
        let form = [("email", "ketsia@exemple.ca"), ("name", "Ketsia")];
        assert_eq!(odile.post(&page, &form).await.to(), page);
        assert_eq!(grounds(&house, "ketsia@exemple.ca").await, ["referral"]);
        // The one message names who recommends.
        let mails = house.mails().await;
        let Message::Guest(letter) = &mails[0].1 else {
            panic!("{:?}", mails[0])
        };
        assert!(
            matches!(&letter.tell, Tell::Invited { inviter, .. } if inviter == "Odile Tremblay")
        );
        let words = house.write(app::mail::demo_newest).await;
        let words = web::mail::render(&words[0], &house.web);
        for told in [
            "Odile Tremblay vous recommande à",
            "sans votre accord",
            "/stop/",
        ] {
            assert!(words.text.contains(told), "{}", words.text);
        }
        let event = here.event;
        let may = move |cx: &mut app::Cx<'_, '_>| {
            let event = store::events::find(cx.tx, event)?.unwrap();
            let odile = "odile@exemple.ca".parse().unwrap();
            let odile = store::people::by_email(cx.tx, &odile)?.unwrap();
            let to = "ketsia@exemple.ca".parse().unwrap();
            let letter = mails[0].1.clone();
            let may = consent::may_invite(cx, event.group_id, &to, odile.id)?;
            let lang = domain::text::Lang::Fr;
            let posted = app::mail::post(cx, &to, lang, Some(event.group_id), &letter);
            Ok((may, posted.map_err(|error| error.to_string())))
        };
        let (may_again, refused) = house.write(may.clone()).await;
        assert!(!may_again);
        assert_eq!(refused, Err("refused: consent-spent".to_owned()));
        // The reminder to whoever has not answered would be a second message.
        house.wait(SignedDuration::from_hours(24 * 3));
        house.write(app::jobs::tick).await;
        assert_eq!(grounds(&house, "ketsia@exemple.ca").await, ["referral"]);
        // An answer is a ground of its own.
        house
            .write(move |cx| {
                let to = "ketsia@exemple.ca".parse().unwrap();
                let ketsia = store::people::by_email(cx.tx, &to)?.unwrap();
                let words = domain::answer::AnswerWords {
                    response: domain::answer::Response::Maybe,
                    company: 0,
                    company_names: String::new(),
                    diet: String::new(),
                    access: String::new(),
                    first_time: None,
                    does: String::new(),
                    seeks: String::new(),
                };
                app::answers::give(cx, event, ketsia.id, words).map(|_| ())
            })
            .await;
        let (may_now, posted) = house.write(may).await;
        assert!(may_now);
        assert_eq!(posted, Ok(true));
        assert_eq!(grounds(&house, "ketsia@exemple.ca").await[0], "inquiry");
    }
);

both!(
    whoever_was_erased_gets_no_second_first_message,
    |house: House| async move {
        let (here, mut odile, page) = inviting(&house).await;
        let form = [("email", "inconnu@ailleurs.example"), ("word", "Viens !")];
        let erase = |cx: &mut app::Cx<'_, '_>| {
            let at = "inconnu@ailleurs.example".parse().unwrap();
            let person = store::people::by_email(cx.tx, &at)?.unwrap();
            app::own_data::erase(cx, person.id)
        };
        assert_eq!(odile.post(&page, &form).await.to(), page);
        house.write(erase).await;
        odile
            .post(&page, &form)
            .await
            .is(422)
            .shows("la loi n’en permet pas d’autre");
        let many = [("addresses", "inconnu@ailleurs.example")];
        odile
            .post(&format!("{page}/preview"), &many)
            .await
            .shows("Aucune invitation à envoyer");
        assert!(grounds(&house, "inconnu@ailleurs.example").await.is_empty());
        // Nothing says any more whom the message went to, nor at whose word.
        let kept = |cx: &mut app::Cx<'_, '_>| {
            let sql = "select email, referrer_id from mail_consents";
            Ok(cx
                .tx
                .all::<(String, Option<domain::id::PersonId>)>(sql, &[])?)
        };
        let kept = house.write(kept).await;
        assert!(matches!(&kept[..], [(mark, None)] if mark.starts_with("erased:")));
        // Coming back by oneself, and leaving again, finds the mark in its place.
        house
            .write(move |cx| {
                let email: domain::account::Email = "inconnu@ailleurs.example".parse().unwrap();
                app::sign_in::account_of(cx, &email)?;
                let group = store::events::find(cx.tx, here.event)?.unwrap().group_id;
                let token = cx.signer.mail_stop(group, email.as_str());
                app::mail_stops::stop(cx, &token)?;
                app::mail_stops::resume(cx, &token)?;
                app::mail_stops::stop(cx, &token)?;
                erase(cx)?;
                app::sign_in::account_of(cx, &email)?;
                app::mail_stops::stop(cx, &token)?;
                erase(cx)
            })
            .await;
    }
);
