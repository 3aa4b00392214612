//! Where models, words and assessments come from.

use crate::assess::file::{self, Assessment, MAX_BYTES, ModelReference, OtherVersion};
use crate::assess::{self, Model, ModelFile, Words};
use crate::build::{self, Options};
use crate::cli::arguments::AssessSource;
use crate::cli::{AUTHOR, MACHINE, print_findings, read_error};
use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use crate::site::Site;
use rust_i18n::t;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The models that are known, with their words.
pub struct Known {
    source: Source,
    models: Vec<Model>,
}

enum Source {
    Site(Box<Site>),
    File(Box<ModelFile>),
}

impl Known {
    /// Those of a site, or the one of a model's own file.
    pub fn of(arguments: &AssessSource, locale: &str) -> Result<Self, ExitCode> {
        match &arguments.model {
            Some(path) => Self::of_file(path, locale),
            None => Self::of_site(&arguments.root, locale),
        }
    }

    fn of_site(root: &Path, locale: &str) -> Result<Self, ExitCode> {
        let options = Options { root: root.to_owned(), base_url: None, drafts: false, minify: false };
        match build::resolved(&options) {
            Ok(Ok(site)) => {
                let models = site.scored_models().map(|model| assess::data(&site, model).model).collect();
                Ok(Self { source: Source::Site(Box::new(site)), models })
            }
            Ok(Err(findings)) => {
                print_findings(&findings, locale);
                Err(ExitCode::from(AUTHOR))
            }
            Err(error) => Err(read_error(&error, locale)),
        }
    }

    fn of_file(path: &Path, locale: &str) -> Result<Self, ExitCode> {
        let mut findings = Findings::default();
        let text = read(path, &mut findings, locale)?;
        let file = text.and_then(|text| assess::read_model(&text, &mut findings));
        print_findings(&findings, locale);
        let file = file.ok_or(ExitCode::from(AUTHOR))?;
        Ok(Self { models: vec![file.model.clone()], source: Source::File(Box::new(file)) })
    }

    /// A model by its id; the first where there is none of that id, which reading the files has excluded.
    pub fn model(&self, id: &str) -> &Model {
        self.models.iter().find(|model| model.id == id).unwrap_or(&self.models[0])
    }

    /// The model by which assessments can be compared: each is of it, of another version of it, or of a model that it knows as
    /// an earlier one. One that is named comes before one that only knows what is named.
    pub fn common(&self, named: &[ModelReference]) -> Option<&Model> {
        let takes = |model: &&Model| named.iter().all(|reference| reference.id == model.id || model.has_earlier(reference));
        let is_named = |model: &&Model| named.iter().any(|reference| reference.id == model.id);
        self.models.iter().filter(takes).max_by_key(is_named)
    }

    /// All models.
    pub fn models(&self) -> Vec<&Model> {
        self.models.iter().collect()
    }

    fn languages(&self) -> Vec<String> {
        match &self.source {
            Source::Site(site) => site.config.languages.iter().map(|language| language.tag.to_string()).collect(),
            Source::File(file) => file.texts.keys().cloned().collect(),
        }
    }

    /// The language asked for; else the user's, if there are words in it; else the default.
    pub fn language(&self, asked: Option<&str>, locale: &str) -> Result<String, ExitCode> {
        let languages = self.languages();
        if let Some(asked) = asked {
            return languages.into_iter().find(|tag| tag == asked).ok_or_else(|| {
                eprintln!("{}", t!("cli.unknown_language", locale = locale, tag = asked));
                ExitCode::from(AUTHOR)
            });
        }
        let default = match &self.source {
            Source::Site(site) => Some(site.config.default_language.to_string()),
            Source::File(_) => languages.first().cloned(),
        };
        Ok(languages.into_iter().find(|tag| tag == locale).or(default).unwrap_or_else(|| locale.to_owned()))
    }

    /// The words of a model.
    pub fn words(&self, model: &str, language: &str) -> Words {
        match &self.source {
            Source::Site(site) => {
                let known = site.config.language(language).zip(site.models.models.get(model));
                known.map(|(language, model)| Words::of_site(site, model, &language.tag)).unwrap_or_default()
            }
            Source::File(file) => Words::of_file(file.texts.get(language).cloned().unwrap_or_default(), language),
        }
    }
}

/// What was read.
pub struct Read {
    /// Assessments that could be read, in the order of the files.
    pub assessments: Vec<Assessment>,
    /// What is wrong in them.
    pub findings: Findings,
}

/// Reads assessment files, each by the model that it names. A file that the disk does not give ends the program.
pub fn read_files(files: &[PathBuf], known: &Known, other: OtherVersion, locale: &str) -> Result<Read, ExitCode> {
    let mut findings = Findings::default();
    let texts = texts(files, &mut findings, locale)?;
    let assessments = assessments(&texts, &known.models(), other, &mut findings);
    Ok(Read { assessments, findings })
}

/// Reads assessment files that are to be compared by one model, and says which; `None` where none of the known takes them all.
pub fn read_to_compare<'k>(files: &[PathBuf], known: &'k Known, locale: &str) -> Result<(Option<&'k Model>, Read), ExitCode> {
    let mut findings = Findings::default();
    let texts = texts(files, &mut findings, locale)?;
    let common = known.common(&texts.iter().filter_map(file::reference).collect::<Vec<_>>());
    let models = common.map_or_else(|| known.models(), |model| vec![model]);
    let assessments = assessments(&texts, &models, OtherVersion::Compared, &mut findings);
    Ok((common, Read { assessments, findings }))
}

fn assessments(texts: &[Text], models: &[&Model], other: OtherVersion, findings: &mut Findings) -> Vec<Assessment> {
    texts.iter().filter_map(|text| file::read(text, models, other, findings)).collect()
}

/// The texts of files, but for those that are too long or no text.
fn texts(files: &[PathBuf], findings: &mut Findings, locale: &str) -> Result<Vec<Text>, ExitCode> {
    let texts = files.iter().map(|path| read(path, findings, locale));
    Ok(texts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// The text of a file, without a byte order mark and with `\n` line ends.
fn read(path: &Path, findings: &mut Findings, locale: &str) -> Result<Option<Text>, ExitCode> {
    let shown = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        eprintln!("{}", t!("cli.assess.read_error", locale = locale, path = shown, error = error));
        ExitCode::from(MACHINE)
    };
    let place = Place::file(&shown);
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > MAX_BYTES as u64 {
        findings.add(Finding::new(&rules::ASSESSMENT_LIMIT).at(place).with("path", shown.as_str()).with("limit", "8 MB"));
        return Ok(None);
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let Ok(text) = String::from_utf8(bytes) else {
        findings.add(Finding::new(&rules::INVALID_UTF8).at(place));
        return Ok(None);
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
    Ok(Some(Text::new(&shown, &text)))
}
