//! Script modules → one classic script.
//!
//! From `file://` a browser loads no module, so the modules of a theme (ES modules, which `node --test` and the type
//! checker understand) are joined in the order of the manifest inside one function. Imports and the word `export` are
//! taken out; comments on lines of their own too. Scripts of pages keep their names, so that what is published can be read;
//! the script of the tools, which stands in each of them, is [shortened](shorten) beyond that.

use crate::diagnostic::Text;

/// Joins modules. They follow four rules, which `tests/it/scripts.rs` checks: imports on one line and only of names,
/// `export` only at the start of a line, no two modules with the same name at their top level, comments only where a line
/// begins.
pub fn join(modules: &[&Text]) -> String {
    let mut out = String::from("(()=>{\"use strict\";\n");
    for module in modules {
        let mut in_comment = false;
        for line in module.text.lines() {
            if let Some(kept) = line_kept(line, &mut in_comment) {
                out.push_str(kept);
                out.push('\n');
            }
        }
    }
    out.push_str("})();\n");
    out
}

/// A joined script in fewer bytes: without the white space between words, and with short names for what is local to it.
/// Nothing else is changed, so what runs is what was written. A script that cannot be parsed stays as it is.
#[cfg(feature = "minify")]
pub fn shorten(script: &str) -> String {
    use oxc_codegen::{Codegen, CodegenOptions};
    use oxc_minifier::{MangleOptions, Minifier, MinifierOptions};
    let allocator = oxc_allocator::Allocator::default();
    let parsed = oxc_parser::Parser::new(&allocator, script, oxc_span::SourceType::cjs()).parse();
    if !parsed.errors.is_empty() {
        return script.to_owned();
    }
    let mut program = parsed.program;
    let names = MinifierOptions { mangle: Some(MangleOptions::default()), compress: None };
    let scoping = Minifier::new(names).minify(&allocator, &mut program).scoping;
    let options = CodegenOptions { minify: true, ..CodegenOptions::default() };
    Codegen::new().with_options(options).with_scoping(scoping).build(&program).code
}

/// Without the minifier a script stays as it is.
#[cfg(not(feature = "minify"))]
pub fn shorten(script: &str) -> String {
    script.to_owned()
}

/// What is left of a line; `None` if nothing.
fn line_kept<'a>(line: &'a str, in_comment: &mut bool) -> Option<&'a str> {
    let mut rest = line.trim();
    if *in_comment || rest.starts_with("/*") {
        let Some(end) = rest.find("*/") else {
            *in_comment = true;
            return None;
        };
        *in_comment = false;
        rest = rest[end + 2..].trim_start();
    }
    if rest.is_empty() || rest.starts_with("//") || line.starts_with("import ") {
        return None;
    }
    Some(if line.starts_with("export ") { rest.strip_prefix("export ").unwrap_or(rest) } else { rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_before_an_expression_is_taken_out_alone() {
        let module = Text::new("a.js", "/** @type {Event} */ (event).go();\n/* two\n   lines */\nstop();\n");
        assert_eq!(join(&[&module]), "(()=>{\"use strict\";\n(event).go();\nstop();\n})();\n");
    }

    #[cfg(feature = "minify")]
    #[test]
    fn a_script_is_shortened_and_does_the_same() {
        let joined = "(()=>{\n\"use strict\";\nconst counted = (list) => list.length;\ndocument.title = `${counted([1, 2])} </b>`;\n})();\n";
        let short = shorten(joined);
        assert!(short.len() < joined.len() && !short.contains("counted"), "{short}");
        assert!(short.contains("use strict") && short.contains("document.title=") && short.contains("</b>"), "{short}");
        assert_eq!(shorten("const = ;"), "const = ;");
    }

    #[test]
    fn modules_become_one_function() {
        let a = Text::new("a.js", "/** Adds. */\nexport function add(x) {\n  // why\n  return x + 1;\n}\n");
        let b = Text::new("b.js", "import { add } from \"./a.js\";\nconst two = add(1);\n");
        assert_eq!(join(&[&a, &b]), "(()=>{\"use strict\";\nfunction add(x) {\nreturn x + 1;\n}\nconst two = add(1);\n})();\n");
    }
}
