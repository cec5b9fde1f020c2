//! People: who sees them, their cards, their portrait, their own page.

use domain::group::{Group, GroupWords, Network};
use domain::id::PersonId;
use domain::membership::{Membership, Standing};
use domain::person::{Person, Visibility};
use domain::role::{Role, Scope};
use domain::text::{Lang, Slug};

use crate::both;
use crate::harness::House;

/// The person of an address.
async fn person(house: &House, email: &str) -> Person {
    let email = email.parse().unwrap();
    house
        .write(move |cx| {
            let account = app::sign_in::account_of(cx, &email)?;
            Ok(store::people::find(cx.tx, account.person_id)?.unwrap())
        })
        .await
}

/// A group with these people in it, the first of them its organiser.
async fn group(house: &House, slug: &str, people: &[(PersonId, Standing)]) {
    let slug = Slug::parse(slug).unwrap();
    let people = people.to_vec();
    house
        .write(move |cx| {
            let network = Network {
                id: cx.id(),
                slug: slug.numbered(9),
                name: "Alliance du fleuve".into(),
                about: String::new(),
            };
            store::groups::insert_network(cx.tx, &network, cx.now)?;
            let group = Group {
                id: cx.id(),
                network_id: network.id,
                slug: slug.clone(),
                words: GroupWords {
                    name: format!("Groupe {slug}"),
                    about: String::new(),
                    lang: Lang::Fr,
                    zone: "America/Toronto".into(),
                    seated: true,
                    email: None,
                    postal_address: String::new(),
                },
                created_at: cx.now,
            };
            store::groups::insert(cx.tx, &group)?;
            for (at, (person_id, standing)) in people.into_iter().enumerate() {
                let membership = Membership {
                    id: cx.id(),
                    group_id: group.id,
                    person_id,
                    standing,
                    invited_by: None,
                    seat: (at == 1).then(|| "notaire".to_owned()),
                    guest_at: None,
                    applied_at: None,
                    member_at: Some(cx.now),
                    left_at: None,
                };
                store::memberships::insert(cx.tx, &membership)?;
                if at == 0 {
                    let right = (Scope::Group(group.id), Role::Organiser);
                    store::roles::grant(cx.tx, cx.id(), person_id, right, cx.now)?;
                }
            }
            Ok(())
        })
        .await
}

fn profile(visibility: &'static str) -> [(&'static str, &'static str); 4] {
    [
        ("given", "Théo"),
        ("family", "Bélanger"),
        ("lang", "fr"),
        ("visibility", visibility),
    ]
}

both!(
    a_page_is_seen_as_far_as_its_owner_says,
    |house: House| async move {
        use Standing::*;
        let mut visitors = Vec::new();
        let mut ids = Vec::new();
        for name in ["odile", "theo", "fellow", "guest", "elsewhere"] {
            let email = format!("{name}@exemple.ca");
            visitors.push(house.signed_in(&email).await);
            ids.push(person(&house, &email).await.id);
        }
        group(
            &house,
            "outremont",
            &[
                (ids[0], Member),
                (ids[1], Member),
                (ids[2], Member),
                (ids[3], Guest),
            ],
        )
        .await;
        group(&house, "laval", &[(ids[4], Member)]).await;
        visitors.push(house.anonymous());
        let page = format!("/people/{}", ids[1]);
        // Organiser, themselves, fellow member, guest of the group, member elsewhere, anybody.
        for (visibility, seen) in [
            ("private", [200, 200, 404, 404, 404, 404]),
            ("members", [200, 200, 200, 404, 404, 404]),
            ("public", [200, 200, 200, 200, 200, 200]),
        ] {
            let saved = visitors[1].post("/me/profile", &profile(visibility)).await;
            assert_eq!(saved.to(), "/me/profile");
            visitors[1]
                .get("/me/profile")
                .await
                .is(200)
                .shows("C’est enregistré");
            for (visitor, status) in visitors.iter_mut().zip(seen) {
                let reply = visitor.get(&page).await;
                reply.is(status).hides("theo@exemple.ca");
                if status == 200 {
                    reply.shows("Théo Bélanger");
                }
            }
        }
    }
);

