//! Values of which a card holds several: the same ones of two cards become one, with all that both
//! say of it.

use super::{Address, Labelled, Parameter};

/// What is said of a card's own order and of its own keys, which means nothing beside another card.
const OF_THE_CARD: [&str; 2] = ["PREF", "PROP-ID"];

/// What is said of a value besides itself.
pub(super) struct Said<'a> {
    kinds: &'a mut Vec<String>,
    label: &'a mut String,
    preferred: &'a mut bool,
    pub group: &'a mut String,
    parameters: &'a mut Vec<Parameter>,
}

/// A value of which a card holds several.
pub(super) trait Several: Clone {
    /// Whether it is the same value, whatever is said of it.
    fn same(&self, other: &Self) -> bool;
    /// What is said of it.
    fn said(&mut self) -> Said<'_>;
}

impl Several for Labelled {
    fn same(&self, other: &Self) -> bool {
        // Behind the name of a site, the case of letters tells pages apart.
        let lenient = !self.value.contains('/');
        self.value == other.value || (lenient && self.value.eq_ignore_ascii_case(&other.value))
    }

    fn said(&mut self) -> Said<'_> {
        Said {
            kinds: &mut self.kinds,
            label: &mut self.label,
            preferred: &mut self.preferred,
            group: &mut self.group,
            parameters: &mut self.parameters,
        }
    }
}

impl Several for Address {
    fn same(&self, other: &Self) -> bool {
        self.parts() == other.parts() && self.more == other.more
    }

    fn said(&mut self) -> Said<'_> {
        Said {
            kinds: &mut self.kinds,
            label: &mut self.label,
            preferred: &mut self.preferred,
            group: &mut self.group,
            parameters: &mut self.parameters,
        }
    }
}

impl Said<'_> {
    /// Takes over what is said of the same value elsewhere; whether it could.
    fn absorb(self, theirs: &Said<'_>) -> bool {
        let called = |label: &String| !label.is_empty();
        if called(self.label) && called(theirs.label) && self.label != theirs.label {
            return false;
        }
        let new = theirs.parameters.iter().filter(|p| {
            let of_the_card = OF_THE_CARD.contains(&p.name.as_str());
            !of_the_card && !self.parameters.contains(p)
        });
        let new: Vec<Parameter> = new.cloned().collect();
        if new
            .iter()
            .any(|p| self.parameters.iter().any(|own| own.name == p.name))
        {
            return false;
        }
        self.parameters.extend(new);
        let kinds = theirs
            .kinds
            .iter()
            .filter(|kind| !self.kinds.contains(kind));
        let kinds: Vec<String> = kinds.cloned().collect();
        self.kinds.extend(kinds);
        *self.preferred |= *theirs.preferred;
        for (mine, theirs) in [(self.label, &*theirs.label), (self.group, &*theirs.group)] {
            if mine.is_empty() {
                mine.clone_from(theirs);
            }
        }
        true
    }
}

/// Adds the values of another card: each once, unless the two are called differently.
pub(super) fn add<T: Several>(mine: &mut Vec<T>, theirs: &[T]) {
    for value in theirs {
        let mut value = value.clone();
        let mut known = mine
            .iter_mut()
            .filter(|known| known.same(&value))
            .collect::<Vec<_>>();
        let taken = known
            .iter_mut()
            .any(|known| known.said().absorb(&value.said()));
        if !taken {
            mine.push(value);
        }
    }
}

/// Leaves out the values that another card has.
pub(super) fn leave_out<T: Several>(mine: &mut Vec<T>, theirs: &[T]) {
    mine.retain(|value| !theirs.iter().any(|known| known.same(value)));
}

/// Takes away the values that another card has and the rest does not, however they are written.
pub(super) fn take_away<T>(
    mine: &mut Vec<T>,
    theirs: &[T],
    rest: &[T],
    key: impl Fn(&T) -> String,
) {
    let has = |all: &[T], wanted: &str| all.iter().any(|value| key(value) == wanted);
    mine.retain(|value| {
        let key = key(value);
        !has(theirs, &key) || has(rest, &key)
    });
}

/// Leaves out the values that a telephone was shown and no longer writes, or writes otherwise.
pub(super) fn replace<T: Several + PartialEq>(
    mine: &mut Vec<T>,
    seen: &[T],
    written: &[T],
    key: impl Fn(&T) -> String,
) {
    mine.retain(|value| {
        let wanted = key(value);
        let was_seen = seen.iter().any(|shown| key(shown) == wanted);
        let is_written = written.iter().any(|now| now.same(value));
        // Of two labels of one number, telephones are shown the first alone.
        let otherwise = seen.contains(value) && !written.contains(value);
        !was_seen || (is_written && !otherwise)
    });
}
