//! Scoring: the data of the tools, one pure function from answers to a result, and the format of assessment files.

mod answers;
mod data;
pub mod file;
mod model;
mod score;
mod text;

pub use data::{ToolData, data};
pub use model::{Aggregation, Earlier, Item, Model, Pattern, Profile, Shortcut, Threshold};
pub use score::{Answers, GroupScore, ItemScore, Score, State, Target, score};

/// The JSON Schema of assessment files, published with the site under [`SCHEMA_ADDRESS`].
pub const SCHEMA: &str = include_str!("assess/shirube-assessment.schema.json");
/// Where the schema is published, relative to the site's root.
pub const SCHEMA_ADDRESS: &str = "schemas/shirube-assessment.schema.json";
