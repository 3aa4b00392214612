//! Templates, styles and scripts of a theme, minified once as they load.

mod minify;
mod nesting;

use crate::config::Config;
use crate::diagnostic::{Finding, Findings, Place, Text, nearest, rules};
use crate::fields::{At, TomlDocument, TomlTable};
use crate::script;
use crate::source::{File, Tree};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{ParserOptions, StyleSheet};
use std::collections::BTreeMap;

/// A theme, ready to be used.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Templates as they were written, by name (path below `templates/`), for messages.
    pub sources: BTreeMap<String, Text>,
    /// Templates as they are used: minified, unless that is switched off.
    pub templates: BTreeMap<String, String>,
    /// Names of the templates that a page may ask for.
    pub pages: Vec<String>,
    /// Bundles by the name they are asked for: one style sheet or script made of several files.
    pub bundles: BTreeMap<String, String>,
    /// Files that are published as they are, by path below `assets/`.
    pub assets: BTreeMap<String, Vec<u8>>,
}

/// Version of what a theme and this program agree on: the data of templates, the names of bundles, and the elements, ids and
/// attributes by which the program's scripts find their places (CONTRIBUTING.md, "Add a theme"). It rises when a theme that
/// worked would not any more.
const API: i64 = 2;

/// Reads the site's theme; `None` if there is none of that name.
#[must_use]
pub fn parse(tree: &Tree, config: &Config, minify: bool, findings: &mut Findings) -> Option<Theme> {
    let folder = format!("themes/{}/", config.theme);
    let manifest_path = format!("{folder}theme.toml");
    let Some(manifest) = tree.text(&manifest_path) else {
        findings.add(
            Finding::new(&rules::THEME_MISSING)
                .at(Place::file(&manifest_path))
                .with("theme", &config.theme),
        );
        return None;
    };
    let document = TomlDocument::parse(manifest, findings);
    let table = document.table();
    if !is_of_this_api(&table, findings) {
        return None;
    }
    let texts = tree.below(&folder).filter_map(|(_, file)| match file {
        File::Text(text) => Some(text),
        File::Bytes(_) => None,
    });
    // All of them are looked at, so that one run shows all mistakes of the kind.
    let too_deep = texts.filter(|text| !nesting::is_shallow(text, findings));
    if too_deep.count() > 0 {
        return None;
    }
    let mut theme = Theme::default();
    templates(tree, &folder, minify, &mut theme, findings);
    let assets = format!("{folder}assets/");
    for (path, file) in tree.below(&assets) {
        let bytes = match file {
            File::Text(text) => text.text.as_bytes().to_vec(),
            File::Bytes(bytes) => bytes.to_vec(),
        };
        theme.assets.insert(path[assets.len()..].to_owned(), bytes);
    }
    table.required_string("name", findings);
    theme.pages = page_templates(&table, &theme, findings);
    let files = Files::new(tree, &folder);
    for bundle in table.tables("bundle", findings) {
        let name = bundle.required_string("name", findings);
        if let Some(name) = name {
            let text = if name.value.ends_with(".js") {
                let entry = bundle.required_string("entry", findings);
                entry.map(|entry| files.script(&entry, minify, findings))
            } else {
                let parts = bundle.strings("files", findings);
                Some(files.styles(&parts, minify, findings))
            };
            theme.bundles.insert(name.value, text.unwrap_or_default());
        }
        bundle.finish(findings);
    }
    table.finish(findings);
    Some(theme)
}

/// Whether the theme says that it is made for this program. Of one that is not everything would be a finding; that is one.
fn is_of_this_api(manifest: &TomlTable, findings: &mut Findings) -> bool {
    let stated = manifest.integer("api", findings);
    if stated == Some(API) {
        return true;
    }
    let finding = Finding::new(&rules::THEME_API)
        .at(manifest.place("api"))
        .with(
            "theme",
            stated.map_or_else(|| "—".to_owned(), |api| api.to_string()),
        )
        .with("program", API.to_string());
    findings.add(finding);
    false
}

fn templates(tree: &Tree, folder: &str, minify: bool, theme: &mut Theme, findings: &mut Findings) {
    let below = format!("{folder}templates/");
    for (path, file) in tree.below(&below) {
        let File::Text(text) = file else { continue };
        let name = path[below.len()..].to_owned();
        let ready = if name.ends_with(".html") {
            minify::template(text, minify, findings)
        } else {
            text.text.to_string()
        };
        theme.sources.insert(name.clone(), text.clone());
        theme.templates.insert(name, ready);
    }
}

/// The template that a page has unless it asks for another one.
pub const PAGE: &str = "page";

