//! The same documents as an index that elasticlunr.js reads, one JSON file a language, for clients of other people.
//!
//! Fields are `title`, `keywords` and `body`, the reference is the address from the root of the site. Where elasticlunr has a
//! pipeline for the language, a client uses that one. Where the site uses none (Japanese, Chinese, Korean), it is empty, and
//! tokens are words in lower case and, of scripts without spaces, pairs of neighbouring characters: a client splits its
//! queries alike.

use super::Document;
use super::language::pipeline_code;
use super::tokenize::{RunKind, kind_of};
use elasticlunr::{Index, IndexBuilder, Language, Pipeline};

const FIELDS: [&str; 3] = ["title", "keywords", "body"];

/// Path of the file, from the root of the site.
#[must_use]
pub fn address(language: &str) -> String {
    format!("search/{language}/elasticlunr.json")
}

/// The index as JSON.
#[must_use]
pub fn json(language: &str, documents: &[Document]) -> String {
    let known = pipeline_code(language).and_then(|code| elasticlunr::lang::from_code(&code));
    let language = known.unwrap_or_else(|| {
        Box::new(Split {
            tag: language.to_owned(),
        })
    });
    let builder = IndexBuilder::with_language(language);
    let mut index: Index = builder.set_ref("address").add_fields(FIELDS).build();
    for document in documents {
        let texts = document.blocks.iter().map(|block| block.text.as_str());
        let body = texts.collect::<Vec<_>>().join("\n");
        index.add_doc(
            &document.address,
            [&document.title, &document.keywords.join("\n"), &body],
        );
    }
    index.to_json()
}

/// A language for which elasticlunr has no pipeline.
struct Split {
    tag: String,
}

impl Language for Split {
    fn name(&self) -> String {
        self.tag.clone()
    }

    fn code(&self) -> String {
        self.tag.clone()
    }

    fn tokenize(&self, source: &str) -> Vec<String> {
        let lower: Vec<char> = source.to_lowercase().chars().collect();
        let mut tokens = Vec::new();
        for run in lower.chunk_by(|left, right| kind_of(*left) == kind_of(*right)) {
            match (kind_of(run[0]), run.len()) {
                (None, _) => {}
                (Some(RunKind::Cjk), 2..) => {
                    tokens.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
                }
                (Some(_), _) => tokens.push(run.iter().collect()),
            }
        }
        tokens
    }

    fn make_pipeline(&self) -> Pipeline {
        Pipeline { queue: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Language as _, Split};

    #[test]
    fn scripts_without_spaces_are_split_into_pairs() {
        let split = Split { tag: "ja".into() };
        let tokens = split.tokenize("CSIRTの権限 表");
        assert_eq!(tokens, ["csirt", "の権", "権限", "表"]);
    }
}
