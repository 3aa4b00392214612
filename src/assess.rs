//! Scoring: the data of the tools, and one pure function from answers to a result.

mod data;

pub use data::{ToolData, data};
