//! Numbers as they stand in a report.

/// A whole number; nothing where there is none.
pub fn whole(number: Option<i64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// A number of tenths, with one decimal.
pub fn tenths_as_text(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

/// A number of hundredths, with two decimals.
pub fn hundredths_as_text(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let [whole, rest] = [hundredths.abs() / 100, hundredths.abs() % 100];
    format!("{sign}{whole}.{rest:02}")
}

/// A change, with its sign.
pub fn signed(change: i64) -> String {
    if change > 0 {
        format!("+{change}")
    } else {
        change.to_string()
    }
}
