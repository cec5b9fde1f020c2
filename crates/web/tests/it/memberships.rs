//! The path of people in a group: asking, accepting, seats, roles, the directory.

use app::mail::Message;

use crate::both;
use crate::groups::founded;
use crate::harness::{Client, House};

/// The address of somebody's page, by name, as the directory links it.
pub async fn page_of(organiser: &mut Client, name: &str) -> String {
    let page = organiser.get("/groups/laval/members").await;
    let text = page.is(200).text();
    let at = text
        .find(&format!("\">{name}</a>"))
        .expect("they are listed");
    let from = text[..at].rfind('"').unwrap() + 1;
    text[from..at].to_owned()
}

async fn add(organiser: &mut Client, given: &str, email: &str, standing: &str) -> String {
    let form = [("given", given), ("email", email), ("standing", standing)];
    organiser
        .post("/groups/laval/members/new", &form)
        .await
        .to();
    page_of(organiser, given).await
}

const SEATED: [(&str, &str); 4] = [
    ("name", "Laval"),
    ("lang", "fr"),
    ("zone", "America/Toronto"),
    ("seated", "on"),
];

both!(
    somebody_asks_is_accepted_and_is_told,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        let mut theo = house.signed_in("theo@exemple.ca").await;
        theo.get("/groups/laval/members").await.is(403);
        let asked = theo
            .post("/groups/laval/applications", &[("word", "J’aime bien.")])
            .await;
        assert_eq!(asked.to(), "/groups/laval");
        theo.get("/groups/laval")
            .await
            .shows("envoyée aux organisateurs")
            .shows("Retirer ma demande");
        let (to, mail) = house.mails().await.remove(0);
        assert_eq!(to, "odile@exemple.ca");
        assert!(matches!(mail, Message::Application { word, .. } if word == "J’aime bien."));
        theo.post("/groups/laval/applications", &[])
            .await
            .is(422)
            .shows("déjà membre");
        let page = page_of(&mut odile, "theo").await;
        odile
            .get(&page)
            .await
            .is(200)
            .shows("Accepter comme membre");
        house.wait(jiff::SignedDuration::from_secs(1));
        let moved = odile
            .post(&format!("{page}/moves"), &[("to", "member")])
            .await;
        assert_eq!(moved.to(), page);
        let (to, mail) = house.mails().await.remove(0);
        assert_eq!(to, "theo@exemple.ca");
        assert!(matches!(mail, Message::Accepted { .. }));
        theo.get("/groups/laval/members")
            .await
            .is(200)
            .shows("theo")
            .hides("odile@exemple.ca");
        odile
            .post(&format!("{page}/moves"), &[("to", "guest")])
            .await
            .is(422)
            .shows("ne peut pas passer");
    }
);

both!(
    a_request_is_withdrawn_without_trace,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        let mut theo = house.signed_in("theo@exemple.ca").await;
        theo.post("/groups/laval/applications", &[]).await.to();
        odile.get("/groups/laval/members").await.shows("theo");
        theo.post("/groups/laval/applications/withdraw", &[])
            .await
            .to();
        odile.get("/groups/laval/members").await.hides("theo");
        theo.post("/groups/laval/applications/withdraw", &[])
            .await
            .is(422)
            .shows("pas de demande en attente");
    }
);

both!(
    a_seat_has_one_holder_who_is_named,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        let ana = add(&mut odile, "Ana", "ana@exemple.ca", "member").await;
        let guy = add(&mut odile, "Guy", "guy@exemple.ca", "member").await;
        let eve = add(&mut odile, "Ève", "", "guest").await;
        odile
            .post(&format!("{ana}/seat"), &[("seat", "notaire")])
            .await
            .is(422)
            .shows("pas de sièges");
        odile.post("/groups/laval/edit", &SEATED).await.to();
        odile
            .post(&format!("{ana}/seat"), &[("seat", "Notaire")])
            .await
            .to();
        odile
            .post(&format!("{guy}/seat"), &[("seat", " NOTAIRE")])
            .await
            .is(422)
            .shows("est tenu par Ana, membre depuis le 12 novembre 2026");
        odile
            .post(&format!("{eve}/seat"), &[("seat", "photographe")])
            .await
            .is(422)
            .shows("Seul un membre");
        house
            .anonymous()
            .get("/groups/laval")
            .await
            .shows("Notaire")
            .hides("Ana");
        odile
            .post(&format!("{ana}/moves"), &[("to", "alumni")])
            .await
            .to();
        odile
            .post(&format!("{guy}/seat"), &[("seat", "notaire")])
            .await
            .to();
    }
);