both!(
    a_portrait_is_also_seen_in_the_directory_of_its_group,
    |house: House| async move {
        let mut odile = house.signed_in("odile@exemple.ca").await;
        let mut theo = house.signed_in("theo@exemple.ca").await;
        let mut marie = house.signed_in("marie@exemple.ca").await;
        let mut ids = Vec::new();
        for email in ["odile@exemple.ca", "theo@exemple.ca", "marie@exemple.ca"] {
            ids.push((person(&house, email).await.id, Standing::Member));
        }
        group(&house, "outremont", &ids).await;
        let picture = png(300, 200);
        let kept = theo
            .upload("/me/portrait", "portrait", "moi.png", &picture)
            .await;
        assert_eq!(kept.to(), "/me/profile");
        let small = format!("/people/{}/portrait/small", ids[1].0);
        for visitor in [&mut odile, &mut theo, &mut marie] {
            let shown = visitor.get(&small).await;
            shown.is(200);
            assert_eq!(shown.headers["content-type"], "image/jpeg");
            assert_eq!(shown.headers["cache-control"], "private, max-age=300");
            assert_eq!(&shown.bytes[..3], [0xff, 0xd8, 0xff]);
            let request = visitor
                .request("GET", &small)
                .header("if-none-match", &shown.headers["etag"]);
            let again = visitor
                .send(request.body(axum::body::Body::empty()).unwrap())
                .await;
            again.is(304);
        }
        marie.get(&format!("/people/{}", ids[1].0)).await.is(404);
        house.anonymous().get(&small).await.is(404);
        theo.get(&format!("/people/{}/portrait/huge", ids[1].0))
            .await
            .is(404);
        assert_eq!(
            theo.post("/me/portrait/remove", &[]).await.to(),
            "/me/profile"
        );
        theo.get(&small).await.is(404);
    }
);

/// A picture of one colour, written as PNG by hand: stored blocks, no compression.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut rows = Vec::new();
    for _ in 0..height {
        rows.push(0);
        rows.extend(std::iter::repeat_n([40, 90, 160], width as usize).flatten());
    }
    let mut zlib = vec![0x78, 0x01];
    let blocks: Vec<_> = rows.chunks(65_535).collect();
    for (at, block) in blocks.iter().enumerate() {
        zlib.push(u8::from(at + 1 == blocks.len()));
        let size = block.len() as u16;
        zlib.extend(size.to_le_bytes());
        zlib.extend((!size).to_le_bytes());
        zlib.extend(*block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in &rows {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    zlib.extend(((b << 16) | a).to_be_bytes());
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 2, 0, 0, 0]);
    for (name, body) in [(b"IHDR", head), (b"IDAT", zlib), (b"IEND", Vec::new())] {
        file.extend((body.len() as u32).to_be_bytes());
        let chunk = [name.as_slice(), &body].concat();
        file.extend(&chunk);
        file.extend(crc32(&chunk).to_be_bytes());
    }
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}

both!(
    a_bad_portrait_is_refused_in_a_sentence,
    |house: House| async move {
        let mut theo = house.signed_in("theo@exemple.ca").await;
        let path = "/me/portrait";
        let mut bomb = png(2, 2);
        bomb[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
        let sum = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&sum.to_be_bytes());
        for (bytes, sentence) in [
            (Vec::new(), "Choisissez d’abord une photo"),
            (b"bonjour".to_vec(), "pas une photo que nous savons lire"),
            (bomb, "millions de pixels"),
            (vec![0xff; 12 << 20], "plus légère"),
            (png(9, 9)[..120].to_vec(), "abîmée"),
        ] {
            let reply = theo.upload(path, "portrait", "moi.png", &bytes).await;
            reply.is(422).shows(sentence).shows("id=\"portrait-error\"");
        }
        theo.upload(path, "other", "moi.png", b"x").await.is(422);
        theo.post(path, &[])
            .await
            .is(422)
            .shows("Choisissez d’abord une photo");
        house
            .anonymous()
            .upload(path, "portrait", "moi.png", &png(9, 9))
            .await
            .to();
    }
);

