//! Days as people and spreadsheets write them in any country. Where day, month and year could be exchanged, nothing is guessed: the
//! other days of the same file decide, or whoever runs the program. The twin of the days in the tools' `cell.js`.

use crate::formats::values::days_of;

/// Which of three numbers is the day, the month and the year, where the year is not written first with four figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// 31/12/2026
    DayFirst,
    /// 12/31/2026
    MonthFirst,
    /// 26/12/31
    YearFirst,
}

/// All orders.
pub const DAY_ORDERS: [DayOrder; 3] = [
    DayOrder::DayFirst,
    DayOrder::MonthFirst,
    DayOrder::YearFirst,
];

/// Names of each month, of which the first three letters are enough, in the languages in which spreadsheets write them out.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner"],
    &["february", "februar"],
    &["march", "märz", "maerz", "mrz"],
    &["april"],
    &["may", "mai"],
    &["june", "juni"],
    &["july", "juli"],
    &["august"],
    &["september"],
    &["october", "oktober"],
    &["november"],
    &["december", "dezember"],
];
/// Names of weekdays, of which the first two letters are enough.
const WEEKDAYS: [&str; 15] = [
    "monday",
    "montag",
    "tuesday",
    "dienstag",
    "wednesday",
    "mittwoch",
    "thursday",
    "donnerstag",
    "friday",
    "freitag",
    "saturday",
    "samstag",
    "sonnabend",
    "sunday",
    "sonntag",
];

/// The days that a text may mean, one for each of [`DAY_ORDERS`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days([Option<String>; 3]);

impl Days {
    fn only(day: &str) -> Self {
        Self(std::array::from_fn(|_| Some(day.to_owned())))
    }

    /// The day in an order.
    pub fn get(&self, order: DayOrder) -> Option<&str> {
        self.0[order as usize].as_deref()
    }

    /// Whether it is a day in any order.
    pub fn is_day(&self) -> bool {
        self.0.iter().any(Option::is_some)
    }
}

/// The days that a text may mean; `text` is in the form in which texts are compared. Midnight, as a spreadsheet adds it, and a
/// weekday in brackets do not count.
pub fn days_in(text: &str) -> Days {
    let clean = without_weekday(without_midnight(text));
    if let Some([year, month, day]) = year_first(clean) {
        return iso(year, month, day)
            .map(|day| Days::only(&day))
            .unwrap_or_default();
    }
    if let Some(day) = named_day(clean) {
        return Days::only(&day);
    }
    let Some([one, two, three]) = three_numbers(clean) else {
        return Days::default();
    };
    let number = |digits: &str| digits.parse().unwrap_or_default();
    let read =
        |year: &str, month: &str, day: &str| iso(short_year(year)?, number(month), number(day));
    let last_is_year = three.len() != 1;
    Days([
        last_is_year.then(|| read(three, two, one)).flatten(),
        last_is_year.then(|| read(three, one, two)).flatten(),
        (three.len() < 3).then(|| read(one, two, three)).flatten(),
    ])
}

fn without_midnight(text: &str) -> &str {
    let time = text
        .find("0:00")
        .map(|at| at - usize::from(text[..at].ends_with('0')));
    match time {
        Some(at) if text[..at].ends_with(['t', ' ']) => text[..at].trim_end_matches(['t', ' ']),
        _ => text,
    }
}

fn without_weekday(text: &str) -> &str {
    let Some((before, inside)) = text
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    else {
        return text;
    };
    if inside.chars().count() == 1 {
        before.trim_end()
    } else {
        text
    }
}

/// Year, month and day where the year is first: with four figures, or of a Japanese era.
fn year_first(text: &str) -> Option<[u32; 3]> {
    let mut rest = text;
    let era = take_era(&mut rest);
    let year = match (era, era.and_then(|_| rest.strip_prefix('元'))) {
        // The first year of an era has a word instead of figures.
        (Some(era), Some(after)) => {
            rest = after;
            era + 1
        }
        (Some(era), None) => era + take_number(&mut rest, 1, 2)?,
        (None, _) => take_number(&mut rest, 4, 4)?,
    };
    take_sign(&mut rest, &['-', '/', '.', '年'])?;
    let month = take_number(&mut rest, 1, 2)?;
    take_sign(&mut rest, &['-', '/', '.', '月'])?;
    let day = take_number(&mut rest, 1, 2)?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    matches!(rest, "" | "." | "日").then_some([year, month, day])
}

/// The year before the first one of the era that a text begins with.
fn take_era(rest: &mut &str) -> Option<u32> {
    const ERAS: [(&str, u32); 6] = [
        ("令和", 2018),
        ("平成", 1988),
        ("昭和", 1925),
        ("r", 2018),
        ("h", 1988),
        ("s", 1925),
    ];
    let (name, before) = ERAS.iter().find(|(name, _)| rest.starts_with(name))?;
    *rest = &rest[name.len()..];
    *rest = rest.strip_prefix(' ').unwrap_or(rest);
    Some(*before)
}

/// A number of `least` to `most` figures.
fn take_number(rest: &mut &str, least: usize, most: usize) -> Option<u32> {
    let digits = rest
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    let (number, after) = rest.split_at_checked(digits).filter(|_| digits >= least)?;
    *rest = after;
    number.parse().ok()
}

/// One of the signs between numbers, with a space around it or none.
fn take_sign(rest: &mut &str, signs: &[char]) -> Option<()> {
    let after = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix(signs)?;
    *rest = after.strip_prefix(' ').unwrap_or(after);
    Some(())
}

