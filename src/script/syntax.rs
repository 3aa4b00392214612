//! What needs a parser: is a module one, and a script in fewer bytes. Without the feature `minify` there is no parser;
//! then nothing is found here, and scripts stay as they are.

use super::Module;
use crate::diagnostic::Findings;

#[cfg(feature = "minify")]
pub use parsed::{check, shorten};

/// Without a parser nothing is found.
#[cfg(not(feature = "minify"))]
pub fn check(_: &[Module], _: &mut Findings) {}

/// Without a parser a script stays as it is.
#[cfg(not(feature = "minify"))]
pub fn shorten(script: &str) -> String {
    script.to_owned()
}

#[cfg(feature = "minify")]
mod parsed {
    use super::{Findings, Module};
    use crate::diagnostic::{Finding, Place, Text, nearest, rules};
    use oxc_allocator::Allocator;
    use oxc_ast::AstKind;
    use oxc_parser::Parser;
    use oxc_semantic::{Semantic, SemanticBuilder};
    use oxc_span::{SourceType, Span};
    use std::collections::{BTreeMap, BTreeSet};
    use std::ops::Range;
    use std::sync::Arc;

    /// Finds what a browser could not read in modules, and what would be something else once they are joined. Modules stand in
    /// the order in which they are joined.
    pub fn check(modules: &[Module], findings: &mut Findings) {
        let mut names = BTreeMap::new();
        let mut exports = BTreeMap::new();
        let mut readable = true;
        for module in modules {
            let allocator = Allocator::default();
            let parsed = Parser::new(&allocator, &module.text.text, SourceType::mjs()).parse();
            let built = SemanticBuilder::new()
                .with_check_syntax_error(parsed.errors.is_empty())
                .build(&parsed.program);
            let errors: Vec<Finding> = parsed
                .errors
                .iter()
                .chain(&built.errors)
                .map(|error| {
                    let label = error.labels.as_ref().and_then(|labels| labels.first());
                    let marked = label.map(|label| label.offset()..label.offset() + label.len());
                    unreadable(module.text, marked, &error.message)
                })
                .collect();
            // What a module exports that cannot be read is not known, and nothing is said of it.
            if errors.is_empty() {
                let exported = parsed.module_record.exported_bindings.keys();
                exports.insert(
                    &*module.text.path,
                    exported.map(ToString::to_string).collect(),
                );
            }
            readable &= errors.is_empty();
            for error in errors {
                findings.add(error);
            }
            unexported_names(module, &exports, findings);
            repeated_names(module.text, &built.semantic, &mut names, findings);
            templates(module.text, &built.semantic, findings);
        }
        if let Some(entry) = modules.last().filter(|_| readable) {
            as_a_whole(entry.text, &super::super::join(modules), findings);
        }
    }

    /// A mistake at the place that the parser marks, or else somewhere in the module.
    fn unreadable(text: &Text, marked: Option<Range<usize>>, error: &str) -> Finding {
        let place = marked.map_or_else(|| Place::file(&text.path), |range| text.place(range));
        Finding::new(&rules::SCRIPT_ERROR)
            .at(place)
            .with("error", error)
    }

    /// Names that the module imports from where they are not exported. In a circle that is not known.
    fn unexported_names(
        module: &Module,
        exports: &BTreeMap<&str, BTreeSet<String>>,
        findings: &mut Findings,
    ) {
        for import in &module.imports {
            let Some(exported) = exports.get(import.target.as_str()) else {
                continue;
            };
            for range in &import.names {
                let name = &module.text.text[range.clone()];
                if !exported.contains(name) {
                    let finding = Finding::new(&rules::SCRIPT_EXPORT)
                        .at(module.text.place(range.clone()))
                        .with("module", &import.target)
                        .with("name", name);
                    findings
                        .add(finding.suggest(nearest(name, exported.iter().map(String::as_str))));
                }
            }
        }
    }

    /// Modules become one function, in which a name of the top level can be declared once.
    fn repeated_names(
        text: &Text,
        semantic: &Semantic,
        names: &mut BTreeMap<String, Arc<str>>,
        findings: &mut Findings,
    ) {
        let scoping = semantic.scoping();
        for symbol in scoping.iter_bindings_in(scoping.root_scope_id()) {
            if scoping.symbol_flags(symbol).is_import() {
                continue;
            }
            let name = scoping.symbol_name(symbol);
            if let Some(first) = names.get(name) {
                let finding = Finding::new(&rules::SCRIPT_NAME)
                    .at(place(text, scoping.symbol_span(symbol)))
                    .with("name", name)
                    .with("first", &**first);
                findings.add(finding);
            } else {
                names.insert(name.to_owned(), Arc::clone(&text.path));
            }
        }
    }

