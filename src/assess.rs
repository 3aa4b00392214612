//! Scoring: the data of the tools, one pure function from answers to a result, and the format of assessment files.

mod answers;
mod carry;
mod data;
mod model;
mod plan;
mod profile;
mod score;
mod sides;
mod spread;
mod summary;
mod text;
mod trend;

pub use carry::{Carried, carry_over};
pub use data::{ToolData, data};
pub use model::{Aggregation, Difference, Earlier, Edition, Item, Model, Pattern, Profile, Shortcut, Threshold};
pub use plan::{PlanEntry, plan_entries, wanted_levels, what_if};
pub use profile::{Below, Standing, Verdict, verdict};
pub use score::{Answers, GroupScore, ItemScore, Score, State, Target, score};
pub use sides::{Sides, sides};
pub use spread::{ItemSpread, PositionGroup, RatedLevel, Rating, RatingWarning, Spread, spread};
pub use summary::{ItemSummary, LevelCount, SMALLEST_GROUP, Summary, Team, summary};
pub use trend::{CategoryTrend, ItemTrend, Point, Trend, TrendWarning, trend};

/// The JSON Schema of assessment files, published with the site under [`SCHEMA_ADDRESS`].
pub const SCHEMA: &str = include_str!("assess/shirube-assessment.schema.json");
/// Where the schema is published, relative to the site's root.
pub const SCHEMA_ADDRESS: &str = "schemas/shirube-assessment.schema.json";
