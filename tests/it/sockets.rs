//! Listening elsewhere than on a port of one's own: on a socket in a folder, and on what was opened before the program began.

use crate::harness::{Served, Shop, program};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, Stdio};

/// What is answered on a socket.
fn ask(socket: &Path, path: &str) -> String {
    let mut connection = UnixStream::connect(socket).unwrap();
    write!(connection, "GET {path} HTTP/1.0\r\nHost: shop.example\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

/// The program, with a socket handed over as systemd does it: as file 3, named to the process that it is for.
fn handing_over(shop: &Shop, socket: impl Into<OwnedFd>, count: u8) -> Command {
    let hello = program::hello(&shop.database.app_url);
    let mut shell = Command::new("sh");
    let script = format!("exec 3<&0 < /dev/null; export LISTEN_FDS={count} LISTEN_PID=$$; exec \"$0\" serve");
    shell.args(["-c", &script]).arg(hello.get_program());
    for (name, value) in hello.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.stdin(Stdio::from(socket.into()));
    shell
}

#[test]
fn a_shop_listens_on_a_socket_and_one_that_was_left_behind_does_not_stand_in_the_way() {
    let shop = Shop::open();
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("hello.sock");
    let bind = format!("unix:{}", socket.display());
    let settings = [("HELLO_BIND", bind.as_str()), ("HELLO_ORIGIN", "https://shop.example")];
    let first = Served::beside(&shop, &settings);
    assert_eq!(first.url, "https://shop.example");
    assert!(ask(&socket, "/healthz").ends_with("\r\n\r\nalive\n"));
    let second = program::hello(&shop.database.app_url).envs(settings).output().unwrap();
    assert!(!second.status.success() && program::told(&second).contains("Another program listens at"), "{second:?}");
    drop(first);
    assert!(socket.exists(), "it was killed, and could not clear away");
    let again = Served::beside(&shop, &settings);
    assert!(ask(&socket, "/readyz").contains("\r\n\r\nready\n"));
    assert!(again.stop().success());

    let nowhere = format!("unix:{}/not/there.sock", folder.path().display());
    for (bind, origin, sentence) in [
        (nowhere.as_str(), "https://shop.example", "The folder of "),
        (bind.as_str(), "", "The shop listens on a socket, so that nobody can tell how browsers reach it; set HELLO_ORIGIN"),
        ("unix:hello.sock", "https://shop.example", "HELLO_BIND is \"unix:hello.sock\"; name the whole path of a socket"),
    ] {
        let refused = program::hello(&shop.database.app_url).env("HELLO_BIND", bind).env("HELLO_ORIGIN", origin).output().unwrap();
        assert!(!refused.status.success() && program::told(&refused).starts_with(sentence), "{bind}: {refused:?}");
    }
}

#[test]
fn a_socket_that_was_opened_before_is_taken_over_whichever_kind_it_is() {
    let shop = Shop::open();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hello.sock");
    let socket = UnixListener::bind(&path).unwrap();
    let served = Served::open(handing_over(&shop, socket.try_clone().unwrap(), 1).env("HELLO_ORIGIN", "https://shop.example"));
    assert!(ask(&path, "/readyz").contains("\r\n\r\nready\n"));
    assert!(served.stop().success());
    // Nobody is refused meanwhile: whoever comes waits for the next one.
    let mut waiting = UnixStream::connect(&path).unwrap();
    write!(waiting, "GET /healthz HTTP/1.0\r\nHost: shop.example\r\n\r\n").unwrap();
    let next = Served::open(handing_over(&shop, socket, 1).env("HELLO_ORIGIN", "https://shop.example"));
    let mut answer = String::new();
    waiting.read_to_string(&mut answer).unwrap();
    assert!(answer.ends_with("\r\n\r\nalive\n"), "{answer}");
    drop(next);

    let port = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = port.local_addr().unwrap();
    let served = Served::open(&mut handing_over(&shop, port, 1));
    assert_eq!(served.url, format!("http://{address}"), "it is reached where it was opened");
    assert_eq!(served.visitor(&shop.visitor()).get("/readyz").status, 200);
}

#[test]
fn what_cannot_be_listened_on_is_refused_in_a_sentence() {
    let shop = Shop::open();
    let several = handing_over(&shop, TcpListener::bind("127.0.0.1:0").unwrap(), 2).output().unwrap();
    assert!(program::told(&several).starts_with("2 sockets were handed over by LISTEN_FDS, and the shop listens on one"), "{several:?}");
    let file = tempfile::tempfile().unwrap();
    let none = handing_over(&shop, file, 1).output().unwrap();
    assert!(program::told(&none).starts_with("What was handed over by LISTEN_FDS is neither"), "{none:?}");
}
