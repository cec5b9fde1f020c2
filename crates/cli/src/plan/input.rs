//! Reads people, sizes of tables, demands and weights into the engine's terms.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use engine::rounds::problem::{Balance, Company, Person, Pin, Problem, Weights, Wish};
use serde::Deserialize;
use toml::Spanned;

/// The people, with their names as the caller writes them.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// The identifier of each person.
    pub ids: Vec<String>,
    /// Whether identifiers are simply `0..N`.
    pub are_numbers: bool,
    /// Other columns, by heading: a value per person.
    pub columns: HashMap<String, Vec<String>>,
    by_id: HashMap<String, Person>,
}

impl People {
    /// Reads `--people`: a number, or a CSV file with a column `id`.
    pub fn read(people: &str) -> Result<Self> {
        if let Ok(number) = people.parse::<usize>() {
            if number > 5_000_000 {
                bail!("--people {number}: more than five million people are not planned");
            }
            return Ok(Self {
                ids: (0..number).map(|n| n.to_string()).collect(),
                are_numbers: true,
                ..Self::default()
            });
        }
        let text = read(Path::new(people))?;
        let mut lines = rows(&text);
        let (_, header) = lines.next().with_context(|| {
            format!("{people}:1: the file is empty; its first line must name a column id")
        })?;
        let Some(id) = header.iter().position(|h| h.trim() == "id") else {
            bail!("{people}:1: there is no column named id");
        };
        let mut all = Self::default();
        let mut columns: Vec<Vec<String>> = vec![Vec::new(); header.len()];
        for (line, row) in lines {
            let name = row.get(id).map(|n| n.trim().to_owned()).unwrap_or_default();
            if name.is_empty() {
                bail!("{people}:{line}: the person has no id");
            }
            if all
                .by_id
                .insert(name.clone(), all.ids.len() as Person)
                .is_some()
            {
                bail!("{people}:{line}: the id {name} is there twice");
            }
            all.ids.push(name);
            for (at, column) in columns.iter_mut().enumerate() {
                column.push(row.get(at).cloned().unwrap_or_default());
            }
        }
        all.columns = header.into_iter().zip(columns).collect();
        Ok(all)
    }

    /// People known by their identifiers alone.
    pub fn named(ids: Vec<String>, are_numbers: bool) -> Self {
        let by_id = ids
            .iter()
            .enumerate()
            .map(|(at, id)| (id.clone(), at as Person))
            .collect();
        Self {
            ids,
            are_numbers,
            columns: HashMap::new(),
            by_id,
        }
    }

    /// The person of an identifier.
    pub fn find(&self, id: &str) -> Option<Person> {
        if self.are_numbers && self.by_id.is_empty() {
            return id
                .parse::<usize>()
                .ok()
                .filter(|n| *n < self.ids.len())
                .map(|n| n as Person);
        }
        self.by_id.get(id).copied()
    }
}

/// Reads a file, saying which when it cannot.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path)
        .with_context(|| format!("{}: the file cannot be read", path.display()))
}

/// Rows of a CSV text with the numbers of their lines; quotes hold commas and doubled quotes.
fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<String>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| (at + 1, fields(line)))
}

fn fields(line: &str) -> Vec<String> {
    let (mut all, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                field.push('"');
                characters.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => all.push(std::mem::take(&mut field)),
            other => field.push(other),
        }
    }
    all.push(field);
    all
}

/// Reads `--tables` for so many people.
pub fn sizes(tables: &str, people: usize) -> Result<Vec<u32>> {
    let wrong = || format!("--tables {tables}: write 8x4 (8 tables of 4), 10x6,3x5 or auto:6");
    if let Some(size) = tables.strip_prefix("auto:") {
        let size: usize = size.parse().ok().with_context(wrong)?;
        if size == 0 {
            bail!(wrong());
        }
        let count = people.div_ceil(size);
        let larger = people.checked_rem(count).unwrap_or(0);
        let each = people.checked_div(count).unwrap_or(0);
        return Ok((0..count)
            .map(|t| (each + usize::from(t < larger)) as u32)
            .collect());
    }
    let (mut all, mut seats) = (Vec::new(), 0usize);
    for part in tables.split(',') {
        let (count, size) = part.trim().split_once('x').with_context(wrong)?;
        let (count, size): (usize, u32) = (
            count.parse().ok().with_context(wrong)?,
            size.parse().ok().with_context(wrong)?,
        );
        seats = seats.saturating_add(count.saturating_mul(size.max(1) as usize));
        if seats > 5_000_000 {
            bail!("--tables {tables}: more than five million seats are not planned");
        }
        all.extend(std::iter::repeat_n(size, count));
    }
    Ok(all)
}

