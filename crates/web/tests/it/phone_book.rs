//! The notebook on telephones: through the real router, as a telephone would.

use app::Caller;
use axum::body::Body;
use axum::http::header;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::both;
use crate::harness::{Client, House, Reply};
use crate::ugly_cards::{bring_in, caller};

const BOOK: &str = "/dav/books/notebook/";

/// A telephone with a password of its own.
struct Telephone {
    client: Client,
    auth: String,
}

impl Telephone {
    /// Somebody's telephone, let in by a password made on their page.
    async fn of(house: &House, email: &str) -> Self {
        let mut owner = house.signed_in(email).await;
        let made = owner
            .post("/me/phone/passwords", &[("name", "iPhone")])
            .await;
        made.is(200);
        let page = made.text();
        let secret = page.split_once("<dd class=\"any\"><b>").unwrap().1;
        let secret = secret.split_once("</b>").unwrap().0;
        Self::with(house, email, secret)
    }

    fn with(house: &House, email: &str, secret: &str) -> Self {
        let pair = STANDARD.encode(format!("{email}:{secret}"));
        Self {
            client: house.anonymous(),
            auth: format!("Basic {pair}"),
        }
    }

    async fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Reply {
        let mut request = self.client.request(method, path);
        if !self.auth.is_empty() {
            request = request.header(header::AUTHORIZATION, &self.auth);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        self.client.send(request).await
    }

    async fn put(&mut self, name: &str, text: &str, headers: &[(&str, &str)]) -> Reply {
        let mut all = vec![("content-type", "text/vcard; charset=utf-8")];
        all.extend(headers);
        self.ask("PUT", &format!("{BOOK}{name}"), &all, text).await
    }

    async fn get(&mut self, name: &str) -> Reply {
        self.ask("GET", &format!("{BOOK}{name}"), &[], "").await
    }

    /// What changed since a token, and the next token.
    async fn changes(&mut self, since: &str) -> (String, String) {
        let body = format!(
            "<d:sync-collection xmlns:d=\"DAV:\"><d:sync-token>{since}</d:sync-token>\
             <d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>"
        );
        let reply = self.ask("REPORT", BOOK, &[("depth", "1")], &body).await;
        let text = reply.is(207).text();
        let token = text.split_once("<d:sync-token>").unwrap().1;
        let token = token.split_once("</d:sync-token>").unwrap().0.to_owned();
        (text, token)
    }
}

fn card(name: &str, phone: &str) -> String {
    format!(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{name}-1\r\nFN:{name} Roy\r\nN:Roy;{name};;;\r\n\
         TEL;TYPE=cell:{phone}\r\nX-TWITTER:@{name}\r\nEND:VCARD\r\n"
    )
}

fn etag(reply: &Reply) -> String {
    reply.headers[header::ETAG].to_str().unwrap().to_owned()
}

both!(
    a_telephone_finds_the_notebook_by_itself,
    |house: House| async move {
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        let known = phone.ask("PROPFIND", "/.well-known/carddav", &[], "").await;
        assert_eq!(known.to(), "/dav/");
        let ask = "<d:propfind xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:carddav\"><d:prop>\
        <d:current-user-principal/><c:addressbook-home-set/><d:resourcetype/><d:nothing/></d:prop></d:propfind>";
        let root = phone.ask("PROPFIND", "/dav/", &[("depth", "0")], ask).await;
        root.is(207)
            .shows("<d:href>/dav/principal/</d:href>")
            .shows("404 Not Found");
        assert_eq!(root.headers["dav"], "1, 3, addressbook");
        let principal = phone
            .ask("PROPFIND", "/dav/principal/", &[("depth", "0")], ask)
            .await;
        principal
            .is(207)
            .shows("<c:addressbook-home-set><d:href>/dav/books/</d:href>");
        let home = phone
            .ask("PROPFIND", "/dav/books/", &[("depth", "1")], ask)
            .await;
        home.is(207)
            .shows("<c:addressbook/>")
            .shows("/dav/books/notebook/");
        let options = phone.ask("OPTIONS", BOOK, &[], "").await;
        options.is(200);
        assert!(
            options.headers[header::ALLOW]
                .to_str()
                .unwrap()
                .contains("REPORT")
        );
        phone
            .ask("PROPFIND", BOOK, &[], "<!DOCTYPE a><a/>")
            .await
            .is(400);
        phone.ask("MKCOL", BOOK, &[], "").await.is(405);
        let set = "<d:propertyupdate xmlns:d=\"DAV:\"><d:set><d:prop><d:displayname>x</d:displayname></d:prop></d:set></d:propertyupdate>";
        phone
            .ask("PROPPATCH", BOOK, &[], set)
            .await
            .is(207)
            .shows("403 Forbidden");
    }
);

both!(
    nobody_comes_in_without_a_password_of_their_own,
    |house: House| async move {
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        phone
            .put("a.vcf", &card("Zoe", "514 555-0142"), &[])
            .await
            .is(201);
        let mut stranger = Telephone::of(&house, "loic@exemple.ca").await;
        let list = stranger.ask("PROPFIND", BOOK, &[("depth", "1")], "").await;
        list.is(207).hides("a.vcf");
        stranger.get("a.vcf").await.is(404);
        stranger
            .ask("DELETE", &format!("{BOOK}a.vcf"), &[], "")
            .await
            .is(404);
        let multiget = format!(
            "<c:addressbook-multiget xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:carddav\">\
        <d:prop><c:address-data/></d:prop><d:href>{BOOK}a.vcf</d:href></c:addressbook-multiget>"
        );
        stranger
            .ask("REPORT", BOOK, &[], &multiget)
            .await
            .is(207)
            .hides("Zoe Roy")
            .shows("404");
        // A name is one keeper's own: the stranger's card of the same name is another card.
        stranger
            .put("a.vcf", &card("Max", "514 555-0100"), &[])
            .await
            .is(201);
        phone.get("a.vcf").await.is(200).shows("Zoe Roy");
        let mut guess = Telephone::with(&house, "odile@exemple.ca", "wrong");
        let refused = guess.get("a.vcf").await;
        refused.is(401);
        assert!(refused.headers.contains_key(header::WWW_AUTHENTICATE));
        // A session opens pages, and nothing here.
        let mut owner = house.signed_in("odile@exemple.ca").await;
        owner.get(&format!("{BOOK}a.vcf")).await.is(401);
        let page = owner.get("/me/phone").await.text();
        assert!(!page.contains("value=\"name\""), "the field is empty");
        let revocation = page
            .split_once("/me/phone/passwords/")
            .unwrap()
            .1
            .split_once('"')
            .unwrap()
            .0;
        let revocation = format!("/me/phone/passwords/{revocation}");
        house
            .signed_in("loic@exemple.ca")
            .await
            .post(&revocation, &[])
            .await
            .is(404);
        phone.get("a.vcf").await.is(200);
        owner.post(&revocation, &[]).await.is(303);
        phone.get("a.vcf").await.is(401);
    }
);

both!(
    what_a_telephone_writes_is_a_contact_and_reads_back,
    |house: House| async move {
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        let made = phone
            .put(
                "a.vcf",
                &card("Zoe", "514 555-0142"),
                &[("if-none-match", "*")],
            )
            .await;
        made.is(201);
        let first = phone.get("a.vcf").await;
        first
            .is(200)
            .shows("X-TWITTER:@Zoe")
            .shows("UID:Zoe-1")
            .shows("TEL;TYPE=cell:514 555-0142");
        phone
            .put("a.vcf", &card("Zoe", "1"), &[("if-none-match", "*")])
            .await
            .is(412);
        phone
            .put("a.vcf", &card("Zoe", "1"), &[("if-match", "\"other\"")])
            .await
            .is(412);
        let same = etag(&first);
        let reply = phone
            .put("a.vcf", &first.text(), &[("if-match", &same)])
            .await;
        reply.is(204);
        assert_eq!(
            etag(&reply),
            same,
            "what reads back octet for octet is told at once"
        );
        phone
            .put(
                "a.vcf",
                &card("Zoe", "438 555-0101"),
                &[("if-match", &same)],
            )
            .await
            .is(204);
        let second = phone.get("a.vcf").await;
        second.shows("438 555-0101").hides("514 555-0142");
        assert_ne!(etag(&second), same);
        let newest = phone
            .ask(
                "GET",
                &format!("{BOOK}a.vcf"),
                &[("accept", "text/vcard; version=4.0")],
                "",
            )
            .await;
        newest.is(200).shows("VERSION:4.0");
        let mut owner = house.signed_in("odile@exemple.ca").await;
        owner.get("/notebook").await.is(200).shows("Zoe Roy");
        phone
            .put("b.vcf", "nonsense", &[])
            .await
            .is(403)
            .shows("valid-address-data");
        let picture = [("content-type", "image/png")];
        phone
            .ask("PUT", &format!("{BOOK}b.vcf"), &picture, "")
            .await
            .is(415);
        let big = "x".repeat(1 << 21);
        phone.put("b.vcf", &big, &[]).await.is(413);
        phone
            .ask(
                "DELETE",
                &format!("{BOOK}a.vcf"),
                &[("if-match", "\"other\"")],
                "",
            )
            .await
            .is(412);
        phone
            .ask("DELETE", &format!("{BOOK}a.vcf"), &[], "")
            .await
            .is(204);
        phone.get("a.vcf").await.is(404);
        owner.get("/notebook").await.hides("Zoe Roy");
    }
);

/// The address of the only contact on the notebook's page.
async fn contact(owner: &mut Client) -> String {
    let page = owner.get("/notebook").await.text();
    let mut links = page.split("href=\"/notebook/").skip(1);
    let link = links.find(|link| link.starts_with("01")).unwrap();
    format!("/notebook/{}", &link[..36])
}

both!(
    a_telephone_hears_of_joined_contacts_and_of_parted_ones,
    |house: House| async move {
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        let mut owner = house.signed_in("odile@exemple.ca").await;
        let zoe = card("Zoe", "514 555-0142");
        phone.put("a.vcf", &zoe, &[]).await.is(201);
        let one = contact(&mut owner).await;
        let other = card("Solange", "514 555-0143");
        phone.put("b.vcf", &other, &[]).await.is(201);
        let page = owner.get("/notebook").await.text();
        let links = page.split("href=\"/notebook/").skip(1);
        let mut links = links.map(|link| format!("/notebook/{}", &link[..36]));
        let other = links
            .find(|link| link.contains("/01") && *link != one)
            .unwrap();
        let (_, token) = phone.changes("").await;

        let (kept, gone) = (&one["/notebook/".len()..], &other["/notebook/".len()..]);
        let pair = [("kept", kept), ("gone", gone)];
        owner.post("/notebook/duplicates", &pair).await.to();
        let (changed, token) = phone.changes(&token).await;
        let told = |text: &str| text.matches("<d:response>").count();
        assert_eq!(told(&changed), 2, "{changed}");
        assert_eq!(changed.matches("404 Not Found").count(), 1, "{changed}");
        let joined = phone.get("a.vcf").await;
        joined.is(200).shows("555-0142").shows("555-0143");
        phone.get("b.vcf").await.is(404);

        let page = owner.get("/notebook/duplicates").await.text();
        let from = page.find("/notebook/merges/").unwrap();
        let parting = page[from..].split('"').next().unwrap();
        owner.post(parting, &[]).await.to();
        let (changed, _) = phone.changes(&token).await;
        assert_eq!(told(&changed), 2, "{changed}");
        assert!(!changed.contains("404 Not Found"), "{changed}");
        let parted = phone.get("a.vcf").await;
        parted.is(200).shows("555-0142").hides("555-0143");
    }
);

both!(
    changes_made_elsewhere_are_told_and_forgotten_ones_too,
    |house: House| async move {
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        phone
            .put("a.vcf", &card("Zoe", "514 555-0142"), &[])
            .await
            .is(201);
        let (all, token) = phone.changes("").await;
        assert!(all.contains("a.vcf"));
        let (none, same) = phone.changes(&token).await;
        assert!(!none.contains("a.vcf") && same == token, "{none}");
        let mut owner = house.signed_in("odile@exemple.ca").await;
        let address = contact(&mut owner).await;
        let typed = [
            ("name", "Zoé Roy-Lévesque"),
            ("about", "les roses"),
            ("tags", "fleurs"),
        ];
        owner.post(&format!("{address}/edit"), &typed).await.is(303);
        let (changed, next) = phone.changes(&token).await;
        assert!(changed.contains("a.vcf") && next != token);
        let text = phone.get("a.vcf").await;
        text.shows("FN:Zoé Roy-Lévesque")
            .shows("CATEGORIES:fleurs")
            .hides("les roses");
        // One that the notebook knows more of leaves the telephone only.
        phone
            .ask("DELETE", &format!("{BOOK}a.vcf"), &[], "")
            .await
            .is(204);
        let (gone, after) = phone.changes(&next).await;
        assert!(
            gone.contains("a.vcf</d:href><d:status>HTTP/1.1 404"),
            "{gone}"
        );
        owner.get("/notebook").await.shows("Zoé Roy-Lévesque");
        owner.get("/me/phone").await.shows("/me/phone/return");
        owner.post("/me/phone/return", &[]).await.is(303);
        let (back, last) = phone.changes(&after).await;
        assert!(back.contains("getetag"), "{back}");
        owner.post(&format!("{address}/removal"), &[]).await.is(303);
        let (gone, _) = phone.changes(&last).await;
        assert!(gone.contains("404 Not Found"), "{gone}");
        let body = "<d:sync-collection xmlns:d=\"DAV:\"><d:sync-token>nonsense</d:sync-token><d:prop/></d:sync-collection>";
        phone
            .ask("REPORT", BOOK, &[], body)
            .await
            .is(403)
            .shows("valid-sync-token");
    }
);

both!(
    private_notes_go_out_only_when_asked_and_never_come_back,
    |house: House| async move {
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        phone
            .put("a.vcf", &card("Zoe", "514 555-0142"), &[])
            .await
            .is(201);
        let mut owner = house.signed_in("odile@exemple.ca").await;
        let address = contact(&mut owner).await;
        owner
            .post(
                &format!("{address}/notes"),
                &[("note", "Aime les pralines")],
            )
            .await
            .is(303);
        phone.get("a.vcf").await.hides("pralines");
        owner
            .post("/me/phone/notes", &[("notes", "on")])
            .await
            .is(303);
        let told = phone.get("a.vcf").await;
        told.shows("pralines");
        let changed = told
            .text()
            .replace("pralines", "truffes")
            .replace("NOTE:", "NOTE:Du telephone\\n\\n");
        phone.put("a.vcf", &changed, &[]).await.is(204);
        phone
            .get("a.vcf")
            .await
            .shows("Du telephone")
            .shows("pralines")
            .hides("truffes");
        owner.post("/me/phone/notes", &[]).await.is(303);
        phone
            .get("a.vcf")
            .await
            .shows("Du telephone")
            .hides("pralines");
    }
);

both!(
    a_telephone_searches_and_asks_for_many_at_once,
    |house: House| async move {
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        phone
            .put("a%20b.vcf", &card("Zoe", "514 555-0142"), &[])
            .await
            .is(201);
        phone
            .put("max.vcf", &card("Max", "438 555-0101"), &[])
            .await
            .is(201);
        let ask = |filter: &str| {
            format!(
                "<c:addressbook-query xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:carddav\">\
        <d:prop><d:getetag/><c:address-data/></d:prop><c:filter test=\"allof\">{filter}</c:filter></c:addressbook-query>"
            )
        };
        let zoe = ask(
            "<c:prop-filter name=\"FN\"><c:text-match match-type=\"starts-with\">zo</c:text-match></c:prop-filter>",
        );
        phone
            .ask("REPORT", BOOK, &[("depth", "1")], &zoe)
            .await
            .is(207)
            .shows("FN:Zoe Roy")
            .hides("FN:Max");
        let cell = ask(
            "<c:prop-filter name=\"TEL\"><c:param-filter name=\"TYPE\"><c:text-match>cell</c:text-match></c:param-filter></c:prop-filter>\
        <c:prop-filter name=\"EMAIL\"><c:is-not-defined/></c:prop-filter>",
        );
        phone
            .ask("REPORT", BOOK, &[], &cell)
            .await
            .shows("FN:Zoe")
            .shows("FN:Max");
        let none = ask(
            "<c:prop-filter name=\"FN\"><c:text-match negate-condition=\"yes\">roy</c:text-match></c:prop-filter>",
        );
        phone.ask("REPORT", BOOK, &[], &none).await.hides("FN:");
        let odd = ask(
            "<c:prop-filter name=\"FN\"><c:text-match collation=\"x\">a</c:text-match></c:prop-filter>",
        );
        phone
            .ask("REPORT", BOOK, &[], &odd)
            .await
            .is(403)
            .shows("supported-filter");
        let many = format!(
            "<c:addressbook-multiget xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:carddav\"><d:prop>\
        <c:address-data content-type=\"text/vcard\" version=\"4.0\"/></d:prop><d:href>{BOOK}a%20b.vcf</d:href>\
        <d:href>http://house.example{BOOK}max.vcf</d:href><d:href>{BOOK}none.vcf</d:href></c:addressbook-multiget>"
        );
        let reply = phone.ask("REPORT", BOOK, &[], &many).await;
        reply
            .is(207)
            .shows("FN:Zoe")
            .shows("FN:Max")
            .shows("VERSION:4.0")
            .shows("404 Not Found");
    }
);

both!(
    the_number_of_queries_does_not_grow_with_the_notebook,
    |house: House| async move {
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        let mut counts = Vec::new();
        for n in 0..30 {
            phone
                .put(
                    &format!("{n}.vcf"),
                    &card(&format!("Zoe{n}"), "514 555-0142"),
                    &[],
                )
                .await
                .is(201);
            if n == 2 || n == 29 {
                let mut owner = house.signed_in("odile@exemple.ca").await;
                let session = owner.cookies.pop().map(|(_, token)| token);
                let caller = Caller {
                    session,
                    ..Caller::default()
                };
                let count = house.web.app.read(caller, |cx| {
                    let keeper = app::seat::my_keeper(cx)?;
                    let before = cx.tx.statements();
                    let book = app::phone_book::read(cx, keeper)?;
                    Ok((book.entries.len(), cx.tx.statements() - before))
                });
                counts.push(count.await.unwrap());
            }
        }
        assert_eq!((counts[0].0, counts[1].0), (3, 30));
        assert_eq!(counts[0].1, counts[1].1);
    }
);

/// The address of the first form that parts two contacts.
async fn parting(owner: &mut Client) -> String {
    let page = owner.get("/notebook/duplicates").await.text();
    let from = page.find("/notebook/merges/").unwrap();
    page[from..].split('"').next().unwrap().to_owned()
}

both!(
    what_a_telephone_wrote_of_two_who_part_is_right_of_both,
    |house: House| async move {
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        let mut owner = house.signed_in("odile@exemple.ca").await;
        phone
            .put("a.vcf", &card("Zoe", "514 555-0142"), &[])
            .await
            .is(201);
        let one = contact(&mut owner).await;
        // The other has a card of the notebook, of which the telephone took a number away.
        let fields = [
            ("name", "Solange Roy"),
            ("title", "Notaire"),
            ("phones", "514 555-0143\n514 555-0144"),
            ("address", "12, rue des Érables"),
        ];
        let other = owner.post("/notebook/cards/new", &fields).await.to();
        let name = format!("{}.vcf", other.rsplit('/').next().unwrap());
        phone.changes("").await;
        let text = phone.get(&name).await.is(200).text();
        let lines = text.split_inclusive("\r\n");
        let less: String = lines.filter(|line| !line.contains("0144")).collect();
        phone.put(&name, &less, &[]).await.is(204);
        let (_, token) = phone.changes("").await;

        let (kept, gone) = (&one["/notebook/".len()..], &other["/notebook/".len()..]);
        let pair = [("kept", kept), ("gone", gone)];
        owner.post("/notebook/duplicates", &pair).await.to();
        phone.changes(&token).await;
        let joined = phone.get("a.vcf").await;
        joined.shows("555-0142").shows("555-0143").shows("rue des");
        // The telephone writes both as one, with a number more.
        let text = joined.text();
        let more = text.replace("END:VCARD", "TEL:450 555-0199\r\nEND:VCARD");
        phone.put("a.vcf", &more, &[]).await.is(204);
        let (_, token) = phone.changes(&token).await;

        let undo = parting(&mut owner).await;
        owner.post(&undo, &[]).await.to();
        let (changed, token) = phone.changes(&token).await;
        assert!(
            changed.contains(&name) && changed.contains("a.vcf"),
            "{changed}"
        );
        assert!(!changed.contains("404 Not Found"), "{changed}");
        let left = phone.get("a.vcf").await;
        left.is(200)
            .shows("FN:Zoe Roy")
            .shows("555-0142")
            .shows("555-0199");
        left.hides("555-0143").hides("rue des").hides("Notaire");
        let back = phone.get(&name).await;
        back.is(200).shows("FN:Solange Roy").shows("555-0143");
        back.shows("rue des").shows("Notaire");
        back.hides("555-0144").hides("555-0142").hides("555-0199");
        // Joined again, what was set apart is shown again.
        owner.post("/notebook/duplicates", &pair).await.to();
        phone.changes(&token).await;
        let again = phone.get("a.vcf").await;
        again.shows("555-0142").shows("555-0143").shows("555-0199");
        again.shows("rue des");
    }
);

const AS_RECEIVED: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoe Roy\r\nN:Roy;Zoe;;;\r\nORG:Pralines\r\n\
     TITLE:Chocolatiere\r\nTEL;TYPE=cell:514 555-0142\r\nEMAIL:zoe@roy.test\r\nEND:VCARD\r\n";

both!(
    what_is_corrected_on_a_telephone_counts_alone_in_the_notebook,
    |house: House| async move {
        let mut owner = house.signed_in("odile@exemple.ca").await;
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        let bring = |cx: &mut app::Cx<'_, '_>| bring_in(cx, "un.vcf", AS_RECEIVED.as_bytes());
        let me = caller(&owner);
        house.web.app.write(me.clone(), bring).await.unwrap();
        let page = contact(&mut owner).await;
        let name = format!("{}.vcf", &page["/notebook/".len()..]);
        let text = phone.get(&name).await.is(200).text();
        let text = text.replace("514 555-0142", "438 555-0101");
        let text = text.replace("Chocolatiere", "Directrice");
        phone.put(&name, &text, &[]).await.is(204);

        let shown = owner.get(&page).await;
        shown
            .is(200)
            .shows("tel:4385550101")
            .hides("tel:5145550142");
        shown
            .shows("Directrice")
            .shows("<li class=\"any\">514 555-0142");
        let list = owner.get("/notebook").await;
        list.shows("Directrice").hides("Chocolatiere");
        owner.get("/notebook?q=directrice").await.shows("Zoe Roy");
        owner.get("/notebook?q=5145550142").await.hides("Zoe Roy");
        owner.get("/notebook?q=chocolatiere").await.hides("Zoe Roy");
        for file in ["vcard3", "vcard4", "jscontact", "csv"] {
            let out = owner.get(&format!("/notebook/file?file={file}")).await;
            out.is(200).shows("438 555-0101").shows("Directrice");
            out.shows("zoe@roy.test").shows("Pralines");
            out.hides("514 555-0142").hides("Chocolatiere");
        }

        // What comes in later is news.
        let later = AS_RECEIVED.replace("514 555-0142", "450 555-0199");
        let bring = move |cx: &mut app::Cx<'_, '_>| bring_in(cx, "deux.vcf", later.as_bytes());
        house.web.app.write(me, bring).await.unwrap();
        let shown = owner.get(&page).await;
        shown.shows("tel:4505550199").hides("tel:5145550142");
    }
);

both!(
    two_cards_of_a_telephone_never_call_themselves_the_same,
    |house: House| async move {
        let mut owner = house.signed_in("odile@exemple.ca").await;
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        let zoe = card("Zoe", "514 555-0142");
        phone
            .put("zoe s.vcf".replace(' ', "%20").as_str(), &zoe, &[])
            .await
            .is(201);
        let again = phone.put("other.vcf", &zoe, &[]).await;
        again
            .is(409)
            .shows("<c:no-uid-conflict><d:href>/dav/books/notebook/zoe%20s.vcf</d:href>");
        let bring = |cx: &mut app::Cx<'_, '_>| {
            bring_in(cx, "un.vcf", AS_RECEIVED.replace("Zoe", "Eva").as_bytes())
        };
        house.web.app.write(caller(&owner), bring).await.unwrap();
        let eva = owner.get("/notebook?q=eva").await.text();
        let eva = eva
            .split("href=\"/notebook/")
            .find(|link| link.starts_with("01"));
        let name = format!("{}.vcf", &eva.unwrap()[..36]);
        // The one it was never told of by a telephone calls itself what the notebook does.
        let text = phone.get(&name).await.is(200).text();
        phone
            .put("other.vcf", &text, &[])
            .await
            .is(409)
            .shows(&name);
        phone.put(&name, &text, &[]).await.is(204);
        let other = text.replace(&name[..36], "another");
        phone.put("other.vcf", &other, &[]).await.is(201);
        phone.put("other.vcf", &text, &[]).await.is(409);
        let gone = format!("{BOOK}other.vcf");
        phone.ask("DELETE", &gone, &[], "").await.is(204);
        phone.put("again.vcf", &other, &[]).await.is(201);
    }
);

both!(
    a_name_beyond_all_names_is_refused_and_chosen_properties_come_alone,
    |house: House| async move {
        let mut phone = Telephone::of(&house, "odile@exemple.ca").await;
        let long = card("Zoe", "1").replace("FN:Zoe Roy", &format!("FN:{}", "Zoe".repeat(700)));
        phone
            .put("a.vcf", &long, &[])
            .await
            .is(403)
            .shows("valid-address-data");
        phone
            .put("a.vcf", &card("Zoe", "514 555-0142"), &[])
            .await
            .is(201);
        let body = "<c:addressbook-query xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:carddav\">\
             <d:prop><c:address-data><c:prop name=\"FN\"/></c:address-data></d:prop>\
             </c:addressbook-query>";
        let some = phone.ask("REPORT", BOOK, &[("depth", "1")], body).await;
        some.is(207)
            .shows("FN:Zoe Roy")
            .shows("VERSION:3.0")
            .hides("514 555-0142");
    }
);
