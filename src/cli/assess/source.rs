//! Where models, words and assessments come from.

use super::passphrase::{Passphrases, Shut};
use crate::build::{self, Options};
use crate::cli::arguments::{AssessSource, Dates};
use crate::cli::{AUTHOR, MACHINE, print_findings, read_error};
use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use crate::formats::file::{Assessment, MAX_BYTES, ModelReference, OtherVersion};
use crate::formats::incoming::{Incoming, closed_finding, too_large};
use crate::formats::table::{DayOrder, Headings, KnownModel, Reading, decoded};
use crate::formats::{ModelFile, read_model, read_profile};
use crate::scoring::{Model, Profile};
use crate::site::Site;
use crate::tool::{self, ModelWords};
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
        let options = Options {
            root: root.to_owned(),
            base_url: None,
            drafts: false,
            minify: false,
        };
        match build::resolved(&options) {
            Ok(Ok(site)) => {
                let models = site
                    .scored_models()
                    .map(|model| tool::data(&site, model).model)
                    .collect();
                Ok(Self {
                    source: Source::Site(Box::new(site)),
                    models,
                })
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
        let text = file_text(path, &mut findings, locale)?;
        let file = text.and_then(|text| read_model(&text, &mut findings));
        print_findings(&findings, locale);
        let file = file.ok_or(ExitCode::from(AUTHOR))?;
        Ok(Self {
            models: vec![file.model.clone()],
            source: Source::File(Box::new(file)),
        })
    }

    /// A model by its id; the first where there is none of that id, which reading the files has excluded.
    pub fn model(&self, id: &str) -> &Model {
        self.models
            .iter()
            .find(|model| model.id == id)
            .unwrap_or(&self.models[0])
    }

    /// The model by which assessments can be compared: each is of it, of another version of it, or of a model that it knows as
    /// an earlier one. One that is named comes before one that only knows what is named.
    pub fn common(&self, named: &[ModelReference]) -> Option<&Model> {
        let takes = |model: &&Model| {
            named
                .iter()
                .all(|reference| reference.id == model.id || model.has_earlier(reference))
        };
        let is_named = |model: &&Model| named.iter().any(|reference| reference.id == model.id);
        self.models.iter().filter(takes).max_by_key(is_named)
    }

    /// All models.
    pub fn models(&self) -> Vec<&Model> {
        self.models.iter().collect()
    }

    fn languages(&self) -> Vec<String> {
        match &self.source {
            Source::Site(site) => site
                .config
                .languages
                .iter()
                .map(|language| language.tag.to_string())
                .collect(),
            Source::File(file) => file.texts.keys().cloned().collect(),
        }
    }

    /// The language asked for; else the user's, if there are words in it; else the default.
    pub fn language(&self, asked: Option<&str>, locale: &str) -> Result<String, ExitCode> {
        let languages = self.languages();
        if let Some(asked) = asked {
            return languages
                .into_iter()
                .find(|tag| tag == asked)
                .ok_or_else(|| {
                    tell!(
                        "{}",
                        t!("cli.unknown_language", locale = locale, tag = asked)
                    );
                    ExitCode::from(AUTHOR)
                });
        }
        let default = match &self.source {
            Source::Site(site) => Some(site.config.default_language.to_string()),
            Source::File(_) => languages.first().cloned(),
        };
        Ok(languages
            .into_iter()
            .find(|tag| tag == locale)
            .or(default)
            .unwrap_or_else(|| locale.to_owned()))
    }

    /// Models with their words in every language in which somebody may have filled in a table.
    fn with_words<'k>(&'k self, models: Vec<&'k Model>) -> Vec<KnownModel<'k>> {
        let mut languages = self.languages();
        // Those of worksheets that come with the program, too.
        languages.extend(
            ["en", "ja"]
                .into_iter()
                .filter(|tag| !languages.iter().any(|known| known == tag))
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        );
        let words = |model: &Model| {
            languages
                .iter()
                .map(|language| self.words(&model.id, language))
                .collect()
        };
        models
            .into_iter()
            .map(|model| KnownModel {
                model,
                words: words(model),
            })
            .collect()
    }

    /// The words of a model.
    pub fn words(&self, model: &str, language: &str) -> ModelWords {
        match &self.source {
            Source::Site(site) => {
                let known = site
                    .config
                    .language(language)
                    .zip(site.models.models.get(model));
                known
                    .map(|(language, model)| ModelWords::of_site(site, model, &language.tag))
                    .unwrap_or_default()
            }
            Source::File(file) => ModelWords::of_file(
                file.texts.get(language).cloned().unwrap_or_default(),
                language,
            ),
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

/// The files that are meant: a folder stands for the files in it, but for hidden ones and what spreadsheets leave there while
/// a workbook is open.
pub fn expanded(arguments: &AssessSource, locale: &str) -> Result<Vec<PathBuf>, ExitCode> {
    let mut files = Vec::new();
    for path in &arguments.files {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let listed = std::fs::read_dir(path).and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<Result<Vec<_>, _>>()
        });
        let mut inside = listed.map_err(|error| unreadable(path, &error, locale))?;
        inside.retain(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            path.is_file() && !name.starts_with('.') && !name.starts_with("~$")
        });
        inside.sort();
        files.extend(inside);
    }
    Ok(files)
}

