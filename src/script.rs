//! Script modules → one classic script.
//!
//! From `file://` a browser loads no module, so ES modules, which `node --test` and the type checker understand, are joined
//! inside one function. Their order follows from their imports: each stands after those that it imports from. Imports and the
//! word `export` are taken out, comments on lines of their own too. What is published is [shortened](shorten) beyond that,
//! unless the site is built as it was written.
//!
//! Joining goes by lines and needs no parser; what it asks of modules is said by the rules `script-import`, `script-circle`,
//! `script-export`, `script-name` and `script-template`. [`check`] has a parser look at what a theme brings along; the scripts
//! of this program are looked at by `tests/it/scripts.rs`.

mod module;
mod syntax;

pub use syntax::{check, shorten};

use crate::diagnostic::{Finding, Findings, Text, nearest, rules};
use include_dir::Dir;
use module::Module;
use std::collections::{BTreeMap, BTreeSet};

/// Modules that may be imported, by path.
pub type Modules<'t> = BTreeMap<&'t str, &'t Text>;

/// The module at `entry` and all that it needs, each after those that it imports from. Imports that lead nowhere or in a
/// circle are findings.
#[must_use]
pub fn ordered<'t>(
    entry: &'t Text,
    modules: &Modules<'t>,
    findings: &mut Findings,
) -> Vec<Module<'t>> {
    let mut walk = Walk {
        modules,
        findings,
        open: Vec::new(),
        seen: BTreeSet::new(),
        found: Vec::new(),
    };
    walk.visit(entry);
    in_order(walk.found)
}

/// Joins modules in the order in which they are given.
#[must_use]
pub fn join(modules: &[Module]) -> String {
    let mut out = String::from("(()=>{\"use strict\";\n");
    out.extend(modules.iter().map(|module| module.code.as_str()));
    out.push_str("})();\n");
    out
}

/// The script whose modules are compiled in: `main.js` of a folder with all that it needs. `tests/it/scripts.rs` holds that
/// nothing is to be found in them.
#[must_use]
pub fn compiled_in(folder: &Dir) -> String {
    let mut texts = Vec::new();
    read(folder, &mut texts);
    let modules: Modules = texts.iter().map(|text| (&*text.path, text)).collect();
    modules.get("main.js").map_or_else(String::new, |entry| {
        join(&ordered(entry, &modules, &mut Findings::default()))
    })
}

/// The texts of a folder that is compiled in, by their paths in it.
fn read(folder: &Dir, texts: &mut Vec<Text>) {
    for file in folder.files() {
        // A path is made of `/` also where the program was compiled on Windows.
        let path = file.path().to_string_lossy().replace('\\', "/");
        texts.extend(file.contents_utf8().map(|text| Text::new(&path, text)));
    }
    for inner in folder.dirs() {
        read(inner, texts);
    }
}

/// Goes depth first from module to module.
struct Walk<'a, 't> {
    modules: &'a Modules<'t>,
    findings: &'a mut Findings,
    /// The modules from the entry to the one that is looked at.
    open: Vec<&'t str>,
    seen: BTreeSet<&'t str>,
    /// What was found, each module after those that it imports from.
    found: Vec<Module<'t>>,
}

impl<'t> Walk<'_, 't> {
    fn visit(&mut self, text: &'t Text) {
        self.open.push(&text.path);
        self.seen.insert(&text.path);
        let module = Module::read(text, self.findings);
        for import in &module.imports {
            let target = import.target.as_str();
            if let Some(at) = self.open.iter().position(|open| *open == target) {
                let circle = [&self.open[at..], &[target]].concat().join(" → ");
                let finding = Finding::new(&rules::SCRIPT_CIRCLE)
                    .at(text.place(import.range.clone()))
                    .with("circle", circle);
                self.findings.add(finding);
            } else if let Some(imported) = self.modules.get(target) {
                if !self.seen.contains(target) {
                    self.visit(imported);
                }
            } else {
                let finding = Finding::new(&rules::BROKEN_LINK)
                    .at(text.place(import.range.clone()))
                    .suggest(nearest(target, self.modules.keys().copied()))
                    .with("target", target);
                self.findings.add(finding);
            }
        }
        self.open.pop();
        self.found.push(module);
    }
}

