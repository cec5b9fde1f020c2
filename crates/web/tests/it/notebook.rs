//! The notebook and the follow-ups: what their keeper finds there, and that nobody else does.

use app::follow_ups::{self, Typed};
use app::log::{self, Hand, Open, Sent};
use app::seat::{self, Keeper};
use app::ties::{self, Reason};
use app::{Caller, Cx, contacts};
use domain::evening::{Token, What};
use domain::follow_up::Kind;
use domain::id::{EntryId, EventId, PersonId};
use jiff::{SignedDuration, Timestamp};

use crate::both;
use crate::harness::{Client, House};

/// Runs a use-case as somebody, with their notebook.
async fn keeping<T: Send + 'static>(
    house: &House,
    client: &Client,
    job: impl FnOnce(&mut Cx<'_, '_>, Keeper) -> app::Result<T> + Send + 'static,
) -> T {
    let session = client
        .cookies
        .iter()
        .find(|(name, _)| name == "session")
        .map(|(_, token)| token.clone());
    let caller = Caller {
        session,
        ..Caller::default()
    };
    let job = |cx: &mut Cx<'_, '_>| {
        let keeper = seat::my_keeper(cx)?;
        job(cx, keeper)
    };
    house.web.app.write(caller, job).await.unwrap()
}

/// A moment of the story's evening, on the clocks of Montréal.
fn at(hour: i64, minute: i64) -> Timestamp {
    let midnight: Timestamp = "2026-11-12T05:00:00Z".parse().unwrap();
    midnight + SignedDuration::from_mins(hour * 60 + minute)
}

/// Says what happened at an evening, by a host's hand.
async fn happened(house: &House, event: EventId, whats: Vec<(Timestamp, What)>) -> Vec<EntryId> {
    house
        .write(move |cx| {
            let event = store::events::find(cx.tx, event)?.unwrap();
            let host = store::people::around_event(cx.tx, event.id)?[0].id;
            let open = Open {
                event,
                hand: Hand::Host(host),
            };
            let sent: Vec<_> = whats
                .into_iter()
                .map(|(device_at, what)| Sent {
                    id: cx.id(),
                    device_at,
                    what,
                })
                .collect();
            let fates = log::take(cx, &open, &sent)?;
            assert!(fates.iter().all(|f| *f == log::Fate::Stored), "{fates:?}");
            Ok(sent.iter().map(|sent| sent.id).collect())
        })
        .await
}

/// The story's talks of Anselme, each with its minutes, and Lộc's card.
async fn story(house: &House, cast: &app::cast::Cast) -> EventId {
    let evening = cast.events["open-evening"];
    let anselme = cast.people["anselme"];
    let talk = |hour, minute, with: &str| {
        let people = [anselme, cast.people[with]];
        (at(hour, minute), What::Met { people })
    };
    let arrived = |person: PersonId| What::Arrived {
        person,
        company: 0,
        walk_in: None,
    };
    let talks = vec![
        talk(17, 41, "ketsia"),
        talk(17, 50, "rodrigo"),
        talk(17, 58, "ines"),
        talk(18, 10, "loc"),
    ];
    house.wait(SignedDuration::from_hours(4));
    happened(house, evening, vec![(at(17, 6), arrived(anselme))]).await;
    let talks = happened(house, evening, talks).await;
    let length = |encounter: EntryId, minutes| (at(18, 40), What::Lasted { encounter, minutes });
    let card = What::Exchanged {
        from: cast.people["loc"],
        to: anselme,
        token: Token::Card(None),
    };
    let more = vec![
        length(talks[0], 3),
        length(talks[1], 2),
        length(talks[2], 4),
        length(talks[3], 26),
        (at(18, 24), card),
    ];
    happened(house, evening, more).await;
    evening
}

