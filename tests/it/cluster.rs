//! The private Postgres through its whole life, on real data folders. Works as root and as an ordinary user.
use std::{
    ffi::OsStr,
    fs::{self, Permissions},
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use hello::cluster::{Cluster, ClusterError, Settings, Use};
use tempfile::TempDir;

/// Tells a copy of this test program that it is to hold a cluster: the data folder.
const HOLD: &str = "HELLO_TEST_HOLD";

fn temp_dir() -> TempDir {
    // Open on the way, because as root the server runs as somebody else.
    tempfile::Builder::new().prefix("hello-cluster-").permissions(Permissions::from_mode(0o755)).tempdir().unwrap()
}

fn settings(data_dir: &Path) -> Settings {
    Settings { data_dir: data_dir.to_path_buf(), options: vec![("shared_buffers".into(), "16MB".into())], ..Settings::default() }
}

fn open(data_dir: &Path, how: Use) -> Result<Cluster, ClusterError> {
    Cluster::open(&settings(data_dir), how, &mut |_| {})
}

/// What psql answers to this statement.
fn ask(cluster: &Cluster, sql: &str) -> Result<String, String> {
    let psql = cluster.psql().expect("these tests need psql");
    let output = Command::new(psql).args(["-XAtqv", "ON_ERROR_STOP=1", "-c", sql]).arg(cluster.url("postgres")).output().unwrap();
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap().trim().to_owned())
    } else {
        Err(String::from_utf8(output.stderr).unwrap())
    }
}

fn postmaster(data_dir: &Path) -> Option<i32> {
    fs::read_to_string(data_dir.join("data/postmaster.pid")).ok()?.lines().next()?.parse().ok()
}

fn kill_now(pid: i32) {
    assert!(Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap().success());
}

/// Not a zombie either, which has no working folder.
fn is_alive(pid: i32) -> bool {
    fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|arguments| !arguments.is_empty())
}

/// Waits until something is so.
pub fn until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < end, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Another process that serves a data folder, so that it can be killed without a chance to clean up.
struct Holder(Child);

