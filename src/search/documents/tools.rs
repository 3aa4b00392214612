//! What readers look for that is no page: the scoring tools, their profiles, and worksheets.

use super::{named, paragraph};
use crate::language::Tag;
use crate::models::Model;
use crate::search::Document;
use crate::site::{Site, SitePage, address, tool_address, tool_fragment, worksheet_address};

/// What a worksheet is, as its result says.
const FORMAT: &str = "XLSX";
/// What readers call it.
const PROGRAM: [&str; 2] = ["Excel", "XLSX"];

/// For each scored model of which a page speaks: its tool, its empty worksheet, and each of its profiles.
pub fn tools<'s>(site: &'s Site, language: &'s Tag) -> impl Iterator<Item = Document> + 's {
    site.scored_models().flat_map(move |model| {
        let words = site.words.get(language);
        let known = words.and_then(|words| words.models.get(&model.id));
        let page = known.and_then(|(_, path)| site.page(&address(language, path)));
        page.into_iter()
            .flat_map(move |page| of_model(site, page, model))
    })
}

fn of_model(site: &Site, page: &SitePage, model: &Model) -> Vec<Document> {
    let language = &page.language;
    let Some(words) = site.words.get(language) else {
        return Vec::new();
    };
    let name = words.models.get(&model.id).map_or("", |(name, _)| name);
    let with_name = |key: &str| site.text(language, key, &[("model", name)]);
    let fragment = tool_fragment(&page.address, language, &model.id, None);
    let tool = format!("{}#{fragment}", tool_address(&model.id));
    let document = |address: String, title: String, text: String| Document {
        address,
        title: title.clone(),
        ..named(site, page, None, &title, vec![paragraph(text)])
    };
    let count = model.items.len().to_string();
    let lead = site.text(
        language,
        "tool.start.lead",
        &[("model", name), ("count", &count)],
    );
    let mut documents = vec![document(
        tool.clone(),
        with_name("tool.title"),
        [lead, site.text(language, "tool.start.stays", &[])].join(" "),
    )];
    let mut worksheet = document(
        worksheet_address(&model.id, language),
        with_name("assess.sheet.title"),
        site.text(language, "assess.sheet.how", &[]),
    );
    FORMAT.clone_into(&mut worksheet.label);
    worksheet.keywords.extend(PROGRAM.map(str::to_owned));
    documents.push(worksheet);
    let texts = words.model_pages.get(&model.id);
    for profile in &model.scored.profiles {
        let reference = format!("{}:{}", model.id, profile.id);
        let described = words.profile_pages.get(&reference);
        let described = described.map(|page| address(language, &page.path));
        let text = texts.and_then(|page| page.front.texts.profiles.get(&profile.id));
        documents.extend(text.map(|text| {
            // What no page describes is seen in the tool.
            let address = described.unwrap_or_else(|| tool.clone());
            let title = text.name.value.clone();
            document(address, title, text.text.value.clone())
        }));
    }
    documents
}
