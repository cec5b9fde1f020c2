//! Networks and groups: the list, a group's public page, the form that founds or changes one.

use app::groups::{self, GroupInput, Listed, Shown};
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::group::{Group, GroupWords, Network};
use domain::membership::Standing;
use domain::person::{Name, Person, Visibility};
use domain::text::{Lang, Slug};

use crate::frame::Frame;
use crate::pages::agenda::EventLine;
use crate::pages::face::Face;
use crate::pages::field::Errors;
use crate::pages::first_run::LANGS;
use crate::pages::memberships::presence;
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit};

/// Every group, by network.
#[derive(Template)]
#[template(path = "groups/list.html")]
pub struct GroupsPage {
    frame: Frame,
    networks: Vec<Listed>,
    may_found: bool,
}

/// A group's public page.
#[derive(Template)]
#[template(path = "groups/show.html")]
pub struct GroupPage {
    frame: Frame,
    shown: Shown,
    about: String,
    lines: Vec<EventLine>,
}

/// The form of a group, new or changed.
#[derive(Template)]
#[template(path = "groups/form.html")]
pub struct GroupFormPage {
    frame: Frame,
    errors: Errors,
    input: GroupInput,
    networks: Vec<(String, String)>,
    langs: [(&'static str, &'static str); 2],
    zones: Vec<(String, String)>,
    to: Url,
    editing: Option<Slug>,
}

/// The zones offered, with the cities that tell them; another one stays as it is.
const ZONES: [(&str, &str); 8] = [
    ("America/Toronto", "Montréal, Québec, Gatineau, Toronto"),
    ("America/Halifax", "Halifax, Îles-de-la-Madeleine"),
    ("America/Moncton", "Moncton"),
    ("America/St_Johns", "St. John’s"),
    ("America/Winnipeg", "Winnipeg"),
    ("America/Regina", "Regina"),
    ("America/Edmonton", "Edmonton, Calgary"),
    ("America/Vancouver", "Vancouver"),
];

impl GroupPage {
    fn new(frame: Frame, shown: Shown) -> Self {
        let about = crate::markdown::html(&shown.group.words.about);
        let lines = EventLine::all(&shown.next, frame.w);
        Self {
            frame,
            shown,
            about,
            lines,
        }
    }

    fn address(&self) -> String {
        self.frame.absolute(&urls::group(&self.shown.group.slug))
    }

    fn picture(&self) -> String {
        self.frame.absolute(&self.frame.asset("share.png"))
    }

    fn presence(&self, person: &Person) -> Option<String> {
        let share = self.shown.presences.get(&person.id)?;
        Some(presence(self.frame.w, *share))
    }

    /// How present somebody was, in hundredths.
    fn hundredths(&self, person: &Person) -> i64 {
        let (came, of) = self
            .shown
            .presences
            .get(&person.id)
            .copied()
            .unwrap_or((0, 1));
        came * 100 / of.max(1)
    }

    fn may_apply(&self) -> bool {
        !matches!(
            self.shown.standing,
            Some(Standing::Member | Standing::Applicant)
        )
    }

    /// A bare group seen by a stranger, and a full one with very long words seen by its organiser.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let bare = Shown {
            group: sample_group("Laval", ""),
            network: sample_network("Les Lanternes"),
            organisers: Vec::new(),
            members: 0,
            seats: Vec::new(),
            standing: None,
            organises: false,
            next: Vec::new(),
            presences: Default::default(),
            regulars: Vec::new(),
        };
        let long = "Anticonstitutionnellement-".repeat(6);
        let seats = (0..40_u128).map(|n| groups::Seat {
            profession: if n == 3 {
                long.clone()
            } else {
                format!("métier {n}")
            },
            holder: (n.is_multiple_of(3)).then(|| sample_person(n, &long)),
        });
        let full = Shown {
            group: sample_group(&long, &format!("## Qui ?\n\n{}", "Des gens. ".repeat(300))),
            network: sample_network(&long),
            organisers: (0..9).map(|n| sample_person(n, &long)).collect(),
            members: 1_204,
            seats: seats.collect(),
            standing: Some(Standing::Member),
            organises: true,
            next: Vec::new(),
            presences: (0..9)
                .map(|n| (sample_person(n, &long).id, (n as i64, 12)))
                .collect(),
            regulars: (0..9).map(|n| sample_person(n, &long)).collect(),
        };
        vec![
            Self::new(frame.clone(), bare),
            Self::new(frame.clone(), full),
        ]
    }
}

impl GroupsPage {
    /// None, and many with very long names.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let long = "Chambre de commerce et d’industrie de la Montérégie-Est ".repeat(3);
        let listed = |n: usize| Listed {
            network: sample_network(if n == 1 { &long } else { "Les Lanternes" }),
            groups: (0..n * 7)
                .map(|n| (sample_group(if n == 2 { &long } else { "Laval" }, ""), 3))
                .collect(),
        };
        let page = |networks, may_found| Self {
            frame: frame.clone(),
            networks,
            may_found,
        };
        vec![
            page(Vec::new(), false),
            page((1..4).map(listed).collect(), true),
        ]
    }
}

impl GroupFormPage {
    fn founding(
        frame: Frame,
        errors: Errors,
        input: GroupInput,
        offered: groups::Founding,
    ) -> Self {
        let network = |network: Network| (network.id.to_string(), network.name);
        let mut networks: Vec<_> = offered.networks.into_iter().map(network).collect();
        if offered.may_name_network {
            networks.push((String::new(), frame.w.t("group-network-new").to_owned()));
        }
        Self {
            networks,
            langs: LANGS,
            zones: zones(&input.zone),
            frame,
            errors,
            input,
            to: urls::group_new(),
            editing: None,
        }
    }

