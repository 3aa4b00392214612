//! Script modules → one classic script.
//!
//! From `file://` a browser loads no module, so the modules of a theme (ES modules, which `node --test` and the type
//! checker understand) are joined in the order of the manifest inside one function. Imports and the word `export` are
//! taken out; comments on lines of their own too. Names are not changed: what is published can be read.

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

    #[test]
    fn modules_become_one_function() {
        let a = Text::new("a.js", "/** Adds. */\nexport function add(x) {\n  // why\n  return x + 1;\n}\n");
        let b = Text::new("b.js", "import { add } from \"./a.js\";\nconst two = add(1);\n");
        assert_eq!(join(&[&a, &b]), "(()=>{\"use strict\";\nfunction add(x) {\nreturn x + 1;\n}\nconst two = add(1);\n})();\n");
    }
}
