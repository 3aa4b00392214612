//! Names of files and folders, which become parts of addresses.

use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::language::{code_point, is_unseen};

/// Names that Windows keeps for devices, in any folder and with any extension.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Reports each part of a path below a folder of `content/` that no address can have.
pub fn check(path: &str, below: &str, findings: &mut Findings) {
    let (folders, file) = below.rsplit_once('/').unwrap_or(("", below));
    // Only a file has an extension, of which the kinds of files are known.
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folders = folders.split_terminator('/').map(|folder| (folder, folder));
    for (segment, stem) in folders.chain([(file, stem)]) {
        if is_segment(stem) {
            continue;
        }
        if is_seen(path, segment, findings) {
            let finding = Finding::new(&rules::PATH_SEGMENT).at(Place::file(path));
            let mended = mended(stem).map(|mended| {
                let end = segment[stem.len()..].to_ascii_lowercase();
                format!("{mended}{end}")
            });
            findings.add(finding.with("segment", segment).suggest(mended));
        }
    }
}

/// The nearest name that can stand in an address: small letters, hyphens for what cannot. Letters outside ASCII have no such
/// form that a program could know.
fn mended(stem: &str) -> Option<String> {
    let small = stem.to_ascii_lowercase();
    let words = small.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
    let mended = words.filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let mended = mended.join("-");
    is_segment(&mended).then_some(mended)
}

/// Whether readers see all of a name; a finding where they do not.
pub fn is_seen(path: &str, name: &str, findings: &mut Findings) -> bool {
    let unseen = name.chars().find(|c| is_unseen(*c));
    if let Some(c) = unseen {
        let finding = Finding::new(&rules::INVISIBLE_CHARACTER).at(Place::file(path));
        findings.add(finding.with("character", code_point(c)));
    }
    unseen.is_none()
}

/// Whether a word can stand in an address on every system: `[a-z0-9][a-z0-9-]*`, at most 60 characters, no device name.
#[must_use]
pub fn is_segment(stem: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    stem.starts_with(plain)
        && stem.chars().all(|c| plain(c) || c == '-')
        && stem.len() <= 60
        && !RESERVED.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_mended_where_it_is_plain_how() {
        let of = ["My Page", "_draft_1.0", "résumé", "報告", "con", "---"].map(mended);
        let of = of.each_ref().map(Option::as_deref);
        assert_eq!(
            of,
            [Some("my-page"), Some("draft-1-0"), None, None, None, None]
        );
    }

    #[test]
    fn of_a_name_all_is_seen() {
        let mut findings = Findings::default();
        check(
            "content/en/a\u{200b}/b c.md",
            "a\u{200b}/b c.md",
            &mut findings,
        );
        is_seen(
            "content/models/x\u{202e}/model.toml",
            "x\u{202e}/model.toml",
            &mut findings,
        );
        let found = findings
            .iter()
            .map(|it| (it.rule.name, it.arguments[0].1.as_str()));
        assert_eq!(
            found.collect::<Vec<_>>(),
            [
                ("invisible-character", "U+200B"),
                ("path-segment", "b c.md"),
                ("invisible-character", "U+202E"),
            ]
        );
    }
}
