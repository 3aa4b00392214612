//! Texts of documents, compressed and cut into shards: results show them, and are confirmed by them.

use super::format::push_number;
use super::pack::Deflater;
use super::{Document, Limits, Stored, StoredBlock, TextBlock};

/// Shorter texts say too little.
const TELLING: usize = 60;

/// Texts as they are published.
pub struct Texts {
    /// How many documents each shard has, in numbers of the format.
    pub counts: String,
    /// Each deflated.
    pub shards: Vec<Vec<u8>>,
    /// What shards refer to as if it stood before them.
    pub dictionary: String,
}

/// Cuts texts into shards.
pub fn text_shards(language: &str, documents: &[&Document], limits: Limits) -> Texts {
    let (mut counts, mut shards) = (String::new(), Vec::new());
    let (mut shard, mut size) = (Vec::new(), 0);
    let mut deflater = Deflater::new();
    let dictionary = dictionary(documents, limits.dictionary);
    for (number, document) in (1..).zip(documents) {
        size += document
            .blocks
            .iter()
            .map(|block| block.text.len())
            .sum::<usize>()
            + document.title.len();
        shard.push(stored(language, document));
        // A document is never cut: a longer one has a shard of its own.
        if size >= limits.text_shard || number == documents.len() {
            push_number(&mut counts, u32::try_from(shard.len()).unwrap_or(u32::MAX));
            // Strings and numbers always have a JSON form.
            let json = serde_json::to_vec(&std::mem::take(&mut shard)).unwrap_or_default();
            shards.push(deflater.deflate(&json, dictionary.as_bytes()));
            size = 0;
        }
    }
    Texts {
        counts,
        shards,
        dictionary,
    }
}

/// Some of the texts, from all parts of the site alike: what is said often is in some of them.
fn dictionary(documents: &[&Document], limit: usize) -> String {
    let texts = documents.iter().flat_map(|document| &document.blocks);
    let telling: Vec<&str> = texts
        .map(|block| block.text.as_str())
        .filter(|text| text.len() >= TELLING)
        .collect();
    let size: usize = telling.iter().map(|text| text.len()).sum();
    // A site that is hardly larger gains nothing.
    if telling.is_empty() || size < 4 * limit {
        return String::new();
    }
    let mean = size / telling.len();
    let step = (size / limit.max(1)).max(1);
    let mut dictionary = String::new();
    for text in telling.iter().skip(step / 2).step_by(step) {
        // As they stand in a shard; one that is very long leaves no room for others.
        let end = text.floor_char_boundary(2 * mean);
        dictionary.push_str(&text[..end]);
        dictionary.push_str("\",\"");
    }
    dictionary
}

fn stored<'d>(language: &str, document: &'d Document) -> Stored<'d> {
    let kind = |block: &TextBlock| {
        if block.question {
            2
        } else {
            u8::from(block.heading)
        }
    };
    let block = |block: &'d TextBlock| match (&block.anchor, kind(block)) {
        (None, 0) => StoredBlock::Paragraph(block.text.as_str().into()),
        (anchor, kind) => StoredBlock::Other(
            anchor.as_deref().unwrap_or_default().into(),
            kind,
            block.text.as_str().into(),
        ),
    };
    (
        document.address.as_str().into(),
        document.title.as_str().into(),
        document.section.as_str().into(),
        document
            .keywords
            .iter()
            .map(|keyword| keyword.as_str().into())
            .collect(),
        if document.language == language {
            "".into()
        } else {
            document.language.as_str().into()
        },
        document.blocks.iter().map(block).collect(),
        document.label.as_str().into(),
    )
}
