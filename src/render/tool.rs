//! Scoring tools: one self-contained file a model, with its policy by hash.

use super::{OutputFile, ReadyMade, Templates, ToolPart};
use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::language::Tag;
use crate::site::{Site, address, relative, tool_address};
use crate::theme::Theme;
use serde::Serialize;

#[derive(Serialize)]
struct ToolView<'a> {
    /// The default language, which the page is in until it knows better.
    language: ToolLanguageView,
    title: String,
    policy: String,
    /// Style sheet, script and data (JSON without `<`), to stand in their elements as they are.
    style: &'a str,
    script: &'a str,
    data: &'a str,
    /// What is said without JavaScript, and where the script does not start, in each language.
    noscript: Vec<NoScriptView>,
}

#[derive(Serialize)]
struct ToolLanguageView {
    tag: String,
    dir: &'static str,
}

#[derive(Serialize)]
struct NoScriptView {
    tag: String,
    dir: &'static str,
    title: String,
    text: String,
    late: String,
    intro: String,
    link: String,
}

/// Whether there are tools to be made: a model that is scored, and a theme with a page for it.
pub fn are_made(templates: &Templates, parts: &ReadyMade) -> bool {
    !parts.tools.is_empty() && templates.has("tool.html")
}

/// The tool of every model that is scored. Pages link to it, so a theme that lacks what it is made of is a finding.
pub fn files(
    site: &Site,
    theme: &Theme,
    templates: &Templates,
    parts: &ReadyMade,
    findings: &mut Findings,
) -> Vec<OutputFile> {
    if parts.tools.is_empty() {
        return Vec::new();
    }
    let style = theme.bundles.get("tool.css");
    let (Some(style), true) = (style, are_made(templates, parts)) else {
        let manifest = Place::file(&format!("themes/{}/theme.toml", site.config.theme));
        let lacking = Finding::new(&rules::THEME_PART).at(manifest);
        findings.add(lacking.with("part", style.map_or("tool.css", |_| "templates/tool.html")));
        return Vec::new();
    };
    let script = &parts.tool_script;
    let mut file = |tool: &ToolPart| {
        let view = view(site, tool, style, script);
        let html = templates.render("tool.html", &view, findings);
        OutputFile {
            path: tool_address(&tool.model),
            origin: format!("content/models/{}/model.toml", tool.model),
            bytes: html.into_bytes(),
        }
    };
    parts.tools.iter().map(&mut file).collect()
}

fn view<'a>(site: &Site, tool: &'a ToolPart, style: &'a str, script: &'a str) -> ToolView<'a> {
    let default = &site.config.default_language;
    let languages = site.config.languages.iter();
    let noscript: Vec<NoScriptView> = languages
        .map(|language| noscript(site, &tool.model, &language.tag))
        .collect();
    let mut titles = noscript.iter();
    let title = titles.find(|entry| entry.tag == default.as_str());
    ToolView {
        language: ToolLanguageView {
            tag: default.to_string(),
            dir: default.direction(),
        },
        title: title.map_or_else(|| tool.model.clone(), |entry| entry.title.clone()),
        policy: policy(style, script),
        style,
        script,
        data: &tool.data,
        noscript,
    }
}

fn noscript(site: &Site, model: &str, language: &Tag) -> NoScriptView {
    let named = site
        .words
        .get(language)
        .and_then(|words| words.models.get(model));
    let (name, path) = named
        .cloned()
        .unwrap_or_else(|| (model.to_owned(), "index".to_owned()));
    NoScriptView {
        tag: language.to_string(),
        dir: language.direction(),
        title: site.text(language, "tool.title", &[("model", &name)]),
        text: site.text(language, "tool.noscript", &[]),
        late: site.text(language, "tool.late", &[]),
        intro: relative(&tool_address(model), &address(language, &path)),
        link: site.text(language, "tool.start.intro", &[]),
    }
}

fn policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data: blob:; connect-src 'none'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        policy_hash(script),
        policy_hash(style)
    )
}

/// A source expression that allows exactly this text: `'sha256-…'`.
pub fn policy_hash(text: &str) -> String {
    use base64::Engine as _;
    use sha2::Digest as _;
    format!(
        "'sha256-{}'",
        base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(text.as_bytes()))
    )
}