both!(
    a_group_keeps_its_last_organiser,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        let me = page_of(&mut odile, "Odile Lapointe").await;
        let organiser = [("role", "organiser")];
        let refusals = [
            odile.post(&format!("{me}/roles/remove"), &organiser).await,
            odile
                .post(&format!("{me}/moves"), &[("to", "alumni")])
                .await,
        ];
        for refusal in refusals {
            refusal.is(422).shows("dernière personne qui organise");
        }
        let ana = add(&mut odile, "Ana", "ana@exemple.ca", "guest").await;
        odile
            .post(&format!("{ana}/roles"), &organiser)
            .await
            .is(422)
            .shows("Seul un membre");
        odile
            .post(&format!("{ana}/moves"), &[("to", "member")])
            .await
            .to();
        odile.post(&format!("{ana}/roles"), &organiser).await.to();
        let mut signed_in = house.signed_in("ana@exemple.ca").await;
        signed_in.get("/groups/laval/edit").await.is(200);
        odile
            .post(&format!("{me}/roles/remove"), &organiser)
            .await
            .to();
        signed_in
            .post(&format!("{ana}/roles/remove"), &organiser)
            .await
            .is(422);
    }
);

both!(
    members_find_each_other_and_only_each_other,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        add(&mut odile, "Émilie", "emilie@exemple.ca", "member").await;
        add(&mut odile, "Gaston", "gaston@exemple.ca", "guest").await;
        let mut emilie = house.signed_in("emilie@exemple.ca").await;
        emilie
            .get("/groups/laval/members?q=EMIL")
            .await
            .shows("Émilie")
            .hides("Lapointe");
        emilie
            .get("/groups/laval/members")
            .await
            .hides("Gaston")
            .hides("/groups/laval/members/0");
        odile
            .get("/groups/laval/members?standing=guest")
            .await
            .shows("Gaston")
            .hides("Émilie");
        let page = page_of(&mut odile, "Gaston").await;
        emilie.get(&page).await.is(403);
        emilie
            .post(&format!("{page}/moves"), &[("to", "member")])
            .await
            .is(403);
        assert!(
            house
                .anonymous()
                .get(&page)
                .await
                .to()
                .starts_with("/sign-in")
        );
        let other = page.replace("/laval/", "/ailleurs/");
        odile.get(&other).await.is(404);
        let form = [
            ("given", "Gaston"),
            ("email", "gaston@exemple.ca"),
            ("standing", "guest"),
        ];
        odile
            .post("/groups/laval/members/new", &form)
            .await
            .is(422)
            .shows("déjà dans le groupe")
            .shows("value=\"Gaston\"");
        let mut form = form.to_vec();
        form[1].1 = "";
        form.push(("invited_by", "Personne"));
        odile
            .post("/groups/laval/members/new", &form)
            .await
            .is(422)
            .shows("Personne du groupe");
    }
);

both!(
    the_directory_is_paged_and_asks_no_more_when_it_grows,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        let count = |app: app::App| async move {
            let slug = domain::text::Slug::parse("laval").unwrap();
            let job = move |cx: &mut app::Cx<'_, '_>| {
                let group = app::access::group(cx, &slug)?;
                let mut me = cx.me.clone();
                let account = app::sign_in::account_of(cx, &"odile@exemple.ca".parse().unwrap())?;
                me = me.or(Some(app::Me {
                    account_id: account.id,
                    session_id: uuid::Uuid::nil().into(),
                    person_id: account.person_id,
                    name: domain::person::Name::new("Odile", ""),
                    email: account.email,
                    lang: domain::text::Lang::Fr,
                    operator: true,
                    roles: Vec::new(),
                    memberships: Vec::new(),
                }));
                cx.me = me;
                let before = cx.tx.statements();
                app::memberships::directory(cx, &group.slug, &Default::default())?;
                Ok(cx.tx.statements() - before)
            };
            app.write(app::Caller::default(), job).await.unwrap()
        };
        let few = count(house.web.app.clone()).await;
        for n in 0..55 {
            let (given, email) = (format!("Personne{n:02}"), format!("p{n}@exemple.ca"));
            let form = [
                ("given", given.as_str()),
                ("email", &email),
                ("standing", "guest"),
            ];
            odile.post("/groups/laval/members/new", &form).await.to();
        }
        assert_eq!(count(house.web.app.clone()).await, few);
        odile
            .get("/groups/laval/members?page=2")
            .await
            .shows("56 personnes")
            .shows("2 / 2")
            .shows("Personne54")
            .hides("Personne00");
    }
);
