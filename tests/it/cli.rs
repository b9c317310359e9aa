//! The command line, as somebody at a terminal meets it.

use crate::harness::program::told;
use crate::harness::{Database, PASSWORD, program, skipped};
use diesel::connection::SimpleConnection;
use hello::store::people::token::Token;
use hello::store::people::tokens;
use hello::store::people::tokens::Scope;
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    process::{Command, Output, Stdio},
};

fn hello(database: &Database) -> Command {
    program::hello(&database.app_url)
}

fn add_user(database: &Database, name: &str, role: &str, password: &str) -> Output {
    let mut child = hello(database)
        .args(["user", "add", name, "--role", role])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may have refused the name before it reads.
    let _ = writeln!(child.stdin.take().unwrap(), "{password}");
    child.wait_with_output().unwrap()
}

#[track_caller]
fn assert_one_sentence(output: &Output) {
    let told = told(output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.ends_with(".\n") && told.lines().count() == 1, "{told:?}");
}

#[test]
fn migrate_brings_the_database_up_to_date_once() {
    let database = Database::empty();
    for expected in ["replaced; the database is up to date.", "The database is up to date."] {
        let output = hello(&database).arg("migrate").env("DATABASE_URL", &database.url).output().unwrap();
        assert!(output.status.success(), "{}", told(&output));
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.lines().next().unwrap().ends_with(expected), "{said}");
    }
}

#[test]
fn a_token_is_made_and_revoked_without_a_browser() {
    let database = Database::migrated();
    let token = |args: &[&str]| hello(&database).arg("token").args(args).output().unwrap();
    let opens = |secret: &str| {
        let secret = Token::parse(secret.trim()).unwrap();
        tokens::use_one(&mut database.connect(), &secret, chrono::Utc::now()).unwrap().map(|used| used.scope)
    };
    let made = token(&["add", "the web site", "--scope", "people", "--until", "2999-12-31"]);
    assert!(made.status.success(), "{}", told(&made));
    let secret = String::from_utf8(made.stdout).unwrap();
    assert_eq!(opens(&secret), Some(Scope::People));
    for (args, said) in [
        (["add", "The Web Site", "--scope", "log"].as_slice(), "Choose another name"),
        (&["add", " ", "--scope", "log"], "Enter which program it is for"),
        (&["add", "another", "--scope", "log", "--until", "2020-12-31"], "a last day that has not passed"),
        (&["add", "another", "--scope", "log", "--until", "+262142-12-31"], "Enter an earlier last day"),
        (&["revoke", "another"], "No token that can be revoked is called \"another\""),
    ] {
        let refused = token(args);
        assert_one_sentence(&refused);
        assert!(told(&refused).contains(said) && refused.stdout.is_empty(), "{args:?}: {}", told(&refused));
    }
    let revoked = token(&["revoke", " The  WEB site"]);
    assert!(revoked.status.success(), "{}", told(&revoked));
    assert_eq!(String::from_utf8(revoked.stdout).unwrap(), "The token for the web site opens nothing any more.\n");
    assert_eq!(opens(&secret), None);
    assert_one_sentence(&token(&["revoke", "the web site"]));
    assert!(token(&["add", "the web site", "--scope", "log"]).status.success(), "its name is free again");
    let deeds = "SELECT count(*) AS n FROM audit_log WHERE what IN ('token_added', 'token_revoked')";
    assert_eq!(crate::day::count(&mut database.connect(), deeds).unwrap(), 3);
}

