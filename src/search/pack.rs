//! Shards as they are written: deflated, then as characters of a JavaScript string, seven bits each.
//!
//! From `file://` data arrives in scripts alone, so bytes must be text, and every character below 128 is one byte of it. The few
//! that a string cannot have as they are (quotation mark, backslash, ends of lines, zero) are written together with the seven
//! bits after them as one character of two bytes. That costs a seventh, where base64 costs a third; a server that compresses
//! takes it off again. `browser/pack.js` reads it.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

/// How hard to compress, of 10.
const LEVEL: u32 = 6;
/// Seven bits that are not written as they are.
const ESCAPED: [u8; 5] = [0, b'\n', b'\r', b'"', b'\\'];

/// Compresses one after another, in the same memory: making it anew costs more than compressing a page.
pub(crate) struct Deflater(Compress);

impl Deflater {
    pub fn new() -> Self {
        // No header: the raw stream that browsers call deflate-raw.
        Self(Compress::new(Compression::new(LEVEL), false))
    }

    /// `dictionary` is what texts may refer to as if it stood before them.
    pub fn deflate(&mut self, bytes: &[u8], dictionary: &[u8]) -> Vec<u8> {
        self.0.reset();
        // It cannot fail where nothing was compressed yet; without it the stream is longer, and as good.
        let _ = dictionary.is_empty() || self.0.set_dictionary(dictionary).is_ok();
        let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
        let mut read = 0;
        // It ends, because each round has room for what is left; a stream that is only written to has no errors.
        while let Ok(Status::Ok | Status::BufError) =
            self.0
                .compress_vec(&bytes[read..], &mut out, FlushCompress::Finish)
        {
            read = usize::try_from(self.0.total_in()).unwrap_or(bytes.len());
            out.reserve(bytes.len() + 64);
        }
        out
    }
}

/// What was deflated; nothing if it was not.
#[must_use]
pub fn inflate(packed: &[u8], dictionary: &[u8]) -> Option<Vec<u8>> {
    let mut stream = Decompress::new(false);
    if !dictionary.is_empty() {
        stream.set_dictionary(dictionary).ok()?;
    }
    let mut out = Vec::new();
    loop {
        out.reserve(packed.len() * 3 + 64);
        let read = usize::try_from(stream.total_in()).ok()?;
        let left = packed.get(read..)?;
        match stream.decompress_vec(left, &mut out, FlushDecompress::Finish) {
            Ok(Status::StreamEnd) => return Some(out),
            // There is always room: what wants more input will not get it.
            Ok(_) if out.len() < out.capacity() => return None,
            Ok(_) => {}
            Err(_) => return None,
        }
    }
}

/// Bytes as a JavaScript string, in quotation marks.
#[must_use]
pub fn literal(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + bytes.len() / 6 + 2);
    out.push('"');
    let mut sevens = sevens(bytes).peekable();
    while let Some(seven) = sevens.next() {
        match (1_u32..).zip(ESCAPED).find(|(_, it)| *it == seven) {
            None => out.push(seven.into()),
            Some((place, _)) => {
                // The last one has nothing after it, and says so.
                let count = u32::try_from(ESCAPED.len()).unwrap_or_default();
                let (place, next) = match sevens.next() {
                    Some(next) => (place, next),
                    None => (place + count, 0),
                };
                out.extend(char::from_u32(place << 7 | u32::from(next)));
            }
        }
    }
    out.push('"');
    out
}

/// The bits of bytes in sevens, the last filled with zeros.
fn sevens(bytes: &[u8]) -> impl Iterator<Item = u8> {
    let mut bytes = bytes.iter();
    let (mut held, mut bits) = (0_u32, 0_u32);
    std::iter::from_fn(move || {
        if bits < 7 {
            match bytes.next() {
                Some(&byte) => {
                    held = held << 8 | u32::from(byte);
                    bits += 8;
                }
                None if bits == 0 => return None,
                None => {
                    held <<= 7 - bits;
                    bits = 7;
                }
            }
        }
        bits -= 7;
        let [seven, ..] = (held >> bits).to_le_bytes();
        held &= (1 << bits) - 1;
        Some(seven)
    })
}

/// The bytes of a string that [`literal`] made, without its quotation marks.
#[must_use]
pub fn bytes_of(literal: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(literal.len());
    let (mut held, mut bits) = (0_u32, 0_u32);
    let mut push = |seven: u32| {
        held = held << 7 | seven;
        bits += 7;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits).to_le_bytes()[0]);
            held &= (1 << bits) - 1;
        }
    };
    for character in literal.chars() {
        let code = u32::from(character);
        let place = (code >> 7) as usize;
        match place.checked_sub(1) {
            None => push(code),
            Some(place) => {
                push(ESCAPED[place % ESCAPED.len()].into());
                if place < ESCAPED.len() {
                    push(code & 127);
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Deflater, bytes_of, inflate, literal};

    #[test]
    fn bytes_come_back() {
        let all: Vec<u8> = (0..=255).collect();
        let escaped = [0x00, 0x14, 0x1a, 0x22, 0x5c, 0x0d, 0x0a, 0x00, 0x00];
        let texts = [&b""[..], b"a", b"\0", b"\x01\x40", &all, &escaped];
        for bytes in texts.into_iter().chain((1..20).map(|end| &all[..end])) {
            let literal = literal(bytes);
            let inner = &literal[1..literal.len() - 1];
            assert!(!inner.contains(['"', '\\', '\n', '\r', '\0']));
            assert_eq!(bytes_of(inner), bytes);
        }
    }

    /// As in `tests/scripts/search/steps.test.js`.
    #[test]
    fn what_a_string_cannot_have_is_written_with_what_follows() {
        let sevens = [1_u64, 0, 34, 92, 1, 1, 1, 10];
        let joined = sevens.iter().fold(0, |all, seven| all << 7 | seven);
        let literal = literal(&joined.to_be_bytes()[1..]);
        assert_eq!(literal, "\"\u{1}\u{a2}\u{281}\u{1}\u{1}\u{380}\"");
    }

    #[test]
    fn a_seventh_is_what_text_costs() {
        let random: Vec<u8> = blake3::Hasher::new().finalize().as_bytes().repeat(100);
        assert!(literal(&random).len() <= random.len() * 8 / 7 + 8);
    }

    #[test]
    fn texts_come_back_with_their_dictionary() {
        let mut deflater = Deflater::new();
        let (text, dictionary) = ("検知の規則を見直します。".repeat(9), "規則を見直します");
        let alone = deflater.deflate(text.as_bytes(), b"");
        let packed = deflater.deflate(text.as_bytes(), dictionary.as_bytes());
        assert!(packed.len() < alone.len());
        assert_eq!(inflate(&alone, b"").unwrap(), text.as_bytes());
        assert_eq!(
            inflate(&packed, dictionary.as_bytes()).unwrap(),
            text.as_bytes()
        );
        let long = "長い文".repeat(9_000);
        let packed = deflater.deflate(long.as_bytes(), b"");
        assert_eq!(inflate(&packed, b"").unwrap(), long.as_bytes());
        assert_eq!(inflate(b"\xff\xff", b""), None);
        assert_eq!(inflate(&packed[..packed.len() - 2], b""), None);
    }
}
