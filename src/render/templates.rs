//! The theme's templates, compiled. The only module that knows Tera.
//!
//! [`compile`] makes [`Templates`] of what the theme has read; [`Templates::render`] puts one view into one of them. Each is
//! compiled twice: minified to render with, and as it was written to tell where a mistake is.

use super::phrases;
use crate::diagnostic::{Finding, Findings, Place, Text, nearest, rules};
use crate::fields::At;
use crate::site::Site;
use crate::strings::Strings;
use crate::theme::{PAGE, Theme};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

/// A part of views that is the same for many pages: made once, then counted and not copied.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Shared(Value);

impl Default for Shared {
    fn default() -> Self {
        Self(Value::none())
    }
}

impl Shared {
    /// Makes it of a view, or a text.
    pub fn new<V: Serialize + ?Sized>(view: &V) -> Self {
        // Views hold texts, numbers and lists of them, which always have a value.
        Value::try_from_serializable(view).map_or_else(|_| Self::default(), Self)
    }

    /// Makes it of HTML, which a template puts out as it is.
    pub fn html(html: &str) -> Self {
        Self(Value::safe_string(html))
    }
}

/// Compiled templates: minified ones to render with, and those of the author to find the place of a mistake.
pub struct Templates {
    ready: Tera,
    written: Tera,
    folder: String,
    /// Names of those that a page may ask for.
    pages: Vec<String>,
    sources: std::collections::BTreeMap<String, Text>,
}

/// Compiles the templates of the theme; `None` after a mistake.
pub fn compile(site: &Site, theme: &Theme, findings: &mut Findings) -> Option<Templates> {
    let sources = theme
        .sources
        .iter()
        .map(|(name, text)| (name.clone(), text.text.to_string()));
    let folder = format!("themes/{}/templates/", site.config.theme);
    let written = engine(&site.strings, sources)
        .map_err(|error| findings.add(finding(&error, &folder, &theme.sources)))
        .ok()?;
    let minified = theme.templates.clone().into_iter();
    // Where what the author wrote compiles and the minified form does not, what the author wrote is used.
    let ready = engine(&site.strings, minified).unwrap_or_else(|_| written.clone());
    Some(Templates {
        ready,
        written,
        folder,
        pages: theme.pages.clone(),
        sources: theme.sources.clone(),
    })
}

fn engine(
    strings: &Strings,
    templates: impl Iterator<Item = (String, String)>,
) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    let strings = strings.clone();
    // `text(key="nav.home")` in the page's language; further arguments are placeholders.
    tera.register_function("text", move |arguments: Kwargs, state: &State<'_>| {
        text(&strings, &arguments, state)
    });
    // `title | phrases(language=lang)`: words that break at phrases; `description | paragraph(language=lang)`: running text.
    tera.register_filter("phrases", remembered(phrases::title));
    tera.register_filter("paragraph", remembered(phrases::paragraph));
    tera.add_raw_templates(templates.collect::<Vec<_>>())?;
    Ok(tera)
}

/// An interface text, in the language that is asked for or else in the page's.
fn text(strings: &Strings, arguments: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key: &str = arguments.must_get("key")?;
    let language = match arguments.get::<Value>("language")? {
        Some(language) => language,
        None => state.get::<Value>("lang")?.unwrap_or_else(Value::none),
    };
    let language = language.as_str().unwrap_or_default();
    // The others are what the text's placeholders stand for; most texts have none.
    let given = arguments.iter().filter_map(|(name, value)| {
        let name = name.as_str()?;
        (!matches!(name, "key" | "language")).then(|| (name, value.to_string()))
    });
    let named: Vec<(&str, String)> = given.collect();
    let pairs: Vec<(&str, &str)> = named
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    match strings.text(language, key, &pairs) {
        Some(text) => Ok(Value::from(text)),
        // Declared but missing in this language: reported where the texts are read.
        None if strings.is_declared(key) => Ok(Value::from(key)),
        None => Err(tera::Error::message(format!(
            "no interface text {key} in {language}"
        ))),
    }
}

