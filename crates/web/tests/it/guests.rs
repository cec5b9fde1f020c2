//! The guest without account, whoever brought them, and those who run the evening.

use app::mail::Message;
use app::mail::guest::Tell;
use domain::event::Audience;
use domain::role::Role;
use jiff::SignedDuration;

use crate::both;
use crate::gathering::{Usual, gather};
use crate::harness::House;

/// The newest personal link mailed to an address.
async fn mailed_link(house: &House, to: &str) -> Option<String> {
    let mails = house.mails().await.into_iter();
    mails
        .filter(|(recipient, _)| recipient == to)
        .find_map(|(_, message)| match message {
            Message::Guest(letter) => letter.token.map(|token| format!("/i/{token}")),
            _ => None,
        })
}

/// The address that follows `before` in a page.
pub fn after(page: &str, before: &str) -> String {
    let at = page
        .find(before)
        .unwrap_or_else(|| panic!("{before}: {page}"));
    page[at + before.len()..].split('"').next().unwrap().into()
}

both!(
    an_invited_guest_answers_without_account_and_comes_back,
    |house: House| async move {
        let usual = Usual {
            audience: Audience::Members,
            ..Usual::default()
        };
        let here = gather(&house, usual).await;
        here.member(&house, "Odile").await;
        let mut odile = house.signed_in("odile@exemple.ca").await;
        let page = format!("/events/{}/invitations", here.event);
        let form = [
            ("email", "ketsia@exemple.ca"),
            ("name", "Ketsia Saint-Fleur"),
            ("lang", "fr"),
            ("word", "Viens !"),
        ];
        assert_eq!(odile.post(&page, &form).await.to(), page);
        odile
            .get(&page)
            .await
            .is(200)
            .shows("Ketsia Saint-Fleur")
            .shows("Sans réponse");
        odile
            .post(&page, &form)
            .await
            .is(422)
            .shows("Déjà invitée par Odile Tremblay");
        let link = mailed_link(&house, "ketsia@exemple.ca").await.unwrap();
        let mut guest = house.anonymous();
        let shown = guest.get(&link).await;
        shown
            .is(200)
            .shows("Odile Tremblay")
            .shows("5 à 7 des lanternes")
            .shows("noindex");
        assert_eq!(shown.headers["referrer-policy"], "no-referrer");
        let answer = [
            ("response", "yes"),
            ("company", "1"),
            ("company_names", "Fabrizio"),
            ("diet", "sans noix"),
            ("first_time", "yes"),
        ];
        assert_eq!(guest.post(&link, &answer).await.to(), link);
        guest
            .get(&link)
            .await
            .is(200)
            .shows("Vous avez une place.")
            .shows("value=\"sans noix\"")
            .shows(&format!("value=\"http://house.example{link}\""));
        guest
            .post(&link, &[("company", "40")])
            .await
            .is(422)
            .shows("value=\"40\"");
        odile.get(&page).await.shows("Présence confirmée");
        let members_only = format!("/events/{}/answer", here.event);
        let sign_in = guest.get(&members_only).await.to();
        assert!(sign_in.starts_with("/sign-in"));
        let uninvited = [
            ("response", "yes"),
            ("name", "Zoé"),
            ("email", "zoe@exemple.ca"),
        ];
        guest.post(&members_only, &uninvited).await.to();
        let mut stranger = house.signed_in("inconnu@exemple.ca").await;
        stranger.get(&members_only).await.is(403);
        stranger
            .post(&members_only, &[("response", "yes")])
            .await
            .is(403);
        stranger.post(&page, &form).await.is(403);
    }
);

both!(
    a_link_passed_on_keeps_the_chain,
    |house: House| async move {
        let here = gather(&house, Usual::default()).await;
        here.with_role(&house, "Odile", Role::Organiser).await;
        let mut odile = house.signed_in("odile@exemple.ca").await;
        let page = format!("/events/{}/invitations", here.event);
        odile.post(&format!("{page}/links"), &[]).await.to();
        let shown = odile.get(&page).await.text();
        let link = format!("/i/{}", after(&shown, "value=\"http://house.example/i/"));
        let mut theo = house.anonymous();
        theo.get(&link)
            .await
            .is(200)
            .shows("Invitation d’Odile Tremblay");
        let yes = |name: &'static str| [("response", "yes"), ("name", name), ("company", "")];
        theo.post(&format!("{link}/own"), &[("response", "yes")])
            .await
            .is(422)
            .shows("name-error");
        let own = theo
            .post(&format!("{link}/own"), &yes("Théo Bélanger"))
            .await
            .to();
        assert_ne!(own, link);
        theo.get(&own).await.is(200).shows("Vous avez une place.");
        // Théo hands his own link on: whoever opens it can answer in their own name.
        let mut ines = house.anonymous();
        ines.get(&own).await.shows("Vous n’êtes pas Théo");
        let hers = ines
            .post(&format!("{own}/own"), &yes("Inès Belkacem"))
            .await
            .to();
        ines.get(&hers)
            .await
            .shows("Invitation d’Odile Tremblay, par l’entremise de Théo Bélanger");
        let list = format!("/events/{}/guests", here.event);
        odile
            .get(&list)
            .await
            .is(200)
            .shows("Inès Belkacem")
            .shows("par l’entremise de Théo Bélanger");
        odile
            .get(&format!("{list}?q=ines"))
            .await
            .shows("Inès")
            .hides("<th role=\"rowheader\" scope=\"row\">Théo");
        theo.get(&own).await.shows("Théo");
    }
);