/// The templates that a page may ask for: the theme says which. Others are parts of these, or made for something else.
fn page_templates(manifest: &TomlTable, theme: &Theme, findings: &mut Findings) -> Vec<String> {
    let mut pages = vec![PAGE.to_owned()];
    for name in manifest.strings("pages", findings) {
        if theme.sources.contains_key(&format!("{}.html", name.value)) {
            pages.push(name.value);
        } else {
            let names = theme
                .sources
                .keys()
                .filter_map(|file| file.strip_suffix(".html"));
            let finding = Finding::new(&rules::BROKEN_LINK)
                .at(&name.span)
                .with("target", format!("templates/{}.html", name.value));
            findings.add(finding.suggest(nearest(&name.value, names)));
        }
    }
    pages.sort();
    pages.dedup();
    pages
}

/// The texts of a theme's folder, out of which bundles are made.
struct Files<'t> {
    folder: &'t str,
    texts: BTreeMap<&'t str, &'t Text>,
}

impl<'t> Files<'t> {
    fn new(tree: &'t Tree, folder: &'t str) -> Self {
        let texts = tree.below(folder).filter_map(|(path, file)| match file {
            File::Text(text) => Some((path, text)),
            File::Bytes(_) => None,
        });
        Self {
            folder,
            texts: texts.collect(),
        }
    }

    /// The file that the manifest names; a finding if there is none.
    fn named(&self, file: &At<String>, findings: &mut Findings) -> Option<&'t Text> {
        let path = format!("{}{}", self.folder, file.value);
        let text = self.texts.get(path.as_str()).copied();
        if text.is_none() {
            let there = self.texts.keys().map(|path| &path[self.folder.len()..]);
            let finding = Finding::new(&rules::BROKEN_LINK)
                .at(&file.span)
                .with("target", &path);
            findings.add(finding.suggest(nearest(&file.value, there)));
        }
        text
    }

    /// A script: the module at `entry` with all that it needs.
    fn script(&self, entry: &At<String>, minify: bool, findings: &mut Findings) -> String {
        let Some(entry) = self.named(entry, findings) else {
            return String::new();
        };
        let modules = script::ordered(entry, &self.texts, findings);
        script::check(&modules, findings);
        let joined = script::join(&modules);
        if minify {
            script::shorten(&joined)
        } else {
            joined
        }
    }

    /// Style sheets, one after the other.
    fn styles(&self, files: &[At<String>], minify: bool, findings: &mut Findings) -> String {
        let mut styles = String::new();
        for file in files {
            if let Some(text) = self.named(file, findings) {
                styles.push_str(&style(text, minify, findings));
            }
        }
        styles
    }
}

/// A style sheet without what means nothing in it; a mistake is a finding.
fn style(text: &Text, minify: bool, findings: &mut Findings) -> String {
    let sheet = match StyleSheet::parse(&text.text, ParserOptions::default()) {
        Ok(sheet) => sheet,
        Err(error) => {
            let place = error.loc.as_ref().map_or_else(
                || Place::file(&text.path),
                |at| line_place(text, at.line as usize + 1, at.column as usize),
            );
            findings.add(
                Finding::new(&rules::STYLE_ERROR)
                    .at(place)
                    .with("error", error.kind.to_string()),
            );
            return String::new();
        }
    };
    if !minify {
        return text.text.to_string();
    }
    // Only the printer is asked, not the optimiser: of two declarations of a property that one drops the first, which is what
    // browsers fall back to that do not know the value of the second.
    let printed = sheet.to_css(PrinterOptions {
        minify: true,
        ..PrinterOptions::default()
    });
    printed.map_or_else(|_| text.text.to_string(), |printed| printed.code)
}

/// A place from a line and a column, both from 1.
fn line_place(text: &Text, line: usize, column: usize) -> Place {
    let start: usize = text
        .text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let at = start + column.saturating_sub(1);
    text.place(at..at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minified(css: &str) -> String {
        let mut findings = Findings::default();
        let out = style(&Text::new("a.css", css), true, &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        out
    }

    #[test]
    fn what_a_browser_falls_back_to_stays() {
        for css in [
            "a{height:100vh;height:100dvh}",
            "a{color:#abc;color:oklch(70% .1 200)}",
            "a{background:#fff;background:linear-gradient(in oklch,red,#00f)}",
            "a{border:1px solid #abc;border:1px solid oklch(70% .1 200)}",
            "a{padding:8px;padding:max(8px,env(safe-area-inset-left))}",
            "a{margin-top:1em;margin-top:1lh}",
            "a{width:80%;width:min(80%,40rem)}",
            "a{gap:8px;gap:1lh}",
            "a{display:block;display:flow-root}",
            "a{display:flex;display:grid}",
            "a{overflow:hidden;overflow:clip}",
            "a{position:-webkit-sticky;position:sticky}",
            "a{text-decoration:underline;text-decoration:underline 2px}",
            "a{user-select:none;user-select:contain}",
            "@supports (height:1dvh){a{height:1px;height:1dvh}}",
        ] {
            assert_eq!(minified(css), css);
        }
    }

    #[test]
    fn what_means_nothing_goes() {
        let css = "/* Red. */\na > b,\nc {\n  color: #ff0000;\n  margin: 0.50em 0px;\n}\n\n";
        assert_eq!(minified(css), "a>b,c{color:red;margin:.5em 0}");
    }
}
