//! Who is to sit together, as a host typed it: a table a line, the names of those who are here with
//! commas between.

use domain::id::PersonId;
use domain::person::Name;
use domain::text::folded;

use crate::error::Say;

/// The longest list, in characters.
pub(super) const LIMIT: usize = 4000;

/// The groups of a list, or what is wrong with it: who is not here, or of whom there are several.
pub(super) fn read(
    typed: &str,
    here: &[(PersonId, Name)],
    seats: usize,
) -> Result<Vec<Vec<PersonId>>, Say> {
    let mut groups = Vec::new();
    for line in typed.lines() {
        let names = line.split([',', ';']).map(str::trim);
        let names = names.filter(|name| !name.is_empty());
        let mut group = names
            .map(|name| one(name, here))
            .collect::<Result<Vec<_>, _>>()?;
        group.sort_unstable();
        group.dedup();
        if group.len() > seats {
            return Err(Say::new("rounds-together-many").text("line", line.trim()));
        }
        if group.len() > 1 {
            groups.push(group);
        }
    }
    Ok(groups)
}

/// Whoever is called so: by their whole name, else by a first name that nobody else here has.
fn one(typed: &str, here: &[(PersonId, Name)]) -> Result<PersonId, Say> {
    let wanted = folded(typed);
    let called = |pick: fn(&Name) -> String| -> Vec<PersonId> {
        let all = here
            .iter()
            .filter(|(_, name)| folded(&pick(name)) == wanted);
        all.map(|(id, _)| *id).collect()
    };
    let whole = called(Name::full);
    let found = match whole.is_empty() {
        true => called(|name| name.given.clone()),
        false => whole,
    };
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Say::new("rounds-together-nobody").text("name", typed)),
        _ => Err(Say::new("rounds-together-several").text("name", typed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    fn here() -> Vec<(PersonId, Name)> {
        vec![
            (id(1), Name::new("Inès", "Belkacem")),
            (id(2), Name::new("Claude", "Lefèvre")),
            (id(3), Name::new("Claude", "Lefebvre")),
            (id(4), Name::new("Jo", "")),
        ]
    }

    #[test]
    fn whole_names_and_first_names_that_are_one_person_s_are_understood() {
        let read = |text| read(text, &here(), 4);
        assert_eq!(
            read("ines, claude lefevre\n\nJo; JO\n"),
            Ok(vec![vec![id(1), id(2)]])
        );
        assert_eq!(read("Jo, Inès Belkacem"), Ok(vec![vec![id(1), id(4)]]));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let key = |text, seats| read(text, &here(), seats).unwrap_err().key;
        assert_eq!(key("Inès, Claude", 4), "rounds-together-several");
        assert_eq!(key("Inès, Wilfrid", 4), "rounds-together-nobody");
        assert_eq!(key("Inès, Jo, Claude Lefèvre", 2), "rounds-together-many");
    }
}
