//! The way from the program to Postgres: a door on the network in front of the server's socket, which can be shut, slowed and narrowed.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

#[derive(Default)]
struct Door {
    is_shut: AtomicBool,
    delay_ms: AtomicU64,
    /// Bytes a second; 0: as many as there are.
    narrow: AtomicUsize,
    open: Mutex<Vec<(TcpStream, UnixStream)>>,
}

/// The door, open until it is told otherwise.
pub struct Proxy {
    pub port: u16,
    door: Arc<Door>,
}

impl Proxy {
    pub fn to(socket: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let door = Arc::new(Door::default());
        let inside = Arc::clone(&door);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Ok(server) = UnixStream::connect(&socket) else { continue };
                if !inside.is_shut.load(Ordering::SeqCst) {
                    let _ = inside.lead(client, server);
                }
            }
        });
        Self { port, door }
    }

    pub fn cut(&self) {
        self.door.is_shut.store(true, Ordering::SeqCst);
        for (client, server) in self.door.open.lock().unwrap().drain(..) {
            let _ = client.shutdown(Shutdown::Both);
            let _ = server.shutdown(Shutdown::Both);
        }
    }

    pub fn delay(&self, by: Duration) {
        self.door.delay_ms.store(u64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    pub fn throttle(&self, bytes_per_second: usize) {
        self.door.narrow.store(bytes_per_second, Ordering::SeqCst);
    }

    pub fn mend(&self) {
        self.door.narrow.store(0, Ordering::SeqCst);
        self.door.delay_ms.store(0, Ordering::SeqCst);
        self.door.is_shut.store(false, Ordering::SeqCst);
    }
}

impl Door {
    fn lead(self: &Arc<Self>, client: TcpStream, server: UnixStream) -> io::Result<()> {
        client.set_nodelay(true)?;
        self.open.lock().unwrap().push((client.try_clone()?, server.try_clone()?));
        let (there, back) = (Arc::clone(self), Arc::clone(self));
        let (from_client, to_server) = (client.try_clone()?, server.try_clone()?);
        thread::spawn(move || {
            there.carry(from_client, &to_server);
            let _ = to_server.shutdown(Shutdown::Both);
        });
        thread::spawn(move || {
            back.carry(server, &client);
            let _ = client.shutdown(Shutdown::Both);
        });
        Ok(())
    }

    fn carry(&self, mut from: impl Read, mut to: impl Write) {
        let mut buffer = [0; 8192];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            thread::sleep(Duration::from_millis(self.delay_ms.load(Ordering::SeqCst)));
            let mut rest = &buffer[..read];
            while !rest.is_empty() {
                let part = match self.narrow.load(Ordering::SeqCst) {
                    0 => rest.len(),
                    narrow => {
                        thread::sleep(Duration::from_millis(20));
                        (narrow / 50).clamp(1, rest.len())
                    }
                };
                if to.write_all(&rest[..part]).is_err() {
                    return;
                }
                rest = &rest[part..];
            }
        }
    }
}
