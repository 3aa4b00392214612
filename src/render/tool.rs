//! Scoring tools: one self-contained file a model, with its policy by hash.

use super::{File, Templates, ToolPart, view};
use crate::diagnostic::Findings;
use crate::language::Tag;
use crate::site::{Site, address, relative, tool_address};
use crate::theme::Theme;
use serde::Serialize;

#[derive(Serialize)]
struct ToolView<'a> {
    lang: String,
    dir: &'static str,
    title: String,
    policy: String,
    /// Style sheet, script and data (JSON without `<`), to stand in their elements as they are.
    style: &'a str,
    script: &'a str,
    data: String,
    languages: Vec<ToolLanguageView>,
}

#[derive(Serialize)]
struct ToolLanguageView {
    tag: String,
    dir: &'static str,
    model: String,
    href: String,
}

/// The tool of every model that is scored, if the theme has one.
pub fn files(site: &Site, theme: &Theme, templates: &Templates, tools: &[ToolPart], findings: &mut Findings) -> Vec<File> {
    let (Some(style), Some(script)) = (theme.bundles.get("tool.css"), theme.bundles.get("tool.js")) else { return Vec::new() };
    let mut files = Vec::new();
    for tool in tools.iter().filter(|_| templates.has("tool.html")) {
        let default = &site.config.default_language;
        let languages: Vec<_> =
            site.config.languages.iter().map(|language| language_view(site, &tool.model, &language.tag)).collect();
        let name = languages
            .iter()
            .find(|language| language.tag == default.as_str())
            .map_or(tool.model.as_str(), |language| &language.model);
        let tool_view = ToolView {
            lang: default.to_string(),
            dir: default.direction(),
            title: format!("{name} · {}", view::site_title(site, default)),
            policy: policy(style, script),
            style,
            script,
            data: tool.data.replace('<', "\\u003c"),
            languages,
        };
        let html = templates.render("tool.html", &tool_view, None, findings);
        let origin = format!("content/models/{}/model.toml", tool.model);
        files.push(File { path: tool_address(&tool.model), origin, bytes: html.into_bytes() });
    }
    files
}

fn language_view(site: &Site, model: &str, language: &Tag) -> ToolLanguageView {
    let named = site.words.get(language).and_then(|words| words.models.get(model));
    let (name, path) = named.cloned().unwrap_or_else(|| (model.to_owned(), "index".to_owned()));
    ToolLanguageView {
        tag: language.to_string(),
        dir: language.direction(),
        model: name,
        href: relative(&tool_address(model), &address(language, &path)),
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
    format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(text.as_bytes())))
}
