//! Scoring: the data of the tools, one pure function from answers to a result, and the format of assessment files.

mod answers;
mod carry;
mod data;
mod definition;
pub mod file;
pub mod incoming;
mod model;
mod model_file;
mod plan;
mod portable;
mod profile;
pub mod protect;
pub mod report;
mod score;
mod script_data;
mod sides;
mod spread;
mod structure;
mod summary;
pub mod table;
mod text;
mod texts;
mod trend;
mod words;
mod worksheet;

pub use carry::{Carried, as_compared, carry_over, not_comparable};
pub use data::{ToolData, data};
pub use definition::definition_hash;
pub use model::{Aggregation, Difference, Earlier, Edition, Item, Model, Pattern, Profile, Shortcut, Threshold};
pub use model_file::read_model;
pub use plan::{PlanEntry, plan_entries, what_if};
pub use portable::{MODEL_FORMAT, MODEL_FORMAT_VERSION, ModelFile};
pub use profile::{Below, Standing, Verdict, verdict};
pub use score::{Answers, GroupScore, ItemScore, Score, State, Target, score};
pub use sides::{Sides, sides};
pub use spread::{ItemSpread, PositionGroup, RatedLevel, Rating, RatingWarning, Spread, spread};
pub use summary::{ItemSummary, LevelCount, SMALLEST_GROUP, Summary, Team, summary};
pub use texts::{FindingTexts, Notice, PatternTexts, ProfileTexts, ToolItem, ToolTexts};
pub use trend::{CategoryTrend, ItemTrend, Point, Trend, TrendWarning, trend};
pub use words::Words;
pub use worksheet::{Filling, worksheet, worksheet_address};

/// The JSON Schema of each format, by the name of the format; published with the site at [`crate::site::schema_address`].
pub const SCHEMAS: [(&str, &str); 4] = [
    ("shirube-assessment", include_str!("assess/shirube-assessment.schema.json")),
    ("shirube-assessment-share", include_str!("assess/shirube-assessment-share.schema.json")),
    (MODEL_FORMAT, include_str!("assess/shirube-model.schema.json")),
    ("shirube-profile", include_str!("assess/shirube-profile.schema.json")),
];