both!(
    a_link_taken_back_or_renewed_is_dead_at_once,
    |house: House| async move {
        let here = gather(&house, Usual::default()).await;
        here.member(&house, "Odile").await;
        let mut odile = house.signed_in("odile@exemple.ca").await;
        let mut other = house.signed_in("theo@exemple.ca").await;
        let page = format!("/events/{}/invitations", here.event);
        odile
            .post(&page, &[("email", "ketsia@exemple.ca")])
            .await
            .to();
        let link = mailed_link(&house, "ketsia@exemple.ca").await.unwrap();
        let shown = odile.get(&page).await.text();
        let renewal = after(&shown, "action=\"/invitations/");
        let id = renewal.split('/').next().unwrap();
        other
            .post(&format!("/invitations/{id}/revocation"), &[])
            .await
            .is(404);
        house.wait(SignedDuration::from_secs(1));
        odile
            .post(&format!("/invitations/{id}/renewal"), &[])
            .await
            .to();
        let mut guest = house.anonymous();
        guest.get(&link).await.is(422).shows("retiré ou remplacé");
        let renewed = mailed_link(&house, "ketsia@exemple.ca").await.unwrap();
        guest.get(&renewed).await.is(200);
        odile
            .post(&format!("/invitations/{id}/revocation"), &[])
            .await
            .to();
        guest
            .get(&renewed)
            .await
            .is(422)
            .shows("retiré ou remplacé");
        guest.post(&renewed, &[("response", "yes")]).await.is(422);
        guest.get("/i/forged").await.is(404);
    }
);

both!(
    a_stranger_never_learns_who_is_known_nor_changes_their_answer,
    |house: House| async move {
        let here = gather(&house, Usual::default()).await;
        here.member(&house, "Odile").await;
        let page = format!("/events/{}/answer", here.event);
        let mut odile = house.signed_in("odile@exemple.ca").await;
        odile.post(&page, &[("response", "yes")]).await.to();
        let mut stranger = house.anonymous();
        stranger.get(&page).await.is(200).shows("name=\"email\"");
        let form = |email: &'static str| [("response", "no"), ("name", "Zoé"), ("email", email)];
        let known = stranger.post(&page, &form("odile@exemple.ca")).await;
        let unknown = stranger.post(&page, &form("zoe@exemple.ca")).await;
        known.is(200).shows("en route par courriel");
        assert_eq!(known.text(), unknown.text());
        odile.get(&page).await.shows("Vous avez une place.");
        assert!(mailed_link(&house, "odile@exemple.ca").await.is_some());
        let own = mailed_link(&house, "zoe@exemple.ca").await.unwrap();
        stranger
            .get(&own)
            .await
            .is(200)
            .shows("Ce sera pour une autre fois");
        stranger
            .post(&page, &[("response", "yes")])
            .await
            .is(422)
            .shows("email-error");
    }
);

both!(
    a_pasted_list_is_shown_before_it_is_sent,
    |house: House| async move {
        let here = gather(&house, Usual::default()).await;
        here.member(&house, "Odile").await;
        let mut odile = house.signed_in("odile@exemple.ca").await;
        let page = format!("/events/{}/invitations", here.event);
        odile
            .post(&page, &[("email", "deja@exemple.ca")])
            .await
            .to();
        house
            .write(move |cx| {
                let email = "stop@exemple.ca".parse().unwrap();
                Ok(store::mails::stop(cx.tx, &email, here.group, cx.now)?)
            })
            .await;
        let text = "Zoé Roy <zoe@exemple.ca>\nmarie@\nzoe@exemple.ca\ndeja@exemple.ca\nstop@exemple.ca\nlea@exemple.ca";
        let list = [("addresses", text), ("lang", "fr")];
        odile
            .post(&format!("{page}/preview"), &list)
            .await
            .is(200)
            .shows("Envoyer 2 invitations")
            .shows("marie@")
            .shows("Déjà invitée")
            .shows("Ne veut plus de courriels");
        assert!(
            mailed_link(&house, "zoe@exemple.ca").await.is_none(),
            "nothing was sent"
        );
        odile.post(&format!("{page}/many"), &list).await.to();
        odile.post(&format!("{page}/many"), &list).await.to();
        let mails = house.mails().await;
        let to = |who: &str| mails.iter().filter(|(to, _)| to == who).count();
        assert_eq!([to("zoe@exemple.ca"), to("lea@exemple.ca")], [1, 1]);
        assert_eq!([to("stop@exemple.ca"), to("deja@exemple.ca")], [0, 1]);
        odile
            .post(&format!("{page}/preview"), &[("addresses", " ")])
            .await
            .is(422);
    }
);