/// A day with the name of its month. The month needs no order then, and a year of two figures stands last.
fn named_day(text: &str) -> Option<String> {
    let mut words: Vec<&str> = text
        .split([' ', ',', '.', '/', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() == 4 && is_short_for(words[0], &WEEKDAYS, 2) {
        words.remove(0);
    }
    let &[one, two, three] = words.as_slice() else {
        return None;
    };
    let (month, numbers) = month_of(one)
        .map(|month| (month, [two, three]))
        .or_else(|| Some((month_of(two)?, [one, three])))?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let [day, year] = if numbers[0].len() == 4 && is_number(numbers[0]) {
        [numbers[1], numbers[0]]
    } else {
        numbers
    };
    let day = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| day.strip_suffix(ending))
        .unwrap_or(day);
    let is_day = matches!(day.len(), 1 | 2) && is_number(day) && is_number(year);
    is_day
        .then(|| iso(short_year(year)?, month, day.parse().ok()?))
        .flatten()
}

/// The month that a word names.
fn month_of(word: &str) -> Option<u32> {
    (1..)
        .zip(MONTHS)
        .find(|(_, names)| is_short_for(word, names, 3))
        .map(|(month, _)| month)
}

/// Whether a word is one of some names, or the beginning of one.
fn is_short_for(word: &str, names: &[&str], least: usize) -> bool {
    word.chars().count() >= least && names.iter().any(|name| name.starts_with(word))
}

/// Three numbers of which the last may have four figures.
fn three_numbers(text: &str) -> Option<[&str; 3]> {
    let mut parts = text.split(['-', '/', '.']);
    let [one, two, three] = [parts.next()?, parts.next()?, parts.next()?];
    let numbers = [
        one.strip_suffix(' ').unwrap_or(one),
        spaced(two),
        three.strip_prefix(' ').unwrap_or(three),
    ];
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let sized = numbers[..2]
        .iter()
        .all(|number| matches!(number.len(), 1 | 2))
        && matches!(numbers[2].len(), 1 | 2 | 4);
    (parts.next().is_none() && sized && numbers.iter().all(|number| is_number(number)))
        .then_some(numbers)
}

fn spaced(text: &str) -> &str {
    let text = text.strip_prefix(' ').unwrap_or(text);
    text.strip_suffix(' ').unwrap_or(text)
}

/// A year of four figures, or of two: from 1970 to 2069.
fn short_year(digits: &str) -> Option<u32> {
    let year: u32 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(year + if year < 70 { 2000 } else { 1900 }),
        4 => Some(year),
        _ => None,
    }
}

fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    (1..=days_of(year, month))
        .contains(&day)
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The day that a number of a spreadsheet stands for, from 1900-03-01 on: before that its calendar has a day too many.
pub fn day_of_serial(serial: f64, from_1904: bool) -> Option<String> {
    if !(61.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "within the range just checked"
    )]
    let days = serial.floor() as i64 - if from_1904 { 24_107 } else { 25_569 };
    Some(civil(days))
}

/// The day so many days after 1970-01-01, in the Gregorian calendar, by counting in eras of 400 years from 0000-03-01.
fn civil(days: i64) -> String {
    let shifted = days + 719_468;
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + shifted.div_euclid(146_097) * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_spreadsheets_are_days_in_both_calendars() {
        let days = [
            (61.0, false),
            (46_036.5, false),
            (2_958_465.0, false),
            (44_574.0, true),
            (60.0, false),
            (1e9, false),
        ];
        let found = days.map(|(serial, old)| day_of_serial(serial, old));
        let expected = ["1900-03-01", "2026-01-14", "9999-12-31", "2026-01-14"];
        assert_eq!(found[..4], expected.map(|day| Some(day.to_owned())));
        assert_eq!(found[4..], [None, None]);
    }

    #[test]
    fn one_day_has_many_forms() {
        let forms = [
            "2026-1-14",
            "2026/01/14",
            "2026.1.14.",
            "2026年1月14日",
            "令和8年1月14日",
            "r8.1.14",
            "h38/1/14",
            "2026-01-14t00:00:00",
            "2026/1/14 0:00",
            "2026年1月14日(水)",
        ];
        for form in forms {
            assert_eq!(days_in(form), Days::only("2026-01-14"), "{form}");
        }
        assert_eq!(
            days_in("令和元年5月1日").get(DayOrder::DayFirst),
            Some("2019-05-01")
        );
        for none in [
            "2026-02-30",
            "31.4.2026",
            "2026",
            "1/2",
            "1/2/3/4",
            "1/2/345",
            "昨日",
            "",
            "0:00",
        ] {
            assert!(!days_in(none).is_day(), "{none}");
        }
    }

    #[test]
    fn what_can_be_exchanged_is_told_for_each_order() {
        let read =
            |text| DAY_ORDERS.map(|order| days_in(text).get(order).unwrap_or_default().to_owned());
        assert_eq!(read("1/14/2026"), ["", "2026-01-14", ""]);
        assert_eq!(read("14.01.2026"), ["2026-01-14", "", ""]);
        assert_eq!(read("1 / 2 / 2026"), ["2026-02-01", "2026-01-02", ""]);
        assert_eq!(read("10/11/12"), ["2012-11-10", "2012-10-11", "2010-11-12"]);
        assert_eq!(read("26/1/4"), ["", "", "2026-01-04"]);
        assert_eq!(read("1/2/70"), ["1970-02-01", "1970-01-02", ""]);
    }
}