both!(
    one_person_keeps_several_cards_in_their_own_order,
    |house: House| async move {
        let mut joaquim = house.signed_in("joaquim@exemple.ca").await;
        joaquim
            .get("/me")
            .await
            .is(200)
            .shows("Faire ma première carte");
        let add = "/me/activities/new";
        for title in [
            "Marketing de proximité",
            "Stockage en nuage",
            "Pastilles vitalité",
        ] {
            let form = [
                ("title", title),
                ("website", "dalmeida.example"),
                ("phone", "514 555-0142"),
            ];
            assert_eq!(joaquim.post(add, &form).await.to(), "/me");
        }
        let page = format!("/people/{}", person(&house, "joaquim@exemple.ca").await.id);
        let shown = joaquim.get(&page).await;
        shown
            .shows("Ses 3 cartes")
            .shows("href=\"https://dalmeida.example\"");
        shown
            .shows("href=\"tel:5145550142\"")
            .hides("joaquim@exemple.ca");
        let home = joaquim.get("/me").await.text();
        let ups: Vec<&str> = home
            .match_indices("/up\"")
            .map(|(end, _)| &home[home[..end].rfind('"').unwrap() + 1..end + 3])
            .collect();
        assert_eq!(ups.len(), 2, "the first cannot be moved up");
        joaquim.post(ups[1], &[]).await.to();
        let text = joaquim.get("/me").await.text();
        let at = |title| text.find(title).unwrap();
        assert!(at("Pastilles vitalité") < at("Stockage en nuage"));
        assert!(at("Marketing de proximité") < at("Pastilles vitalité"));

        let edit = ups[1].replace("/up", "/edit");
        joaquim.get(&edit).await.is(200).shows("Pastilles vitalité");
        joaquim.post(&edit, &[("title", "Vitalité")]).await.to();
        joaquim
            .get("/me")
            .await
            .shows("Votre carte est à jour")
            .hides("Pastilles");
        let mut other = house.signed_in("autre@exemple.ca").await;
        other.get(&edit).await.is(404);
        other.post(&edit, &[("title", "À moi")]).await.is(404);
        let remove = ups[1].replace("/up", "/remove");
        other.post(&remove, &[]).await.is(404);
        other.post(ups[1], &[]).await.is(404);
        joaquim.post(&remove, &[]).await.to();
        joaquim.get(&page).await.shows("Ses 2 cartes");
    }
);

both!(
    a_card_is_refused_with_every_problem_and_what_was_typed,
    |house: House| async move {
        let mut joaquim = house.signed_in("joaquim@exemple.ca").await;
        let add = "/me/activities/new";
        let wrong = [
            ("title", " "),
            ("offer", "Une <première> rencontre"),
            ("phone", "12"),
            ("email", "joaquim@"),
            ("website", "javascript:alert(1)"),
        ];
        let reply = joaquim.post(add, &wrong).await;
        reply
            .is(422)
            .shows("4 choses à corriger")
            .shows("Une &#60;première&#62; rencontre");
        reply
            .shows("javascript:alert(1)")
            .shows("id=\"website-error\"");
        for n in 0..8 {
            joaquim
                .post(add, &[("title", &format!("Activité {n}"))])
                .await
                .to();
        }
        let ninth = joaquim.post(add, &[("title", "Neuvième")]).await;
        ninth
            .is(422)
            .shows("Vous avez déjà 8 cartes")
            .shows("Neuvième");
    }
);

both!(
    a_newcomer_is_asked_their_name_once,
    |house: House| async move {
        let mut odile = house.signed_in("odile@exemple.ca").await;
        odile.get("/me").await.shows("Comment vous appelez-vous");
        let empty = odile
            .post("/me/name", &[("given", ""), ("family", "Lapointe")])
            .await;
        empty
            .is(422)
            .shows("value=\"Lapointe\"")
            .shows("Remplissez ce champ");
        let named = [("given", "Odile"), ("family", "Lapointe")];
        assert_eq!(odile.post("/me/name", &named).await.to(), "/me");
        odile
            .get("/me")
            .await
            .shows("Bonjour, Odile")
            .hides("Comment vous appelez-vous");
        let bad = odile
            .post("/me/profile", &[("given", "O"), ("visibility", "all")])
            .await;
        bad.is(422).shows("Choisissez une des réponses");
        assert_eq!(
            person(&house, "odile@exemple.ca").await.visibility,
            Visibility::Private
        );
    }
);

both!(
    home_shows_the_groups_one_belongs_to_and_runs,
    |house: House| async move {
        let mut odile = house.signed_in("odile@exemple.ca").await;
        let mut theo = house.signed_in("theo@exemple.ca").await;
        odile.get("/me").await.shows("Aucun groupe encore");
        let mut ids = Vec::new();
        for email in ["odile@exemple.ca", "theo@exemple.ca"] {
            ids.push((person(&house, email).await.id, Standing::Member));
        }
        group(&house, "outremont", &ids).await;
        let home = odile.get("/me").await;
        home.shows("Groupe outremont")
            .shows("Alliance du fleuve")
            .shows("Organisation");
        let home = theo.get("/me").await;
        home.shows("Membre").shows("notaire").hides("Organisation");
    }
);
