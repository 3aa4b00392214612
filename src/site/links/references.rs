//! Links to something by its id, wherever its page is: documents, items, counts, tools and schemas of files.

use super::{Context, Destination, Label, broken, has_anchor};
use crate::diagnostic::{Finding, Findings, nearest, rules};
use crate::language::Tag;
use crate::pages::Link;
use crate::site::{ItemWords, SCHEMAS, Words, address, schema_address};

pub fn document(
    context: &Context<'_>,
    language: &Tag,
    link: &Link,
    key: &str,
    findings: &mut Findings,
) -> Destination {
    let Some((model, document)) = context.models.document(key) else {
        findings.add_in(&rules::UNKNOWN_DOCUMENT, link.span.path(), || {
            let near = nearest(key, context.models.document_keys());
            Finding::new(&rules::UNKNOWN_DOCUMENT)
                .at(&link.span)
                .with("key", key)
                .suggest(near.map(|key| format!("doc:{key}")))
        });
        return Destination::Broken;
    };
    let words = context.words.get(language);
    let words = words.and_then(|words| words.items.get(&model.reference(document)));
    match (words, model.address_for(document, language)) {
        (Some(words), _) => Destination::Page {
            address: address(language, &words.path),
            anchor: words.anchor.clone(),
            label: Some(Label {
                text: words.title.clone(),
                language: words.language.to_string(),
            }),
            explains: None,
            named: None,
        },
        (None, Some(url)) => Destination::External(url),
        (None, None) => Destination::Broken,
    }
}

pub fn item(
    context: &Context<'_>,
    language: &Tag,
    link: &Link,
    reference: &str,
    findings: &mut Findings,
) -> Destination {
    let words = context.words.get(language);
    let found = words.and_then(|words| Some((words, words.items.get(reference)?)));
    let Some((words, item)) = found else {
        findings.add_in(&rules::UNKNOWN_ITEM, link.span.path(), || {
            let known = words
                .map(|words| words.items.keys().map(String::as_str).collect::<Vec<_>>())
                .unwrap_or_default();
            // An id alone says enough where one model only has it.
            let id = format!(":{reference}");
            let mut of_any = known.iter().filter(|item| item.ends_with(&id));
            let only = of_any.next().filter(|_| of_any.next().is_none());
            let near = only
                .map(|item| (*item).to_owned())
                .or_else(|| nearest(reference, known.iter().copied()))
                .map(|item| format!("item:{item}"));
            Finding::new(&rules::UNKNOWN_ITEM)
                .at(&link.span)
                .with("item", reference)
                .suggest(near)
        });
        return Destination::Broken;
    };
    Destination::Page {
        address: address(language, &item.path),
        anchor: item.anchor.clone(),
        label: Some(Label {
            text: item_label(context, words, reference, item),
            language: item.language.to_string(),
        }),
        explains: explains(context, reference),
        named: None,
    }
}

/// An item as a link calls it: by framework, id and name where readers know ids, by its name elsewhere.
fn item_label(context: &Context<'_>, words: &Words, reference: &str, item: &ItemWords) -> String {
    let known = context.models.item(reference);
    let Some((model, id)) = known.filter(|(model, _)| model.shown.ids) else {
        return item.title.clone();
    };
    let name = words.models.get(&model.id);
    let name = name.map_or(model.id.as_str(), |(name, _)| name.as_str());
    format!("{name} {} {}", id.id(), item.title)
}

/// The item itself, if it explains words.
fn explains(context: &Context<'_>, reference: &str) -> Option<String> {
    let (model, _) = context.models.item(reference)?;
    model.explains().then(|| reference.to_owned())
}

pub fn count(
    context: &Context<'_>,
    link: &Link,
    what: &str,
    findings: &mut Findings,
) -> Destination {
    let (model, category) = what
        .split_once('/')
        .map_or((what, None), |(model, category)| (model, Some(category)));
    let known = context.models.models.get(model);
    let number = match category {
        None => known.map(|model| model.items.len()),
        Some(category) => known
            .filter(|model| {
                model
                    .scored
                    .categories
                    .iter()
                    .any(|known| known == category)
            })
            .map(|model| model.items_of(category).count()),
    };
    match number {
        Some(number) => Destination::Count(number),
        None => {
            let near = nearest(model, model_ids(context)).filter(|_| known.is_none());
            let category = category.map(|category| format!("/{category}"));
            let near = near.map(|near| format!("count:{near}{}", category.unwrap_or_default()));
            findings.add(
                Finding::new(&rules::UNKNOWN_ITEM)
                    .at(&link.span)
                    .with("item", what)
                    .suggest(near),
            );
            Destination::Broken
        }
    }
}

