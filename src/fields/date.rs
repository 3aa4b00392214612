//! A date as TOML knows it: a day, or a moment of one, with the distance of its clock from universal time or without.

use std::fmt;
use toml::value::{Datetime, Offset, Time};

/// A day, with a time where one was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    day: toml::value::Date,
    time: Option<Time>,
    offset: Option<Offset>,
}

impl Date {
    /// `None` for a time of no day.
    pub(super) fn of(written: &Datetime) -> Option<Self> {
        Some(Self {
            day: written.date?,
            time: written.time,
            offset: written.offset,
        })
    }

    /// When it was, in nanoseconds since 1970 began in universal time. A day is taken as its first moment, and a time without a zone as universal time.
    #[must_use]
    pub fn moment(&self) -> i128 {
        let time = self.time.map_or(0, |time| {
            let seconds = i128::from(time.hour) * 3600
                + i128::from(time.minute) * 60
                + i128::from(time.second.unwrap_or_default());
            seconds * 1_000_000_000 + i128::from(time.nanosecond.unwrap_or_default())
        });
        let ahead = match self.offset {
            Some(Offset::Custom { minutes }) => i128::from(minutes),
            Some(Offset::Z) | None => 0,
        };
        let day = i128::from(days(self.day)) * 24 * 60;
        (day - ahead) * 60 * 1_000_000_000 + time
    }

    /// The moment as RFC 3339 writes it, which Atom asks for.
    #[must_use]
    pub fn timestamp(&self) -> String {
        let Some(time) = self.time else {
            return format!("{}T00:00:00Z", self.day);
        };
        // TOML may leave out the seconds, RFC 3339 does not.
        let time = Time {
            second: time.second.or(Some(0)),
            ..time
        };
        format!("{}T{time}{}", self.day, self.offset.unwrap_or(Offset::Z))
    }

    /// A bare day as it is, everything else with its zone: both are dates of the W3C, which site maps ask for.
    #[must_use]
    pub fn day_or_timestamp(&self) -> String {
        match self.time {
            None => self.day.to_string(),
            Some(_) => self.timestamp(),
        }
    }
}

/// As TOML writes it.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Datetime {
            date: Some(self.day),
            time: self.time,
            offset: self.offset,
        }
        .fmt(f)
    }
}

/// Days since the first of 1970. Years are counted from March, so that the day that some have more is their last.
fn days(date: toml::value::Date) -> i64 {
    let month = (i64::from(date.month) + 9) % 12;
    let year = i64::from(date.year) - i64::from(month >= 10);
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let of_year = (153 * month + 2) / 5 + i64::from(date.day) - 1;
    year * 365 + leap_days + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(written: &str) -> Date {
        Date::of(&written.parse().unwrap()).unwrap()
    }

    #[test]
    fn every_form_of_toml_becomes_a_moment_with_a_zone() {
        for (written, timestamp, short) in [
            ("2024-11-14", "2024-11-14T00:00:00Z", "2024-11-14"),
            ("2024-11-14T12:00:00-05:00", "2024-11-14T12:00:00-05:00", ""),
            ("2024-11-14t12:00:00z", "2024-11-14T12:00:00Z", ""),
            ("2024-11-14 12:00:00+05:30", "2024-11-14T12:00:00+05:30", ""),
            ("2024-11-14 12:00", "2024-11-14T12:00:00Z", ""),
            ("2024-11-14T12:00Z", "2024-11-14T12:00:00Z", ""),
            ("2024-11-14T12:00:00", "2024-11-14T12:00:00Z", ""),
            (
                "2024-11-14T12:00:00.5-00:30",
                "2024-11-14T12:00:00.5-00:30",
                "",
            ),
        ] {
            let date = date(written);
            assert_eq!(date.timestamp(), timestamp, "{written}");
            let short = if short.is_empty() { timestamp } else { short };
            assert_eq!(date.day_or_timestamp(), short, "{written}");
        }
        assert!(Date::of(&"12:00:00".parse().unwrap()).is_none());
    }

    #[test]
    fn moments_are_compared_and_not_their_texts() {
        let rising = [
            "0000-03-01",
            "1969-12-31T23:59:59Z",
            "1970-01-01",
            "2024-02-29T23:59:59.999Z",
            "2024-03-01",
            "2024-11-15T01:00:00+14:00",
            "2024-11-14T12:00:00Z",
            "2024-11-14T12:00:00.000000001",
            "2024-11-14T12:00:00-05:00",
            "2024-11-14T18:00Z",
        ];
        let moments = rising.map(|written| date(written).moment());
        assert!(moments.is_sorted_by(|a, b| a < b), "{moments:?}");
        assert_eq!(date("1970-01-01").moment(), 0);
        assert_eq!(date("2000-03-01").moment(), 951_868_800 * 1_000_000_000);
        assert_eq!(
            date("2024-11-14T12:00:00-05:00").moment(),
            date("2024-11-14T17:00:00Z").moment()
        );
    }
}
