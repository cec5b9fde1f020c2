//! The page of one event: what invites, for people, for link previews and for search engines.

use app::events::{self, Face, Shown};
use askama::Template;
use axum::extract::Path;
use domain::answer::{Place, Response};
use domain::event::{Audience, Kind, Status};
use domain::id::EventId;
use domain::text::Lang;
use domain::venue::{Noise, VenueFacts};

use crate::frame::Frame;
use crate::markdown;
use crate::urls;
use crate::visit::{Answer, Visit};
use crate::words::Words;

/// One event.
#[derive(Template)]
#[template(path = "events/show.html")]
pub struct EventPage {
    frame: Frame,
    id: EventId,
    shown: Shown,
    about: String,
    summary: String,
    when: String,
    iso: String,
    place: Option<VenuePlace>,
    left: Option<u32>,
    seats: Option<(u32, u32)>,
    faces: String,
    others: u32,
    open: bool,
    data: String,
}

/// A venue as the page shows it.
struct VenuePlace {
    name: String,
    address: String,
    map: String,
    facts: Vec<(&'static str, &'static str, String)>,
    notes: String,
}

impl EventPage {
    fn new(frame: Frame, shown: Shown) -> Self {
        let event = &shown.seen.event;
        let words = &event.words;
        let w = frame.w;
        let (start, zone) = (&words.starts_at, words.zone.as_str());
        let when = format!(
            "{}, {} – {}",
            w.date(start, zone),
            w.time(start, zone),
            w.time(&words.ends_at, zone)
        );
        let names: Vec<_> = shown.faces.iter().map(|face| face.name.full()).collect();
        let named = u32::try_from(names.len()).unwrap_or_default();
        let mut page = Self {
            id: event.id,
            about: markdown::html(&words.about),
            summary: summary(&words.about),
            iso: w.iso(start, zone),
            place: shown.venue.as_ref().map(|venue| place(&venue.facts, w)),
            left: words
                .capacity
                .map(|capacity| capacity.saturating_sub(shown.taken)),
            seats: words
                .capacity
                .map(|capacity| (capacity.saturating_sub(shown.taken), capacity)),
            others: shown.taken.saturating_sub(named),
            faces: names.join(", "),
            open: event.status == Status::Published && words.ends_at > frame.now,
            when,
            data: String::new(),
            frame,
            shown,
        };
        page.data = page.linked_data();
        page
    }

    fn kind(&self) -> &str {
        let key = match self.shown.seen.event.words.kind {
            Kind::Lunch => "event-kind-lunch",
            Kind::FiveToSeven => "event-kind-five-to-seven",
            Kind::WineAndCheese => "event-kind-wine-and-cheese",
            Kind::Other => "event-kind-other",
        };
        self.frame.w.t(key)
    }

    fn audience(&self) -> &str {
        self.frame
            .w
            .t(audience_key(self.shown.seen.event.words.audience))
    }

    fn languages(&self) -> String {
        let spoken = self.shown.seen.event.words.languages.iter();
        let words: Vec<_> = spoken
            .map(|lang| match lang {
                Lang::Fr => self.frame.w.t("language-fr"),
                Lang::En => self.frame.w.t("language-en"),
            })
            .collect();
        words.join(" · ")
    }

    fn is_public(&self) -> bool {
        self.shown.seen.event.words.audience == Audience::Public
    }

    fn address(&self) -> String {
        self.frame.absolute(&urls::event(&self.id))
    }

    fn image(&self) -> String {
        self.frame.absolute(&self.frame.asset("share.png"))
    }

    fn left(&self) -> String {
        self.frame
            .w
            .count("event-seats-left", self.left.unwrap_or_default())
    }

    fn going(&self) -> String {
        self.frame.w.count("event-going", self.shown.taken)
    }

    fn waiting(&self) -> String {
        self.frame.w.count("event-waiting", self.shown.waiting)
    }

    fn others(&self) -> String {
        self.frame.w.count("event-faces-others", self.others)
    }

    fn has_begun(&self) -> bool {
        !self.is_draft() && self.shown.seen.event.words.starts_at <= self.frame.now
    }

    fn has_my_debrief(&self) -> bool {
        self.has_begun() && self.shown.seen.may_answer && self.frame.someone.is_some()
    }

    fn is_draft(&self) -> bool {
        self.shown.seen.event.status == Status::Draft
    }