/// A filter that makes HTML of a text in a language. Results are remembered: the same titles stand in the navigation of
/// every page.
fn remembered(
    make: fn(&str, &str) -> String,
) -> impl Fn(&str, Kwargs, &State<'_>) -> TeraResult<Value> + Sync + Send + Clone + 'static {
    // By language, then by text, so that looking up copies neither.
    let known: Arc<RwLock<HashMap<String, HashMap<String, Value>>>> = Arc::default();
    move |text: &str, arguments: Kwargs, _: &State<'_>| {
        let language: &str = arguments.must_get("language")?;
        // A lock that another thread broke costs time, nothing else.
        let read = known.read().ok();
        let found = read
            .as_ref()
            .and_then(|known| known.get(language)?.get(text));
        if let Some(found) = found {
            return Ok(found.clone());
        }
        drop(read);
        let value = Value::safe_string(&make(text, language));
        if let Ok(mut known) = known.write() {
            let texts = known.entry(language.to_owned()).or_default();
            texts.insert(text.to_owned(), value.clone());
        }
        Ok(value)
    }
}

impl Templates {
    /// Renders a page with the template that its author asked for, if the theme has that for pages.
    pub fn page<V: Serialize>(
        &self,
        asked: Option<&At<String>>,
        view: &V,
        findings: &mut Findings,
    ) -> String {
        let name = asked.map_or(PAGE, |asked| asked.value.as_str());
        if let Some(asked) = asked.filter(|_| !self.pages.iter().any(|known| known == name)) {
            let known = self.pages.iter().map(String::as_str);
            let near = nearest(name.trim_end_matches(".html"), known);
            let finding = Finding::new(&rules::UNKNOWN_TEMPLATE).at(&asked.span);
            let finding = finding.with("template", name);
            findings.add(finding.with("known", self.pages.join(", ")).suggest(near));
            return String::new();
        }
        self.render(&format!("{name}.html"), view, findings)
    }

    /// Renders a template with its view; a mistake is a finding, and the result is empty.
    pub fn render<V: Serialize>(&self, name: &str, view: &V, findings: &mut Findings) -> String {
        if !self.has(name) {
            findings.add(self.missing(name));
            return String::new();
        }
        let rendered = Context::from_serialize(view).and_then(|context| {
            // What the author wrote fails in the same way, at a place that the author knows.
            let as_written = |error| self.written.render(name, &context).err().unwrap_or(error);
            self.ready.render(name, &context).map_err(as_written)
        });
        rendered.unwrap_or_else(|error| {
            findings.add(finding(&error, &self.folder, &self.sources));
            String::new()
        })
    }

    fn missing(&self, name: &str) -> Finding {
        let known = self.sources.keys().map(String::as_str);
        Finding::new(&rules::TEMPLATE_ERROR)
            .at(Place::file(&format!("{}{name}", self.folder)))
            .with("error", format!("{name}?"))
            .suggest(nearest(name, known))
    }

    /// Whether the theme has a template.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }
}

/// Tera's report begins with the message and holds `--> [file:line:col]` further down; the place is taken from there.
fn finding(
    error: &tera::Error,
    folder: &str,
    sources: &std::collections::BTreeMap<String, Text>,
) -> Finding {
    let report = error.to_string();
    let message = report
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches("error:")
        .trim()
        .to_owned();
    let place = report
        .lines()
        .find_map(|line| place_of(line, sources))
        .unwrap_or_else(|| Place::file(folder.trim_end_matches('/')));
    let detail = std::error::Error::source(error)
        .map(|source| format!(": {source}"))
        .unwrap_or_default();
    Finding::new(&rules::TEMPLATE_ERROR)
        .at(place)
        .with("error", format!("{message}{detail}"))
}

fn place_of(line: &str, sources: &std::collections::BTreeMap<String, Text>) -> Option<Place> {
    let (name, text) = sources
        .iter()
        .find(|(name, _)| line.contains(name.as_str()))?;
    let after = &line[line.find(name.as_str())? + name.len()..];
    let mut numbers = after
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse::<usize>);
    let (line, column) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    let start: usize = text
        .text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let offset: usize = text.text[start..]
        .chars()
        .take(column.saturating_sub(1))
        .map(char::len_utf8)
        .sum();
    Some(text.place(start + offset..start + offset + 1))
}