both!(
    only_the_tie_with_the_friend_is_strengthened,
    |house: House| async move {
        let cast = house.with_cast().await;
        let anselme = house.cast_member("anselme").await;
        let evening = story(&house, &cast).await;
        let (loc, ketsia) = (cast.people["loc"], cast.people["ketsia"]);
        let (knew, gains) = keeping(&house, &anselme, move |cx, keeper| {
            let contact = contacts::met(cx, keeper, evening, loc)?;
            let typed = Typed {
                my_url: "racines-rameaux.example".into(),
                their_url: "atelier-tran.example".into(),
                ..Typed::default()
            };
            let kind = Kind::LinkExchange;
            follow_ups::promise(cx, keeper, contact.id, Some(evening), kind, &typed)?;
            contacts::met(cx, keeper, evening, ketsia)?;
            Ok((
                contacts::knew_before(cx, keeper, evening)?,
                ties::strengthened(cx, keeper, evening)?,
            ))
        })
        .await;
        assert!(knew.contains(&loc) && !knew.contains(&ketsia));
        let strengthened: Vec<_> = gains.iter().map(|(person, _)| *person).collect();
        assert_eq!(strengthened, [loc]);
    }
);

both!(
    a_one_to_one_is_proposed_until_it_is_promised,
    |house: House| async move {
        let cast = house.with_cast().await;
        let anselme = house.cast_member("anselme").await;
        let loc = cast.people["loc"];
        let before = keeping(&house, &anselme, ties::one_to_one_never_happened).await;
        let first = before.iter().find(|p| p.person.id == loc).unwrap();
        assert!(matches!(first.reason, Reason::SeenOften(n) if n >= 4));
        let evening = story(&house, &cast).await;
        let after = keeping(&house, &anselme, ties::one_to_one_never_happened).await;
        assert_eq!(after[0].person.id, loc);
        assert_eq!(after[0].reason, Reason::TalkedWell(26));
        let promised = keeping(&house, &anselme, move |cx, keeper| {
            let contact = contacts::met(cx, keeper, evening, loc)?;
            let (kind, typed) = (Kind::OneToOne, Typed::default());
            follow_ups::promise(cx, keeper, contact.id, Some(evening), kind, &typed)?;
            ties::one_to_one_never_happened(cx, keeper)
        })
        .await;
        assert!(promised.iter().all(|p| p.person.id != loc));
    }
);

both!(
    a_contact_knows_where_when_and_through_whom,
    |house: House| async move {
        let cast = house.with_cast().await;
        let anselme = house.cast_member("anselme").await;
        let evening = story(&house, &cast).await;
        let (me, melina) = (cast.people["anselme"], cast.people["melina"]);
        let youssef = cast.people["youssef"];
        let people = [me, melina];
        let proposed = What::IntroductionProposed {
            introducer: None,
            people,
        };
        let ids = happened(&house, evening, vec![(at(17, 12), proposed)]).await;
        let made = What::IntroductionMade {
            introduction: ids[0],
            introducer: Some(youssef),
        };
        let whats = vec![(at(17, 16), made), (at(17, 17), What::Met { people })];
        happened(&house, evening, whats).await;
        let (contact, again) = keeping(&house, &anselme, move |cx, keeper| {
            let first = contacts::met(cx, keeper, evening, melina)?;
            Ok((first, contacts::met(cx, keeper, evening, melina)?))
        })
        .await;
        assert_eq!(contact.id, again.id);
        assert_eq!(contact.met_at, Some(at(17, 17)));
        assert_eq!(contact.through_id, Some(youssef));
        assert_eq!(contact.event_id, Some(evening));
    }
);

both!(
    notary_may_finds_the_one_met_at_the_cheese,
    |house: House| async move {
        house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        for q in ["notaire+mai", "MAI+notaire", "may+fromages", "heritiers"] {
            let page = anselme.get(&format!("/notebook?q={q}")).await;
            page.is(200).shows("Inès Belkacem").hides("Lộc Trần");
        }
        anselme
            .get("/notebook?q=notaire+juin")
            .await
            .hides("Inès Belkacem")
            .shows("Personne n’est trouvé");
        anselme
            .get("/notebook?tag=papier")
            .await
            .shows("Lộc Trần")
            .hides("Inès Belkacem");
        anselme.lang = "en-CA";
        let page = anselme.get("/notebook?sort=close&lang=en").await;
        page.is(200)
            .shows("My notebook")
            .shows("The one-to-one that never happened");
    }
);

/// The address of a keeper's contact.
async fn contact_page(house: &House, client: &Client, person: PersonId) -> String {
    let id = keeping(house, client, move |cx, keeper| {
        let contact = store::contacts::of_person(cx.tx, keeper.id(), person)?;
        Ok(contact.unwrap().id)
    })
    .await;
    format!("/notebook/{id}")
}

