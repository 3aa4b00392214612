//! Files protected by a passphrase: a key by PBKDF2, the content by AES-GCM. The twin of the tools' `protect.js`.

use super::file::MAX_BYTES;
use aes_gcm::aead::{Aead as _, KeyInit as _};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

/// The format of such a file.
pub const PROTECTED_FORMAT: &str = "shirube-protected";
const VERSION: u64 = 1;

/// A file says how many rounds its key takes. Fewer than these are no protection, more would hold up the program for minutes.
const ROUNDS: std::ops::RangeInclusive<u32> = 100_000..=10_000_000;
const SALT: usize = 16;
const VECTOR: usize = 12;
const TAG: usize = 16;

/// Why a protected file does not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// The passphrase is another one, or the content was changed on purpose.
    Passphrase,
    /// It is not as it was saved.
    Damaged,
    /// It is protected in a way, or is of a version, that this program does not know.
    Unknown,
}

/// A protected file whose parts have the right form, and whose checksum says that it is as it was saved.
#[derive(Debug, Clone)]
pub struct Protected {
    salt: Vec<u8>,
    rounds: u32,
    vector: [u8; VECTOR],
    data: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    format_version: u64,
    kdf: Derivation,
    cipher: Cipher,
    #[serde(default)]
    sum: String,
    #[serde(default)]
    data: String,
}

#[derive(Deserialize)]
struct Derivation {
    name: String,
    hash: String,
    iterations: u32,
    #[serde(default)]
    salt: String,
}

#[derive(Deserialize)]
struct Cipher {
    name: String,
    #[serde(default)]
    iv: String,
}

impl Protected {
    /// The parts of a text of the format.
    ///
    /// # Errors
    /// [`Closed::Damaged`] and [`Closed::Unknown`].
    pub fn of(text: &str) -> Result<Self, Closed> {
        let written: Written = serde_json::from_str(text).map_err(|_| Closed::Damaged)?;
        let Written {
            format_version,
            kdf,
            cipher,
            sum,
            data,
        } = written;
        let known = format_version == VERSION
            && kdf.name == "PBKDF2"
            && kdf.hash == "SHA-256"
            && cipher.name == "AES-GCM";
        if !known || !ROUNDS.contains(&kdf.iterations) {
            return Err(Closed::Unknown);
        }
        let bytes = |text: &str| STANDARD.decode(text).map_err(|_| Closed::Damaged);
        let (salt, vector, data) = (bytes(&kdf.salt)?, bytes(&cipher.iv)?, bytes(&data)?);
        let checked = Sha256::new()
            .chain_update(&salt)
            .chain_update(&vector)
            .chain_update(&data)
            .finalize();
        let vector = <[u8; VECTOR]>::try_from(vector).map_err(|_| Closed::Damaged)?;
        let whole = salt.len() >= SALT
            && data.len() >= TAG
            && data.len() <= MAX_BYTES
            && STANDARD.encode(checked) == sum;
        if whole {
            Ok(Self {
                salt,
                rounds: kdf.iterations,
                vector,
                data,
            })
        } else {
            Err(Closed::Damaged)
        }
    }

    /// The text inside.
    ///
    /// # Errors
    /// [`Closed::Passphrase`], and [`Closed::Damaged`] where something else than a text was sealed.
    pub fn open(&self, passphrase: &str) -> Result<String, Closed> {
        // One keyboard writes é as one character, another as two: both are to give the same key.
        let secret: String = passphrase.nfc().collect();
        let mut key = [0; 32];
        pbkdf2::pbkdf2_hmac::<Sha256>(secret.as_bytes(), &self.salt, self.rounds, &mut key);
        let cipher = Aes256Gcm::new(&key.into());
        let plain = cipher
            .decrypt(Nonce::from_slice(&self.vector), self.data.as_slice())
            .map_err(|_| Closed::Passphrase)?;
        serde_json::from_slice(&plain).map_err(|_| Closed::Damaged)
    }
}
