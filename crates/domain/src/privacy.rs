//! What every stored field is, in the eyes of the law and of the people it speaks of: its class says
//! who may ever see it and what a copy of somebody's own data holds; its table says whose the row
//! is, what erasing that person does to it, and how long it is kept.
//!
//! Owns the table [`TABLES`] and nothing else. A test walks the schema and fails on a column that has
//! no class here; erasure, the copy of one's own data and the cleaning by the clock follow this
//! table, so a table added to it is covered by all three. `docs/privacy.md` is held against it.

mod tables;

pub use tables::TABLES;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Words of a group or of the installation: whoever its page is shown to.
    House,
    /// Ids, times, numbers and states: say nothing once the person behind an id has no name. Shown
    /// to those who run the event and to those who were part of it.
    Fact,
    /// Business card data: what somebody hands to people they meet, and shows as far as they chose.
    Card,
    /// Personal: themselves and those who run the event or group it was told to.
    Personal,
    /// Private: whoever wrote it, and nobody else, organisers and operator included.
    Private,
    /// Hashes and secrets: nobody, and no copy but the archive of the whole installation.
    Secret,
}

impl Class {
    /// Every class, in the order of growing care.
    pub const ALL: [Self; 6] = [
        Self::House,
        Self::Fact,
        Self::Card,
        Self::Personal,
        Self::Private,
        Self::Secret,
    ];

    /// Its word in the documentation.
    pub fn word(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Fact => "fact",
            Self::Card => "card",
            Self::Personal => "personal",
            Self::Private => "private",
            Self::Secret => "secret",
        }
    }

    /// Whether a person's copy of their own data holds it.
    pub fn is_copied(self) -> bool {
        self != Self::Secret
    }

    /// Whether it goes from a row that stays when its person is erased.
    pub fn is_blanked(self) -> bool {
        matches!(self, Self::Card | Self::Personal | Self::Private)
    }
}

/// Whose the rows of a table are, and so what becomes of them when that person is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The installation's, a group's or an event's: they stay.
    House,
    /// The person named by this column: they go.
    Mine(&'static str),
    /// They hang, by this column, on a row of this other table, and go with it.
    Through(&'static str, &'static str),
    /// A fact shared with others that names the person by this column: it stays, its words go.
    Shared(&'static str),
    /// The person's own row: stays under its id and loses its name.
    Oneself,
    /// Whoever has the address in this column: they go.
    Address(&'static str),
    /// Facts that name several people by id in their body; never rewritten but for a name that was
    /// said at the door.
    Log,
    /// Addresses that must be known again so as not to be written to, because they want no mail or had
    /// the one message of a referral: kept as a hash.
    Stops,
}

/// How long rows are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As long as what they belong to.
    Owner,
    /// This many days after the moment in this column; then the row goes.
    After(&'static str, i64),
    /// They have an end of their own, which `app` looks after: said in words.
    Own(&'static str),
}

/// A table of the store.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Whose its rows are.
    pub whose: Whose,
    /// How long they are kept.
    pub kept: Kept,
    /// Its columns by class, their names separated by spaces.
    pub fields: &'static [(Class, &'static str)],
}

impl Table {
    /// The class of a column.
    pub fn class(&self, column: &str) -> Option<Class> {
        let holds = |(_, names): &&(Class, &str)| names.split_whitespace().any(|n| n == column);
        self.fields.iter().find(holds).map(|(class, _)| *class)
    }

    /// Every column with its class.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, Class)> {
        let each = |(class, names): &(Class, &'static str)| {
            let class = *class;
            names.split_whitespace().map(move |name| (name, class))
        };
        self.fields.iter().flat_map(each)
    }
}

/// What the house makes anew from other rows to find them (`cinqasept reindex`): a copy of somebody's
/// own data holds those rows and not these.
pub const INDEXES: [&str; 6] = [
    "search_words",
    "search_vocabulary",
    "search_contacts",
    "search_tags",
    "search_keys",
    "directory_words",
];

/// The table of this name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

/// Words told for one evening: these columns of these tables are emptied some days after it.
pub const EVENING_WORDS: &[(&str, &[&str])] = &[("answers", &["company_names", "diet", "access"])];
/// How many days after the evening.
pub const EVENING_WORDS_DAYS: i64 = 30;

/// A guest without account or membership of whom nothing was heard for so many days is erased.
pub const GUEST_DAYS: i64 = 731;

/// What an erased person is called in what stays.
pub fn nameless(lang: crate::text::Lang) -> &'static str {
    match lang {
        crate::text::Lang::Fr => "Quelqu’un",
        crate::text::Lang::En => "Someone",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_table_and_each_column_stands_once() {
        let names: BTreeSet<_> = TABLES.iter().map(|table| table.name).collect();
        assert_eq!(names.len(), TABLES.len());
        for table in TABLES {
            let columns: Vec<_> = table.columns().map(|(name, _)| name).collect();
            let once: BTreeSet<_> = columns.iter().collect();
            assert_eq!(once.len(), columns.len(), "{}", table.name);
        }
    }

    #[test]
    fn each_index_is_a_table_and_no_other_is_called_a_search() {
        assert!(INDEXES.iter().all(|name| table(name).is_some()));
        let searches = TABLES.iter().filter(|t| t.name.starts_with("search_"));
        assert!(searches.into_iter().all(|t| INDEXES.contains(&t.name)));
    }

    #[test]
    fn what_a_table_leans_on_is_there() {
        for t in TABLES {
            let column = match t.whose {
                Whose::Mine(column) | Whose::Shared(column) | Whose::Address(column) => column,
                Whose::Through(column, parent) => {
                    assert!(table(parent).is_some(), "{}: {parent}", t.name);
                    column
                }
                _ => continue,
            };
            assert!(t.class(column).is_some(), "{}: {column}", t.name);
            if let Kept::After(column, days) = t.kept {
                assert!(
                    t.class(column) == Some(Class::Fact) && days > 0,
                    "{}",
                    t.name
                );
            }
        }
    }
}
