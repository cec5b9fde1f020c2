//! What the readings of one card tell together: values that two readings tell alike are trusted,
//! those of one alone are kept with a low confidence.

use domain::text::folded;

use super::lines::Line;
use super::name::{self, Hints, distance};
use super::{Field, Reading, TRUSTED, Value, accents, address, email, phone, website};

/// Values of one kind at most.
const MOST: usize = 6;

/// A value as several readings tell it.
#[derive(Clone, Debug)]
struct Vote {
    key: String,
    text: String,
    pages: Vec<usize>,
    sure: f32,
}

/// Values that may be one misread: the first is the one that most readings tell.
type Cluster = Vec<Vote>;

#[derive(Default)]
struct Ballot {
    votes: Vec<Vote>,
}

impl Ballot {
    fn cast(&mut self, page: usize, key: String, text: String, sure: f32) {
        match self.votes.iter_mut().find(|vote| vote.key == key) {
            Some(vote) => {
                if !vote.pages.contains(&page) {
                    vote.pages.push(page);
                }
                if sure > vote.sure {
                    (vote.sure, vote.text) = (sure, text);
                }
            }
            None => self.votes.push(Vote {
                key,
                text,
                pages: vec![page],
                sure,
            }),
        }
    }

    /// The votes, those a few letters apart together.
    fn clusters(mut self, apart: usize) -> Vec<Cluster> {
        self.votes.sort_by(|a, b| {
            let by = |vote: &Vote| (vote.pages.len(), vote.sure);
            by(b).0.cmp(&by(a).0).then(by(b).1.total_cmp(&by(a).1))
        });
        let mut clusters: Vec<Cluster> = Vec::new();
        for vote in self.votes {
            // Two values that one page tells are two.
            let same = |cluster: &&mut Cluster| {
                let together = vote
                    .pages
                    .iter()
                    .any(|page| cluster[0].pages.contains(page));
                !together && distance(&cluster[0].key, &vote.key) <= apart
            };
            match clusters.iter_mut().find(same) {
                Some(cluster) => cluster.push(vote),
                None => clusters.push(vec![vote]),
            }
        }
        clusters.truncate(MOST);
        clusters
    }
}

/// How sure the first of a cluster is: how many readings tell it, how many tell otherwise.
fn trust(cluster: &[Vote], pages: usize) -> f32 {
    let first = cluster[0].pages.len() as f32;
    let against: usize = cluster[1..].iter().map(|vote| vote.pages.len()).sum();
    let share = first / (pages as f32).max(1.0);
    let contested = first / (first + against as f32);
    let alone = if cluster[0].pages.len() < 2 { 0.6 } else { 1.0 };
    (0.45 + 0.55 * share) * contested * alone * (0.6 + 0.4 * cluster[0].sure)
}

/// What the pages of one card tell.
pub(super) fn assign(pages: &[Vec<Line>]) -> Reading {
    let mut values = Vec::new();
    let (emails, sites) = reach(pages, &mut values);
    let hints = Hints::of(&emails, &sites);
    let said = people(pages, &hints);
    values.extend(said);
    let mut best: Option<(String, f32)> = None;
    for (text, sure) in pages.iter().filter_map(|lines| address::address(lines)) {
        let longer = |(was, _): &(String, f32)| text.lines().count() > was.lines().count();
        if best
            .as_ref()
            .is_none_or(|b| longer(b) || (sure > b.1 && !longer(b)))
        {
            best = Some((text, sure));
        }
    }
    values.extend(best.map(|(text, confidence)| Value {
        field: Field::Address,
        text,
        confidence: confidence.min(0.95),
    }));
    values.sort_by(|a, b| {
        a.field
            .cmp(&b.field)
            .then(b.confidence.total_cmp(&a.confidence))
    });
    let told = |lines: &&Vec<Line>| {
        let sure = lines.iter().map(|l| l.confidence * l.text.len() as f32);
        sure.sum::<f32>() as u64
    };
    let text = pages.iter().max_by_key(told).into_iter().flatten();
    Reading {
        code: None,
        values,
        text: text.map(|line| line.text.clone()).collect(),
    }
}

/// Telephones, e-mail and web addresses; the latter two are given back.
fn reach(pages: &[Vec<Line>], values: &mut Vec<Value>) -> (Vec<String>, Vec<String>) {
    let (mut phones, mut faxes) = (Ballot::default(), Ballot::default());
    let (mut emails, mut sites) = (Ballot::default(), Ballot::default());
    for (page, lines) in pages.iter().enumerate() {
        for Line {
            text, confidence, ..
        } in lines
        {
            for found in phone::phones(text) {
                let ballot = if found.fax { &mut faxes } else { &mut phones };
                let sure = confidence - 0.1 * found.mended as f32;
                ballot.cast(page, found.digits, found.text, sure);
            }
            for found in email::emails(text) {
                emails.cast(page, found.clone(), found, *confidence);
            }
            for found in website::websites(text) {
                let key = found.strip_prefix("www.").unwrap_or(&found).to_owned();
                sites.cast(page, key, found, *confidence);
            }
        }
    }
    let number = pages.len();
    let mut take = |field, clusters: Vec<Cluster>| -> Vec<String> {
        let mut texts = Vec::new();
        for cluster in clusters {
            texts.push(cluster[0].text.clone());
            values.push(Value {
                field,
                text: cluster[0].text.clone(),
                confidence: trust(&cluster, number),
            });
        }
        texts
    };
    take(Field::Phone, phones.clusters(2));
    take(Field::Fax, faxes.clusters(2));
    let site_clusters = sites.clusters(3);
    let mut email_clusters = emails.clusters(4);
    for cluster in &mut email_clusters {
        agree(cluster, &site_clusters);
    }
    let emails = take(Field::Email, email_clusters);
    let sites = take(Field::Website, site_clusters);
    // A site read out of an address that lost its at sign is none.
    values.retain(|value| {
        value.field != Field::Website
            || !emails.iter().any(|email| {
                let joined = email.replace('@', "");
                distance(&joined, &value.text) <= 2
            })
    });
    (emails, sites)
}

