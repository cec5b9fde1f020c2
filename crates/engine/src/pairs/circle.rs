//! The circle method: everyone meets everyone, once, in as few rounds as can be.

use super::{Problem, Round};

/// The rounds, where the circle method is all that is needed.
pub(super) fn rounds(problem: &Problem) -> Option<Vec<Round>> {
    let people = problem.people;
    if !problem.is_plain() || people < 2 {
        return None;
    }
    let ring = if people.is_multiple_of(2) {
        people - 1
    } else {
        people
    };
    let turns = (0..ring).filter(|turn| people != ring || !problem.is_newcomer(*turn));
    let turns: Vec<usize> = turns.take(problem.rounds).collect();
    (turns.len() == problem.rounds).then(|| turns.iter().map(|t| turn(people, ring, *t)).collect())
}

/// One turn of the ring: those opposite each other talk; the one at the turn's place talks with the
/// person outside the ring, or sits alone.
fn turn(people: usize, ring: usize, turn: usize) -> Round {
    let mut round = Round::default();
    if people > ring {
        round.pairs.push((turn as u32, ring as u32));
    } else {
        round.alone.push(turn as u32);
    }
    for step in 1..=ring / 2 {
        let one = ((turn + step) % ring) as u32;
        let other = ((turn + ring - step) % ring) as u32;
        round.pairs.push((one.min(other), one.max(other)));
    }
    round.pairs.sort_unstable();
    round
}
