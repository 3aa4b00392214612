//! Results for people to read.

mod document;
mod html;
mod markdown;
mod text;

pub use html::tenths_as_text;