both!(
    a_note_is_its_keepers_and_can_be_forgotten,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let mut ines = house.cast_member("ines").await;
        let page = contact_page(&house, &anselme, cast.people["ines"]).await;
        let said = "Elle cherche toujours qui retrouve les héritiers.";
        let notes = format!("{page}/notes");
        anselme
            .post(&notes, &[("note", " ")])
            .await
            .is(422)
            .shows("note-error");
        anselme
            .post(&notes, &[("note", &"x".repeat(4001))])
            .await
            .is(422)
            .shows(&"x".repeat(4001));
        assert_eq!(anselme.post(&notes, &[("note", said)]).await.to(), page);
        let shown = anselme.get(&page).await;
        shown.is(200).shows(said);
        ines.get(&page).await.is(404).hides(said);
        ines.post(&notes, &[("note", "Moi aussi")]).await.is(404);
        ines.post(&format!("{page}/removal"), &[]).await.is(404);
        anselme.post(&format!("{page}/removal"), &[]).await.to();
        anselme.get(&page).await.is(404);
    }
);

both!(
    a_half_remembered_person_becomes_a_real_contact,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let evening = cast.events["open-evening"];
        let fabrizio = cast.people["fabrizio"];
        let (half, real) = keeping(&house, &anselme, move |cx, keeper| {
            let about = "Plombier, foulard rouge";
            let half = contacts::half_remembered(cx, keeper, evening, about)?;
            contacts::note(cx, keeper, half.id, Some(evening), "M’a parlé le premier.")?;
            let real = contacts::met(cx, keeper, evening, fabrizio)?;
            Ok((half.id, real.id))
        })
        .await;
        let merge = format!("/notebook/{half}/merge");
        anselme.get(&merge).await.is(200).shows("Fabrizio Di Lallo");
        let into = real.to_string();
        let to = anselme.post(&merge, &[("into", &into)]).await.to();
        anselme
            .get(&to)
            .await
            .shows("Plombier, foulard rouge")
            .shows("M’a parlé le premier.");
        anselme.get(&format!("/notebook/{half}")).await.is(404);
    }
);

both!(
    a_promised_guest_is_really_invited_and_keeps_the_promise_by_saying_yes,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let ketsia = cast.people["ketsia"];
        let evening = cast.events["open-evening"];
        keeping(&house, &anselme, move |cx, keeper| {
            contacts::met(cx, keeper, evening, ketsia)
        })
        .await;
        let contact = contact_page(&house, &anselme, ketsia).await;
        let new = format!("{contact}/follow-ups/new?kind=guest");
        let lunch = "19 novembre 2026";
        anselme.get(&new).await.is(200).shows(lunch);
        let promise = anselme.post(&new, &[("side", "mine")]).await.to();
        anselme.get(&promise).await.is(200).shows(lunch);
        let invite = format!("{promise}/invitation");
        anselme.post(&invite, &[("word", "Venez!")]).await.to();
        let mails = house.mails().await;
        let (to, _) = &mails[0];
        assert_eq!(*to, app::cast::email_of("ketsia").unwrap().to_string());
        anselme.get(&promise).await.shows("L’invitation est faite");
        let lunch = cast.events["outremont-lunch@2026-11-19"];
        house
            .write(move |cx| {
                let words = domain::answer::AnswerWords {
                    response: domain::answer::Response::Yes,
                    company: 0,
                    company_names: String::new(),
                    diet: String::new(),
                    access: String::new(),
                    first_time: None,
                    does: String::new(),
                    seeks: String::new(),
                };
                app::answers::give(cx, lunch, ketsia, words)?;
                app::jobs::tick(cx)
            })
            .await;
        anselme.get(&promise).await.shows("Tenue");
    }
);

