//! A file that is written beside its name, and gets that once it is whole and on the disk.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use uuid::Uuid;

/// A file that is not whole yet; it goes where it does not get its name. It tells of a shop, so it is its owner's alone.
pub(super) struct Part {
    file: File,
    path: PathBuf,
    target: PathBuf,
}

impl Part {
    /// Begins a file that shall be called so.
    pub(super) fn begin(target: &Path) -> io::Result<Self> {
        let target = target.canonicalize().unwrap_or_else(|_| target.to_owned());
        let name = target.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "this is no name of a file"))?;
        let mut beside = name.to_owned();
        beside.push(format!(".{}.part", Uuid::new_v4().simple()));
        let path = target.with_file_name(beside);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        Ok(Self { file, path, target })
    }

    /// What is written to.
    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Where it stands until it has its name.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// It is whole.
    pub(super) fn finish(self) -> io::Result<()> {
        self.file.sync_all()?;
        std::fs::rename(&self.path, &self.target)
    }
}

/// Writes a file that gets its name once all of it is written. What is there and is no file, such as a pipe, is written to and stays what it is.
pub(super) fn to_file<T, E>(
    file: &Path,
    unwritten: impl Fn(io::Error) -> E,
    write: impl FnOnce(&mut BufWriter<&mut File>) -> Result<T, E>,
) -> Result<T, E> {
    let whole = |to: &mut File| {
        let mut out = BufWriter::new(to);
        let done = write(&mut out)?;
        out.flush().map_err(&unwritten)?;
        Ok(done)
    };
    if file.metadata().is_ok_and(|there| !there.is_file()) {
        return whole(&mut OpenOptions::new().write(true).open(file).map_err(&unwritten)?);
    }
    let mut part = Part::begin(file).map_err(&unwritten)?;
    let done = whole(part.file())?;
    part.finish().map_err(&unwritten)?;
    Ok(done)
}

impl Drop for Part {
    fn drop(&mut self) {
        // Once it has its name there is nothing left here.
        let _ = std::fs::remove_file(&self.path);
    }
}