/// Reads assessment files, each by the model that it names. A file that the disk does not give ends the program.
pub fn read_files(
    files: &[PathBuf],
    arguments: &AssessSource,
    known: &Known,
    other: OtherVersion,
    locale: &str,
) -> Result<Read, ExitCode> {
    let mut findings = Findings::default();
    let models = known.with_words(known.models());
    let incoming = incoming(files, arguments, &models, &mut findings, locale)?;
    let reading = Reading {
        other,
        dates: arguments.dates.map(day_order),
    };
    let assessments = incoming
        .iter()
        .filter_map(|file| file.read(&models, reading, &mut findings))
        .collect();
    Ok(Read {
        assessments,
        findings,
    })
}

/// Reads assessment files that are to be compared by one model, and says which; `None` where none of the known takes them all.
pub fn read_to_compare<'k>(
    files: &[PathBuf],
    arguments: &AssessSource,
    known: &'k Known,
    locale: &str,
) -> Result<(Option<&'k Model>, Read), ExitCode> {
    let mut findings = Findings::default();
    let all = known.with_words(known.models());
    let incoming = incoming(files, arguments, &all, &mut findings, locale)?;
    let common = known.common(
        &incoming
            .iter()
            .filter_map(Incoming::reference)
            .collect::<Vec<_>>(),
    );
    let models = common.map_or(all, |model| known.with_words(vec![model]));
    let reading = Reading {
        other: OtherVersion::Compared,
        dates: arguments.dates.map(day_order),
    };
    let assessments = incoming
        .iter()
        .filter_map(|file| file.read(&models, reading, &mut findings))
        .collect();
    Ok((
        common,
        Read {
            assessments,
            findings,
        },
    ))
}

fn day_order(dates: Dates) -> DayOrder {
    match dates {
        Dates::DayFirst => DayOrder::DayFirst,
        Dates::MonthFirst => DayOrder::MonthFirst,
        Dates::YearFirst => DayOrder::YearFirst,
    }
}

/// What is in files, but for those that are of no kind that is read. Protected ones are opened.
fn incoming(
    files: &[PathBuf],
    arguments: &AssessSource,
    models: &[KnownModel<'_>],
    findings: &mut Findings,
    locale: &str,
) -> Result<Vec<Incoming>, ExitCode> {
    let mut passphrases = Passphrases::of(arguments.passphrase_file.as_deref(), locale)?;
    let headings = Headings::of(models);
    let mut all = Vec::new();
    for path in files {
        let shown = path.display().to_string();
        let Some(bytes) = bytes(path, findings, locale)? else {
            continue;
        };
        let content = Incoming::of(&shown, &bytes, &|text| headings.has(text), findings);
        let content = match content {
            Some(Incoming::Protected(protected)) => {
                match passphrases.open(&protected, &shown, locale) {
                    Ok(text) => Some(Incoming::Json(Text::new(&shown, &text))),
                    Err(shut) => {
                        let finding = match shut {
                            Shut::Unknown => Finding::new(&rules::PASSPHRASE_NEEDED),
                            Shut::Closed(closed) => closed_finding(&closed),
                        };
                        findings.add(finding.at(Place::file(&shown)));
                        None
                    }
                }
            }
            content => content,
        };
        all.extend(content);
    }
    Ok(all)
}

/// The bytes of a file that is not too large.
fn bytes(path: &Path, findings: &mut Findings, locale: &str) -> Result<Option<Vec<u8>>, ExitCode> {
    let size = std::fs::metadata(path)
        .map_err(|error| unreadable(path, &error, locale))?
        .len();
    if size > MAX_BYTES as u64 {
        findings.add(too_large(&path.display().to_string()));
        return Ok(None);
    }
    std::fs::read(path)
        .map(Some)
        .map_err(|error| unreadable(path, &error, locale))
}

fn unreadable(path: &Path, error: &std::io::Error, locale: &str) -> ExitCode {
    let shown = path.display().to_string();
    tell!(
        "{}",
        t!(
            "cli.assess.read_error",
            locale = locale,
            path = shown,
            error = error
        )
    );
    ExitCode::from(MACHINE)
}

/// The profile of a file; its findings are printed.
pub fn read_profile_file(path: &Path, model: &Model, locale: &str) -> Result<Profile, ExitCode> {
    let mut findings = Findings::default();
    let text = file_text(path, &mut findings, locale)?;
    let profile = text.and_then(|text| read_profile(&text, model, &mut findings));
    print_findings(&findings, locale);
    profile.ok_or(ExitCode::from(AUTHOR))
}

/// The text of the file of a model or profile, without a byte order mark and with `\n` line ends.
fn file_text(path: &Path, findings: &mut Findings, locale: &str) -> Result<Option<Text>, ExitCode> {
    let shown = path.display().to_string();
    let Some(bytes) = bytes(path, findings, locale)? else {
        return Ok(None);
    };
    let text = decoded(&shown, &bytes, |_| false, findings);
    Ok(text.map(|(text, _)| Text::new(&shown, &text.replace("\r\n", "\n"))))
}
