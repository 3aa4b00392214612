//! What is published, parsed as what it is: whether a mark is text in all of it.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read;

/// What is wrong in a site's files, a line each.
pub fn mistakes(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (path, bytes) in files {
        let text = || String::from_utf8(bytes.clone()).unwrap();
        let found = match path.rsplit_once('.').map(|(_, extension)| extension) {
            Some("html") => html(&text()),
            Some("xml" | "svg") => xml(&text()),
            Some("json" | "webmanifest") => json(&text()),
            Some("js") if path.starts_with("search/") => call(&text()),
            Some("xlsx") => workbook(bytes),
            _ => Vec::new(),
        };
        wrong.extend(found.into_iter().map(|found| format!("{path}: {found}")));
    }
    wrong
}

/// Elements and attributes that a mark would make, and marks that were escaped twice.
fn html(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut script = None;
    for token in tokens(text) {
        match token {
            Token::TagToken(tag) => {
                script =
                    (tag.kind == TagKind::StartTag && &*tag.name == "script").then(|| kind(&tag));
                wrong.extend(strange(&tag));
            }
            Token::CharacterTokens(text) => match script.as_deref() {
                Some("application/json") => wrong.extend(json(&text)),
                Some(_) if text.contains("shirube-mark") => {
                    wrong.push(format!("in a script: {}", around(&text)));
                }
                Some(_) => {}
                None => wrong.extend(twice(&text)),
            },
            Token::CommentToken(text) if text.contains("shirube-mark") => {
                wrong.push(format!("in a comment: {}", around(&text)));
            }
            Token::ParseError(error) => wrong.push(error.to_string()),
            _ => {}
        }
    }
    wrong
}

fn kind(tag: &Tag) -> String {
    let mut attributes = tag.attrs.iter();
    let kind = attributes.find(|attribute| &*attribute.name.local == "type");
    kind.map(|kind| kind.value.to_string()).unwrap_or_default()
}

fn strange(tag: &Tag) -> Vec<String> {
    let mut wrong = Vec::new();
    if tag.name.contains("shirube-mark") {
        wrong.push(format!("<{}>", tag.name));
    }
    for attribute in &tag.attrs {
        let name = &*attribute.name.local;
        if name.starts_with("on") || name.contains(['"', '\'', '<', '&', '`']) {
            wrong.push(format!("{name} of <{}>", tag.name));
        }
        wrong.extend(twice(&attribute.value));
    }
    wrong
}

/// A mark that was escaped twice says what nobody wrote.
fn twice(text: &str) -> Option<String> {
    let said = text.contains("&lt;shirube-mark") || text.contains("%253Cshirube-mark");
    said.then(|| format!("escaped twice: {}", around(text)))
}

fn around(text: &str) -> String {
    let at = text.find("shirube-mark").unwrap_or(0);
    let from = text[..at]
        .char_indices()
        .rev()
        .nth(40)
        .map_or(0, |(at, _)| at);
    text[from..].chars().take(90).collect()
}

fn xml(text: &str) -> Vec<String> {
    match roxmltree::Document::parse(text) {
        Err(error) => vec![error.to_string()],
        Ok(document) => {
            let mut texts = document.descendants().filter_map(|node| node.text());
            texts.find_map(twice).into_iter().collect()
        }
    }
}

fn json(text: &str) -> Vec<String> {
    let parsed: Result<serde_json::Value, _> = serde_json::from_str(text);
    parsed
        .err()
        .map(|error| error.to_string())
        .into_iter()
        .collect()
}

/// A script that is one call, whose arguments are JSON.
fn call(text: &str) -> Vec<String> {
    let arguments = text.trim_end().trim_end_matches(';');
    let arguments = arguments
        .split_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    arguments.map_or_else(
        || vec!["no call".to_owned()],
        |arguments| json(&format!("[{}]", escaped(arguments))),
    )
}

/// JavaScript takes characters in a string that JSON has escaped, but for ends of lines.
fn escaped(text: &str) -> String {
    let character = |c: char| match c {
        '\n' | '\r' => c.to_string(),
        '\0'..='\u{1f}' => format!("\\u{:04x}", u32::from(c)),
        _ => c.to_string(),
    };
    text.chars().map(character).collect()
}

fn workbook(bytes: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut wrong = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        wrong.extend(xml(&text));
    }
    wrong
}

/// Addresses that a page leads to or loads, with the attributes that they stand in.
pub fn addresses(text: &str) -> Vec<(String, String)> {
    let names = [
        "href",
        "src",
        "action",
        "formaction",
        "srcset",
        "poster",
        "data",
        "xlink:href",
        "cite",
    ];
    let mut found = Vec::new();
    for token in tokens(text) {
        let Token::TagToken(tag) = token else {
            continue;
        };
        let attributes = tag
            .attrs
            .iter()
            .filter(|attribute| names.contains(&&*attribute.name.local));
        found.extend(attributes.map(|it| {
            (
                format!("{} of <{}>", it.name.local, tag.name),
                it.value.to_string(),
            )
        }));
    }
    found
}

fn tokens(text: &str) -> Vec<Token> {
    let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}

#[derive(Default)]
struct Collector(RefCell<Vec<Token>>);

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let raw = match &token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => match &*tag.name {
                "script" => Some(RawKind::ScriptData),
                "style" => Some(RawKind::Rawtext),
                "title" | "textarea" => Some(RawKind::Rcdata),
                _ => None,
            },
            _ => None,
        };
        self.0.borrow_mut().push(token);
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}