pub fn tool(
    context: &Context<'_>,
    language: &Tag,
    link: &Link,
    model: &str,
    findings: &mut Findings,
) -> Destination {
    match context
        .models
        .models
        .get(model)
        .filter(|model| model.is_scored())
    {
        Some(_) => {
            let words = context.words.get(language);
            let named = words.and_then(|words| Some((words, words.models.get(model)?)));
            let label = |(words, (name, _)): (&Words, &(String, String))| {
                let page = words.model_pages.get(model);
                let written = page.map_or(language, |page| &page.language);
                Label {
                    text: name.clone(),
                    language: written.to_string(),
                }
            };
            Destination::Tool {
                model: model.to_owned(),
                label: named.map(label),
            }
        }
        None => {
            let finding = Finding::new(&rules::UNKNOWN_ITEM)
                .at(&link.span)
                .with("item", model);
            let near = nearest(model, model_ids(context));
            findings.add(finding.suggest(near.map(|near| format!("tool:{near}"))));
            Destination::Broken
        }
    }
}

fn model_ids<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a str> {
    context.models.models.keys().map(String::as_str)
}

pub fn schema(language: &Tag, link: &Link, format: &str, findings: &mut Findings) -> Destination {
    if SCHEMAS.contains(&format) {
        return Destination::Page {
            address: schema_address(format),
            anchor: None,
            label: Some(Label {
                text: format.to_owned(),
                language: language.to_string(),
            }),
            explains: None,
            named: None,
        };
    }
    let near = nearest(format, SCHEMAS).map(|near| format!("schema:{near}"));
    broken(&rules::BROKEN_LINK, link, || near, findings)
}

/// A page in a language that the link names (`lang:ja:starter-kit/index.md#setup`, from the language's folder on), for readers of
/// any other.
pub fn in_language(
    context: &Context<'_>,
    link: &Link,
    rest: &str,
    findings: &mut Findings,
) -> Destination {
    let (tag, file) = rest.split_once(':').unwrap_or((rest, ""));
    let (file, anchor) = file
        .split_once('#')
        .map_or((file, None), |(file, anchor)| (file, Some(anchor)));
    let path = file.strip_suffix(".md").unwrap_or(file);
    let Some(language) = context.config.language(tag) else {
        let known = context
            .config
            .languages
            .iter()
            .map(|language| language.tag.as_str());
        let near = nearest(tag, known).map(|tag| format!("lang:{tag}:{file}"));
        return broken(&rules::BROKEN_LINK, link, || near, findings);
    };
    let language = &language.tag;
    let texts = context.texts.get(path).filter(|_| file != path);
    let Some(page) = texts.and_then(|texts| texts.get(language)) else {
        let own = context
            .texts
            .iter()
            .filter(|(_, texts)| texts.contains_key(language));
        let near = nearest(path, own.map(|(path, _)| path.as_str()));
        let near = near.map(|path| format!("lang:{tag}:{path}.md"));
        return broken(&rules::BROKEN_LINK, link, || near, findings);
    };
    if let Some(anchor) = anchor
        && !has_anchor(context, page, path, anchor)
    {
        let known = page.headings.iter().map(|heading| heading.id.as_str());
        let finding = Finding::new(&rules::BROKEN_ANCHOR).at(&link.span);
        let finding = finding
            .with("anchor", anchor)
            .with("target", &*page.text.path);
        findings.add(finding.suggest(nearest(anchor, known)));
    }
    Destination::Page {
        address: address(language, path),
        anchor: anchor.map(str::to_owned),
        label: Some(Label {
            text: page.front.title.clone(),
            language: language.to_string(),
        }),
        explains: None,
        named: Some(language.clone()),
    }
}
