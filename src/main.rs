//! The program: hands its arguments to [`shirube::cli`] and ends with the exit code that comes back.

use mimalloc::MiMalloc;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    shirube::cli::run()
}