both!(
    times_of_a_one_to_one_reach_the_others_calendar,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let contact = contact_page(&house, &anselme, cast.people["loc"]).await;
        let new = format!("{contact}/follow-ups/new?kind=one_to_one");
        let bad = [("time_1", "demain"), ("place", "Café Olimpico")];
        anselme
            .post(&new, &bad)
            .await
            .is(422)
            .shows("Café Olimpico");
        let times = [
            ("time_1", "2026-11-20T12:00"),
            ("time_2", "2026-11-23T08:30"),
        ];
        let promise = anselme.post(&new, &times).await.to();
        anselme.post(&format!("{promise}/proposal"), &[]).await.to();
        let mails = house.write(app::mail::demo_newest).await;
        let rendered = web::mail::render(&mails[0], &house.web);
        assert!(
            rendered
                .headers
                .iter()
                .any(|(n, _)| n == "List-Unsubscribe")
        );
        assert_eq!(rendered.calendars.len(), 2);
        for file in &rendered.calendars {
            assert!(file.text.contains("METHOD:REQUEST"), "{}", file.text);
            assert!(file.text.contains("STATUS:TENTATIVE"), "{}", file.text);
            let unfolded = file.text.replace("\r\n ", "");
            let mine = app::cast::email_of("anselme").unwrap();
            let organizer = unfolded.lines().find(|l| l.starts_with("ORGANIZER"));
            let organizer = organizer.unwrap_or_default();
            assert!(organizer.contains("Anselme Thibault"), "{organizer}");
            assert!(
                organizer.ends_with(&format!("mailto:{mine}")),
                "{organizer}"
            );
        }
        let at = [("at", "2026-11-20T17:00:00Z")];
        anselme
            .post(&format!("{promise}/agreement"), &at)
            .await
            .to();
        let mails = house.write(app::mail::demo_newest).await;
        let rendered = web::mail::render(&mails[0], &house.web);
        let methods: Vec<_> = rendered.calendars.iter().map(|c| c.method).collect();
        assert_eq!(methods, ["REQUEST", "CANCEL"]);
        assert!(rendered.calendars[0].text.contains("SEQUENCE:1"));
    }
);

/// Pages as a test says they are.
struct Pages(Vec<(&'static str, &'static str)>);

impl app::links::Fetcher for Pages {
    fn fetch(&self, url: &str) -> Result<app::links::Page, app::links::Failure> {
        let found = self.0.iter().find(|(page, _)| url.contains(page));
        let (_, html) = found.ok_or(app::links::Failure::Status(404))?;
        Ok(app::links::Page {
            url: url.into(),
            html: (*html).into(),
        })
    }
}

both!(
    promised_links_are_kept_then_broken_as_the_pages_say,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let contact = contact_page(&house, &anselme, cast.people["loc"]).await;
        let new = format!("{contact}/follow-ups/new?kind=link_exchange");
        let urls = [
            ("my_url", "racines-rameaux.example"),
            ("their_url", "atelier-tran.example"),
        ];
        let promise = anselme.post(&new, &urls).await.to();
        let look = async |pages: &[(&'static str, &'static str)]| {
            let fetcher: std::sync::Arc<dyn app::links::Fetcher> =
                std::sync::Arc::new(Pages(pages.to_vec()));
            app::links::check_due(&house.web.app, &fetcher)
                .await
                .unwrap()
        };
        let mine = (
            "racines",
            "<a href='https://www.atelier-tran.example/'>Lộc</a>",
        );
        let theirs = ("atelier", "<a href='https://racines-rameaux.example'>A</a>");
        assert_eq!(look(&[mine]).await, 1);
        let page = anselme.get(&promise).await;
        page.shows("le lien y est")
            .shows("page inaccessible")
            .shows("À tenir");
        assert_eq!(look(&[mine, theirs]).await, 0);
        house.wait(SignedDuration::from_hours(25));
        assert_eq!(look(&[mine, theirs]).await, 1);
        anselme.get(&promise).await.shows("Tenue");
        house.wait(SignedDuration::from_hours(31 * 24));
        assert_eq!(look(&[mine, ("atelier", "<p>rien</p>")]).await, 1);
        anselme
            .get(&promise)
            .await
            .shows("Rompue")
            .shows("le lien n’y est plus");
    }
);

