//! The data of the scoring tools: `Site` → the model as it is scored, with its words in every language → what stands in a
//! tool's file.

mod data;
mod script_data;
mod structure;
mod texts;
mod words;

pub use data::{ToolData, data};
pub use texts::{FindingTexts, Notice, PatternTexts, ProfileTexts, ToolItem, ToolTexts};
pub use words::Words;

pub(crate) use structure::structure;
pub(crate) use texts::texts;
