//! What `render` only puts into place: files made of models and pages, the scripts, the data of tools, and which translations are
//! out of date.

use crate::config::Config;
use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use crate::language::Tag;
use crate::render::{ReadyMade, Stale, ToolPart};
use crate::site::{Site, address, schema_address, tool_address, worksheet_address};
use crate::source::Tree;
use crate::translation::{self, Freshness};
use crate::{formats, models, office, report, search, tool};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Display;

/// What other parts make of the site for `render` to put into place.
pub fn parts(
    site: &Site,
    minify: bool,
    stale: BTreeMap<String, Stale>,
    findings: &mut Findings,
) -> ReadyMade {
    let schemas = formats::SCHEMAS.into_iter();
    let schemas = schemas.map(|(format, schema)| {
        let bytes = schema.as_bytes().to_vec();
        (schema_address(format), bytes)
    });
    let mut files: Vec<_> = schemas.collect();
    files.extend(model_files(site, findings));
    files.extend(worksheets(site, findings));
    files.extend(forms(site, findings));
    // Without a tool nobody reads its script, and to shorten it takes longer than a small site.
    let minify_script = minify && site.scored_models().next().is_some();
    let (tool_script, asked) = tool::script(site.strings.keys(), minify_script);
    let models = site.scored_models();
    let tools = models.filter_map(|model| {
        let data = tool::data(site, model).script_json(&asked, minify);
        let data = made(&tool_address(&model.id), file_of(model), data, findings)?;
        let model = model.id.clone();
        Some(ToolPart { model, data })
    });
    ReadyMade {
        tools: tools.collect(),
        files,
        search_script: search::script(minify),
        tool_script,
        stale,
    }
}

/// Translated pages whose originals have changed since. What is wrong in what is recorded of them is for `check` to say.
pub fn stale_pages(tree: &Tree, config: &Config) -> BTreeMap<String, Stale> {
    let pages = translation::recorded(tree, config);
    let stale = pages.into_iter().filter_map(|(language, page)| {
        let comparison = page.compared();
        let blocks = comparison.count(Freshness::Stale);
        let stale = Stale {
            blocks,
            sections: comparison.stale_sections(&page.translation_units),
            original: address(&page.from, &page.path),
            language: page.from.clone(),
        };
        (blocks > 0).then(|| (address(language, &page.path), stale))
    });
    stale.collect()
}

/// Each scored model as one file, which other copies of the tool open.
fn model_files(site: &Site, findings: &mut Findings) -> Vec<(String, Vec<u8>)> {
    let file = |model: &models::Model| {
        let file = formats::ModelFile::new(site, model);
        let json = made(&file.address(), file_of(model), file.json(), findings)?;
        // What is found where it is written is not said a second time.
        if !findings.has_errors() {
            opens_in_tools(&file.address(), model, &json, findings);
        }
        Some((file.address(), json.into_bytes()))
    };
    site.scored_models().filter_map(file).collect()
}

/// An empty worksheet of every scored model in every language.
fn worksheets(site: &Site, findings: &mut Findings) -> Vec<(String, Vec<u8>)> {
    let languages = site.config.languages.iter();
    let wanted: Vec<_> = languages
        .flat_map(|language| {
            site.scored_models()
                .map(move |model| (model, &language.tag))
        })
        .collect();
    let worksheet = |(model, language): &(&models::Model, &Tag)| {
        let words = tool::ModelWords::of_site(site, model, language);
        report::worksheet(&tool::data(site, model).model, &words, None)
    };
    let worksheets: Vec<_> = wanted.par_iter().map(worksheet).collect();
    let mut files = Vec::new();
    for ((model, language), worksheet) in wanted.into_iter().zip(worksheets) {
        let address = worksheet_address(&model.id, language);
        let bytes = made(&address, file_of(model), worksheet, findings);
        files.extend(bytes.map(|bytes| (address, bytes)));
    }
    files
}

/// The files that pages offer of their sections.
fn forms(site: &Site, findings: &mut Findings) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for file in office::files(site) {
        let origin = Place::file(&file.origin);
        let bytes = made(&file.address, origin, file.bytes, findings);
        files.extend(bytes.map(|bytes| (file.address, bytes)));
    }
    files
}

/// A model's file opens in every tool: what these would refuse is refused here, where it is written.
fn opens_in_tools(address: &str, model: &models::Model, json: &str, findings: &mut Findings) {
    let mut refused = Findings::default();
    if formats::read_model(&Text::new(address, json), &mut refused).is_some() {
        return;
    }
    for finding in refused.iter() {
        let said: Vec<&str> = finding
            .arguments
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        let place = place_in_model(model, said.first().copied().unwrap_or_default());
        findings.add(
            Finding::new(&rules::FILE_NOT_MADE)
                .at(place)
                .with("file", address)
                .with("error", said.join(": ")),
        );
    }
}

/// Where a model says what stands at a path of its file: the item's place, for all of an item.
fn place_in_model(model: &models::Model, path: &str) -> Place {
    let number = path
        .strip_prefix("model.items.")
        .and_then(|rest| rest.split('.').next()?.parse::<usize>().ok());
    let scored = number.and_then(|number| model.scored.items.get(number));
    let item = scored.and_then(|scored| model.item(&scored.id));
    item.map_or_else(|| file_of(model), |item| Place::from(&item.span))
}

/// The file that declares a model.
fn file_of(model: &models::Model) -> Place {
    Place::file(&format!("content/models/{}/model.toml", model.id))
}

/// A file that is made of what stands in `origin`; one that cannot be made is a finding, because an empty one would be published in its place.
fn made<T, E: Display>(
    address: &str,
    origin: Place,
    file: Result<T, E>,
    findings: &mut Findings,
) -> Option<T> {
    file.map_err(|error| {
        let finding = Finding::new(&rules::FILE_NOT_MADE).at(origin);
        findings.add(
            finding
                .with("file", address)
                .with("error", error.to_string()),
        );
    })
    .ok()
}