    fn is_cancelled(&self) -> bool {
        self.shown.seen.event.status == Status::Cancelled
    }

    /// Whether the viewer may be there, now.
    fn is_mine_tonight(&self) -> bool {
        let seen = &self.shown.seen;
        let on = app::my_evening::is_on(&seen.event, self.frame.now);
        on && seen.may_answer && self.frame.someone.is_some()
    }

    fn mine(&self) -> Option<&str> {
        let key = match self.shown.mine? {
            (Response::Yes, Place::Waiting) => "event-mine-waiting",
            (Response::Yes, _) => "event-mine-yes",
            (Response::Maybe, _) => "event-mine-maybe",
            (Response::No, _) => "event-mine-no",
        };
        Some(self.frame.w.t(key))
    }

    fn locale(&self) -> &'static str {
        match self.frame.w.lang {
            Lang::Fr => "fr_CA",
            Lang::En => "en_CA",
        }
    }

    /// schema.org's description of the event. What could end the script early is escaped.
    fn linked_data(&self) -> String {
        let event = &self.shown.seen.event;
        let (words, group) = (&event.words, &self.shown.seen.group);
        let status = if self.is_cancelled() {
            "https://schema.org/EventCancelled"
        } else {
            "https://schema.org/EventScheduled"
        };
        let url = self.frame.absolute(&urls::event(&event.id));
        let soon = if self.left == Some(0) {
            "SoldOut"
        } else {
            "InStock"
        };
        let mut data = serde_json::json!({
            "@context": "https://schema.org",
            "@type": "SocialEvent",
            "name": words.title,
            "description": self.summary,
            "url": url,
            "image": self.frame.absolute(&self.frame.asset("share.png")),
            "startDate": self.iso,
            "endDate": self.frame.w.iso(&words.ends_at, &words.zone),
            "eventStatus": status,
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "inLanguage": words.languages,
            "isAccessibleForFree": true,
            "organizer": {
                "@type": "Organization",
                "name": group.words.name,
                "url": self.frame.absolute(&urls::group(&group.slug)),
            },
            "offers": {
                "@type": "Offer",
                "price": 0,
                "priceCurrency": "CAD",
                "url": url,
                "availability": format!("https://schema.org/{soon}"),
            },
        });
        if let Some(venue) = &self.shown.venue {
            data["location"] = location(&venue.facts);
        }
        if let (Some(capacity), Some(left)) = (words.capacity, self.left) {
            data["maximumAttendeeCapacity"] = capacity.into();
            data["remainingAttendeeCapacity"] = left.into();
        }
        data.to_string().replace('<', "\\u003c")
    }

    /// A full evening with all facts; a draft without any; a called off one of very long names.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let mut called_off = sample(frame);
        called_off.seen.event.status = Status::Cancelled;
        called_off.seen.event.cancel_reason = "La salle est inondée.".into();
        called_off.seen.event.words.title = "Soirée ouverte de la toute première neige ".repeat(3);
        let mut draft = sample(frame);
        draft.seen.event.status = Status::Draft;
        draft.seen.organises = true;
        draft.venue = None;
        draft.faces.clear();
        draft.seen.event.words.capacity = None;
        draft.seen.event.words.programme.clear();
        draft.seen.event.words.about.clear();
        [sample(frame), draft, called_off]
            .map(|shown| Self::new(frame.clone(), shown))
            .into()
    }
}

/// The key of an audience in a few words.
pub(crate) fn audience_key(audience: Audience) -> &'static str {
    match audience {
        Audience::Members => "event-audience-members",
        Audience::Network => "event-audience-network",
        Audience::Networks => "event-audience-networks",
        Audience::Public => "event-audience-public",
    }
}

fn location(facts: &VenueFacts) -> serde_json::Value {
    serde_json::json!({
        "@type": "Place",
        "name": facts.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": facts.address,
            "addressLocality": facts.city,
            "addressCountry": "CA",
        },
    })
}