both!(
    the_guest_list_is_for_those_who_run_the_evening,
    |house: House| async move {
        let usual = Usual {
            capacity: Some(2),
            ..Usual::default()
        };
        let here = gather(&house, usual).await;
        here.with_role(&house, "Odile", Role::Host).await;
        here.member(&house, "Theo").await;
        let mut host = house.signed_in("odile@exemple.ca").await;
        let mut member = house.signed_in("theo@exemple.ca").await;
        let (list, page) = (
            format!("/events/{}/guests", here.event),
            format!("/events/{}/answer", here.event),
        );
        member
            .post(
                &page,
                &[("response", "yes"), ("diet", "=1+1"), ("company", "1")],
            )
            .await
            .to();
        member.get(&list).await.is(403);
        house.anonymous().get(&list).await.to();
        let shown = host.get(&list).await;
        shown.is(200).shows("Theo Tremblay").shows("=1+1");
        let csv = host.get(&format!("{list}.csv")).await;
        assert!(csv.text().contains("\"'=1+1\""), "{}", csv.text());
        let text = shown.text();
        let at = text.find(&format!("{list}/")).unwrap();
        let answer = text[at..].split('"').next().unwrap().to_owned();
        member.get(&answer).await.is(403);
        host.get(&answer)
            .await
            .is(200)
            .shows("Réponse au nom de Theo");
        host.post(&answer, &[("response", "no")]).await.to();
        member.get(&page).await.shows("Ce sera pour une autre fois");
        let stranger = here.person(&house, "Zoe").await;
        host.get(&format!("{list}/{stranger}/answer")).await.is(404);
    }
);

both!(
    the_guest_list_costs_the_same_for_one_guest_and_for_forty,
    |house: House| async move {
        let here = gather(&house, Usual::default()).await;
        let odile = here.with_role(&house, "Odile", Role::Organiser).await;
        let count = async |house: &House| {
            let email = "odile@exemple.ca".parse().unwrap();
            house
                .write(move |cx| {
                    let account = app::sign_in::account_of(cx, &email)?;
                    cx.me = Some(app::Me {
                        account_id: account.id,
                        session_id: cx.id(),
                        person_id: odile,
                        name: domain::person::Name::new("Odile", ""),
                        email: email.clone(),
                        lang: domain::text::Lang::Fr,
                        operator: true,
                        roles: Vec::new(),
                        memberships: Vec::new(),
                    });
                    let before = cx.tx.statements();
                    app::guests::list(cx, here.event, "")?;
                    Ok(cx.tx.statements() - before)
                })
                .await
        };
        let few = count(&house).await;
        for n in 0..40 {
            let person = here.person(&house, &format!("n{n}")).await;
            let words = crate::gathering::words(domain::answer::Response::Yes, 0);
            house
                .write(move |cx| app::answers::give(cx, here.event, person, words))
                .await;
        }
        assert_eq!(count(&house).await, few);
    }
);

async fn tells(house: &House, to: &str) -> Vec<Tell> {
    let mails = house.mails().await.into_iter();
    mails
        .filter(|(recipient, _)| recipient == to)
        .filter_map(|(_, message)| match message {
            Message::Guest(letter) => Some(letter.tell),
            _ => None,
        })
        .filter(|tell| matches!(tell, Tell::InTwoDays { .. } | Tell::InThreeHours))
        .collect()
}

