//! The program: hands its arguments to [`shirube::cli`] and ends with the exit code that comes back.

use std::process::ExitCode;

fn main() -> ExitCode {
    shirube::cli::run()
}