both!(
    a_digest_comes_once_on_the_morning_a_promise_is_due,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let contact = contact_page(&house, &anselme, cast.people["loc"]).await;
        let new = format!("{contact}/follow-ups/new?kind=promise");
        let promise = [("words", "Lui prêter le registre"), ("due", "2026-11-18")];
        anselme.post(&new, &promise).await.to();
        let digests = async || {
            house.write(app::jobs::tick).await;
            let mails = house.mails().await.into_iter();
            let digest = |m: &app::mail::Message| matches!(m, app::mail::Message::Digest(_));
            mails.filter(|(_, message)| digest(message)).count()
        };
        // Friday the 13th, nothing is due yet; then Monday; then the day itself, before and after
        // eight o'clock.
        house.wait(SignedDuration::from_hours(18));
        assert_eq!(digests().await, 0);
        house.wait(SignedDuration::from_hours(3 * 24));
        assert_eq!((digests().await, digests().await), (1, 1));
        house.wait(SignedDuration::from_hours(24));
        assert_eq!(digests().await, 1);
        house.wait(SignedDuration::from_hours(20));
        assert_eq!(digests().await, 1);
        house.wait(SignedDuration::from_hours(4));
        assert_eq!((digests().await, digests().await), (2, 2));
        let mails = house.write(app::mail::demo_newest).await;
        let mail = web::mail::render(&mails[0], &house.web);
        assert!(
            mail.text.contains("Lui prêter le registre"),
            "{}",
            mail.text
        );
        assert!(mail.headers.iter().any(|(n, _)| n == "List-Unsubscribe"));
    }
);

both!(
    the_queries_of_a_notebook_do_not_grow_with_its_contacts,
    |house: House| async move {
        let cast = house.with_cast().await;
        let anselme = house.cast_member("anselme").await;
        let evening = cast.events["open-evening"];
        let count = async |more: usize| {
            keeping(&house, &anselme, move |cx, keeper| {
                for n in 0..more {
                    contacts::half_remembered(cx, keeper, evening, &format!("Foulard {n}"))?;
                }
                let before = cx.tx.statements();
                app::notebook::leaf(cx, keeper, &app::notebook::Search::default())?;
                Ok(cx.tx.statements() - before)
            })
            .await
        };
        let (few, page, more) = (count(0).await, count(60).await, count(60).await);
        // Of a page of people who are not known yet, neither persons nor cards are looked up.
        assert!(page <= few, "{page} statements, {few} for the cast alone");
        assert_eq!(more, page);
    }
);

both!(
    a_contact_is_met_where_and_when_its_keeper_says,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut anselme = house.cast_member("anselme").await;
        let evening = story(&house, &cast).await.to_string();
        let card = [("name", "Wilhelmine Roy"), ("title", "Notaire")];
        let page = anselme.post("/notebook/cards/new", &card).await.to();
        let edit = format!("{page}/edit");
        let finds = "/notebook?q=wilhelmine+12+novembre";
        anselme.get(finds).await.hides("Notaire");
        let said = |event: &str, day: &str| {
            [
                ("name", "Wilhelmine Roy"),
                ("event", event),
                ("met_on", day),
            ]
            .map(|(name, value)| (name, value.to_owned()))
        };
        let sent = async |anselme: &mut Client, event: &str, day: &str| {
            let fields = said(event, day);
            let fields = fields.each_ref().map(|(name, value)| (*name, &**value));
            anselme.post(&edit, &fields).await
        };
        // The evening tells its day, and may be chosen as one that was attended.
        anselme.get(&edit).await.shows(&evening);
        sent(&mut anselme, &evening, "").await.to();
        anselme.get(finds).await.shows("Wilhelmine Roy");
        anselme.get(&edit).await.shows("2026-11-12");
        // Without the fields, as an older page sends it, all stands.
        anselme.post(&edit, &card[..1]).await.to();
        anselme.get(finds).await.shows("Wilhelmine Roy");
        // A day of one's own; a day to come and an evening of others are refused with what was typed.
        sent(&mut anselme, "", "2026-06-24").await.to();
        anselme.get(finds).await.hides("Notaire");
        let june = "/notebook?q=wilhelmine+juin";
        anselme.get(june).await.shows("Wilhelmine Roy");
        let future = sent(&mut anselme, "", "2027-06-24").await;
        future.is(422).shows("pas encore venu").shows("2027-06-24");
        let other = cast.events.values().map(ToString::to_string);
        let other = other.filter(|id| *id != evening);
        for id in other {
            let attended = anselme.get(&edit).await.text().contains(&id);
            let answer = sent(&mut anselme, &id, "").await;
            answer.is(if attended { 303 } else { 422 });
        }
        sent(&mut anselme, "", "hier").await.is(422).shows("hier");
    }
);