both!(
    each_reminder_goes_once_to_whom_it_is_of_use,
    |house: House| async move {
        let here = gather(&house, Usual::default()).await;
        here.member(&house, "Odile").await;
        let give = |given: &'static str, response| {
            let here = &here;
            let house = &house;
            async move {
                let person = here.person(house, given).await;
                let words = crate::gathering::words(response, 0);
                let event = here.event;
                house
                    .write(move |cx| app::answers::give(cx, event, person, words))
                    .await;
            }
        };
        use domain::answer::Response::*;
        give("Theo", Yes).await;
        give("Ines", Maybe).await;
        give("Normand", No).await;
        give("Stop", Yes).await;
        house
            .write(move |cx| {
                let email = "stop@exemple.ca".parse().unwrap();
                Ok(store::mails::stop(cx.tx, &email, here.group, cx.now)?)
            })
            .await;
        let mut odile = house.signed_in("odile@exemple.ca").await;
        let page = format!("/events/{}/invitations", here.event);
        odile
            .post(&page, &[("email", "ketsia@exemple.ca")])
            .await
            .to();
        here.member(&house, "Lise").await;
        odile
            .post(&page, &[("email", "lise@exemple.ca")])
            .await
            .to();
        let tick = async || house.write(app::jobs::tick).await;
        tick().await;
        assert_eq!(
            tells(&house, "theo@exemple.ca").await,
            [],
            "five days ahead"
        );
        house.wait(SignedDuration::from_hours(73));
        tick().await;
        tick().await;
        let two = |response| vec![Tell::InTwoDays { response }];
        assert_eq!(tells(&house, "theo@exemple.ca").await, two(Some(Yes)));
        assert_eq!(tells(&house, "ines@exemple.ca").await, two(Some(Maybe)));
        assert_eq!(tells(&house, "lise@exemple.ca").await, two(None));
        // Who was recommended and did not answer had the one message the law allows.
        assert_eq!(tells(&house, "ketsia@exemple.ca").await, []);
        assert_eq!(tells(&house, "normand@exemple.ca").await, []);
        assert_eq!(tells(&house, "stop@exemple.ca").await, []);
        house.wait(SignedDuration::from_hours(45));
        tick().await;
        tick().await;
        let both = [
            Tell::InThreeHours,
            Tell::InTwoDays {
                response: Some(Yes),
            },
        ];
        assert_eq!(tells(&house, "theo@exemple.ca").await, both);
        assert_eq!(tells(&house, "ines@exemple.ca").await.len(), 1);
    }
);

both!(
    an_evening_made_the_day_before_has_no_late_reminder,
    |house: House| async move {
        let usual = Usual {
            starts_in: SignedDuration::from_hours(30),
            ..Usual::default()
        };
        let here = gather(&house, usual).await;
        let theo = here.person(&house, "Theo").await;
        let words = crate::gathering::words(domain::answer::Response::Yes, 0);
        house
            .write(move |cx| app::answers::give(cx, here.event, theo, words))
            .await;
        for _ in 0..30 {
            house.write(app::jobs::tick).await;
            house.wait(SignedDuration::from_hours(1));
        }
        assert_eq!(tells(&house, "theo@exemple.ca").await, [Tell::InThreeHours]);
    }
);

both!(
    one_click_stops_a_groups_mail_for_good,
    |house: House| async move {
        let here = gather(&house, Usual::default()).await;
        let theo = here.person(&house, "Theo").await;
        let words = crate::gathering::words(domain::answer::Response::Yes, 0);
        house
            .write(move |cx| app::answers::give(cx, here.event, theo, words))
            .await;
        let mail = house.write(app::mail::demo_newest).await.remove(0);
        let rendered = web::mail::render(&mail, &house.web);
        let header = |name: &str| {
            let found = rendered.headers.iter().find(|(key, _)| key == name);
            found.unwrap().1.clone()
        };
        assert_eq!(
            header("List-Unsubscribe-Post"),
            "List-Unsubscribe=One-Click"
        );
        let link = header("List-Unsubscribe");
        let link = link.trim_matches(['<', '>']).to_owned();
        assert!(rendered.text.contains(&link) && rendered.html.contains(&link));
        assert!(rendered.text.contains("214, rue Saint-Amable"));
        let mut program = house.anonymous();
        program.get(&link).await.is(200).shows("theo@exemple.ca");
        let request = program
            .request("POST", &link)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "cross-site");
        let body = axum::body::Body::from("List-Unsubscribe=One-Click");
        program
            .send(request.body(body).unwrap())
            .await
            .is(200)
            .shows("C’est fait");
        program.post(&link, &[]).await.is(200);
        assert_eq!(
            house.mails().await.len(),
            0,
            "what waited is not sent either"
        );
        let words = crate::gathering::words(domain::answer::Response::No, 0);
        house
            .write(move |cx| app::answers::give(cx, here.event, theo, words))
            .await;
        assert_eq!(house.mails().await.len(), 0);
        program
            .post(&format!("{link}/resume"), &[])
            .await
            .is(200)
            .shows("peut de nouveau");
        let words = crate::gathering::words(domain::answer::Response::Yes, 0);
        house
            .write(move |cx| app::answers::give(cx, here.event, theo, words))
            .await;
        assert_eq!(house.mails().await.len(), 1);
        program.get("/stop/forged").await.is(404);
    }
);
