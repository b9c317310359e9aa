//! `hello export` and `hello import`, as somebody at a terminal meets them.

use super::shop;
use crate::harness::Database;
use crate::harness::program::{hello, told};

#[test]
fn books_go_to_a_file_whole_and_come_in_from_it() {
    let old = Database::migrated();
    drop(shop(&old, 10));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("books.jsonl");
    let output = hello(&old.app_url).arg("export").arg(&file).arg("--people").output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    assert!(told(&output).contains("were written, signed with the key") && told(&output).contains("--since "), "{}", told(&output));
    let books = std::fs::read(&file).unwrap();
    let to_stdout = hello(&old.app_url).args(["export", "-", "--people"]).output().unwrap();
    assert!(to_stdout.stdout == books, "standard output says the same");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half stays beside it");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "it tells of customers");

    // What is no file stays what it is, and a link leads where it led.
    let (pipe, link) = (folder.path().join("pipe"), folder.path().join("link"));
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    let read = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read(pipe).unwrap()
    });
    let output = hello(&old.app_url).arg("export").arg(&pipe).arg("--people").output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    assert!(read.join().unwrap() == books && std::os::unix::fs::FileTypeExt::is_fifo(&pipe.metadata().unwrap().file_type()));
    std::os::unix::fs::symlink("books.jsonl", &link).unwrap();
    let output = hello(&old.app_url).arg("export").arg(&link).output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    assert!(link.is_symlink() && std::fs::read(&file).unwrap() != books);
    std::fs::write(&file, &books).unwrap();

    let new = Database::migrated();
    let refused = hello(&new.app_url).arg("import").arg(&file).output().unwrap();
    assert!(!refused.status.success() && told(&refused).contains("Only the owner of the database"), "{}", told(&refused));
    let output = hello(&new.url).arg("import").arg(&file).output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("were brought in; every hash and every seal fits"), "{said}");
    assert!(hello(&new.app_url).args(["export", "--people"]).output().unwrap().stdout == books);
    assert!(hello(&new.app_url).arg("verify").output().unwrap().status.success());
    let again = hello(&new.url).arg("import").arg(&file).output().unwrap();
    assert!(!again.status.success() && told(&again).contains("empty"), "{}", told(&again));
}

#[test]
fn what_cannot_be_exported_is_said_in_a_sentence() {
    let database = Database::migrated();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("none").join("books.jsonl");
    let named = file.to_str().unwrap();
    let foreign = "00000000000000ff.5-5-";
    for (args, said) in [
        (["export", named, "--people", "--people=x"].as_slice(), ""),
        (&["export", named], "The books could not be written"),
        (&["export", "--pet", "rex"], "\"rex\" is no pet's id"),
        (&["export", "--type", "PetDied"], "\"PetDied\" is no kind of event"),
        (&["export", "--since", "yesterday"], "This is no cursor"),
        (&["export", "--since", foreign], "This cursor is from another database"),
        (&["import", named], "cannot be read"),
    ] {
        let output = hello(&database.app_url).args(args).output().unwrap();
        assert!(!output.status.success() && told(&output).contains(said), "{args:?}: {}", told(&output));
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}
