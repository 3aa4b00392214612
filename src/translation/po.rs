//! Messages ⇄ the files of gettext (PO).
//!
//! What stands in a file that is taken in was written by other programs, or by hand: each line is looked at before the parser,
//! which believes that texts end in quotation marks.

use super::exchange::Message;
use crate::diagnostic::{Finding, Findings, Place, Span, Text, rules};
use polib::catalog::Catalog;
use polib::message::{Message as Entry, MessageFlags, MessageView};
use polib::metadata::CatalogMetadata;
use polib::po_file;
use std::io::BufWriter;

/// Says that a translation is to be looked at again.
const FUZZY: &str = "fuzzy";
/// Lines that are longer, in bytes, would be read as several.
const LONGEST_LINE: usize = 60_000;

/// A message of a file, and where it begins there.
#[derive(Debug, Clone)]
pub struct Received {
    /// The message.
    pub message: Message,
    /// Its place.
    pub place: Span,
}

/// A file for translators. `project`: what the site is called.
#[must_use]
pub fn written(project: &str, language: &str, messages: &[Message]) -> String {
    // A catalogue without plurals has no use for its rule; gettext asks for one that can be read.
    let metadata = format!(
        "Project-Id-Version: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n\
         Content-Transfer-Encoding: 8bit\nLanguage: {}\nPlural-Forms: nplurals=1; plural=0;\n",
        project.replace('\n', " "),
        language.replace('-', "_")
    );
    let mut catalog = Catalog::new(CatalogMetadata::parse(&metadata).unwrap_or_default());
    for message in messages {
        let mut flags = MessageFlags::new();
        if message.fuzzy {
            flags.add_flag(FUZZY);
        }
        let entry = Entry::build_singular()
            .with_extracted_comments(message.comment.clone())
            .with_source(message.place.clone())
            .with_flags(flags)
            .with_msgctxt(message.context.clone())
            .with_msgid(message.original.clone())
            .with_msgstr(message.translation.clone())
            .done();
        catalog.append_or_update(entry);
    }
    let mut writer = BufWriter::new(Vec::new());
    // Memory takes everything.
    let _ = po_file::write(&catalog, &mut writer);
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The messages of a file; `None` where it is none of gettext's.
#[must_use]
pub fn read(text: &Text, findings: &mut Findings) -> Option<Vec<Received>> {
    let begins = lines(text, findings)?;
    let catalog = match po_file::parse_from_reader(text.text.as_bytes()) {
        Ok(catalog) => catalog,
        Err(error) => {
            let finding = Finding::new(&rules::EXCHANGE_SYNTAX).at(Place::file(&text.path));
            findings.add(finding.with("error", error.to_string()));
            return None;
        }
    };
    let entries: Vec<&dyn MessageView> = catalog.messages().collect();
    // One that stands there twice is one message, and then places are those of others.
    let known = entries.len() == begins.len();
    let received = entries.into_iter().enumerate().map(|(number, entry)| {
        let at = if known { begins.get(number) } else { None };
        Received {
            message: Message {
                context: entry.msgctxt().unwrap_or_default().to_owned(),
                original: entry.msgid().to_owned(),
                translation: entry.msgstr().unwrap_or_default().to_owned(),
                fuzzy: entry.is_fuzzy(),
                comment: String::new(),
                place: String::new(),
            },
            place: at.map_or_else(|| text.span(0..0), |at| text.span(*at..*at + 1)),
        }
    });
    Some(received.collect())
}

/// Where each message begins: its first line that is no comment. Lines that are none of such a file are findings.
fn lines(text: &Text, findings: &mut Findings) -> Option<Vec<usize>> {
    let (mut begins, mut at, mut sound) = (Vec::new(), 0, true);
    // The first message, without an original, is the head of the file.
    let mut head = true;
    let mut context = None;
    for line in text.text.split('\n') {
        let from = at;
        at += line.len() + 1;
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let value = match line.split_once(' ') {
            Some((keyword, value)) if keyword.starts_with("msg") => value,
            _ => line,
        };
        if !(is_quoted(value) && line.len() < LONGEST_LINE) {
            let place = text.place(from..from + line.len());
            let finding = Finding::new(&rules::EXCHANGE_SYNTAX).at(place);
            findings.add(finding.with("error", "\"…\""));
            sound = false;
        }
        if line.starts_with("msgctxt ") {
            context = Some(from);
        }
        if line.starts_with("msgid ") {
            let start = context.take().unwrap_or(from);
            if !std::mem::take(&mut head) {
                begins.push(start);
            }
        }
    }
    sound.then_some(begins)
}

/// Whether a text stands in quotation marks, with none between that is not escaped.
fn is_quoted(text: &str) -> bool {
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    let Some(inner) = inner else { return false };
    let mut escaped = false;
    for c in inner.chars() {
        if c == '"' && !escaped {
            return false;
        }
        escaped = c == '\\' && !escaped;
    }
    !escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(context: &str, original: &str, translation: &str) -> Message {
        Message {
            context: context.to_owned(),
            original: original.to_owned(),
            translation: translation.to_owned(),
            fuzzy: translation == "old",
            comment: "What it is for".to_owned(),
            place: "content/en/a.md:3".to_owned(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let messages = [
            message("a title", "Start \"here\"\\", "Bắt đầu"),
            message("a paragraph", &"long [words](1) ".repeat(20), ""),
            message("a item", "x", "old"),
        ];
        let text = Text::new("vi.po", &written("Site", "pt-BR", &messages));
        assert!(text.text.contains("Language: pt_BR\\n"));
        let mut findings = Findings::default();
        let received = read(&text, &mut findings).unwrap();
        assert!(findings.is_empty());
        let same = |(one, other): (&Message, &Received)| {
            let Received { message, place } = other;
            let line = text.text.lines().nth(Place::from(place).line - 1).unwrap();
            let context = format!("msgctxt \"{}\"", one.context);
            (&one.context, &one.original, &one.translation, one.fuzzy)
                == (
                    &message.context,
                    &message.original,
                    &message.translation,
                    message.fuzzy,
                )
                && line == context
        };
        assert!(messages.len() == received.len() && messages.iter().zip(&received).all(same));
    }

    #[test]
    fn a_damaged_file_is_told_line_by_line_and_breaks_nothing() {
        for wrong in [
            "msgid",
            "msgid x",
            "msgid \"",
            "\"a\" b\"",
            "\"\\\"",
            "junk",
            "msgstr[0] \"",
        ] {
            let text = Text::new("vi.po", &format!("msgid \"\"\nmsgstr \"\"\n\n{wrong}\n"));
            let mut findings = Findings::default();
            let received = read(&text, &mut findings);
            let found: Vec<_> = findings.iter().map(|it| it.rule.name).collect();
            assert!(
                received.is_none() && found == ["exchange-syntax"],
                "{wrong}: {found:?}"
            );
        }
        let text = Text::new("vi.po", "msgid \"a\"\nmsgstr \"\\q\"\n");
        let mut findings = Findings::default();
        assert!(read(&text, &mut findings).is_none() && findings.has_errors());
    }
}
