//! The properties that a card holds once, as they stand in a vCard.

use super::{Card, Extra, escaped};

/// Their names.
pub(super) const NAMES: [&str; 9] = [
    "FN", "N", "ORG", "TITLE", "ROLE", "NOTE", "BDAY", "UID", "REV",
];

impl Card {
    /// One of the properties that a card holds once, with what is said of it; of no value when the
    /// card does not say it.
    pub fn property(&self, name: &str) -> Extra {
        let value = match name {
            "FN" => escaped(&self.full_name),
            "N" => self.name_value(),
            "ORG" => self.organisation_value(),
            "TITLE" => escaped(&self.title),
            "ROLE" => escaped(&self.role),
            "NOTE" => escaped(&self.note),
            "BDAY" => escaped(&self.birthday),
            "UID" => escaped(&self.uid),
            "REV" => escaped(&self.revision),
            _ => String::new(),
        };
        let dressing = self.dressing.iter().find(|d| d.name == name);
        Extra {
            name: name.to_owned(),
            value,
            ..dressing.cloned().unwrap_or_default()
        }
    }

    /// The parts of the name; empty when there are none.
    pub fn name_value(&self) -> String {
        let parts = self.name_parts().map(|part| {
            let texts: Vec<String> = part.split(", ").map(escaped).collect();
            texts.join(",")
        });
        let mut parts: Vec<String> = parts.to_vec();
        parts.extend(self.name_more.iter().map(|part| {
            let texts: Vec<String> = part.split('\n').map(escaped).collect();
            texts.join(",")
        }));
        match parts.iter().all(String::is_empty) {
            true => String::new(),
            false => parts.join(";"),
        }
    }

    /// The organisation and its units; empty when there are none.
    pub fn organisation_value(&self) -> String {
        if self.organisation.is_empty() && self.unit.is_empty() {
            return String::new();
        }
        let units = self.unit.split('\n').filter(|_| !self.unit.is_empty());
        let parts = std::iter::once(self.organisation.as_str()).chain(units);
        let parts: Vec<String> = parts.map(escaped).collect();
        parts.join(";")
    }

    /// The five parts of a name, in the order that vCards write them.
    fn name_parts(&self) -> [&str; 5] {
        [
            &self.family,
            &self.given,
            &self.additional,
            &self.prefix,
            &self.suffix,
        ]
    }

    /// Says one of them as another card does.
    pub(super) fn take(&mut self, name: &str, other: &Self) {
        let fields: &mut [(&mut String, &String)] = match name {
            "FN" => &mut [(&mut self.full_name, &other.full_name)],
            "N" => {
                self.name_more.clone_from(&other.name_more);
                &mut [
                    (&mut self.family, &other.family),
                    (&mut self.given, &other.given),
                    (&mut self.additional, &other.additional),
                    (&mut self.prefix, &other.prefix),
                    (&mut self.suffix, &other.suffix),
                ]
            }
            "ORG" => &mut [
                (&mut self.organisation, &other.organisation),
                (&mut self.unit, &other.unit),
            ],
            "TITLE" => &mut [(&mut self.title, &other.title)],
            "ROLE" => &mut [(&mut self.role, &other.role)],
            "NOTE" => &mut [(&mut self.note, &other.note)],
            "BDAY" => &mut [(&mut self.birthday, &other.birthday)],
            "UID" => &mut [(&mut self.uid, &other.uid)],
            "REV" => &mut [(&mut self.revision, &other.revision)],
            _ => &mut [],
        };
        for (mine, theirs) in fields {
            mine.clone_from(theirs);
        }
        self.dressing.retain(|d| d.name != name);
        let dressing = other.dressing.iter().filter(|d| d.name == name);
        self.dressing.extend(dressing.cloned());
    }

    /// Whether it says one of them as another card does, and more, or nothing where that says nothing.
    fn covers(&self, name: &str, other: &Self) -> bool {
        let covers = |all: &[(&str, &str)]| {
            let mut all = all.iter();
            all.all(|(mine, theirs)| theirs.is_empty() || mine == theirs)
        };
        match name {
            "N" => {
                let more = other.name_more.is_empty() || self.name_more == other.name_more;
                let parts = self.name_parts().into_iter().zip(other.name_parts());
                more && covers(&parts.collect::<Vec<_>>())
            }
            "ORG" => {
                self.organisation == other.organisation && covers(&[(&self.unit, &other.unit)])
            }
            _ => self.property(name).value == other.property(name).value,
        }
    }

    /// Takes over one of them from another card of the same human: in its place where that is free,
    /// beside it where it says something else.
    pub(super) fn add_single(&mut self, name: &str, other: &Self) {
        let (mine, theirs) = (self.property(name), other.property(name));
        if theirs.value.is_empty() {
            return;
        }
        // When a card last changed is told of the card that calls itself so.
        let apart = name == "REV" && self.uid != other.uid;
        if mine.value.is_empty() && !apart {
            return self.take(name, other);
        }
        let bare = |p: &Extra| p.parameters.is_empty() && p.group.is_empty();
        let dressed = |p: &Extra| (p.group.clone(), p.parameters.clone());
        let clothes = bare(&mine) || bare(&theirs) || dressed(&mine) == dressed(&theirs);
        if clothes && !apart && self.covers(name, other) {
            if bare(&mine) && !bare(&theirs) {
                self.dressing.push(Extra {
                    value: String::new(),
                    ..theirs
                });
            }
        } else if clothes && !apart && other.covers(name, self) {
            let own = self.dressing.iter().find(|d| d.name == name).cloned();
            self.take(name, other);
            let lost = own.filter(|_| bare(&theirs));
            self.dressing.extend(lost);
        } else {
            self.add_extra(theirs);
        }
    }

    /// Keeps a property, unless the card says the very same.
    pub(super) fn add_extra(&mut self, extra: Extra) {
        let own = NAMES.contains(&extra.name.as_str()) && self.property(&extra.name) == extra;
        if !own && !self.extras.contains(&extra) {
            self.extras.push(extra);
        }
    }
}
