use super::units;
use crate::diagnostic::Text;

fn told(text: &str, unspaced: bool) -> Vec<String> {
    let text = Text::new("content/en/a.md", text);
    let units = units(&text, unspaced).into_iter();
    units
        .map(|unit| {
            assert!(text.text.get(unit.range).is_some());
            format!("{}: {}", unit.name, unit.text)
        })
        .collect()
}

#[test]
fn a_page_is_the_words_of_its_front_matter_and_of_its_blocks() {
    let text = "+++\ntitle = \"One\"\nitem = \"m:a\"\nreading = \"wan\"\nsources = [\"x\"]\n[questions]\npage = [\"why\"]\n\
        [levels]\n\"0\" = \"none\"\n[fields]\nforms = [\"ones\"]\nabout = \"words\"\n+++\n\
        ## Set *it*  up {#setup}\n\nA [link](b.md#c \"t\")\nand `code`.[^1]\n\n- tight\n  - inner\n- loose\n\n  more\n\n\
        > [!NOTE]\n> Mind **this**.\n\n| a | b |\n|---|---|\n| c | d |\n| 1 | 2 |\n\nTerm\n: Meaning\n\n\
        ```sh\necho hi\n```\n\n```figure plan\ntitle = \"Plan\"\n[words]\na = \"first\"\n```\n\n\
        ```items m\nby = \"order\"\n```\n\n```path\n[[pages]]\npage = \"x\"\nwhy = \"because\"\n```\n\n[^1]: A note.\n";
    assert_eq!(
        told(text, false),
        [
            "title: One",
            "levels.0: none",
            "fields.about: words",
            "heading #setup: Set *it* up",
            "paragraph: A [link] and `code`.[^]",
            "item: tight",
            "item: inner",
            "item: loose",
            "item: more",
            "paragraph: Mind **this**.",
            "row: a | b",
            "row: c | d",
            "term: Term",
            "definition: Meaning",
            "code: echo hi",
            "figure plan title: Plan",
            "figure plan words.a: first",
            "path x: because",
            "footnote: A note.",
        ]
    );
}

#[test]
fn spaces_line_breaks_addresses_ids_and_labels_are_no_words() {
    let one =
        "+++\ntitle = \"a\"\n+++\n## 準備 {#a}\n\n報告は\n早く[する](b.md)。[^1]\n\n[^1]: 注\n";
    let two = "+++\ntitle  =  'a'\n+++\n\n\n準備 {#a}\n------\n\n報告は早く[する](c.md#d)。[^note]\n\n\n[^note]: 注\n";
    assert_eq!(told(one, true), told(two, true));
}

#[test]
fn a_line_break_is_a_space_where_words_have_spaces() {
    let text = "+++\ntitle = \"a\"\n+++\none\ntwo 報告\nする\n";
    assert_eq!(told(text, false)[1], "paragraph: one two 報告する");
}