#[test]
fn an_account_can_be_added_without_a_browser() {
    let database = Database::migrated();
    let output = add_user(&database, "Ada", "admin", PASSWORD);
    assert!(output.status.success(), "{}", told(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "Ada can sign in now, as admin.\n");
    for (name, password) in [("ada", PASSWORD), ("Ben", "short"), ("Ben", ""), (" ", PASSWORD), ("Ben", "password12345")] {
        assert_one_sentence(&add_user(&database, name, "staff", password));
    }
}

#[test]
fn an_admin_who_lost_the_phone_gets_back_in_from_the_command_line() {
    let database = Database::migrated();
    add_user(&database, "Ada", "admin", PASSWORD);
    let reset = |name: &str| hello(&database).args(["user", "reset-second-factor", name]).output().unwrap();
    assert_one_sentence(&reset("Eve"));
    assert_eq!(String::from_utf8_lossy(&reset("ada").stdout), "Ada has no second factor; nothing was changed.\n");
    let on = "INSERT INTO second_factors (account_id, secret, turned_on_at, last_step) SELECT id, substring(sha256('x') FOR 20), now(), 1 FROM accounts";
    database.connect().batch_execute(on).unwrap();
    assert_eq!(String::from_utf8_lossy(&reset("ada").stdout), "Ada signs in with the password alone now.\n");
    let count = "SELECT count(*) AS n FROM audit_log WHERE what = 'second_factor_reset' AND account_id IS NULL AND address IS NULL";
    assert_eq!(crate::day::count(&mut database.connect(), count).unwrap(), 1);
}

#[test]
fn psql_speaks_to_the_shops_database_and_ends_as_it_ends() {
    let database = Database::migrated();
    let output = hello(&database).args(["psql", "-Atc", "SELECT count(*) FROM accounts"]).output().unwrap();
    if told(&output).starts_with("There is no psql here") {
        return skipped("hello psql", "psql");
    }
    assert_eq!(String::from_utf8_lossy(&output.stdout), "0\n", "{}", told(&output));
    let failed = hello(&database).args(["psql", "-v", "ON_ERROR_STOP=1", "-c", "SELECT nonsense"]).output().unwrap();
    assert_eq!(failed.status.code(), Some(1));
}

#[test]
fn what_goes_wrong_is_said_in_one_sentence() {
    let database = Database::migrated();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let bind = taken.local_addr().unwrap().to_string();
    let output = hello(&database).env("HELLO_BIND", &bind).output().unwrap();
    assert_one_sentence(&output);
    assert!(told(&output).contains(&format!("listens on {bind} already")), "{}", told(&output));

    for (name, value) in [
        ("HELLO_BIND", "here"),
        ("HELLO_POOL_SIZE", "many"),
        ("HELLO_TIME_ZONE", "Mars/Olympus"),
        ("HELLO_ORIGIN", "shop"),
        ("HELLO_LOG", "a=b=c"),
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing"),
        ("DATABASE_URL", "postgres://127.0.0.1:1/nothing?sslmode=require"),
    ] {
        let output = hello(&database).env("HELLO_BIND", "127.0.0.1:0").env(name, value).output().unwrap();
        assert_one_sentence(&output);
        assert!(told(&output).contains(name), "{}", told(&output));
    }
}

#[test]
fn wrong_usage_is_2() {
    let database = Database::migrated();
    for args in [&["open"][..], &["user", "add", "Ada", "--role", "boss"], &["user", "add"], &["--what"]] {
        assert_eq!(hello(&database).args(args).output().unwrap().status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn serve_prints_its_address_and_the_set_up_link_and_ends_at_sigterm_and_with_its_terminal() {
    for signal in [Signal::SIGTERM, Signal::SIGHUP] {
        serves_until(signal);
    }
}

fn serves_until(signal: Signal) {
    let database = Database::migrated();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut serve =
        hello(&database).env("HELLO_BIND", format!("127.0.0.1:{port}")).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
    let lines: Vec<String> = BufReader::new(serve.stdout.take().unwrap()).lines().take(3).map(Result::unwrap).collect();
    assert_eq!(lines[0], format!("The shop is open at http://127.0.0.1:{port}"));
    assert!(lines[2].starts_with(&format!("http://127.0.0.1:{port}/setup?token=")), "{lines:?}");
    let answer = ureq::get(&lines[2]).call().unwrap();
    assert_eq!(answer.status(), 200);

    kill(Pid::from_raw(i32::try_from(serve.id()).unwrap()), signal).unwrap();
    let ended = serve.wait().unwrap();
    assert!(ended.success(), "{signal}: {ended}");
}

#[test]
fn the_start_says_what_the_shop_goes_by_and_where_that_came_from() {
    let database = Database::migrated();
    let starts = |settings: &[(&str, &str)]| {
        let mut hello = hello(&database);
        hello.env_remove("TZ").env("HELLO_BIND", "127.0.0.1:0").envs(settings.iter().copied());
        let mut serve = hello.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines: Vec<String> = BufReader::new(serve.stdout.take().unwrap()).lines().take(4).map(Result::unwrap).collect();
        let port = lines[0].rsplit_once(':').unwrap().1.to_owned();
        assert!(lines[0].starts_with("The shop is open at http://127.0.0.1:") && port != "0", "{lines:?}");
        assert_eq!(ureq::get(&lines[2]).call().unwrap().status(), 200, "the link works on a port that nobody has chosen");
        kill(Pid::from_raw(i32::try_from(serve.id()).unwrap()), Signal::SIGTERM).unwrap();
        assert!(serve.wait().unwrap().success());
        lines[3].replace(&port, "PORT")
    };
    let said = starts(&[("TZ", "America/Lima"), ("HELLO_CURRENCY", "CHF"), ("HELLO_TIME_ZONE", " ")]);
    let expected = "Time zone America/Lima (TZ), currency CHF (HELLO_CURRENCY), origin http://127.0.0.1:PORT (where it listens), database postgresql://";
    assert!(said.starts_with(expected) && said.ends_with(" (DATABASE_URL)."), "{said}");
    let empty =
        [("HELLO_CURRENCY", ""), ("HELLO_POOL_SIZE", ""), ("HELLO_LOG_FORMAT", " "), ("HELLO_ALLOW_OWNER", ""), ("HELLO_DATA_DIR", "")];
    let said = starts(&[&empty[..], &[("HELLO_TIME_ZONE", "Asia/Tokyo"), ("HELLO_ORIGIN", "")]].concat());
    let expected =
        "Time zone Asia/Tokyo (HELLO_TIME_ZONE), currency EUR (default), origin http://127.0.0.1:PORT (where it listens), database ";
    assert!(said.starts_with(expected), "{said}");
    assert!(!said.contains("password"), "{said}");
    for (name, value) in [("TZ", "CET-1CEST"), ("HELLO_TIME_ZONE", "Vienna"), ("HELLO_CURRENCY", "Euro"), ("HELLO_BIND", "localhost")] {
        let refused = hello(&database).env(name, value).output().unwrap();
        assert_one_sentence(&refused);
        assert!(told(&refused).starts_with(&format!("{name} is {value:?}")), "{}", told(&refused));
    }
}

#[test]
fn a_shop_whose_books_are_in_another_currency_does_not_start() {
    let database = Database::migrated();
    let demo = |currency: &str| hello(&database).args(["demo", "--pets", "3"]).env("HELLO_CURRENCY", currency).output().unwrap();
    assert!(demo("JPY").status.success());
    let serve = || hello(&database).env("HELLO_BIND", "127.0.0.1:0").env("HELLO_CURRENCY", "EUR").output().unwrap();
    let refused = serve();
    assert_one_sentence(&refused);
    assert_eq!(
        told(&refused),
        "The books of this shop are kept in JPY, and HELLO_CURRENCY is EUR; start it with HELLO_CURRENCY=JPY, or give a shop in EUR a database \
         of its own.\n"
    );
    let opens = || {
        let mut child = hello(&database).env("HELLO_BIND", "127.0.0.1:0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let address = said.next().unwrap().replace("The shop is open at ", "");
        assert_eq!(ureq::get(&format!("{address}/healthz")).call().unwrap().status(), 200);
        let manner = said.find(|line| line.starts_with("Time zone")).unwrap();
        kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), Signal::SIGTERM).unwrap();
        assert!(child.wait().unwrap().success());
        manner
    };
    assert!(opens().contains("currency JPY (the shop)"), "whoever sets nothing goes on in the currency of the books");
    // A shop that is older than its books is in the currency with which it is started first.
    database.connect().batch_execute("DELETE FROM books").unwrap();
    assert!(opens().contains("currency EUR (default)"));
    let refused = hello(&database).env("HELLO_BIND", "127.0.0.1:0").env("HELLO_CURRENCY", "JPY").output().unwrap();
    assert!(told(&refused).starts_with("The books of this shop are kept in EUR"), "{}", told(&refused));
}

#[test]
fn what_cannot_be_said_ends_in_one_sentence_and_never_in_a_panic() {
    let database = Database::migrated();
    let full = || Stdio::from(std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
    let closed = || Stdio::from(std::io::pipe().unwrap().1);
    for command in [&["migrate"][..], &["demo", "--pets", "3"], &["refresh"], &["verify"], &["user", "reset-second-factor", "Ada"]] {
        let run =
            |out: Stdio, err: Stdio| hello(&database).env("DATABASE_URL", &database.url).args(command).stdout(out).stderr(err).output();
        let unread = run(closed(), Stdio::piped()).unwrap();
        let said = told(&unread);
        assert!(!said.contains("panicked") && said.lines().count() == 1 && said.ends_with(".\n"), "{command:?}: {said:?}");
        if !said.contains("Nobody here is called") {
            assert_eq!(unread.status.code(), Some(74), "{command:?}: {said}");
            assert!(said.starts_with("The work is done, "), "{command:?}: {said}");
        }
        let full = run(full(), closed()).unwrap();
        assert!(matches!(full.status.code(), Some(1 | 74)), "{command:?}: {}", full.status);
    }
    assert!(hello(&database).arg("verify").output().unwrap().status.success(), "and the work was done");
}

#[test]
fn a_verification_says_what_it_comes_to_and_ends_as_it_found() {
    let database = Database::migrated();
    let run = |args: &[&str]| {
        let output = hello(&database).args(args).output().unwrap();
        (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    assert_eq!(run(&["demo", "--pets", "5"]).0, Some(0));
    let (code, said) = run(&["refresh"]);
    assert!(code == Some(0) && said.contains("Seal 2 covers them; its root: ") && said.contains("\nThe hash of the seal: "), "{said}");
    let (code, said) = run(&["verify"]);
    assert!(
        code == Some(0) && said.starts_with("Everything is as it was recorded: 5 pets with") && said.contains("2 seals cover all of it"),
        "{said}"
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hello-seal-2.txt");
    let seal = hello::store::proof::seals::one(&mut database.connect(), 2).unwrap().unwrap();
    std::fs::write(&file, seal.file()).unwrap();
    let kept = ["verify", "--seal", file.to_str().unwrap()];
    assert!(run(&kept).1.contains("The seal 2 that you kept is among them."));
    let mut later = seal.seal.clone();
    later.id = 3;
    std::fs::write(&file, crate::harness::seal_key().sign(later).file()).unwrap();
    let (code, said) = run(&kept);
    assert!(code == Some(1) && said.contains("Seal 3 does not fit: the file is genuine, and the seal is not in the database"), "{said}");
    std::fs::write(&file, "Hello!").unwrap();
    let (code, said) = run(&kept);
    assert!(code == Some(1) && said.contains("cannot be checked: this is no seal"), "{said}");
    let refused = hello(&database).arg("refresh").env("HELLO_SEAL_KEY", "a secret").output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && said.starts_with("HELLO_SEAL_KEY is not a key for seals") && !said.contains("a secret"), "{said}");
}

#[test]
fn what_libpq_reads_from_the_environment_does_not_reach_the_private_postgres() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::migrated();
    for command in ["migrate", "refresh", "verify"] {
        let output = hello(&database)
            .env_remove("DATABASE_URL")
            .env("HELLO_DATA_DIR", folder.path().join("shop"))
            .envs([
                ("PGOPTIONS", "-c default_transaction_read_only=on -c search_path=nowhere"),
                ("PGHOSTADDR", "192.0.2.1"),
                ("PGPORT", "1"),
                ("PGUSER", "nobody"),
                ("PGDATABASE", "nothing"),
                ("PGTARGETSESSIONATTRS", "standby"),
                ("PGSSLMODE", "verify-full"),
                ("PGGSSENCMODE", "require"),
                ("PGCHANNELBINDING", "require"),
                ("PGCLIENTENCODING", "LATIN1"),
            ])
            .arg(command)
            .output()
            .unwrap();
        assert!(output.status.success(), "{command}: {}", told(&output));
    }
}
