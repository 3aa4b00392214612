//! `shirube assess`: assessment files → reports, comparisons, findings and summaries.

mod passphrase;
mod source;

use super::arguments::{
    AssessCommand, CompareArguments, ReportArguments, ReportFormat, SummaryArguments,
    SummaryFormat, ValidateArguments,
};
use super::output::{self, write};
use super::{AUTHOR, print_findings, told};
use crate::formats::file::{Assessment, OtherVersion};
use crate::report::{self, Filling, Printable, html, markdown, text, worksheet};
use crate::scoring::{Model, Profile, Team};
use crate::tool::ModelWords;
use rust_i18n::t;
use source::{Known, Read, expanded, read_files, read_profile_file, read_to_compare};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs it.
pub fn run(command: &AssessCommand, locale: &'static str) -> ExitCode {
    let done = match command {
        AssessCommand::Report(arguments) => report(arguments, locale),
        AssessCommand::Validate(arguments) => validate(arguments, locale),
        AssessCommand::Compare(arguments) => compare(arguments, locale),
        AssessCommand::Summary(arguments) => summary(arguments, locale),
    };
    done.unwrap_or_else(|code| code)
}

/// What is wrong in the files; nothing else.
fn validate(arguments: &ValidateArguments, locale: &str) -> Result<ExitCode, ExitCode> {
    let files = expanded(&arguments.source, locale)?;
    let known = Known::of(&arguments.source, locale)?;
    let Read { findings, .. } = read_files(
        &files,
        &arguments.source,
        &known,
        OtherVersion::CarriedOver,
        locale,
    )?;
    Ok(told(&findings, arguments.format, locale))
}

/// Assessments without mistakes; their findings are printed.
fn sound(read: Read, locale: &str) -> Result<Vec<Assessment>, ExitCode> {
    print_findings(&read.findings, locale);
    if read.findings.has_errors() {
        Err(ExitCode::from(AUTHOR))
    } else {
        Ok(read.assessments)
    }
}

/// Says why nothing is written, which the user can mend.
fn refuse<T>(message: &str) -> Result<T, ExitCode> {
    tell!("{message}");
    Err(ExitCode::from(AUTHOR))
}

fn report(arguments: &ReportArguments, locale: &str) -> Result<ExitCode, ExitCode> {
    let files = expanded(&arguments.source, locale)?;
    let known = Known::of(&arguments.source, locale)?;
    let language = known.language(arguments.output.lang.as_deref(), locale)?;
    let assessments = sound(
        read_files(
            &files,
            &arguments.source,
            &known,
            OtherVersion::CarriedOver,
            locale,
        )?,
        locale,
    )?;
    let several = assessments.len() > 1;
    let mut reports = Vec::new();
    for assessment in &assessments {
        let model = known.model(&assessment.model.id);
        let words = known.words(&model.id, &language);
        let profiles = profiles(model, &words, assessment, &arguments.profile, locale)?;
        let made = one_report(model, &words, assessment, &profiles, arguments.format);
        reports.push(made.or_else(|error| not_made(&error, locale))?);
    }
    if !several || matches!(arguments.format, ReportFormat::Text | ReportFormat::Md) {
        write(
            &reports.concat(),
            arguments.format == ReportFormat::Xlsx,
            &arguments.output,
            &files,
            locale,
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.format == ReportFormat::Json {
        let list = format!(
            "[{}]\n",
            reports
                .iter()
                .map(|json| String::from_utf8_lossy(json))
                .collect::<Vec<_>>()
                .join(",")
        );
        write(list.as_bytes(), false, &arguments.output, &files, locale)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(folder) = &arguments.output.out else {
        return refuse(&t!("cli.assess.folder_needed", locale = locale));
    };
    output::write_each(folder, &named(&files, &reports, arguments.format), locale)?;
    Ok(ExitCode::SUCCESS)
}

/// Each report with the name of its file, and another extension.
fn named<'a>(
    files: &[PathBuf],
    reports: &'a [Vec<u8>],
    format: ReportFormat,
) -> Vec<(PathBuf, &'a [u8])> {
    let extension = if format == ReportFormat::Xlsx {
        "xlsx"
    } else {
        "html"
    };
    let name =
        |file: &Path| Path::new(file.file_name().unwrap_or_default()).with_extension(extension);
    files
        .iter()
        .zip(reports)
        .map(|(file, report)| (name(file), report.as_slice()))
        .collect()
}

fn one_report(
    model: &Model,
    words: &ModelWords,
    assessment: &Assessment,
    profiles: &[Profile],
    format: ReportFormat,
) -> Result<Vec<u8>, String> {
    let made = report::report(model, words, assessment, profiles);
    if format != ReportFormat::Xlsx {
        return Ok(printed(&made, &made.printable(model, words), format));
    }
    let score = report::result(model, assessment, profiles);
    let filling = Filling {
        assessment,
        score: &score,
        profiles,
    };
    worksheet(model, words, Some(filling)).map_err(|error| error.to_string())
}

/// An empty workbook would look as if it had been made.
fn not_made<T>(error: &str, locale: &str) -> Result<T, ExitCode> {
    refuse(&t!("cli.assess.not_made", locale = locale, error = error))
}

/// Figures, words and keys that are words always have a JSON form.
fn json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_string_pretty(value)
        .map(|json| json + "\n")
        .unwrap_or_default()
        .into_bytes()
}

/// The ids of the models that assessments are of.
fn ids(assessments: &[Assessment]) -> BTreeSet<&str> {
    assessments
        .iter()
        .map(|assessment| assessment.model.id.as_str())
        .collect()
}

fn refuse_several<T>(assessments: &[Assessment], locale: &str) -> Result<T, ExitCode> {
    let ids = ids(assessments).into_iter().collect::<Vec<_>>().join(", ");
    refuse(&t!(
        "cli.assess.several_models",
        locale = locale,
        models = ids
    ))
}

fn compare(arguments: &CompareArguments, locale: &str) -> Result<ExitCode, ExitCode> {
    if arguments.format == ReportFormat::Xlsx {
        return refuse(&t!("cli.assess.no_workbook", locale = locale));
    }
    let files = expanded(&arguments.source, locale)?;
    if files.len() < 2 {
        return refuse(&t!("cli.assess.two_needed", locale = locale));
    }
    let known = Known::of(&arguments.source, locale)?;
    let language = known.language(arguments.output.lang.as_deref(), locale)?;
    let (common, read) = read_to_compare(&files, &arguments.source, &known, locale)?;
    let assessments = sound(read, locale)?;
    let Some(model) = common else {
        return refuse_several(&assessments, locale);
    };
    let words = known.words(&model.id, &language);
    let tlp = report::strictest(
        assessments
            .iter()
            .map(|assessment| assessment.details.tlp.as_str()),
    );
    let bytes = if arguments.over_time {
        let sorted = by_day(&assessments, locale)?;
        let made = report::over_time(model, &words, report::entries(&words, &sorted), &tlp);
        printed(&made, &made.printable(model, &words), arguments.format)
    } else {
        let all: Vec<&Assessment> = assessments.iter().collect();
        let made = report::comparison(model, &words, report::entries(&words, &all), &tlp);
        printed(&made, &made.printable(&words), arguments.format)
    };
    write(&bytes, false, &arguments.output, &files, locale)?;
    Ok(ExitCode::SUCCESS)
}

/// Assessments in the order of their days, which must all be different.
fn by_day<'a>(
    assessments: &'a [Assessment],
    locale: &str,
) -> Result<Vec<&'a Assessment>, ExitCode> {
    let mut sorted: Vec<&Assessment> = assessments.iter().collect();
    sorted.sort_by_key(|assessment| &assessment.details.date);
    let days: Vec<&str> = sorted
        .iter()
        .map(|assessment| assessment.details.date.as_str())
        .collect();
    let repeated = days
        .windows(2)
        .find(|pair| pair[0] == pair[1])
        .map(|pair| pair[0]);
    match repeated.or(days.first().copied().filter(|day| day.is_empty())) {
        Some(day) => refuse(&t!("cli.assess.same_day", locale = locale, date = day)),
        None => Ok(sorted),
    }
}

