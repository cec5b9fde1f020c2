//! Where a group meets: its venues and their facts.

use domain::group::Group;
use domain::id::VenueId;
use domain::text::Slug;
use domain::venue::{Venue, VenueFacts};
use serde::{Deserialize, Serialize};

use crate::error::Say;
use crate::form::Check;
use crate::{Cx, Error, Result, access};

/// The most venues a group keeps.
const VENUES: usize = 200;

/// A venue's facts as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // Each field is the fact of that name.
pub struct Form {
    pub name: String,
    pub address: String,
    pub city: String,
    pub noise: String,
    pub price: String,
    pub access: String,
    pub dress: String,
    pub notes: String,
}

impl Form {
    /// A venue as it would be typed.
    pub fn of(facts: &VenueFacts) -> Self {
        let noise = facts.noise.map(|noise| serde_json::json!(noise));
        Self {
            name: facts.name.clone(),
            address: facts.address.clone(),
            city: facts.city.clone(),
            noise: noise.map_or(String::new(), |n| n.as_str().unwrap_or_default().into()),
            price: facts.drink_price_cents.map_or(String::new(), |cents| {
                format!("{}.{:02}", cents / 100, cents % 100)
            }),
            access: facts.access.clone(),
            dress: facts.dress.clone(),
            notes: facts.notes.clone(),
        }
    }

    fn read(&self) -> Result<VenueFacts> {
        let mut check = Check::default();
        let facts = VenueFacts {
            name: check.line("name", &self.name, 120),
            address: check.optional_line("address", &self.address, 200),
            city: check.optional_line("city", &self.city, 80),
            noise: match self.noise.as_str() {
                "" => None,
                noise => check.choice("noise", noise),
            },
            drink_price_cents: price(&mut check, &self.price),
            access: check.optional_line("access", &self.access, 300),
            dress: check.optional_line("dress", &self.dress, 120),
            notes: check.optional_text("notes", &self.notes, 2_000),
        };
        check.done()?;
        Ok(facts)
    }
}

/// `9,50`, `9.50`, `9`, `9,50 $`, `$9.50`: dollars to cents.
fn price(check: &mut Check, typed: &str) -> Option<i64> {
    let text: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '$')
        .collect();
    if text.is_empty() {
        return None;
    }
    let cents = cents(&text.replace(',', "."));
    if cents.is_none() {
        check.problem("price", Say::new("venue-problem-price"));
    }
    cents
}

fn cents(text: &str) -> Option<i64> {
    let (dollars, rest) = text.split_once('.').unwrap_or((text, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(dollars) || !plain(rest) || dollars.len() > 4 || rest.len() > 2 {
        return None;
    }
    let tens = if rest.len() == 1 { 10 } else { 1 };
    Some(dollars.parse::<i64>().ok()? * 100 + rest.parse::<i64>().ok()? * tens)
}

/// A group's venues, for those who run it.
pub fn list(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<(Group, Vec<Venue>)> {
    let group = access::organiser(cx, slug)?.group;
    let venues = store::venues::of_group(cx.tx, group.id)?;
    Ok((group, venues))
}

/// One of them.
pub fn find(cx: &mut Cx<'_, '_>, slug: &Slug, id: VenueId) -> Result<(Group, Venue)> {
    let group = access::organiser(cx, slug)?.group;
    let venue = store::venues::find(cx.tx, id)?.filter(|venue| venue.group_id == group.id);
    Ok((group, venue.ok_or(Error::NotFound)?))
}

/// Adds a venue to a group.
pub fn add(cx: &mut Cx<'_, '_>, slug: &Slug, form: &Form) -> Result<VenueId> {
    let (group, venues) = list(cx, slug)?;
    if venues.len() >= VENUES {
        return Err(Error::Refused(
            Say::new("venue-refused-many").number("limit", VENUES as i64),
        ));
    }
    let venue = Venue {
        id: cx.id(),
        group_id: group.id,
        facts: form.read()?,
    };
    store::venues::insert(cx.tx, &venue, cx.now)?;
    Ok(venue.id)
}

/// Rewrites a venue's facts. Events that are held there show them at once.
pub fn edit(cx: &mut Cx<'_, '_>, slug: &Slug, id: VenueId, form: &Form) -> Result<()> {
    let (_, venue) = find(cx, slug, id)?;
    let facts = form.read()?;
    store::venues::update(cx.tx, &Venue { facts, ..venue })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_typed_with_a_comma_or_a_point() {
        for (typed, wanted) in [
            ("9,50", Some(950)),
            ("9.50 $", Some(950)),
            ("$9", Some(900)),
            ("12,5", Some(1250)),
            ("0", Some(0)),
        ] {
            let mut check = Check::default();
            assert_eq!(price(&mut check, typed), wanted, "{typed}");
            assert!(check.done().is_ok());
        }
        for typed in ["cher", "9,505", "-1", "1,2,3", "99999", ","] {
            let mut check = Check::default();
            assert_eq!(price(&mut check, typed), None);
            assert!(check.done().is_err(), "{typed}");
        }
        assert_eq!(price(&mut Check::default(), " "), None);
    }
}
