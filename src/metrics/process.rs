//! How the process fares: its time on the processor, its memory, its files. The names are those that every client of Prometheus has.

use std::fs;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use nix::sys::resource::{Resource, UsageWho, getrlimit, getrusage};
use nix::sys::time::TimeValLike;
use prometheus_client::metrics::counter::ConstCounter;

use super::Looked;

/// What cannot be found out on this system is left out.
pub(super) fn look(looked: &mut Looked, since: SystemTime) {
    let since = since.duration_since(UNIX_EPOCH).unwrap_or_default();
    looked.is("process_start_time_seconds", "When the process began, in seconds since 1970", since.as_secs_f64());
    if let Ok(usage) = getrusage(UsageWho::RUSAGE_SELF) {
        let micros = (usage.user_time() + usage.system_time()).num_microseconds();
        let seconds = Duration::from_micros(micros.unsigned_abs()).as_secs_f64();
        looked.register("process_cpu_seconds", "How long it has been on a processor", ConstCounter::new(seconds));
    }
    if let Some(bytes) = resident() {
        looked.is("process_resident_memory_bytes", "How much memory it has", bytes);
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        // One is the look itself.
        let open = u32::try_from(open.count().saturating_sub(1)).unwrap_or(u32::MAX);
        looked.is("process_open_fds", "How many files and connections it has open", open.into());
    }
    if let Ok((most, _)) = getrlimit(Resource::RLIMIT_NOFILE) {
        looked.is("process_max_fds", "How many it may have", u32::try_from(most).unwrap_or(u32::MAX).into());
    }
}

fn resident() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"))?;
    Some(kilobytes.parse::<f64>().ok()? * 1024.0)
}
