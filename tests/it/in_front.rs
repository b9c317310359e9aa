//! Behind Debian's nginx, set as `deploy/nginx.conf` has it: TLS, HTTP/2, a socket in between, and whoever it is that comes.

use crate::day::arrived;
use crate::harness::{PASSWORD, Served, Shop, skipped};
use hello::store::people::accounts::Role;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// nginx, in front of a shop. It ends with the test.
struct Nginx {
    child: Child,
    origin: String,
    folder: tempfile::TempDir,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether there is what it takes; what is skipped without it is told at the end of the run.
fn is_there() -> bool {
    let missing: Vec<_> = [("nginx", "-v"), ("curl", "--version"), ("openssl", "version")]
        .into_iter()
        .filter(|(program, asked)| !Command::new(program).arg(asked).output().is_ok_and(|output| output.status.success()))
        .map(|(program, _)| program)
        .collect();
    if !missing.is_empty() {
        assert!(std::env::var("HELLO_PROXY_TESTS").as_deref() != Ok("required"), "there is no {}", missing.join(" and no "));
        skipped("the shop behind a proxy", &missing.join(" and "));
    }
    missing.is_empty()
}

fn free() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Nginx {
    /// In front of the socket `hello.sock` in its folder.
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Its workers are another user, where it is started as root.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let (plain, secure) = (free(), free());
        let at = |name: &str| folder.path().join(name).display().to_string();
        let (key, certificate) = (at("key.pem"), at("certificate.pem"));
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
            ])
            .args(["-keyout", &key, "-out", &certificate])
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let mut site = fs::read_to_string("deploy/nginx.conf").unwrap();
        for (deployed, here) in [
            ("/run/hello/hello.sock", at("hello.sock")),
            ("listen 80;", format!("listen 127.0.0.1:{plain};")),
            ("listen 443 ssl http2;", format!("listen 127.0.0.1:{secure} ssl http2;")),
            ("https://shop.example$request_uri", format!("https://127.0.0.1:{secure}$request_uri")),
            ("/etc/ssl/certs/shop.example.pem", certificate),
            ("/etc/ssl/private/shop.example.key", key),
        ] {
            assert_eq!(site.matches(deployed).count(), if deployed.ends_with("sock") { 2 } else { 1 }, "{deployed}");
            site = site.replace(deployed, &here);
        }
        let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|what| format!("{what}_temp_path {};\n", at(what))).concat();
        let whole = format!(
            "daemon off;\npid {};\nerror_log {} warn;\nevents {{}}\nhttp {{\naccess_log off;\n{temp}{site}\n}}\n",
            at("pid"),
            at("log")
        );
        fs::write(folder.path().join("nginx.conf"), whole).unwrap();
        let child = Command::new("nginx")
            .args(["-e", &at("log"), "-p", &at(""), "-c", &at("nginx.conf")])
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", secure)).is_err() {
            assert!(Instant::now() < until, "nginx listens: {}", fs::read_to_string(at("log")).unwrap_or_default());
            thread::sleep(Duration::from_millis(20));
        }
        let origin = format!("https://127.0.0.1:{secure}");
        let asked = ["-s", "-o", "/dev/null", "-w", "%{redirect_url}", &format!("http://127.0.0.1:{plain}/pets")];
        let redirected = Command::new("curl").args(asked).output().unwrap();
        assert_eq!(String::from_utf8(redirected.stdout).unwrap(), format!("{origin}/pets"));
        Self { child, origin, folder }
    }

    fn socket(&self) -> std::path::PathBuf {
        self.folder.path().join("hello.sock")
    }

    /// The shop behind it.
    fn shop(&self, beside: &Shop, more: &[(&str, &str)]) -> Served {
        let bind = format!("unix:{}", self.socket().display());
        let own = [("HELLO_BIND", bind.as_str()), ("HELLO_ORIGIN", &self.origin), ("HELLO_CLIENT_ADDRESS_HEADER", "X-Real-IP")];
        Served::beside(beside, &[&own[..], more].concat())
    }

    /// curl, with what it keeps from one call to the next.
    fn curl(&self, args: &[&str], path: &str) -> Command {
        let mut curl = Command::new("curl");
        let jar = self.folder.path().join("cookies").display().to_string();
        curl.args(["-sS", "--http2", "--max-time", "60", "-b", &jar, "-c", &jar, "-H", "Sec-Fetch-Site: same-origin"]);
        curl.arg("--cacert").arg(self.folder.path().join("certificate.pem")).args(args).arg(format!("{}{path}", self.origin));
        curl
    }

    /// The answer: its body, and behind it what `wanted` asks curl for.
    fn ask(&self, args: &[&str], path: &str, wanted: &str) -> (String, String) {
        let output = self.curl(&[args, &["-w", &format!("\u{1}{wanted}")]].concat(), path).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let (body, wanted) = said.rsplit_once('\u{1}').unwrap_or_else(|| panic!("{path}: {output:?}"));
        (body.to_owned(), wanted.to_owned())
    }

    fn sign_in(&self) {
        let fields = format!("name=Ada&password={}", PASSWORD.replace(' ', "+"));
        let (_, told) = self.ask(&["-d", &fields], "/login", "%{http_code} %{redirect_url}");
        assert_eq!(told, format!("303 {}/", self.origin));
    }
}

