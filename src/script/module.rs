//! One module: what it imports, and its code as it goes into a script.

use crate::diagnostic::{Finding, Findings, Text, rules};
use std::ops::Range;

/// A module, read.
#[derive(Debug)]
pub struct Module<'t> {
    /// Its file.
    pub text: &'t Text,
    /// Other modules that it needs.
    pub(super) imports: Vec<Import>,
    /// Its lines without imports, `export`, and comments on lines of their own.
    pub(super) code: String,
}

/// Another module that is needed.
#[derive(Debug)]
pub(super) struct Import {
    /// Its path.
    pub target: String,
    /// Where it is named, by its path from this one.
    pub range: Range<usize>,
    /// Where each name stands that is imported from it.
    pub names: Vec<Range<usize>>,
}

impl<'t> Module<'t> {
    /// Reads a module line by line. What cannot be joined is a finding.
    pub(super) fn read(text: &'t Text, findings: &mut Findings) -> Self {
        let mut module = Self {
            text,
            imports: Vec::new(),
            code: String::with_capacity(text.text.len()),
        };
        let (mut at, mut in_comment) = (0, false);
        while at < text.text.len() {
            let rest = &text.text[at..];
            let line = rest.lines().next().unwrap_or_default();
            let length = if !in_comment && begins_with_word(line, "import") {
                module.import(at, findings).unwrap_or(line.len())
            } else {
                let after_export = line.strip_prefix("export ").filter(|_| !in_comment);
                if after_export.is_some_and(|rest| !declares(rest)) {
                    module.refuse(at, line, findings);
                } else if let Some(kept) = kept(after_export.unwrap_or(line), &mut in_comment) {
                    module.code.push_str(kept);
                    module.code.push('\n');
                }
                line.len()
            };
            let end = rest[length..].find('\n');
            at += end.map_or(rest.len(), |end| length + end + 1);
        }
        module
    }

    /// Takes up an import that begins at a byte; returns how long it is.
    fn import(&mut self, at: usize, findings: &mut Findings) -> Option<usize> {
        let statement = &self.text.text[at..];
        match imported(statement) {
            Some((names, path)) if path.starts_with("./") || path.starts_with("../") => {
                // All are slices of the same text.
                let range = |part: &str| {
                    let start = at + (part.as_ptr() as usize - statement.as_ptr() as usize);
                    start..start + part.len()
                };
                let names = names.into_iter().map(range).collect();
                let (target, range) = (resolved(&self.text.path, path), range(path));
                let length = range.end + 1 - at;
                self.imports.push(Import {
                    target,
                    range,
                    names,
                });
                Some(length)
            }
            _ => {
                self.refuse(at, statement.lines().next().unwrap_or_default(), findings);
                None
            }
        }
    }

    fn refuse(&self, at: usize, line: &str, findings: &mut Findings) {
        let finding = Finding::new(&rules::SCRIPT_IMPORT)
            .at(self.text.place(at..at + line.len()))
            .with("statement", line);
        findings.add(finding);
    }
}

/// The names and the path in an import of names as they are (`import { a, b } from "./c.js"`), on one line or several, or of
/// none (`import "./c.js"`); `None` for every other form.
fn imported(statement: &str) -> Option<(Vec<&str>, &str)> {
    let rest = statement.strip_prefix("import")?.trim_start();
    let (names, path) = match rest.strip_prefix('{') {
        None => (Vec::new(), rest),
        Some(rest) => {
            let (names, rest) = rest.split_once('}')?;
            let path = rest.trim_start().strip_prefix("from")?.trim_start();
            (names.split(',').map(str::trim).collect(), path)
        }
    };
    let is_name = |name: &&str| {
        name.chars()
            .all(|c| c.is_alphanumeric() || "_$".contains(c))
    };
    let quote = path.chars().next().filter(|c| "\"'".contains(*c))?;
    let (path, _) = path[1..].split_once(quote)?;
    (names.iter().all(is_name) && !path.contains('\n')).then(|| {
        // A comma may follow the last name.
        let names = names.into_iter().filter(|name| !name.is_empty()).collect();
        (names, path)
    })
}

/// The path that an import in the module at `from` names.
fn resolved(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Whether what follows `export` declares what is exported.
fn declares(rest: &str) -> bool {
    ["async", "class", "const", "function", "let"]
        .iter()
        .any(|word| begins_with_word(rest, word))
}

fn begins_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric() && !"_$(.".contains(c)))
}

/// What is left of a line; `None` if nothing.
fn kept<'l>(line: &'l str, in_comment: &mut bool) -> Option<&'l str> {
    let mut rest = line.trim();
    if *in_comment || rest.starts_with("/*") {
        let Some(end) = rest.find("*/") else {
            *in_comment = true;
            return None;
        };
        *in_comment = false;
        rest = rest[end + 2..].trim_start();
    }
    (!rest.is_empty() && !rest.starts_with("//")).then_some(rest)
}
