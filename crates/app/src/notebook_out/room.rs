//! Somebody whose pictures together are more than a reader takes goes out as several cards of one name
//! and one telephone, which an import makes one again.

use domain::card::{Card, Extra};
use formats::vcard::CARD_LIMIT;

/// Octets from which a value is a large one.
const LARGE: usize = 64 * 1024;
/// Room for large values in one card, what else it says apart.
const ROOM: usize = CARD_LIMIT - 4 * LARGE;

/// A card as one, or as several that each find room.
pub(super) fn apart(mut card: Card) -> Vec<Card> {
    let large = card.extras.iter().filter(|extra| extra.value.len() > LARGE);
    if large.map(size).sum::<usize>() <= ROOM {
        return vec![card];
    }
    let (mut left, mut first, mut over) = (ROOM, true, Vec::new());
    for extra in std::mem::take(&mut card.extras) {
        let taken = match extra.value.len() > LARGE {
            true => size(&extra),
            false => 0,
        };
        // The largest of all found room where it came from.
        if taken <= left || (first && taken > 0) {
            left = left.saturating_sub(taken);
            first &= taken == 0;
            card.extras.push(extra);
        } else {
            over.push(extra);
        }
    }
    let more: Vec<Card> = (2..).zip(over).map(|(n, e)| beside(&card, n, e)).collect();
    std::iter::once(card).chain(more).collect()
}

/// How much a value takes on lines that are folded.
fn size(extra: &Extra) -> usize {
    extra.value.len() + extra.value.len() / 20
}

fn beside(card: &Card, n: usize, extra: Extra) -> Card {
    Card {
        full_name: card.full_name.clone(),
        given: card.given.clone(),
        family: card.family.clone(),
        phones: card.phones.clone(),
        emails: card.emails.clone(),
        uid: format!("{}-{n}", card.uid),
        extras: vec![extra],
        ..Card::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use formats::vcard::{self, Version};

    #[test]
    fn pictures_that_are_too_many_for_one_card_go_out_beside_it() {
        let picture = |n: u8| Extra {
            name: "PHOTO".into(),
            value: format!(
                "data:image/png;base64,{}",
                char::from(n).to_string().repeat(600_000)
            ),
            ..Extra::default()
        };
        let mut card = Card {
            full_name: "Odile Roy".into(),
            extras: vec![picture(b'A')],
            ..Card::default()
        };
        assert_eq!(apart(card.clone()), [card.clone()]);
        card.extras.extend([picture(b'B'), picture(b'C')]);
        let all = apart(card.clone());
        assert_eq!(all.len(), 3);
        let text: String = all.iter().map(|c| vcard::write(c, Version::V4)).collect();
        let home = vcard::read(text.as_bytes()).map(|read| read.unwrap().card);
        let pictures: Vec<Extra> = home.flat_map(|card| card.extras).collect();
        assert_eq!(pictures, card.extras);
    }
}