impl Holder {
    fn serve(data_dir: &Path) -> Holder {
        // This very program, told to run nothing but `holds_a_cluster` below, wherever that lives.
        let test = module_path!().split_once("::").map_or(String::new(), |(_, rest)| format!("{rest}::")) + "holds_a_cluster";
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &test, "--ignored", "--nocapture"])
            .env(HOLD, data_dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        assert!({ lines }.any(|line| line.contains("held")), "the other process did not open the cluster");
        Holder(child)
    }

    fn kill_now(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
#[ignore = "not a test: run by the tests in a process of its own"]
fn holds_a_cluster() {
    let Some(data_dir) = std::env::var_os(HOLD) else { return };
    let _cluster = open(Path::new(&data_dir), Use::Serve).unwrap();
    println!("\nheld");
    let _ = std::io::stdin().read_line(&mut String::new());
}

#[test]
fn what_was_recorded_is_there_after_a_stop_and_a_start() {
    let dir = temp_dir();
    let cluster = open(dir.path(), Use::Serve).unwrap();
    ask(&cluster, "CREATE TABLE pets (name text); INSERT INTO pets VALUES ('Rex')").unwrap();
    cluster.stop().unwrap();
    assert_eq!(postmaster(dir.path()), None);

    let cluster = open(dir.path(), Use::Serve).unwrap();
    assert_eq!(ask(&cluster, "SELECT name FROM pets").unwrap(), "Rex");
    cluster.stop().unwrap();
}

#[test]
fn the_role_is_a_superuser_and_everything_committed_is_on_the_disk() {
    let dir = temp_dir();
    let cluster = open(dir.path(), Use::Serve).unwrap();
    let asked = "SELECT usename, usesuper, current_setting('fsync'), current_setting('synchronous_commit'), current_setting('data_checksums'), \
                 current_setting('listen_addresses'), current_setting('server_encoding'), current_setting('shared_buffers') \
                 FROM pg_user WHERE usename = current_user";
    assert_eq!(ask(&cluster, asked).unwrap(), "hello|t|on|on|on||UTF8|16MB");
}

#[test]
fn the_data_folder_is_closed_to_everyone_else() {
    let dir = temp_dir();
    let data_dir = dir.path().join("shop");
    let _cluster = open(&data_dir, Use::Serve).unwrap();
    assert_eq!(fs::metadata(&data_dir).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn a_second_serve_is_refused_with_a_sentence() {
    let dir = temp_dir();
    let first = open(dir.path(), Use::Serve).unwrap();
    let error = open(dir.path(), Use::Serve).unwrap_err();
    assert!(matches!(error, ClusterError::AlreadyServed { .. }));
    assert!(error.to_string().contains("already serving"), "{error}");
    assert_eq!(ask(&first, "SELECT 1").unwrap(), "1");
}

#[test]
fn a_command_beside_a_serve_leaves_its_server_running() {
    let dir = temp_dir();
    let serve = open(dir.path(), Use::Serve).unwrap();
    let before = postmaster(dir.path());
    let beside = open(dir.path(), Use::Beside).unwrap();
    assert_eq!(beside.url("postgres"), serve.url("postgres"));
    beside.stop().unwrap();
    assert_eq!(postmaster(dir.path()), before);
    assert_eq!(ask(&serve, "SELECT 1").unwrap(), "1");
}

#[test]
fn a_command_alone_stops_the_server_that_it_started() {
    let dir = temp_dir();
    let beside = open(dir.path(), Use::Beside).unwrap();
    assert_eq!(ask(&beside, "SELECT 1").unwrap(), "1");
    beside.stop().unwrap();
    assert_eq!(postmaster(dir.path()), None);
}

#[test]
fn the_last_of_two_commands_stops_the_server() {
    let dir = temp_dir();
    let (first, second) = thread::scope(|scope| {
        let first = scope.spawn(|| open(dir.path(), Use::Beside).unwrap());
        let second = scope.spawn(|| open(dir.path(), Use::Beside).unwrap());
        (first.join().unwrap(), second.join().unwrap())
    });
    first.stop().unwrap();
    assert_eq!(ask(&second, "SELECT 1").unwrap(), "1");
    second.stop().unwrap();
    assert_eq!(postmaster(dir.path()), None);
}

#[test]
fn a_command_does_not_stop_the_server_under_a_serve_that_came_later() {
    let dir = temp_dir();
    let beside = open(dir.path(), Use::Beside).unwrap();
    let serve = open(dir.path(), Use::Serve).unwrap();
    beside.stop().unwrap();
    assert_eq!(ask(&serve, "SELECT 1").unwrap(), "1");
    serve.stop().unwrap();
    assert_eq!(postmaster(dir.path()), None);
}

#[test]
fn a_command_that_outlives_the_serve_ends_without_an_error() {
    let dir = temp_dir();
    let serve = open(dir.path(), Use::Serve).unwrap();
    let beside = open(dir.path(), Use::Beside).unwrap();
    serve.stop().unwrap();
    assert_eq!(postmaster(dir.path()), None);
    beside.stop().unwrap();
}

#[test]
fn a_killed_serve_leaves_a_living_server_that_the_next_one_takes_over() {
    let dir = temp_dir();
    let holder = Holder::serve(dir.path());
    let before = postmaster(dir.path());
    holder.kill_now();
    let cluster = open(dir.path(), Use::Serve).unwrap();
    assert!(before.is_some());
    assert_eq!(postmaster(dir.path()), before);
    assert_eq!(ask(&cluster, "SELECT 1").unwrap(), "1");
    cluster.stop().unwrap();
    assert_eq!(postmaster(dir.path()), None);
}

#[test]
fn a_serve_refuses_one_in_another_process_until_it_is_killed() {
    let dir = temp_dir();
    let holder = Holder::serve(dir.path());
    assert!(matches!(open(dir.path(), Use::Serve), Err(ClusterError::AlreadyServed { .. })));
    holder.kill_now();
    open(dir.path(), Use::Serve).unwrap();
}

#[test]
fn a_killed_server_loses_nothing_that_was_committed() {
    let dir = temp_dir();
    let holder = Holder::serve(dir.path());
    {
        let beside = open(dir.path(), Use::Beside).unwrap();
        ask(&beside, "CREATE TABLE pets (n int)").unwrap();
        let mut acknowledged = 0;
        thread::scope(|scope| {
            let server = postmaster(dir.path()).unwrap();
            let inserts = scope.spawn(|| (1..).take_while(|n| ask(&beside, &format!("INSERT INTO pets VALUES ({n})")).is_ok()).count());
            until("some rows are there", || ask(&beside, "SELECT count(*) > 5 FROM pets").is_ok_and(|answer| answer == "t"));
            holder.kill_now();
            kill_now(server);
            acknowledged = inserts.join().unwrap();
            until("the server is gone", || !is_alive(server));
        });
        assert!(beside.ensure_running().unwrap());
        let there: usize = ask(&beside, "SELECT count(DISTINCT n) FROM pets").unwrap().parse().unwrap();
        // One more may have been committed without a chance to say so.
        assert!(there == acknowledged || there == acknowledged + 1, "{acknowledged} were acknowledged, {there} are there");
        beside.stop().unwrap();
    }
    let cluster = open(dir.path(), Use::Serve).unwrap();
    assert_ne!(ask(&cluster, "SELECT count(*) FROM pets").unwrap(), "0");
}

#[test]
fn a_server_that_dies_under_a_serve_is_brought_back() {
    let dir = temp_dir();
    let cluster = open(dir.path(), Use::Serve).unwrap();
    assert!(!cluster.ensure_running().unwrap());
    let server = postmaster(dir.path()).unwrap();
    kill_now(server);
    until("the server is gone", || !is_alive(server));
    assert!(cluster.ensure_running().unwrap());
    assert_eq!(ask(&cluster, "SELECT 1").unwrap(), "1");
    assert!(!cluster.ensure_running().unwrap());
}

#[test]
fn a_statement_that_outlives_its_server_is_ended_before_the_next_start() {
    let dir = temp_dir();
    let cluster = open(dir.path(), Use::Serve).unwrap();
    thread::scope(|scope| {
        // It never waits for anything, so that it does not notice the end of the server; the limit is only for the day this test fails.
        let busy = scope.spawn(|| ask(&cluster, "SET statement_timeout = '60s'; DO 'BEGIN LOOP END LOOP; END'"));
        let at_work = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%DO %' AND state = 'active' AND pid <> pg_backend_pid()";
        until("it is at work", || ask(&cluster, at_work).is_ok_and(|count| count == "1"));
        let server = postmaster(dir.path()).unwrap();
        kill_now(server);
        until("the server is gone", || !is_alive(server));
        assert!(cluster.ensure_running().unwrap());
        assert!(busy.join().unwrap().is_err());
    });
    assert_eq!(ask(&cluster, "SELECT 1").unwrap(), "1");
}

#[test]
fn a_deleted_socket_is_noticed_and_made_again() {
    let dir = temp_dir();
    let cluster = open(dir.path(), Use::Serve).unwrap();
    fs::remove_file(dir.path().join(".s.PGSQL.5432")).unwrap();
    assert!(cluster.ensure_running().unwrap());
    assert_eq!(ask(&cluster, "SELECT 1").unwrap(), "1");
}

#[test]
fn a_notice_whose_process_id_now_belongs_to_a_stranger_does_not_block_the_start() {
    let dir = temp_dir();
    open(dir.path(), Use::Serve).unwrap().stop().unwrap();
    let mut stranger = Command::new("sleep").arg("600").spawn().unwrap();
    fs::write(dir.path().join("data/postmaster.pid"), format!("{}\n/elsewhere\n0\n5432\n/tmp\n\n0 0\nready\n", stranger.id())).unwrap();
    let cluster = open(dir.path(), Use::Serve).unwrap();
    assert_eq!(ask(&cluster, "SELECT 1").unwrap(), "1");
    cluster.stop().unwrap();
    assert_eq!(stranger.try_wait().unwrap(), None, "the stranger was harmed");
    stranger.kill().unwrap();
    stranger.wait().unwrap();
}

#[test]
fn a_long_path_or_one_with_a_comma_gets_a_short_socket() {
    for name in ["a-long-name-".repeat(12), "Rex, Luna & Co".to_owned()] {
        let dir = temp_dir();
        let data_dir = dir.path().join(name);
        let cluster = open(&data_dir, Use::Serve).unwrap();
        assert!(cluster.url("postgres").contains("host=%2Ftmp%2Fhello-"), "{}", cluster.url("postgres"));
        assert_eq!(ask(&cluster, "SELECT 1").unwrap(), "1");
        cluster.stop().unwrap();
        open(&data_dir, Use::Serve).unwrap();
    }
}

#[test]
fn a_path_with_blanks_and_quotes_works() {
    let dir = temp_dir();
    let cluster = open(&dir.path().join("Anna's pet shop & zoo %20ü"), Use::Serve).unwrap();
    assert_eq!(ask(&cluster, "SELECT 1").unwrap(), "1");
}

#[test]
fn a_path_that_a_shell_would_read_is_refused_with_a_sentence() {
    let dir = temp_dir();
    let error = open(&dir.path().join("$(reboot)"), Use::Serve).unwrap_err();
    assert!(matches!(error, ClusterError::FolderName { .. }), "{error}");
}

#[test]
fn a_half_made_cluster_never_counts() {
    let dir = temp_dir();
    open(dir.path(), Use::Serve).unwrap().stop().unwrap();
    fs::rename(dir.path().join("data"), dir.path().join("data.new-1")).unwrap();
    let cluster = open(dir.path(), Use::Serve).unwrap();
    assert_eq!(ask(&cluster, "SELECT 1").unwrap(), "1");
    assert!(!dir.path().join("data.new-1").exists());
}

#[test]
fn a_damaged_cluster_is_never_made_anew() {
    let dir = temp_dir();
    open(dir.path(), Use::Serve).unwrap().stop().unwrap();
    fs::remove_file(dir.path().join("data/PG_VERSION")).unwrap();
    let error = open(dir.path(), Use::Serve).unwrap_err();
    assert!(matches!(error, ClusterError::Damaged { .. }), "{error}");
    assert!(dir.path().join("data/global").exists());
}

#[test]
fn data_of_another_major_version_names_the_one_that_is_needed() {
    let dir = temp_dir();
    open(dir.path(), Use::Serve).unwrap().stop().unwrap();
    fs::write(dir.path().join("data/PG_VERSION"), "9\n").unwrap();
    let error = open(dir.path(), Use::Serve).unwrap_err().to_string();
    assert!(error.contains("was made by Postgres 9") && error.contains("postgresql-9"), "{error}");
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let dir = temp_dir();
    fs::write(dir.path().join("thesis.txt"), "years of work").unwrap();
    let error = open(dir.path(), Use::Serve).unwrap_err();
    assert!(matches!(error, ClusterError::FolderNotEmpty { .. }), "{error}");
    assert_eq!(fs::metadata(dir.path()).unwrap().permissions().mode() & 0o777, 0o755);
}

#[test]
fn as_root_a_folder_that_nobody_else_can_reach_is_refused_with_a_sentence() {
    let dir = temp_dir();
    let is_root = fs::metadata("/proc/self").is_ok_and(|meta| std::os::unix::fs::MetadataExt::uid(&meta) == 0);
    fs::set_permissions(dir.path(), Permissions::from_mode(0o700)).unwrap();
    let opened = open(&dir.path().join("shop"), Use::Serve);
    match opened {
        Ok(_) => assert!(!is_root),
        Err(error) => assert!(is_root && matches!(error, ClusterError::FolderClosed { .. }), "{error}"),
    }
}

#[test]
fn chosen_programs_that_are_not_there_are_named() {
    let dir = temp_dir();
    let settings = Settings { pg_bin: Some(PathBuf::from("/nowhere")), ..settings(dir.path()) };
    let error = Cluster::open(&settings, Use::Serve, &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("HELLO_PG_BIN is /nowhere"), "{error}");
}

#[test]
fn programs_that_are_reached_by_a_link_are_used_in_their_own_place() {
    let dir = temp_dir();
    let cluster = open(&dir.path().join("shop"), Use::Serve).unwrap();
    let links = dir.path().join("links");
    fs::create_dir(&links).unwrap();
    for tool in ["postgres", "initdb", "pg_ctl"] {
        std::os::unix::fs::symlink(cluster.bin_dir().join(tool), links.join(tool)).unwrap();
    }
    let settings = Settings { pg_bin: Some(links), ..settings(&dir.path().join("other shop")) };
    let other = Cluster::open(&settings, Use::Serve, &mut |_| {}).unwrap();
    assert_eq!(other.bin_dir(), cluster.bin_dir());
}

#[test]
fn an_option_that_postgres_refuses_is_shown_with_the_end_of_the_log() {
    let dir = temp_dir();
    let settings = Settings { options: vec![("no_such_option".into(), "1".into())], ..settings(dir.path()) };
    let error = Cluster::open(&settings, Use::Serve, &mut |_| {}).unwrap_err().to_string();
    assert!(error.contains("no_such_option") && error.contains("postgres.log"), "{error}");
}

#[test]
fn a_person_who_waits_hears_what_happens() {
    let dir = temp_dir();
    let mut heard = Vec::new();
    let _cluster = Cluster::open(&settings(dir.path()), Use::Serve, &mut |line| heard.push(line.to_owned())).unwrap();
    assert!(heard.iter().any(|line| line.starts_with("Making a new Postgres")), "{heard:?}");
    assert!(heard.iter().any(|line| line.starts_with("Starting Postgres")), "{heard:?}");
    let names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().any(|name| name == OsStr::new("postgres.log")));
}