    fn names_network(&self) -> bool {
        self.networks.iter().any(|(id, _)| id.is_empty())
    }

    fn editing(frame: Frame, errors: Errors, input: GroupInput, slug: Slug) -> Self {
        Self {
            networks: Vec::new(),
            langs: LANGS,
            zones: zones(&input.zone),
            frame,
            errors,
            input,
            to: urls::group_edit(&slug),
            editing: Some(slug),
        }
    }

    /// A new group, and a changed one with problems.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let offered = groups::Founding {
            networks: vec![sample_network("Les Lanternes")],
            may_name_network: true,
        };
        let errors = vec![
            ("name", app::Say::new("problem-missing")),
            ("email", app::Say::new("problem-email")),
        ];
        let errors = Errors::of(errors, frame.w);
        let input = GroupInput::of(&sample_group("Laval", "Des gens.").words);
        vec![
            Self::founding(frame.clone(), Errors::default(), fresh(frame), offered),
            Self::editing(frame.clone(), errors, input, sample_group("Laval", "").slug),
        ]
    }
}

fn zones(current: &str) -> Vec<(String, String)> {
    let mut zones: Vec<_> = ZONES
        .map(|(zone, cities)| (zone.to_owned(), cities.to_owned()))
        .into();
    if !current.is_empty() && !zones.iter().any(|(zone, _)| zone == current) {
        zones.push((current.to_owned(), current.to_owned()));
    }
    zones
}

fn fresh(frame: &Frame) -> GroupInput {
    GroupInput {
        lang: frame.w.lang.code().into(),
        zone: groups::DEFAULT_ZONE.into(),
        ..GroupInput::default()
    }
}

/// A person's face, as lists show it.
pub(crate) fn face(person: &Person) -> Face {
    Face::new(person.id, &person.name, person.has_portrait)
}

/// A network for sample pages.
pub(crate) fn sample_network(name: &str) -> Network {
    Network {
        id: uuid::Uuid::from_u128(1).into(),
        slug: Slug::parse("reseau").expect("it is one"),
        name: name.into(),
        about: String::new(),
    }
}

/// A group for sample pages.
pub(crate) fn sample_group(name: &str, about: &str) -> Group {
    Group {
        id: uuid::Uuid::from_u128(2).into(),
        network_id: uuid::Uuid::from_u128(1).into(),
        slug: Slug::parse("laval").expect("it is one"),
        words: GroupWords {
            name: name.into(),
            about: about.into(),
            lang: Lang::Fr,
            zone: groups::DEFAULT_ZONE.into(),
            seated: true,
            email: "bonjour@exemple.ca".parse().ok(),
            postal_address: "C. P. 12, Laval (Québec)".into(),
        },
        created_at: jiff::Timestamp::UNIX_EPOCH,
    }
}

/// A person for sample pages.
pub(crate) fn sample_person(n: u128, long: &str) -> Person {
    let family = if n == 3 { long } else { "Lapointe" };
    Person {
        id: uuid::Uuid::from_u128(n + 10).into(),
        name: Name::new("Odile", family),
        email: format!("odile{n}@exemple.ca").parse().ok(),
        lang: Lang::Fr,
        visibility: Visibility::Public,
        has_portrait: false,
    }
}

/// `GET /groups`
pub async fn list(visit: Visit) -> Answer {
    let seen = visit.read(groups::list).await?;
    let (networks, may_found) = seen.value;
    visit.page(&GroupsPage {
        frame: visit.frame(seen.me.as_ref()),
        networks,
        may_found,
    })
}

/// `GET /groups/{slug}`
pub async fn show(visit: Visit, Path(slug): Path<Slug>) -> Answer {
    let seen = visit.read(move |cx| groups::show(cx, &slug)).await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&GroupPage::new(frame, seen.value))
}

/// `GET /groups/new`
pub async fn new_form(visit: Visit) -> Answer {
    let seen = visit.read(groups::founding).await?;
    let frame = visit.frame(seen.me.as_ref());
    let input = fresh(&frame);
    visit.page(&GroupFormPage::founding(
        frame,
        Errors::default(),
        input,
        seen.value,
    ))
}

/// `POST /groups/new`
pub async fn found(visit: Visit, Form(input): Form<GroupInput>) -> Answer {
    let typed = input.clone();
    match visit.write(move |cx| groups::found(cx, &typed)).await {
        Ok(seen) => visit.go_saying(&urls::group(&seen.value), "group-founded"),
        Err(failure) => {
            let problems = failure.problems()?;
            let seen = visit.read(groups::founding).await?;
            let frame = visit.frame(seen.me.as_ref());
            let errors = Errors::of(problems, frame.w);
            let page = GroupFormPage::founding(frame, errors, input, seen.value);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /groups/{slug}/edit`
pub async fn edit_form(visit: Visit, Path(slug): Path<Slug>) -> Answer {
    let seen = visit.read(move |cx| groups::edit_form(cx, &slug)).await?;
    let input = GroupInput::of(&seen.value.words);
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&GroupFormPage::editing(
        frame,
        Errors::default(),
        input,
        seen.value.slug,
    ))
}

/// `POST /groups/{slug}/edit`
pub async fn edit(visit: Visit, Path(slug): Path<Slug>, Form(input): Form<GroupInput>) -> Answer {
    let (to, typed) = (slug.clone(), input.clone());
    match visit.write(move |cx| groups::edit(cx, &to, &typed)).await {
        Ok(_) => visit.go_saying(&urls::group(&slug), "group-changed"),
        Err(failure) => {
            let problems = failure.problems()?;
            let seen = visit.read(|_| Ok(())).await?;
            let frame = visit.frame(seen.me.as_ref());
            let errors = Errors::of(problems, frame.w);
            let page = GroupFormPage::editing(frame, errors, input, slug);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
