//! Scoring: a model and answers → a result, and what is compared with it. Values in, values out, in integers; nothing here
//! knows a file, a language or the site.
//!
//! [`score()`] is the entry: `answers` are read by the `model`, item by item, and become a [`Score`]. What follows from it
//! has a file each: `profile` (verdicts), `plan`, `sides`; of several results `spread` (raters), `trend` (over time) and
//! `summary` (many teams). `carry` and `definition` tell what answers to another edition of a model are worth.
//!
//! The tools' script does the same in the browser (`scoring/` there), and both pass the vectors of `tests/scoring/`.

mod answers;
mod carry;
mod definition;
mod mistakes;
mod model;
mod plan;
mod profile;
mod score;
mod sides;
mod spread;
mod summary;
mod text;
mod trend;

pub use answers::{Answers, Applies, Given, State, Target};
pub use carry::{Carried, as_compared, carry_over, not_comparable};
pub use definition::definition_hash;
pub use mistakes::{
    ID, MAX_CATEGORIES, MAX_ITEMS, MAX_LEVELS, MAX_OTHERS, MAX_SCALES, Mistake, MistakeKind, is_id,
    is_web_address, mistakes,
};
pub use model::{
    Aggregation, Difference, Earlier, Edition, Item, Model, Pattern, Profile, Shortcut, Threshold,
};
pub use plan::{PlanEntry, plan_entries, what_if};
pub use profile::{Below, Standing, Verdict, verdict};
pub use score::{GroupScore, ItemScore, Score, score};
pub use sides::{Sides, sides};
pub use spread::{
    ItemSpread, PositionGroup, RatedLevel, RaterAnswers, RatingWarning, Spread, spread,
};
pub use summary::{ItemSummary, LevelCount, SMALLEST_GROUP, Summary, Team, summary};
pub use trend::{CategoryTrend, ItemTrend, Point, Trend, TrendWarning, trend};

pub(crate) use definition::former_hash;
pub(crate) use model::NOT_REQUIRED;
pub(crate) use text::trimmed;
