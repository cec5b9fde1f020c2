//! Groups, which tie properties of one card together: those of two cards must not be taken for one.

use super::values::Several;
use super::{Card, Extra};

/// The group of each property of a card that stands in one.
fn groups(card: &mut Card) -> impl Iterator<Item = &mut String> {
    fn of<T: Several>(all: &mut [T]) -> impl Iterator<Item = &mut String> {
        all.iter_mut().map(|value| value.said().group)
    }
    let values = of(&mut card.phones).chain(of(&mut card.emails));
    let values = values
        .chain(of(&mut card.websites))
        .chain(of(&mut card.addresses));
    let extras = card.extras.iter_mut().chain(&mut card.dressing);
    let all = values.chain(extras.map(|extra| &mut extra.group));
    all.filter(|group| !group.is_empty())
}

impl Card {
    /// The card with names of groups under which another card ties nothing else.
    pub(super) fn regrouped(&self, beside: &Self) -> Self {
        let mut card = self.clone();
        let taken: Vec<String> = groups(&mut beside.clone()).map(|g| g.clone()).collect();
        if taken.is_empty() {
            return card;
        }
        let mut names: Vec<(String, String)> = Vec::new();
        for group in groups(&mut self.clone()) {
            if names.iter().any(|(old, _)| old == group) {
                continue;
            }
            let given = |name: &String| names.iter().any(|(_, new)| new == name);
            let free = |name: &String| !taken.contains(name) && !given(name);
            let fresh = || (2..).map(|n| format!("{group}-{n}")).find(free);
            let new = self.group_in(beside, group);
            let new = new.or_else(|| Some(group.clone()).filter(free));
            names.push((group.clone(), new.or_else(fresh).unwrap_or_default()));
        }
        for group in groups(&mut card) {
            if let Some((_, new)) = names.iter().find(|(old, _)| old == group) {
                group.clone_from(new);
            }
        }
        card
    }

    /// The group in which another card says something that this one says in `group`.
    fn group_in(&self, other: &Self, group: &str) -> Option<String> {
        fn of<T: Several>(mine: &[T], theirs: &[T], group: &str) -> Option<String> {
            let mut mine = mine.to_vec();
            mine.retain_mut(|value| value.said().group == group);
            let same = |v: &&T| mine.iter().any(|value| value.same(v));
            let mut all = theirs.iter().filter(same).cloned();
            all.find_map(|mut value| Some(value.said().group.clone()).filter(|g| !g.is_empty()))
        }
        let extra = || {
            let mine: Vec<&Extra> = self.extras.iter().filter(|e| e.group == group).collect();
            let same = |e: &&Extra| mine.iter().any(|own| own.says(e));
            let found = other.extras.iter().find(|e| !e.group.is_empty() && same(e));
            found.map(|extra| extra.group.clone())
        };
        of(&self.phones, &other.phones, group)
            .or_else(|| of(&self.emails, &other.emails, group))
            .or_else(|| of(&self.websites, &other.websites, group))
            .or_else(|| of(&self.addresses, &other.addresses, group))
            .or_else(extra)
    }
}

impl Extra {
    /// Whether it says what another says, in whatever group.
    pub(super) fn says(&self, other: &Self) -> bool {
        let said = |e: &Self| (e.name.clone(), e.parameters.clone(), e.value.clone());
        said(self) == said(other)
    }
}
