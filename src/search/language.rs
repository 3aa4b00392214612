//! Knowledge of natural languages, borrowed from elasticlunr: which words carry no meaning, which share a stem.
//!
//! It stays in the generator. The index holds its outcome (the list of left-out words, and at each word the others of
//! its stem), so the browser searches in any of these languages without knowing one.

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
        let primary = language
            .split('-')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let (code, drops) = match primary.as_str() {
            "ja" | "zh" | "ko" => ("en", false),
            "nl" => ("du", true),
            "nb" | "nn" => ("no", true),
            other => (other, true),
        };
        let pipeline = elasticlunr::lang::from_code(code).map(|language| language.make_pipeline());
        Self {
            code: code.to_owned(),
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
        match pipeline.run(vec![word.to_owned()]).pop() {
            Some(stem) if !stem.is_empty() => Analysis { stem, stop: false },
            _ => Analysis {
                stop: self.drops,
                ..itself
            },
        }
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