/// Of spellings of one address told by as many readings, the one whose domain is the site's goes
/// first.
fn agree(cluster: &mut [Vote], sites: &[Cluster]) {
    let known = |vote: &Vote| {
        let host = vote.key.split('@').nth(1).unwrap_or_default();
        let told = sites
            .iter()
            .flatten()
            .filter(|site| site.key.split('/').next() == Some(host));
        told.map(|site| site.pages.len()).max().unwrap_or(0)
    };
    cluster.sort_by_key(|vote| std::cmp::Reverse(vote.pages.len() * 2 + known(vote).min(3)));
}

/// A line that may be a name, as the readings tell it.
struct Said {
    key: String,
    /// The surest spelling.
    text: String,
    sure: f32,
    /// How well it would be what is looked for, over all readings.
    sum: f32,
    /// Every spelling, one a reading.
    texts: Vec<String>,
}

impl Said {
    fn new(key: String, part: &name::Part, score: f32) -> Self {
        Self {
            key,
            text: part.text.clone(),
            sure: part.confidence,
            sum: score,
            texts: vec![part.text.clone()],
        }
    }

    fn add(&mut self, part: &name::Part, score: f32) {
        self.sum += score;
        self.texts.push(part.text.clone());
        if part.confidence > self.sure {
            (self.sure, self.text) = (part.confidence, part.text.clone());
        }
    }
}

/// The name, the title and the organisation.
fn people(pages: &[Vec<Line>], hints: &Hints) -> Vec<Value> {
    let parts: Vec<_> = pages
        .iter()
        .map(|lines| name::parts(lines, hints))
        .collect();
    let choose = |score: fn(&name::Part) -> f32, least: f32, not: &[String]| {
        let mut all: Vec<Said> = Vec::new();
        for page in &parts {
            let free = page.iter().filter(|part| {
                let key = folded(&part.text);
                score(part) > least && !not.iter().any(|taken| alike(taken, &key))
            });
            for part in free {
                let key = folded(&part.text);
                match all.iter_mut().find(|said| alike(&said.key, &key)) {
                    Some(said) => said.add(part, score(part)),
                    None => all.push(Said::new(key, part, score(part))),
                }
            }
        }
        let best = all.into_iter().max_by(|a, b| a.sum.total_cmp(&b.sum))?;
        let share = best.texts.len() as f32 / pages.len().max(1) as f32;
        let sure = (0.35 + 0.6 * share) * (0.5 + 0.5 * best.sure);
        Some((best.key, accents::seen(&best.text, &best.texts), sure))
    };
    let mut values = Vec::new();
    let mut taken = Vec::new();
    let mut keep = |field, found: Option<(String, String, f32)>, taken: &mut Vec<String>| {
        if let Some((key, text, confidence)) = found {
            taken.push(key);
            let mut value = Value {
                field,
                text,
                confidence: confidence.min(1.0),
            };
            if field == Field::Name {
                spell(&mut value);
            }
            values.push(value);
        }
    };
    let name = choose(|part| part.name, 0.4, &taken);
    keep(Field::Name, name, &mut taken);
    let title = choose(|part| part.title, 0.6, &taken);
    keep(Field::Title, title, &mut taken);
    let organisation = choose(|part| part.organisation, 0.5, &taken);
    keep(Field::Organisation, organisation, &mut taken);
    values
}

/// A name as it is written in a letter. Accents that nobody saw are not trusted.
fn spell(name: &mut Value) {
    if let Some(written) = accents::supposed(&name.text) {
        name.text = written;
        name.confidence = name.confidence.min(TRUSTED - 0.05);
    }
    name.text = name::in_small_letters(&name.text);
}

/// Whether two lines are one, misread.
fn alike(a: &str, b: &str) -> bool {
    a == b || distance(a, b) <= 1 + a.chars().count().min(b.chars().count()) / 7
}

/// How much a reading tells.
pub(super) fn worth(reading: &Reading) -> u32 {
    let points = |value: &Value| match value.field {
        Field::Email | Field::Phone => 3,
        Field::Website | Field::Address => 2,
        _ => 1,
    };
    reading.values.iter().map(points).sum()
}

/// Whether a reading tells so little that the card may lie otherwise.
pub(super) fn is_poor(reading: &Reading) -> bool {
    let reached = |field| reading.of(field).next().is_some();
    !reached(Field::Phone) && !reached(Field::Email)
}
