//! How cells of the workbook look.

use crate::language::office_font;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const INK: Color = Color::RGB(0x001b_1d22);
const MUTED: Color = Color::RGB(0x0059_5d66);
const LINE: Color = Color::RGB(0x00c9_c9c2);
const ACCENT: Color = Color::RGB(0x0028_449b);
const FIELD: Color = Color::RGB(0x00fb_f8e6);
const QUIET: Color = Color::RGB(0x00f3_f3ee);

/// Formats of cells.
pub struct Style {
    pub title: Format,
    pub label: Format,
    pub plain: Format,
    pub muted: Format,
    pub head: Format,
    pub cell: Format,
    /// That shows what follows from what is filled in.
    pub quiet: Format,
    pub centre: Format,
    pub tenths: Format,
    /// To be filled in.
    pub field: Format,
    /// To be filled in with a number or a word.
    pub left_field: Format,
    /// To be filled in with a number.
    pub number_field: Format,
    /// To be filled in with what must stay the text that was typed: a day.
    pub text_field: Format,
}

impl Style {
    /// The formats of a language.
    pub fn of(language: &str) -> Self {
        let base = base(language);
        let wrapped = base.clone().set_text_wrap();
        let cell = (wrapped.clone())
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE);
        let on = |ground| cell.clone().set_background_color(ground);
        let centre = cell.clone().set_align(FormatAlign::Center);
        let field = on(FIELD);
        Self {
            title: large(base),
            label: on(QUIET).set_bold(),
            plain: wrapped.clone(),
            muted: wrapped.set_font_color(MUTED),
            head: head(on(ACCENT)),
            quiet: on(QUIET).set_font_color(MUTED),
            tenths: centre.clone().set_num_format("0.0"),
            number_field: field.clone().set_align(FormatAlign::Center),
            left_field: field.clone().set_align(FormatAlign::Left),
            text_field: field.clone().set_num_format("@"),
            cell,
            centre,
            field,
        }
    }
}

/// What all formats have in common. Where a font is missing, every program puts one of its own in its place.
fn base(language: &str) -> Format {
    Format::new()
        .set_font_name(office_font(language))
        .set_font_size(10.5)
        .set_font_color(INK)
        .set_align(FormatAlign::Top)
}

fn large(base: Format) -> Format {
    base.set_font_size(16.0).set_bold().set_font_color(ACCENT)
}

fn head(cell: Format) -> Format {
    cell.set_bold()
        .set_font_color(Color::White)
        .set_align(FormatAlign::VerticalCenter)
}