/// The line of a byte of a text.
fn line_of(text: &str, byte: usize) -> usize {
    text.as_bytes()[..byte.min(text.len())]
        .iter()
        .filter(|b| **b == b'\n')
        .count()
        + 1
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    apart: Vec<Spanned<Group>>,
    together: Vec<Spanned<Group>>,
    pinned: Vec<Spanned<Pinned>>,
    attendance: Vec<Spanned<Attendance>>,
    frozen: Vec<Spanned<Frozen>>,
    tables: Vec<Spanned<Tables>>,
    at_most: Option<u8>,
    repeat_cost: Option<f32>,
    wish: Vec<Spanned<Wanted>>,
    balance: Vec<Spanned<Mix>>,
    exchange: Option<Spanned<Columns>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Number(u64),
    Text(String),
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "{text}"),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    people: Vec<Id>,
    #[serde(default)]
    rounds: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pinned {
    person: Id,
    table: usize,
    #[serde(default)]
    rounds: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attendance {
    person: Id,
    from: Option<usize>,
    until: Option<usize>,
    rounds: Option<Vec<usize>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frozen {
    round: usize,
    tables: Vec<Vec<Id>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    round: usize,
    sizes: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    people: [Id; 2],
    value: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mix {
    attribute: String,
    cost: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    offers: String,
    seeks: String,
}

/// Where the demands of a problem stand in their file, list by list.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// The file.
    pub file: String,
    /// Lines of demands to sit apart.
    pub apart: Vec<usize>,
    /// Lines of demands to sit together.
    pub together: Vec<usize>,
    /// Lines of people held at tables.
    pub pinned: Vec<usize>,
    /// Lines of rounds played, with their rounds.
    pub frozen: Vec<(usize, usize)>,
}

/// Adds the demands of a file to a problem; rounds and tables count from one there.
pub fn constraints(path: &Path, people: &People, problem: &mut Problem) -> Result<Lines> {
    demands(&read(path)?, path.display().to_string(), people, problem)
}

/// Adds the demands of a text, from a file of some name, to a problem.
fn demands(text: &str, name: String, people: &People, problem: &mut Problem) -> Result<Lines> {
    let file: File = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        anyhow::anyhow!("{name}:{line}: {}", error.message())
    })?;
    let mut reader = Reader {
        text,
        name: &name,
        people,
        problem,
    };
    let mut lines = Lines {
        file: name.clone(),
        ..Lines::default()
    };
    for group in &file.apart {
        let company = reader.company(group)?;
        reader.problem.apart.push(company);
        lines.apart.push(reader.line(group));
    }
    for group in &file.together {
        let company = reader.company(group)?;
        reader.problem.together.push(company);
        lines.together.push(reader.line(group));
    }
    for pin in &file.pinned {
        reader.pin(pin)?;
        lines.pinned.push(reader.line(pin));
    }
    file.attendance
        .iter()
        .try_for_each(|a| reader.attendance(a))?;
    for frozen in &file.frozen {
        let round = reader.frozen(frozen)?;
        lines.frozen.push((round, reader.line(frozen)));
    }
    file.tables.iter().try_for_each(|t| reader.tables(t))?;
    file.wish.iter().try_for_each(|w| reader.wish(w))?;
    file.balance.iter().try_for_each(|b| reader.balance(b))?;
    if let Some(columns) = &file.exchange {
        let inner = columns.get_ref();
        let weights = super::exchange::weights(people, &inner.offers, &inner.seeks);
        let line = reader.line(columns);
        reader.problem.weights = weights.with_context(|| format!("{name}:{line}"))?;
    }
    problem.at_most = file.at_most;
    problem.repeat_cost = file.repeat_cost;
    Ok(lines)
}

struct Reader<'a> {
    text: &'a str,
    name: &'a str,
    people: &'a People,
    problem: &'a mut Problem,
}

