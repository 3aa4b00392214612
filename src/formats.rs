//! Files of assessments and models: bytes → typed values with findings, and typed values → bytes.
//!
//! [`incoming`] looks what a file is; a protected one is opened by [`protect`], a spreadsheet is read by [`table`], and all end
//! in the one reader of the format, [`file`]. [`read_model`] and [`read_profile`] read files of their own. `json` is below all of
//! them: text → values with their places.

pub mod file;
pub mod incoming;
mod json;
mod model_file;
mod portable;
mod profile;
pub mod protect;
pub mod table;
mod values;

pub use model_file::read_model;
pub use portable::{MODEL_FORMAT, MODEL_FORMAT_VERSION, ModelFile};
pub use profile::{PROFILE_FORMAT, read_profile};

/// The JSON Schema of each format, by the name of the format; published with the site at [`crate::site::schema_address`].
pub const SCHEMAS: [(&str, &str); 4] = [
    (
        "shirube-assessment",
        include_str!("formats/shirube-assessment.schema.json"),
    ),
    (
        "shirube-assessment-share",
        include_str!("formats/shirube-assessment-share.schema.json"),
    ),
    (
        MODEL_FORMAT,
        include_str!("formats/shirube-model.schema.json"),
    ),
    (
        PROFILE_FORMAT,
        include_str!("formats/shirube-profile.schema.json"),
    ),
];
