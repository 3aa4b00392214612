//! The scoring tools: `Site` → the model as it is scored, with its words in every language → what stands in a tool's file,
//! and the script that works with it there (`tool/browser/`).

mod asked_texts;
mod data;
mod script;
mod script_data;
mod texts;
mod words;

pub use asked_texts::AskedTexts;
pub use data::{ToolData, data};
pub use script::script;
pub use texts::{FindingTexts, Notice, PatternTexts, ProfileTexts, ToolItem, ToolTexts};
pub use words::ModelWords;

pub(crate) use texts::texts;