impl Reader<'_> {
    fn line<T>(&self, of: &Spanned<T>) -> usize {
        line_of(self.text, of.span().start)
    }

    fn person<T>(&self, at: &Spanned<T>, id: &Id) -> Result<Person> {
        let found = self.people.find(&id.to_string());
        found.with_context(|| format!("{}:{}: there is no person {id}", self.name, self.line(at)))
    }

    fn round<T>(&self, at: &Spanned<T>, round: usize) -> Result<usize> {
        if round == 0 || round > self.problem.rounds() {
            let rounds = self.problem.rounds();
            bail!(
                "{}:{}: there is no round {round}; rounds are 1 to {rounds}",
                self.name,
                self.line(at)
            );
        }
        Ok(round - 1)
    }

    fn rounds<T>(&self, at: &Spanned<T>, rounds: &[usize]) -> Result<Vec<usize>> {
        rounds.iter().map(|r| self.round(at, *r)).collect()
    }

    fn company(&self, group: &Spanned<Group>) -> Result<Company> {
        let inner = group.get_ref();
        let people: Result<Vec<Person>> = inner
            .people
            .iter()
            .map(|id| self.person(group, id))
            .collect();
        let people = people?;
        if people.len() < 2 {
            bail!(
                "{}:{}: name two people or more",
                self.name,
                self.line(group)
            );
        }
        Ok(Company {
            people,
            rounds: self.rounds(group, &inner.rounds)?,
        })
    }

    fn pin(&mut self, pin: &Spanned<Pinned>) -> Result<()> {
        let inner = pin.get_ref();
        let person = self.person(pin, &inner.person)?;
        let most = self.problem.tables.iter().map(Vec::len).max().unwrap_or(0);
        if inner.table == 0 || inner.table > most {
            bail!(
                "{}:{}: there is no table {}; tables are 1 to {most}",
                self.name,
                self.line(pin),
                inner.table
            );
        }
        let rounds = self.rounds(pin, &inner.rounds)?;
        self.problem.pinned.push(Pin {
            person,
            table: inner.table - 1,
            rounds,
        });
        Ok(())
    }

    fn attendance(&mut self, attendance: &Spanned<Attendance>) -> Result<()> {
        let inner = attendance.get_ref();
        let person = self.person(attendance, &inner.person)? as usize;
        let rounds = self.problem.rounds();
        let from = inner.from.map_or(Ok(0), |r| self.round(attendance, r))?;
        let until = inner
            .until
            .map_or(Ok(rounds.saturating_sub(1)), |r| self.round(attendance, r))?;
        let listed = inner
            .rounds
            .as_ref()
            .map(|r| self.rounds(attendance, r))
            .transpose()?;
        if self.problem.present.is_empty() {
            self.problem.present = vec![vec![true; self.problem.people]; rounds];
        }
        for (round, there) in self.problem.present.iter_mut().enumerate() {
            there[person] &= match &listed {
                Some(listed) => listed.contains(&round),
                None => (from..=until).contains(&round),
            };
        }
        Ok(())
    }

    fn frozen(&mut self, frozen: &Spanned<Frozen>) -> Result<usize> {
        let inner = frozen.get_ref();
        let round = self.round(frozen, inner.round)?;
        let table = |ids: &Vec<Id>| ids.iter().map(|id| self.person(frozen, id)).collect();
        let tables: Result<Vec<Vec<Person>>> = inner.tables.iter().map(table).collect();
        self.problem.frozen.push((round, tables?));
        Ok(round)
    }

    fn tables(&mut self, tables: &Spanned<Tables>) -> Result<()> {
        let inner = tables.get_ref();
        let round = self.round(tables, inner.round)?;
        let sizes = sizes(&inner.sizes, self.problem.attendance(round));
        self.problem.tables[round] =
            sizes.with_context(|| format!("{}:{}", self.name, self.line(tables)))?;
        Ok(())
    }

    fn wish(&mut self, wish: &Spanned<Wanted>) -> Result<()> {
        let inner = wish.get_ref();
        let (a, b) = (
            self.person(wish, &inner.people[0])?,
            self.person(wish, &inner.people[1])?,
        );
        self.problem.wishes.push(Wish {
            a,
            b,
            value: inner.value,
        });
        Ok(())
    }

    fn balance(&mut self, balance: &Spanned<Mix>) -> Result<()> {
        let inner = balance.get_ref();
        let Some(values) = self.people.columns.get(&inner.attribute) else {
            bail!(
                "{}:{}: people have no column {}",
                self.name,
                self.line(balance),
                inner.attribute
            );
        };
        let mut kinds = HashMap::new();
        let kind = |value: &String| {
            let next = kinds.len() as u32;
            *kinds.entry(value.clone()).or_insert(next)
        };
        let kinds = values.iter().map(kind).collect();
        self.problem.balances.push(Balance {
            kinds,
            cost: inner.cost,
        });
        Ok(())
    }
}

/// Reads `a,b,weight` lines; a first line of words is a heading.
pub fn weights(path: &Path, people: &People) -> Result<Weights> {
    let text = read(path)?;
    let name = path.display();
    let mut pairs = Vec::new();
    for (line, row) in rows(&text) {
        let [a, b, weight] = row.as_slice() else {
            bail!("{name}:{line}: write a,b,weight");
        };
        let value = weight.trim().parse::<f32>().ok().filter(|w| w.is_finite());
        let Some(value) = value else {
            if line == 1 {
                continue;
            }
            bail!("{name}:{line}: {weight} is not a number");
        };
        let person = |id: &str| {
            people
                .find(id.trim())
                .with_context(|| format!("{name}:{line}: there is no person {}", id.trim()))
        };
        pairs.push((person(a)?, person(b)?, value));
    }
    Ok(Weights::Pairs(pairs))
}

#[cfg(test)]
mod tests;
