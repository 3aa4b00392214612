//! Files of assessments and models: bytes → typed values with findings, and typed values → bytes.
//!
//! [`incoming`] looks what a file is; a protected one is opened by [`protect`], a spreadsheet is read by [`table`], and all end
//! in the one reader of the format, [`file`].

pub mod file;
pub mod incoming;
mod model_file;
mod portable;
pub mod protect;
pub mod table;

pub use model_file::read_model;
pub use portable::{MODEL_FORMAT, MODEL_FORMAT_VERSION, ModelFile};

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
        "shirube-profile",
        include_str!("formats/shirube-profile.schema.json"),
    ),
];