fn summary(arguments: &SummaryArguments, locale: &str) -> Result<ExitCode, ExitCode> {
    let files = expanded(&arguments.source, locale)?;
    let known = Known::of(&arguments.source, locale)?;
    let language = known.language(arguments.output.lang.as_deref(), locale)?;
    let assessments = sound(
        read_files(
            &files,
            &arguments.source,
            &known,
            OtherVersion::Refused,
            locale,
        )?,
        locale,
    )?;
    if ids(&assessments).len() > 1 {
        return refuse_several(&assessments, locale);
    }
    let model = known.model(
        assessments
            .first()
            .map_or("", |assessment| &assessment.model.id),
    );
    let words = known.words(&model.id, &language);
    let teams: Vec<Team> = assessments.iter().map(Assessment::team).collect();
    let made = report::distribution(model, &words, &teams);
    let bytes = match arguments.format {
        SummaryFormat::Text => text(&made.printable(model, &words)).into_bytes(),
        SummaryFormat::Md => markdown(&made.printable(model, &words)).into_bytes(),
        SummaryFormat::Csv => made.csv(model).into_bytes(),
        SummaryFormat::Json => json(&made),
    };
    write(&bytes, false, &arguments.output, &files, locale)?;
    Ok(ExitCode::SUCCESS)
}

/// A value for programs, or what is printed of it for people.
fn printed(value: &impl serde::Serialize, printable: &Printable, format: ReportFormat) -> Vec<u8> {
    match format {
        ReportFormat::Json => json(value),
        ReportFormat::Html => html(printable).into_bytes(),
        ReportFormat::Md => markdown(printable).into_bytes(),
        ReportFormat::Text | ReportFormat::Xlsx => text(printable).into_bytes(),
    }
}

/// The profiles named on the command line, by id or as a file; without any, those that the assessment names. The team's own are
/// known, too.
fn profiles(
    model: &Model,
    words: &ModelWords,
    assessment: &Assessment,
    named: &[String],
    locale: &str,
) -> Result<Vec<Profile>, ExitCode> {
    let known: Vec<&Profile> = model.profiles.iter().chain(&assessment.profiles).collect();
    let of_id = |id: &String| known.iter().find(|profile| profile.id == *id);
    if named.is_empty() {
        let compared = assessment.compared.iter().filter_map(of_id);
        return Ok(compared.map(|profile| (*profile).clone()).collect());
    }
    let chosen = |id: &String| match of_id(id) {
        Some(profile) => Ok((*profile).clone()),
        None if Path::new(id).is_file() => read_profile_file(Path::new(id), model, locale),
        None => unknown_profile(id, &known, words, locale),
    };
    named.iter().map(chosen).collect()
}

fn unknown_profile<T>(
    id: &str,
    known: &[&Profile],
    words: &ModelWords,
    locale: &str,
) -> Result<T, ExitCode> {
    let ids: Vec<String> = known
        .iter()
        .map(|profile| format!("{} ({})", profile.id, report::profile_name(words, profile)))
        .collect();
    refuse(&t!(
        "cli.assess.unknown_profile",
        locale = locale,
        profile = id,
        known = ids.join(", ")
    ))
}
