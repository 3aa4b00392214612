//! Knowledge of natural languages, borrowed from elasticlunr: which words carry no meaning, which share a stem.
//!
//! It stays in the generator. The index holds its outcome (the list of left-out words, at each word the others of its stem, and
//! which endings its stems lose), so the browser searches in any of these languages without knowing one.

use super::spelling::{american, spellings};
use elasticlunr::Pipeline;

/// What a language says about a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// The stem, or the word itself.
    pub stem: String,
    /// Whether the word is left out of indexes of this language.
    pub stop: bool,
}

/// The stemmer and the stop words of one language.
pub struct Analyser {
    code: String,
    pipeline: Option<Pipeline>,
    drops: bool,
}

impl Analyser {
    /// The analyser for texts in `language` (BCP 47).
    ///
    /// Words in Latin letters within Chinese, Japanese or Korean text are taken for English, but none of them is left
    /// out: IT部門 is about IT. A language that elasticlunr does not know leaves words as they are.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let own = pipeline_code(language);
        let drops = own.is_some();
        let code = own.unwrap_or_else(|| "en".to_owned());
        let pipeline = elasticlunr::lang::from_code(&code).map(|language| language.make_pipeline());
        Self {
            code,
            pipeline,
            drops,
        }
    }

    /// What tells this language's stems from those of other languages.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Stem of a normalised word, and whether to leave the word out.
    #[must_use]
    pub fn analyse(&self, word: &str) -> Analysis {
        let itself = Analysis {
            stem: word.to_owned(),
            stop: false,
        };
        let Some(pipeline) = self
            .pipeline
            .as_ref()
            .filter(|pipeline| knows_script(pipeline, word))
        else {
            return itself;
        };
        let stem = |word: String| {
            pipeline
                .run(vec![word])
                .pop()
                .filter(|stem| !stem.is_empty())
        };
        // Whether a word is left out, it tells as it is written.
        let spelt = |as_written: String| match &*self.code {
            "en" => stem(american(word)).unwrap_or(as_written),
            _ => as_written,
        };
        match stem(word.to_owned()).map(spelt) {
            Some(stem) => Analysis { stem, stop: false },
            None => Analysis {
                stop: self.drops,
                ..itself
            },
        }
    }

    /// How a word is spelt otherwise.
    #[must_use]
    pub fn spellings(&self, word: &str) -> Vec<String> {
        if self.code == "en" {
            spellings(word)
        } else {
            Vec::new()
        }
    }
}

/// What elasticlunr calls a language (BCP 47); `None` for those that are written without spaces or, like Korean, with more than
/// words between them.
#[must_use]
pub fn pipeline_code(language: &str) -> Option<String> {
    let primary = language.split('-').next().unwrap_or_default();
    match primary.to_ascii_lowercase().as_str() {
        "ja" | "zh" | "ko" => None,
        "nl" => Some("du".to_owned()),
        "nb" | "nn" => Some("no".to_owned()),
        other => Some(other.to_owned()),
    }
}

/// Each pipeline begins with a trimmer that cuts letters foreign to its language. A word that it would cut is none of
/// that language, and what is left of it must not be stemmed (`café` is not `caf`) nor taken for a stop word.
fn knows_script(pipeline: &Pipeline, word: &str) -> bool {
    let trimmed = pipeline
        .queue
        .first()
        .and_then(|trimmer| trimmer.filter(word.to_owned()));
    trimmed.as_deref() == Some(word)
}

#[cfg(test)]
mod tests {
    use super::Analyser;

    fn analyse(language: &str, word: &str) -> (String, bool) {
        let found = Analyser::new(language).analyse(word);
        (found.stem, found.stop)
    }

    #[test]
    fn stems_come_from_the_pipeline() {
        assert_eq!(analyse("en", "policies").0, analyse("en", "policy").0);
        assert_eq!(analyse("en", "organise").0, analyse("en", "organizing").0);
        assert_eq!(analyse("en-GB", "the"), ("the".into(), true));
    }

    #[test]
    fn foreign_words_are_left_alone() {
        assert_eq!(analyse("ja", "it"), ("it".into(), false));
        assert_eq!(analyse("en", "café"), ("café".into(), false));
        assert_eq!(analyse("en", "политика"), ("политика".into(), false));
        assert_eq!(analyse("xx", "policies"), ("policies".into(), false));
    }
}
