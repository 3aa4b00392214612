//! Translations whose originals say something else by now, and states of pages that are not there.

use crate::diagnostic::{Finding, Findings, Place, nearest, rules};
use crate::language::Tag;
use crate::site::Site;
use crate::source::Tree;
use crate::translation::{FOLDER, Freshness, Wanted, page_path, paths, translated};

/// Every page of whose translation it was recorded what it was made from.
pub fn translations_are_up_to_date(site: &Site, tree: &Tree, findings: &mut Findings) {
    for (file, _) in tree.below(FOLDER) {
        let page = file.strip_prefix(FOLDER).unwrap_or_default();
        let page = page.strip_suffix(".toml");
        let page = page.and_then(|page| page.split_once('/'));
        let Some((tag, path)) = page else {
            findings.add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(file)));
            continue;
        };
        let language = site.config.language(tag).map(|language| &language.tag);
        match language.filter(|language| tree.contains(&page_path(language, path))) {
            Some(language) => of_page(site, tree, (language, path), findings),
            None => {
                let known = paths(tree, &site.config);
                let near = nearest(path, known.iter().map(String::as_str));
                let finding = Finding::new(&rules::TRANSLATION_STATE).at(Place::file(file));
                let finding = finding.with("page", path).with("language", tag);
                let moved = near.filter(|near| near != path);
                findings
                    .add(finding.suggest(moved.map(|near| format!("{FOLDER}{tag}/{near}.toml"))));
            }
        }
    }
}

fn of_page(site: &Site, tree: &Tree, (language, path): (&Tag, &str), findings: &mut Findings) {
    let wanted = Wanted {
        language,
        path,
        from: None,
    };
    let Some(page) = translated(tree, &site.config, wanted, findings) else {
        return;
    };
    for (number, block) in page.compared().blocks.iter().enumerate() {
        let (Freshness::Stale, Some(unit), Some(text)) =
            (block.freshness, block.translation, page.translation)
        else {
            continue;
        };
        let finding = Finding::new(&rules::TRANSLATION_STALE).at(text.place(unit.range.clone()));
        findings.add(
            finding
                .with("original", &*page.original.path)
                .with("language", language.as_str())
                .with("page", path)
                .with("block", (number + 1).to_string()),
        );
    }
}
