//! How a Postgres program is run: as the owner, from `/`, and without the surroundings that would change what it does.

use std::{
    env, fs,
    os::unix::ffi::OsStrExt,
    path::Path,
    process::{Command, Stdio},
};

use super::{ClusterError, owner::Owner};

/// A command for one of Postgres's programs.
pub(super) fn postgres(program: &Path, owner: Owner) -> Command {
    let mut command = Command::new(program);
    // The folder that hello was started in may be closed to the owner, and must not be kept busy.
    command.current_dir("/").stdin(Stdio::null());
    // PGDATA, PGPORT and their kin would lead elsewhere; LC_ALL would override the locale that is asked for.
    for (name, _) in env::vars_os().filter(|(name, _)| name.as_bytes().starts_with(b"PG")) {
        command.env_remove(name);
    }
    command.env_remove("LC_ALL").env("LANG", "C").env("LC_MESSAGES", "C");
    owner.run(&mut command);
    command
}

/// Runs a command to its end; what it says matters only when it fails, and then is the second half of the result.
pub(super) fn run(mut command: Command) -> Result<(), String> {
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            Err(format!("{}\n({})", last_lines(&String::from_utf8_lossy(&said)), output.status))
        }
        Err(error) => Err(error.to_string()),
    }
}

/// The end of a program's log.
pub(super) fn end_of(log: &Path) -> String {
    last_lines(&String::from_utf8_lossy(&fs::read(log).unwrap_or_default()))
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.get(lines.len().saturating_sub(12)..).unwrap_or_default().join("\n")
}

/// For a program whose failure ends the matter.
pub(super) fn run_tool(tool: &str, command: Command) -> Result<(), ClusterError> {
    run(command).map_err(|output| ClusterError::Tool { tool: tool.to_owned(), output })
}
