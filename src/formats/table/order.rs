//! In which order the days of a file are written: all of them in one, so that one of them may tell it for the others.

use super::days::{DAY_ORDERS, Days, days_in};
use super::names::comparable;
use super::{At, Cell, DayOrder};

/// What the days of a file have told so far.
pub(super) struct OrderOfDays {
    /// The orders in which all of them can be read.
    left: Vec<DayOrder>,
    /// Days as they were written, which one order may read otherwise than another one.
    unsure: Vec<(String, Days, At)>,
}

impl OrderOfDays {
    /// Nothing yet, unless somebody was asked.
    pub fn new(chosen: Option<DayOrder>) -> Self {
        Self {
            left: chosen.map_or_else(|| DAY_ORDERS.to_vec(), |order| vec![order]),
            unsure: Vec::new(),
        }
    }

    /// Looks at a day. `false` where it fits no order of the others.
    pub fn note(&mut self, cell: &Cell, at: &At) -> bool {
        if !cell.day.is_empty() {
            return true;
        }
        let days = days_in(&comparable(&cell.text));
        if !days.is_day() {
            return true;
        }
        let mut left = self.left.clone();
        left.retain(|order| days.get(*order).is_some());
        if left.is_empty() {
            return false;
        }
        self.left = left;
        self.unsure
            .push((cell.text.trim().to_owned(), days, at.clone()));
        true
    }

    /// A day in the order of the file; a text that is none stays as it is.
    pub fn day(&self, cell: &Cell) -> String {
        if !cell.day.is_empty() {
            return cell.day.clone();
        }
        let days = days_in(&comparable(&cell.text));
        // One that fits no order of the others has been found; it is not told again that it is no day.
        let fits = self
            .left
            .first()
            .into_iter()
            .chain(&DAY_ORDERS)
            .find_map(|order| days.get(*order));
        fits.map_or_else(|| cell.text.clone(), str::to_owned)
    }

    /// The first day that the orders which are left read in different ways: its text, what it may mean, and where it is.
    pub fn question(&self) -> Option<(String, String, At)> {
        let readings = |days: &Days| {
            self.left
                .iter()
                .map(|order| days.get(*order).map(str::to_owned))
                .collect::<Vec<_>>()
        };
        let differs = |(_, days, _): &&(String, Days, At)| {
            let readings = readings(days);
            readings.iter().any(|reading| *reading != readings[0])
        };
        let (text, days, at) = self.unsure.iter().find(differs)?;
        let mut meanings: Vec<String> = readings(days).into_iter().flatten().collect();
        meanings.dedup();
        Some((text.clone(), meanings.join(", "), at.clone()))
    }
}