/// Modules in which each stands after those that it needs, and folder by folder as far as that allows: files of one folder are
/// much alike, which compresses well. The order of imports within a module means nothing.
fn in_order(modules: Vec<Module>) -> Vec<Module> {
    let pairs = || {
        let imports = |module: &Module| {
            let targets = module.imports.iter().map(|import| import.target.clone());
            targets
                .map(|target| (module.text.path.to_string(), target))
                .collect::<Vec<_>>()
        };
        modules.iter().flat_map(imports)
    };
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in pairs() {
        let needed = [folder(&to).to_owned()]
            .into_iter()
            .filter(|needed| needed != folder(&from));
        folders
            .entry(folder(&from).to_owned())
            .or_default()
            .extend(needed);
    }
    let folders = topological(folders);
    let key = |path: &str| {
        let place = folders.iter().position(|known| known == folder(path));
        (place, path.to_owned())
    };
    let mut needs: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for module in &modules {
        needs.insert(key(&module.text.path), BTreeSet::new());
    }
    for (from, to) in pairs() {
        needs.entry(key(&from)).or_default().insert(key(&to));
    }
    let places: Vec<String> = topological(needs)
        .into_iter()
        .map(|(_, path)| path)
        .collect();
    let mut modules = modules;
    modules.sort_by_key(|module| places.iter().position(|path| **path == *module.text.path));
    modules
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Things in an order in which each stands after those that it needs, the smallest first where there is a choice. In a circle
/// the smallest begins.
fn topological<T: Ord + Clone>(mut needs: BTreeMap<T, BTreeSet<T>>) -> Vec<T> {
    let mut ordered = Vec::with_capacity(needs.len());
    loop {
        let is_ready = |needed: &BTreeSet<T>| !needed.iter().any(|other| needs.contains_key(other));
        let mut ready = needs.iter().filter(|(_, needed)| is_ready(needed));
        let Some(next) = ready
            .next()
            .or(needs.first_key_value())
            .map(|(next, _)| next.clone())
        else {
            return ordered;
        };
        needs.remove(&next);
        ordered.push(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is made of modules given as path and text, the first of which is the entry, and what is found.
    fn joined(modules: &[(&str, &str)]) -> (String, Vec<String>) {
        let texts: Vec<Text> = modules
            .iter()
            .map(|(path, text)| Text::new(path, text))
            .collect();
        let by_path = texts.iter().map(|text| (&*text.path, text)).collect();
        let mut findings = Findings::default();
        let modules = ordered(&texts[0], &by_path, &mut findings);
        let said = |finding: &Finding| {
            let place = finding.place.as_ref().unwrap();
            format!(
                "{} {}:{}:{}",
                finding.rule.name, place.path, place.line, place.column
            )
        };
        (join(&modules), findings.iter().map(said).collect())
    }

    fn clean(modules: &[(&str, &str)]) -> String {
        let (script, found) = joined(modules);
        assert_eq!(found, Vec::<String>::new());
        script
    }

    #[test]
    fn modules_become_one_function() {
        let script = clean(&[
            (
                "b.js",
                "import { add } from \"./a.js\";\nconst two = add(1);\n",
            ),
            (
                "a.js",
                "/** Adds. */\nexport function add(x) {\n  // why\n  return x + 1;\n}\n",
            ),
        ]);
        assert_eq!(
            script,
            "(()=>{\"use strict\";\nfunction add(x) {\nreturn x + 1;\n}\nconst two = add(1);\n})();\n"
        );
    }

    #[test]
    fn a_type_before_an_expression_is_taken_out_alone() {
        let module = "/** @type {Event} */ (event).go();\n/* two\n   lines */\nstop();\n";
        assert_eq!(
            clean(&[("a.js", module)]),
            "(()=>{\"use strict\";\n(event).go();\nstop();\n})();\n"
        );
    }

    #[test]
    fn each_module_stands_once_and_after_those_that_it_imports_from() {
        let script = clean(&[
            (
                "main.js",
                "import { a } from \"./view/a.js\";\nimport { b } from \"./b.js\";\nstart(a, b);\n",
            ),
            (
                "view/a.js",
                "import { b } from \"../b.js\";\nexport const a = b;\n",
            ),
            ("b.js", "export const b = 1;\n"),
            ("unused.js", "export const c = 1;\n"),
        ]);
        assert_eq!(
            script,
            "(()=>{\"use strict\";\nconst b = 1;\nconst a = b;\nstart(a, b);\n})();\n"
        );
    }

    #[test]
    fn modules_of_a_folder_stand_together() {
        let script = clean(&[
            (
                "main.js",
                "import \"./a/two.js\";\nimport \"./a/one.js\";\n",
            ),
            ("a/one.js", "one();\n"),
            ("a/two.js", "import \"../z/x.js\";\ntwo();\n"),
            ("z/x.js", "x();\n"),
        ]);
        assert_eq!(
            script,
            "(()=>{\"use strict\";\nx();\none();\ntwo();\n})();\n"
        );
    }

    #[test]
    fn an_import_may_stand_on_several_lines_or_be_of_no_name() {
        let script = clean(&[
            (
                "main.js",
                "import {\n  a,\n  b,\n} from './a.js';\nimport \"./c.js\"\nstart(a, b);\n",
            ),
            ("a.js", "export const a = 1;\nexport const b = 2;\n"),
            ("c.js", "prepare();\n"),
        ]);
        assert_eq!(
            script,
            "(()=>{\"use strict\";\nconst a = 1;\nconst b = 2;\nprepare();\nstart(a, b);\n})();\n"
        );
    }

    #[test]
    fn what_cannot_be_joined_is_found_at_its_place() {
        let main = "import x from \"./a.js\";\nimport { a as b } from \"./a.js\";\nimport * as c from \"./a.js\";\n\
            import { d } from \"elsewhere\";\nexport default 1;\nexport { d };\n/*\nimport e\n*/\nimport { f } from \"./b.js\";\n";
        let found = joined(&[("main.js", main), ("a.js", "")]).1;
        let expected = [
            "script-import main.js:1:1",
            "script-import main.js:2:1",
            "script-import main.js:3:1",
            "script-import main.js:4:1",
            "script-import main.js:5:1",
            "script-import main.js:6:1",
            "broken-link main.js:10:20",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_circle_is_found_where_it_closes() {
        let modules = [
            ("main.js", "import \"./a.js\";\n"),
            ("a.js", "import \"./b.js\";\n"),
            ("b.js", "import \"./a.js\";\n"),
        ];
        assert_eq!(joined(&modules).1, ["script-circle b.js:1:9"]);
    }
}
