//! Writing refusals down as they come, and how many more there were a minute later.

use std::time::Duration;

use crate::store::people::audit;
use crate::store::people::audit::Entry;
use crate::web::admin::audit::refusals::MINUTE;
use crate::web::http::cx::Cx;
use crate::web::http::state::State;

/// How often to look for those whose minute is over.
const EVERY: Duration = Duration::from_secs(1);

/// Notes a refusal, or something else that anybody can cause: written now, or counted. One that cannot be written now is written later.
pub async fn note(cx: &Cx, entry: Entry) {
    let Some((key, entry)) = cx.state.refusals.admit(entry) else { return };
    let written = cx.store().run(move |conn| audit::write(conn, &entry)).await;
    if let Err(error) = written {
        tracing::error!(%error, "a refusal is not in the audit log yet");
        cx.state.refusals.keep(&key);
    }
}

/// Writes how many there were, a minute later. Ends with the runtime that it was spawned on.
pub async fn watch(state: State) {
    let mut ticks = actix_web::rt::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let due = state.refusals.over(state.clock.now() - MINUTE);
        if !due.is_empty() {
            let (store, refusals, now) = (state.store.clone(), state.refusals.clone(), state.clock.now());
            let _ = actix_web::rt::task::spawn_blocking(move || refusals.write(&store, due, now)).await;
        }
    }
}
