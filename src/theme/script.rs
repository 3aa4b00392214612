//! Script modules → one classic script.
//!
//! From `file://` a browser loads no module, so the modules of a theme (ES modules, which `node --test` and the type
//! checker understand) are joined in the order of the manifest inside one function. Imports and the word `export` are
//! taken out; comments on lines of their own too. Names are not changed: what is published can be read.

use crate::diagnostic::Text;

/// Joins modules. They follow four rules, which `tests/it/scripts.rs` checks: imports on one line and only of names,
/// `export` only at the start of a line, no two modules with the same name at their top level, comments on their own lines.
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
    let trimmed = line.trim();
    if *in_comment {
        *in_comment = !trimmed.ends_with("*/");
        return None;
    }
    if trimmed.starts_with("/*") {
        *in_comment = !trimmed.ends_with("*/");
        return None;
    }
    if trimmed.is_empty() || trimmed.starts_with("//") || line.starts_with("import ") {
        return None;
    }
    Some(line.strip_prefix("export ").unwrap_or(line).trim_start().trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_become_one_function() {
        let a = Text::new("a.js", "/** Adds. */\nexport function add(x) {\n  // why\n  return x + 1;\n}\n");
        let b = Text::new("b.js", "import { add } from \"./a.js\";\nconst two = add(1);\n");
        assert_eq!(join(&[&a, &b]), "(()=>{\"use strict\";\nfunction add(x) {\nreturn x + 1;\n}\nconst two = add(1);\n})();\n");
    }
}
