//! How many typos lie between two words: the restricted distance of Damerau and Levenshtein
//! (insertions, deletions, substitutions, transpositions of neighbours), given up early.

use super::words::WORD_LIMIT;

/// The distances from `word` to the whole of `other` and to its nearest beginning; `limit + 1`
/// stands for everything beyond `limit`, which is 2 at most.
pub fn distances(word: &[u16], other: &[u16], limit: usize) -> (usize, usize) {
    let (rows, far) = (word.len(), limit + 1);
    let columns = other.len().min(rows + limit);
    if rows > WORD_LIMIT || columns + limit < rows {
        return (far, far);
    }
    let mut before = [far as u8; WORD_LIMIT + 4];
    let mut last = before;
    for (column, cell) in last.iter_mut().enumerate().take(limit + 1) {
        *cell = column as u8;
    }
    for row in 1..=rows {
        let (from, to) = (row.saturating_sub(limit).max(1), columns.min(row + limit));
        let mut current = [far as u8; WORD_LIMIT + 4];
        current[0] = row.min(far) as u8;
        let mut least = if from == 1 { current[0] } else { far as u8 };
        for column in from..=to {
            let same = word[row - 1] == other[column - 1];
            let mut cell = last[column - 1] + u8::from(!same);
            cell = cell.min(last[column] + 1).min(current[column - 1] + 1);
            if row > 1
                && column > 1
                && word[row - 1] == other[column - 2]
                && word[row - 2] == other[column - 1]
            {
                cell = cell.min(before[column - 2] + 1);
            }
            current[column] = cell.min(far as u8);
            least = least.min(current[column]);
        }
        if usize::from(least) > limit {
            return (far, far);
        }
        before = last;
        last = current;
    }
    let start = last[..=columns].iter().copied().min().unwrap_or(far as u8);
    let whole = if columns == other.len() {
        last[columns]
    } else {
        far as u8
    };
    (usize::from(whole), usize::from(start))
}
