//! A reading path: pages in order, why a reader opens each, and the minutes that it takes.

use super::escape::escape;
use super::lang::lang;
use super::phrases::{paragraph, title};
use crate::language::is_cjk;
use crate::pages::{PathStep, each_block};
use crate::site::{Block, Site, SitePage, address, relative, words_of};
use std::fmt::Write as _;

/// Characters of Chinese, Japanese and Korean that are read in a minute. A rate of this site, on the careful side: what is read here is
/// new to the reader.
const CHARACTERS_A_MINUTE: usize = 500;
/// Words of other scripts that are read in a minute; likewise.
const WORDS_A_MINUTE: usize = 200;

/// The list, with the sum below it.
pub(super) fn html(site: &Site, page: &SitePage, steps: &[PathStep]) -> String {
    let language = page.page.language.as_str();
    let say = |key: &str, minutes: usize| {
        let count = minutes.to_string();
        title(
            &site.text(&page.language, key, &[("count", &count)]),
            language,
        )
    };
    let mut total = 0;
    let mut out = String::from("<ol class=\"path\">");
    for step in steps {
        let Some(target) = site.page(&address(&page.language, &step.page.value)) else {
            continue;
        };
        let minutes = minutes(target);
        total += minutes;
        let own = target.page.language.as_str();
        let _ = write!(
            out,
            "<li><a href=\"{}\"{}>{}</a> <span class=\"minutes\">{}</span><p>{}</p></li>",
            escape(&relative(&page.address, &target.address)),
            lang(page, own),
            title(&target.page.front.title, own),
            say("path.minutes", minutes),
            paragraph(&step.why, language)
        );
    }
    let _ = write!(
        out,
        "</ol><p class=\"path-total\">{}</p>",
        say("path.total", total)
    );
    out
}

/// The minutes that a page takes to read, at least one.
fn minutes(page: &SitePage) -> usize {
    let (mut characters, mut words) = (0, 0);
    let mut count = |text: &str| {
        let signs = text.chars().filter(|c| is_cjk(*c)).count();
        characters += signs;
        words += text
            .split(|c: char| c.is_whitespace() || is_cjk(c))
            .filter(|word| word.contains(char::is_alphanumeric))
            .count();
    };
    each_block(&page.blocks, &mut |block| match block {
        Block::Heading { content, .. } | Block::Paragraph(content) | Block::Plain(content) => {
            count(&words_of(content));
        }
        Block::Definitions(list) => list.iter().for_each(|it| count(&words_of(&it.term))),
        Block::Table(table) => {
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            cells.for_each(|cell| count(&words_of(cell)));
        }
        Block::Figure(figure) => figure.words.values().for_each(|words| count(words)),
        _ => {}
    });
    let front = &page.page.front;
    let filled_in = front.levels.values().chain(front.mapping_reasons.values());
    filled_in.for_each(|text| count(&text.value));
    let sixtieths = characters * 60 / CHARACTERS_A_MINUTE + words * 60 / WORDS_A_MINUTE;
    sixtieths.div_ceil(60).max(1)
}
