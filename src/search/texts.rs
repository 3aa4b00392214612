//! Texts of documents, compressed and cut into shards: results show them, and are confirmed by them.

use super::format::push_number;
use super::{Document, Stored, StoredBlock, TextBlock};
use flate2::{Compress, Compression, FlushCompress, Status};

/// How hard to compress, of 10.
const LEVEL: u32 = 6;

/// Cuts texts into shards; returns how many documents each has, too.
pub fn text_shards(
    language: &str,
    documents: &[&Document],
    limit: usize,
) -> (String, Vec<Vec<u8>>) {
    let (mut counts, mut shards) = (String::new(), Vec::new());
    let (mut shard, mut size) = (Vec::new(), 0);
    let mut deflater = Deflater::new();
    for (number, document) in (1..).zip(documents) {
        size += document
            .blocks
            .iter()
            .map(|block| block.text.len())
            .sum::<usize>()
            + document.title.len();
        shard.push(stored(language, document));
        // A document is never cut: a longer one has a shard of its own.
        if size >= limit || number == documents.len() {
            push_number(&mut counts, u32::try_from(shard.len()).unwrap_or(u32::MAX));
            shards.push(deflater.deflate(&std::mem::take(&mut shard)));
            size = 0;
        }
    }
    (counts, shards)
}

/// Compresses one after another, in the same memory: making it anew costs more than compressing a page.
struct Deflater(Compress);

impl Deflater {
    fn new() -> Self {
        // No header: the raw stream that browsers call deflate-raw.
        Self(Compress::new(Compression::new(LEVEL), false))
    }

    fn deflate(&mut self, documents: &[Stored<'_>]) -> Vec<u8> {
        // Strings and numbers always have a JSON form.
        let json = serde_json::to_vec(documents).unwrap_or_default();
        self.0.reset();
        let mut out = Vec::with_capacity(json.len() / 2 + 64);
        let mut read = 0;
        // It ends, because each round has room for what is left; a stream that is only written to has no errors.
        while let Ok(Status::Ok | Status::BufError) =
            self.0
                .compress_vec(&json[read..], &mut out, FlushCompress::Finish)
        {
            read = usize::try_from(self.0.total_in()).unwrap_or(json.len());
            out.reserve(json.len() + 64);
        }
        out
    }
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
