//! A business card, as pages show it: one for each activity.

use domain::activity::{self, Activity, ActivityWords};
use domain::id::ActivityId;

/// A card.
#[derive(Clone, Debug)]
pub struct Card {
    id: ActivityId,
    words: ActivityWords,
}

impl Card {
    /// The cards of somebody's activities.
    pub fn all(activities: Vec<Activity>) -> Vec<Self> {
        let card = |Activity { id, words }| Self { id, words };
        activities.into_iter().map(card).collect()
    }

    /// Which activity it is of.
    pub fn id(&self) -> &ActivityId {
        &self.id
    }

    /// What it says.
    pub fn words(&self) -> &ActivityWords {
        &self.words
    }

    /// Whether it says more than who.
    pub fn has_details(&self) -> bool {
        let w = &self.words;
        [
            &w.offer, &w.seek, &w.phone, &w.email, &w.website, &w.address,
        ]
        .iter()
        .any(|text| !text.is_empty())
    }

    /// What the telephone dials.
    pub fn dialled(&self) -> String {
        activity::dialled(&self.words.phone)
    }

    /// The web address, when it is one that may be followed: cards also come from tables.
    pub fn link(&self) -> Option<String> {
        activity::web_address(&self.words.website)
    }

    /// The web address without what nobody reads.
    pub fn site(&self) -> &str {
        let site = &self.words.website;
        let bare = site
            .split_once("://")
            .map_or(site.as_str(), |(_, rest)| rest);
        bare.trim_end_matches('/')
    }

    /// Cards for samples: sparse, full, and with very long words.
    pub fn samples() -> Vec<Self> {
        let card = |n: u128, words| Self {
            id: uuid::Uuid::from_u128(n).into(),
            words,
        };
        let text = |text: &str| text.to_owned();
        let sparse = ActivityWords {
            title: text("Pastilles vitalité"),
            ..ActivityWords::default()
        };
        let full = ActivityWords {
            profession: text("marketing"),
            title: text("Marketing de proximité"),
            organisation: text("D’Almeida et filles"),
            pitch: text("Je remplis les restaurants le mardi."),
            offer: text("Une première rencontre, et un plan d’une page."),
            seek: text("Des restaurateurs du Plateau."),
            phone: text("514 555-0142 poste 22"),
            email: text("joaquim@dalmeida.example"),
            website: text("https://dalmeida.example/mardi"),
            address: text("4201, rue Saint-Denis\nMontréal"),
        };
        let long = ActivityWords {
            title: text(
                "Conseillère principale en stratégie d’internationalisation des coopératives agroalimentaires",
            ),
            organisation: "Regroupement ".repeat(9),
            website: format!(
                "https://{}.example/",
                "tres-long-nom-".repeat(8).trim_end_matches('-')
            ),
            email: format!("{}@exemple.ca", "a".repeat(60)),
            ..full.clone()
        };
        vec![card(1, sparse), card(2, full), card(3, long)]
    }
}