    /// Joining goes by lines, so a text over several lines would lose what looks like indentation or a comment.
    fn templates(text: &Text, semantic: &Semantic, findings: &mut Findings) {
        for node in semantic.nodes().iter() {
            if let AstKind::TemplateElement(element) = node.kind()
                && element.value.raw.contains('\n')
            {
                let place = place(text, element.span);
                findings.add(Finding::new(&rules::SCRIPT_TEMPLATE).at(place));
            }
        }
    }

    /// What is right in a module can be wrong in the function, as `await` outside of a function is.
    fn as_a_whole(entry: &Text, script: &str, findings: &mut Findings) {
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, script, SourceType::cjs()).parse();
        if let Some(error) = parsed.errors.first() {
            findings.add(unreadable(entry, None, &error.message));
        }
    }

    fn place(text: &Text, span: Span) -> Place {
        text.place(span.start as usize..span.end as usize)
    }

    /// A joined script in fewer bytes: without comments and white space, with short names for what is local to it, and with
    /// each statement in the shortest form that does the same. A script that cannot be parsed stays as it is.
    #[must_use]
    pub fn shorten(script: &str) -> String {
        use oxc_codegen::{Codegen, CodegenOptions};
        use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, script, SourceType::cjs()).parse();
        if !parsed.errors.is_empty() {
            return script.to_owned();
        }
        let mut program = parsed.program;
        let options = MinifierOptions {
            mangle: Some(MangleOptions::default()),
            compress: Some(CompressOptions::smallest()),
        };
        let scoping = Minifier::new(options)
            .minify(&allocator, &mut program)
            .scoping;
        Codegen::new()
            .with_options(CodegenOptions::minify())
            .with_scoping(scoping)
            .build(&program)
            .code
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        /// What is found in modules given as path and text, each after those that it imports from.
        fn found(modules: &[(&str, &str)]) -> Vec<Finding> {
            let texts: Vec<Text> = modules
                .iter()
                .map(|(path, text)| Text::new(path, text))
                .collect();
            let mut findings = Findings::default();
            let modules: Vec<Module> = texts
                .iter()
                .map(|text| Module::read(text, &mut findings))
                .collect();
            check(&modules, &mut findings);
            findings.iter().cloned().collect()
        }

        #[test]
        fn a_name_that_is_not_exported_is_told_with_the_nearest_that_is() {
            let module = "const hidden = 1;\nexport const [first, second] = [hidden, 2];\n";
            let entry = "import { frist, second } from \"./a.js\";\nstart(frist, second);\n";
            let findings = found(&[("a.js", module), ("main.js", entry)]);
            let [finding] = &findings[..] else {
                panic!("{findings:?}");
            };
            assert_eq!(finding.rule.name, "script-export");
            let place = finding.place.as_ref().unwrap();
            assert_eq!((&*place.path, place.line, place.column), ("main.js", 1, 10));
            assert_eq!(finding.suggestion.as_deref(), Some("first"));
        }

        #[test]
        fn what_a_module_exports_that_cannot_be_read_is_not_known() {
            let entry = "import { a } from \"./a.js\";\nstart(a);\n";
            let findings = found(&[
                ("a.js", "const = 1;\nexport const a = 1;\n"),
                ("main.js", entry),
            ]);
            assert_eq!(findings.len(), 1, "{findings:?}");
            assert_eq!(findings[0].rule.name, "script-error");
        }

        #[test]
        fn what_is_right_in_a_module_can_be_wrong_in_the_whole() {
            let findings = found(&[("main.js", "await start();\n")]);
            assert_eq!(findings.len(), 1, "{findings:?}");
            assert_eq!(findings[0].rule.name, "script-error");
            assert_eq!(findings[0].place, Some(Place::file("main.js")));
        }

        #[test]
        fn a_script_is_shortened_and_does_the_same() {
            let joined = "(()=>{\n\"use strict\";\nconst counted = (list) => list.length;\ndocument.title = `${counted([1, 2])} </b>`;\n})();\n";
            let short = shorten(joined);
            assert!(
                short.len() < joined.len() && !short.contains("counted"),
                "{short}"
            );
            assert!(
                short.contains("use strict")
                    && short.contains("document.title=")
                    && short.contains("</b>"),
                "{short}"
            );
            assert_eq!(shorten("const = ;"), "const = ;");
        }
    }
}
