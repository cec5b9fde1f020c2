//! Founding, showing and changing groups; the first run.

use crate::both;
use crate::harness::{Client, House};

/// The one-time token of houses whose first run is ahead.
pub const TOKEN: &str = "une-fois";

/// A house with its operator, Odile, the network « Les Lanternes » and the group `laval`.
pub async fn founded(house: &mut House) -> Client {
    let options = web::Options {
        first_run_token: Some(TOKEN.into()),
        ..web::Options::default()
    };
    house.web = web::Web::new(house.web.app.clone(), options);
    let mut odile = house.anonymous();
    let to = odile.post("/first-run", &first_run(TOKEN)).await.to();
    assert_eq!(to, "/operator");
    odile
}

fn first_run(token: &str) -> [(&str, &str); 7] {
    [
        ("token", token),
        ("given", "Odile"),
        ("family", "Lapointe"),
        ("email", "odile@exemple.ca"),
        ("lang", "fr"),
        ("network", "Les Lanternes"),
        ("group", "Laval"),
    ]
}

/// The fields of a group that is well typed.
pub const GROUP: [(&str, &str); 4] = [
    ("name", "Réseau d’Outremont"),
    ("about", "# Qui\n\nDes **gens** <script>de métier</script>."),
    ("lang", "fr"),
    ("zone", "America/Toronto"),
];

both!(
    the_first_run_makes_one_operator_and_is_gone,
    |mut house: House| async move {
        let mut stranger = house.anonymous();
        stranger.get("/first-run").await.is(404);
        let mut odile = founded(&mut house).await;
        odile.get("/groups/laval").await.is(200).shows("Laval");
        odile.get("/groups/laval/edit").await.is(200);
        let mut late = house.anonymous();
        late.get(&format!("/first-run?token={TOKEN}")).await.is(404);
        late.post("/first-run", &first_run(TOKEN)).await.is(404);
    }
);

both!(
    the_first_run_needs_the_token_and_keeps_what_was_typed,
    |mut house: House| async move {
        let options = web::Options {
            first_run_token: Some(TOKEN.into()),
            ..web::Options::default()
        };
        house.web = web::Web::new(house.web.app.clone(), options);
        let mut visitor = house.anonymous();
        visitor.get("/first-run?token=autre").await.is(404);
        visitor.get("/first-run?token=").await.is(404);
        visitor
            .get(&format!("/first-run?token={TOKEN}"))
            .await
            .is(200)
            .shows("Bienvenue chez vous");
        let mut form = first_run(TOKEN);
        form[3].1 = "odile@";
        form[5].1 = " ";
        visitor
            .post("/first-run", &form)
            .await
            .is(422)
            .shows("2 choses à corriger")
            .shows("value=\"odile@\"")
            .shows("value=\"Lapointe\"");
    }
);

both!(
    a_group_is_founded_shown_and_changed,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        let network = {
            let page = odile.get("/groups/new").await;
            let text = page.is(200).text();
            let at = text.find("<option value=\"").unwrap() + 15;
            text[at..at + 36].to_owned()
        };
        let mut form = vec![("network", network.as_str()), ("seated", "on")];
        form.extend(GROUP);
        let to = odile.post("/groups/new", &form).await.to();
        assert_eq!(to, "/groups/reseau-d-outremont");
        odile.get(&to).await.shows("Le groupe est fondé");
        let again = odile.post("/groups/new", &form).await.to();
        assert_eq!(again, "/groups/reseau-d-outremont-2");
        house
            .anonymous()
            .get(&to)
            .await
            .is(200)
            .shows("<h3>Qui</h3>")
            .shows("<strong>gens</strong>")
            .shows("Un membre")
            .shows("Un siège par profession")
            .hides("<script>de")
            .hides("Odile");
        odile
            .post("/groups/new", &[("network", &network), ("zone", "Mars")])
            .await
            .is(422)
            .shows("Remplissez ce champ")
            .shows("Choisissez une des réponses");
        let mut changed = GROUP.to_vec();
        changed[0].1 = "Les Outremontais";
        changed.push(("email", "bonjour@exemple.ca"));
        odile.post(&format!("{to}/edit"), &changed).await.to();
        let mut stranger = house.anonymous();
        stranger
            .get(&to)
            .await
            .shows("Les Outremontais")
            .shows("bonjour@exemple.ca");
        stranger
            .get("/groups")
            .await
            .is(200)
            .shows("Les Lanternes")
            .shows("Les Outremontais");
    }
);

both!(
    only_those_who_run_a_network_found_groups_in_it,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        let mut stranger = house.anonymous();
        assert_eq!(
            stranger.get("/groups/new").await.to(),
            "/sign-in?to=/groups/new"
        );
        let mut theo = house.signed_in("theo@exemple.ca").await;
        theo.get("/groups/new").await.is(403);
        theo.post("/groups/new", &GROUP).await.is(403);
        theo.get("/groups/laval/edit").await.is(403);
        theo.post("/groups/laval/edit", &GROUP).await.is(403);
        theo.get("/groups/nulle-part/edit").await.is(404);
        let mut form = vec![("network_name", "Le Second Réseau")];
        form.extend(GROUP);
        odile.post("/groups/new", &form).await.to();
        odile.get("/groups").await.shows("Le Second Réseau");
        let mail: domain::account::Email = "theo@exemple.ca".parse().unwrap();
        house
            .write(move |cx| {
                let theo = app::sign_in::account_of(cx, &mail)?;
                let first = store::groups::networks(cx.tx)?.remove(1);
                let scope = domain::role::Scope::Network(first.id);
                let right = (scope, domain::role::Role::Organiser);
                let id = cx.id();
                store::roles::grant(cx.tx, id, theo.person_id, right, cx.now)?;
                Ok(())
            })
            .await;
        theo.get("/groups/new")
            .await
            .is(200)
            .shows("Les Lanternes")
            .hides("Le Second Réseau")
            .hides("network_name");
        theo.get("/groups/laval/edit").await.is(200);
        theo.post("/groups/new", &form).await.is(422);
    }
);

both!(
    the_list_of_groups_asks_no_more_when_it_grows,
    |mut house: House| async move {
        let mut odile = founded(&mut house).await;
        let count = |house: &House| {
            let app = house.web.app.clone();
            async move {
                let job = |cx: &mut app::Cx<'_, '_>| {
                    let before = cx.tx.statements();
                    app::groups::list(cx)?;
                    Ok(cx.tx.statements() - before)
                };
                app.read(app::Caller::default(), job).await.unwrap()
            }
        };
        let few = count(&house).await;
        for _ in 0..5 {
            let mut form = vec![("network_name", "Autre")];
            form.extend(GROUP);
            odile.post("/groups/new", &form).await.to();
        }
        assert_eq!(count(&house).await, few);
    }
);
