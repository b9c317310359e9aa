//! What can happen in a night.

use super::ground::Ground;
use super::until;
use crate::harness::skipped;
use diesel::connection::SimpleConnection;
use fastrand::Rng;
use nix::sys::signal::Signal;
use std::{
    thread,
    time::{Duration, Instant},
};

/// One way to hurt the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The program is killed, and started again.
    KillProgram,
    /// Postgres is killed, and started again.
    KillPostgres,
    /// Both at once.
    KillBoth,
    /// Postgres is stopped as an administrator would, and started again.
    StopPostgres,
    /// The program is told to stop, and started again.
    Terminate,
    /// Connections to Postgres break, and for a while no new one comes about.
    Cut,
    /// What goes to Postgres and comes from there takes long.
    Delay,
    /// Little by little is all that goes through.
    Throttle,
    /// Every connection of the pool waits for the same lock.
    FillPool,
    /// The disk is full, and somebody makes room again.
    FillDisk,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 10] = [
        Self::KillProgram,
        Self::KillPostgres,
        Self::KillBoth,
        Self::StopPostgres,
        Self::Terminate,
        Self::Cut,
        Self::Delay,
        Self::Throttle,
        Self::FillPool,
        Self::FillDisk,
    ];

    /// Whether this machine lets it happen. A full disk needs one of its own, which only root can mount.
    pub fn can_be_done(self, ground: &Ground) -> bool {
        let can = self != Self::FillDisk || ground.disk.is_small;
        if !can {
            skipped("a full disk", "root, who can mount a small one");
        }
        can
    }

    /// Lets it happen and go by. Answers since when the shop has had what it needs to serve again.
    pub fn happen(self, ground: &mut Ground, rng: &mut Rng) -> Instant {
        let a_while = Duration::from_millis(200 + rng.u64(..800));
        match self {
            Self::KillProgram => {
                ground.program.signal(Signal::SIGKILL);
                ground.program.wait();
                ground.start_program();
            }
            Self::KillPostgres => {
                ground.signal_postgres(Signal::SIGKILL);
                ground.start_postgres();
            }
            Self::KillBoth => {
                ground.program.signal(Signal::SIGKILL);
                ground.signal_postgres(Signal::SIGKILL);
                ground.program.wait();
                ground.start_postgres();
                ground.start_program();
            }
            Self::StopPostgres => {
                ground.signal_postgres(Signal::SIGINT);
                thread::sleep(a_while);
                until("the shop has noticed", || !ground.is_ready());
                ground.start_postgres();
            }
            Self::Terminate => {
                ground.program.signal(Signal::SIGTERM);
                assert!(ground.program.wait().success(), "a program that is told to stop ends well");
                ground.start_program();
            }
            Self::Cut => {
                ground.proxy.cut();
                thread::sleep(a_while);
                ground.proxy.mend();
            }
            Self::Delay => {
                ground.proxy.delay(Duration::from_millis(20 + rng.u64(..200)));
                thread::sleep(a_while);
                ground.proxy.mend();
            }
            Self::Throttle => {
                ground.proxy.throttle(2_000 + rng.usize(..20_000));
                thread::sleep(a_while);
                ground.proxy.mend();
            }
            Self::FillPool => {
                let mut other = ground.connect();
                other.batch_execute("BEGIN; LOCK TABLE form_keys IN ACCESS EXCLUSIVE MODE").unwrap();
                let waiting = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
                until("the pool is full", || ground.count(waiting) >= i64::from(super::ground::POOL));
                thread::sleep(a_while);
                other.batch_execute("ROLLBACK").unwrap();
            }
            Self::FillDisk => {
                let before = ground.is_out_of_room();
                ground.disk.fill();
                until("Postgres has no room left", || ground.is_out_of_room() > before);
                thread::sleep(a_while);
                ground.disk.make_room();
                ground.start_postgres();
            }
        }
        Instant::now()
    }
}