/// A shop with Ada, who runs it, and an nginx for it; nothing where there is no nginx.
fn shop_and_nginx() -> Option<(Shop, Nginx)> {
    if !is_there() {
        return None;
    }
    let shop = Shop::open();
    shop.account("Ada", Role::Admin);
    Some((shop, Nginx::start()))
}

#[test]
fn a_shop_behind_nginx_is_signed_in_to_over_tls_and_http_2_and_knows_who_comes() {
    let Some((shop, nginx)) = shop_and_nginx() else { return };
    let _served = nginx.shop(&shop, &[]);
    let (_, version) = nginx.ask(&["-o", "/dev/null"], "/login", "%{http_version} %{http_code}");
    assert_eq!(version, "2 200");
    // Whoever comes cannot say that they are somebody else.
    let wrong = ["-H", "X-Real-IP: 203.0.113.9", "-H", "X-Forwarded-For: 203.0.113.9", "-d", "name=Ada&password=wrong"];
    assert_eq!(nginx.ask(&[&["-o", "/dev/null"], &wrong[..]].concat(), "/login", "%{http_code}").1, "422");
    nginx.sign_in();
    let jar = fs::read_to_string(nginx.folder.path().join("cookies")).unwrap();
    let cookie = jar.lines().find(|line| line.contains("__Host-hello")).unwrap();
    let fields: Vec<_> = cookie.split('\t').collect();
    assert_eq!((fields[0], fields[2], fields[3]), ("#HttpOnly_127.0.0.1", "/", "TRUE"), "for TLS alone");
    let (audit, _) = nginx.ask(&[], "/admin/audit", "");
    assert!(audit.contains("127.0.0.1") && !audit.contains("203.0.113.9"), "{audit}");
    let head = nginx.curl(&["-I"], "/pets").output().unwrap();
    assert!(String::from_utf8_lossy(&head.stdout).contains("strict-transport-security: max-age="), "{head:?}");
}

#[test]
fn an_open_page_hears_through_nginx_at_once_what_a_colleague_records() {
    let Some((shop, nginx)) = shop_and_nginx() else { return };
    let _served = nginx.shop(&shop, &[]);
    nginx.sign_in();
    let mut listens = nginx.curl(&["-N", "-H", "Accept: text/event-stream"], "/live").stdout(Stdio::piped()).spawn().unwrap();
    let mut heard = BufReader::new(listens.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(heard.any(|line| line.starts_with("id: ")), "it begins");
    let begun = Instant::now();
    arrived(&shop.staff(), "Rex");
    let data = heard.find(|line| line.starts_with("data: ")).unwrap();
    assert!(data.contains("PetArrived") && begun.elapsed() < Duration::from_secs(5), "{data}, {:?}", begun.elapsed());
    let _ = listens.kill();
    let _ = listens.wait();
}

#[test]
fn what_is_too_large_is_told_by_the_shop_and_what_takes_long_to_come_may() {
    let Some((shop, nginx)) = shop_and_nginx() else { return };
    let _served = nginx.shop(&shop, &[("HELLO_REQUEST_WAIT_MS", "1000")]);
    nginx.sign_in();
    let file = |name: &str, content: &[u8]| {
        let path = nginx.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    };
    let form = file("form", &vec![b'x'; 3 << 20]);
    let (page, status) = nginx.ask(&["--data-binary", &format!("@{form}")], "/account", "%{http_code}");
    assert!(status == "413" && page.contains("too much at once"), "{status}: {page}");

    let rows: String = (0..4000).map(|n| format!("Rex,Dog,{}.50,a pet that comes in by a slow line\n", n % 90)).collect();
    let table = file("table.csv", format!("name,species,price,note\n{rows}").as_bytes());
    let upload = format!("file=@{table};type=text/csv");
    let begun = Instant::now();
    let (page, told) = nginx.ask(&["-F", &upload, "--limit-rate", "60k"], "/admin/import", "%{http_code} %{redirect_url}");
    assert!(begun.elapsed() > Duration::from_secs(2), "it took longer than the shop waits: {:?}", begun.elapsed());
    assert!(told.starts_with(&format!("303 {}/admin/import/", nginx.origin)), "{told}: {page}");

    let large = file("large.csv", &vec![b'x'; 21 << 20]);
    let (page, status) = nginx.ask(&["-F", &format!("file=@{large};type=text/csv")], "/admin/import", "%{http_code}");
    assert!(status == "413" || status == "422", "{status}");
    assert!(page.contains("divide it") || page.contains("too much at once"), "{status}: {page}");
}

#[test]
fn while_the_shop_is_away_nginx_says_so_and_it_is_back_by_itself() {
    let Some((shop, nginx)) = shop_and_nginx() else { return };
    let status = || nginx.ask(&["-o", "/dev/null"], "/readyz", "%{http_code}").1;
    assert_eq!(status(), "502");
    let served = nginx.shop(&shop, &[]);
    assert!(Path::new(&nginx.socket()).exists());
    until_it_is("200", &status);
    assert!(served.stop().success());
    assert_eq!(status(), "502");
    let _again = nginx.shop(&shop, &[]);
    until_it_is("200", &status);
}

/// nginx leaves who did not answer alone for ten seconds, where there are others.
fn until_it_is(wanted: &str, status: &dyn Fn() -> String) {
    let until = Instant::now() + Duration::from_secs(20);
    while status() != wanted {
        assert!(Instant::now() < until, "{}", status());
        thread::sleep(Duration::from_millis(100));
    }
}
