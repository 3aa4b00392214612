//! Scoring: the data of the tools, one pure function from answers to a result, and the format of assessment files.

mod answers;
mod carry;
mod data;
pub mod file;
mod model;
mod model_file;
mod plan;
mod portable;
mod profile;
pub mod report;
mod score;
mod sides;
mod spread;
mod structure;
mod summary;
mod text;
mod texts;
mod trend;
mod words;
mod worksheet;

pub use carry::{Carried, as_compared, carry_over, not_comparable};
pub use data::{ToolData, data};
pub use model::{Aggregation, Difference, Earlier, Edition, Item, Model, Pattern, Profile, Shortcut, Threshold};
pub use model_file::read_model;
pub use plan::{PlanEntry, plan_entries, wanted_levels, what_if};
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

/// The JSON Schema of assessment files, published with the site under [`SCHEMA_ADDRESS`].
pub const SCHEMA: &str = include_str!("assess/shirube-assessment.schema.json");
/// Where the schema is published, relative to the site's root.
pub const SCHEMA_ADDRESS: &str = "schemas/shirube-assessment.schema.json";
/// The JSON Schema of a model as one file, published with the site under [`MODEL_SCHEMA_ADDRESS`].
pub const MODEL_SCHEMA: &str = include_str!("assess/shirube-model.schema.json");
/// Where that schema is published, relative to the site's root.
pub const MODEL_SCHEMA_ADDRESS: &str = "schemas/shirube-model.schema.json";