fn place(facts: &VenueFacts, w: &Words) -> VenuePlace {
    let noise = facts.noise.map(|noise| match noise {
        Noise::Quiet => w.t("venue-noise-quiet"),
        Noise::Lively => w.t("venue-noise-lively"),
        Noise::Loud => w.t("venue-noise-loud"),
    });
    let price = facts.drink_price_cents.map(|cents| money(cents, w));
    let known = [
        ("sound", "venue-noise", noise.unwrap_or_default().to_owned()),
        ("glass", "venue-price", price.unwrap_or_default()),
        ("access", "venue-access", facts.access.clone()),
        ("person", "venue-dress", facts.dress.clone()),
    ];
    let address: Vec<_> = [facts.address.as_str(), facts.city.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    VenuePlace {
        name: facts.name.clone(),
        address: address.join(", "),
        map: urls::map(&facts.line()),
        facts: known
            .into_iter()
            .filter(|(.., value)| !value.is_empty())
            .collect(),
        notes: facts.notes.clone(),
    }
}

/// `9,50 $`, `$9.50`.
pub(crate) fn money(cents: i64, w: &Words) -> String {
    let (dollars, rest) = (cents / 100, cents % 100);
    match w.lang {
        Lang::Fr => format!("{dollars},{rest:02}\u{a0}$"),
        Lang::En => format!("${dollars}.{rest:02}"),
    }
}

/// The beginning of a text, without its marks: what link previews show.
fn summary(markdown: &str) -> String {
    let plain: String = markdown
        .chars()
        .filter(|c| !"*_#>`[]".contains(*c))
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= 200 {
        return plain;
    }
    let cut: String = plain.chars().take(199).collect();
    let cut = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(begin, _)| begin);
    format!("{cut}…")
}

/// `GET /events/{id}`
pub async fn show(visit: Visit, Path(id): Path<EventId>) -> Answer {
    let make = async {
        let seen = visit.read(move |cx| events::show(cx, id)).await?;
        Ok(EventPage::new(visit.frame(seen.me.as_ref()), seen.value))
    };
    visit.public_page(make).await
}

pub(crate) fn sample(frame: &Frame) -> Shown {
    use domain::event::{Event, EventWords, Nearness, ProgrammeLine};
    let id = |n: u128| uuid::Uuid::from_u128(n);
    let slug = domain::text::Slug::from_name("Vieux-Montréal").expect("a plain name");
    let group = domain::group::Group {
        id: id(1).into(),
        network_id: id(2).into(),
        slug,
        words: domain::group::GroupWords {
            name: "Les Lanternes du Vieux-Montréal".into(),
            about: String::new(),
            lang: Lang::Fr,
            zone: "America/Toronto".into(),
            seated: false,
            email: None,
            postal_address: String::new(),
        },
        created_at: frame.now,
    };
    let event = Event {
        id: id(3).into(),
        group_id: group.id,
        series: None,
        words: EventWords {
            kind: Kind::FiveToSeven,
            title: "Soirée ouverte d’automne".into(),
            about: "Venez **voir**. On vous présentera.".into(),
            venue_id: None,
            starts_at: frame.now + jiff::SignedDuration::from_hours(2),
            ends_at: frame.now + jiff::SignedDuration::from_hours(4),
            zone: "America/Toronto".into(),
            capacity: Some(60),
            audience: Audience::Public,
            languages: vec![Lang::Fr, Lang::En],
            programme: vec![ProgrammeLine {
                at: "17:30".into(),
                what: "Tour de table".into(),
            }],
        },
        status: Status::Published,
        sequence: 0,
        cancel_reason: String::new(),
        created_at: frame.now,
        updated_at: frame.now,
    };
    let venue = domain::venue::Venue {
        id: id(4).into(),
        group_id: group.id,
        facts: VenueFacts {
            name: "Bar de l’Horloger".into(),
            address: "214, rue Saint-Amable".into(),
            city: "Montréal".into(),
            noise: Some(Noise::Lively),
            drink_price_cents: Some(950),
            access: "Trois marches, rampe sur demande".into(),
            dress: "Comme au bureau".into(),
            notes: "Sonnez à la porte de la ruelle après 18 h.".into(),
        },
    };
    Shown {
        seen: app::access::SeenEvent {
            event,
            group,
            nearness: Nearness::Stranger,
            organises: false,
            hosts: false,
            may_answer: true,
        },
        venue: Some(venue),
        taken: 54,
        waiting: 0,
        faces: vec![Face {
            person_id: id(5).into(),
            name: domain::person::Name::new("Odile", "Marchessault"),
            has_portrait: false,
        }],
        mine: None,
    }
}
