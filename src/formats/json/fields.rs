//! A record, read field by field.

use super::Node;
use super::node::inner_path;
use crate::diagnostic::Findings;
use jsonc_parser::ast::Object;
use std::collections::BTreeMap;

/// A record whose fields are asked for one by one. A field that is absent is empty, not wrong.
pub struct Fields<'a> {
    path: String,
    /// The record itself, or the nearest one around it where it is absent.
    owner: Option<Node<'a>>,
    entries: BTreeMap<&'a str, Node<'a>>,
    order: Vec<&'a str>,
}

impl<'a> Fields<'a> {
    /// A record without fields, inside another one.
    pub(super) fn none(path: &str, owner: Option<Node<'a>>) -> Self {
        Self {
            path: path.to_owned(),
            owner,
            entries: BTreeMap::new(),
            order: Vec::new(),
        }
    }

    pub(super) fn of(node: &Node<'a>, object: &'a Object<'a>) -> Self {
        let mut fields = Self::none(&node.path, Some(node.clone()));
        for (name, value) in node.properties(object) {
            if fields.entries.insert(name, value).is_none() {
                fields.order.push(name);
            }
        }
        fields
    }

    fn absent(&self, name: &str) -> Self {
        Self::none(&inner_path(&self.path, name), self.owner.clone())
    }

    /// Says that a field needs another value than it has, or that it needs one.
    pub fn wrong(&self, name: &str, expected: &str, findings: &mut Findings) {
        match (self.entries.get(name), &self.owner) {
            (Some(node), _) => node.wrong(expected, findings),
            (None, Some(owner)) => owner
                .called(inner_path(&self.path, name))
                .missing(expected, findings),
            (None, None) => {}
        }
    }

    /// A field's value, if it is there and not null.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.entries.get(name).filter(|node| !node.is_null())
    }

    /// Whether a field is a text.
    pub fn is_text(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|node| node.value.as_string_lit().is_some())
    }

    /// A text; empty where the field is absent.
    pub fn string(&self, name: &str, limit: usize, findings: &mut Findings) -> String {
        self.get(name)
            .and_then(|node| node.string(limit, findings))
            .unwrap_or_default()
    }

    /// A text in a form of which `expected` is an example; empty where the field is absent.
    pub fn form(
        &self,
        name: &str,
        fits: impl Fn(&str) -> bool,
        expected: &str,
        findings: &mut Findings,
    ) -> String {
        let Some(node) = self.get(name) else {
            return String::new();
        };
        let Some(text) = node.string(usize::MAX, findings) else {
            return String::new();
        };
        if text.is_empty() || fits(&text) {
            return text;
        }
        node.wrong(expected, findings);
        String::new()
    }

    /// A whole number.
    pub fn whole(&self, name: &str, findings: &mut Findings) -> Option<i64> {
        self.get(name)?.whole(findings)
    }

    /// Whether a field is `true`.
    pub fn flag(&self, name: &str, findings: &mut Findings) -> bool {
        self.get(name).is_some_and(|node| node.flag(findings))
    }

    /// A record; one without fields where it is absent. `null` is no record: a program that wrote it lost what was there.
    pub fn fields(&self, name: &str, findings: &mut Findings) -> Self {
        let fields = self
            .entries
            .get(name)
            .and_then(|node| node.fields(findings));
        fields.unwrap_or_else(|| self.absent(name))
    }

    /// A record that may also be `null`.
    pub fn fields_or_null(&self, name: &str, findings: &mut Findings) -> Self {
        if self.get(name).is_some() {
            self.fields(name, findings)
        } else {
            self.absent(name)
        }
    }

    /// The fields of a record by name, in the order of the file.
    pub fn entries(
        &self,
        name: &str,
        limit: usize,
        findings: &mut Findings,
    ) -> Vec<(String, Node<'a>)> {
        let fields = self.fields(name, findings);
        if let Some(node) = self.get(name).filter(|_| fields.order.len() > limit) {
            node.too_much(limit, findings);
        }
        let entry = |name: &&str| Some(((*name).to_owned(), fields.entries.get(name)?.clone()));
        fields.order.iter().take(limit).filter_map(entry).collect()
    }

    /// The values of a list; none where it is absent.
    pub fn list(&self, name: &str, limit: usize, findings: &mut Findings) -> Vec<Node<'a>> {
        self.get(name)
            .map(|node| node.list(limit, findings))
            .unwrap_or_default()
    }

    /// The texts of a list.
    pub fn strings(
        &self,
        name: &str,
        limit: usize,
        length: usize,
        findings: &mut Findings,
    ) -> Vec<String> {
        self.list(name, limit, findings)
            .iter()
            .filter_map(|node| node.text(length, findings))
            .collect()
    }
}
