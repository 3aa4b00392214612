use super::*;
use crate::pages::block::plain;

fn body(text: &str, unspaced: bool) -> (Body, Findings) {
    let mut findings = Findings::default();
    let body = parse(
        &Text::new("a.md", text),
        0,
        unspaced,
        RawHtml::Sanitise,
        &mut findings,
    );
    (body, findings)
}

fn first_paragraph(text: &str, unspaced: bool) -> String {
    match body(text, unspaced).0.blocks.first() {
        Some(Block::Paragraph(content)) => plain(content),
        other => panic!("no paragraph: {other:?}"),
    }
}

#[test]
fn a_line_break_inside_japanese_is_no_space() {
    assert_eq!(first_paragraph("日本語の\n改行", true), "日本語の改行");
    assert_eq!(
        first_paragraph("これは\nCSIRTです", true),
        "これはCSIRTです"
    );
    assert_eq!(first_paragraph("two\nlines", false), "two lines");
}

#[test]
fn emphasis_that_does_not_render_is_found_with_its_place() {
    let (_, findings) = body("一行目\n\nこれは**「強調」**です。\n", true);
    let found: Vec<_> = findings.iter().collect();
    let place = found[0].place.as_ref().unwrap();
    assert_eq!(
        (found[0].rule.name, place.line, place.column),
        ("emphasis-not-rendered", 3, 4)
    );
    assert_eq!(found[0].suggestion.as_deref(), Some("「**強調**」"));
    assert!(body("これは**強調**です。\\*\\*\n", true).1.is_empty());
}

#[test]
fn callouts_are_told_by_their_first_word() {
    let (body, findings) = body("> [!TIP]\n> Do it.\n\n> [!TPI]\n> x\n", false);
    assert!(matches!(body.blocks[0], Block::Callout { kind: "tip", .. }));
    assert!(matches!(body.blocks[1], Block::Quote(_)));
    assert_eq!(
        findings.iter().map(|f| f.rule.name).collect::<Vec<_>>(),
        ["unknown-callout"]
    );
}
