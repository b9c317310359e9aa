//! The wire to a browser: the DevTools protocol as it is, one question and its answer at a time, and what happened meanwhile.
//!
//! Of chromiumoxide it takes the connection alone. Its types for events cannot be read in a program in which serde_json keeps numbers exactly
//! as they are written, as this one must for money.

use chromiumoxide::{
    Connection, Method,
    cdp::browser_protocol::target::SessionId,
    types::{CallId, EventMessage, Message, MethodId, Response},
};
use futures::StreamExt;
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What happened in one tab, in order: the protocol's name for it, and the particulars.
pub type Events = Arc<Mutex<Vec<(String, Value)>>>;

/// A connection to a browser, which any thread may use.
pub struct Wire {
    questions: UnboundedSender<Question>,
    /// Who listens, by session.
    tabs: Arc<Mutex<HashMap<String, Events>>>,
}

struct Question {
    method: &'static str,
    session: Option<String>,
    params: Value,
    answer: mpsc::Sender<Result<Value, String>>,
}

#[derive(Debug, Deserialize)]
struct Happened {
    method: MethodId,
    #[serde(rename = "sessionId")]
    session: Option<String>,
    params: Value,
}

impl Method for Happened {
    fn identifier(&self) -> MethodId {
        self.method.clone()
    }
}

impl EventMessage for Happened {
    fn session_id(&self) -> Option<&str> {
        self.session.as_deref()
    }
}

impl Wire {
    pub fn to(address: String) -> Self {
        let (questions, asked) = unbounded_channel();
        let tabs = Arc::<Mutex<HashMap<String, Events>>>::default();
        let listeners = Arc::clone(&tabs);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(carry(&address, asked, &listeners));
        });
        Self { questions, tabs }
    }

    /// Asks, and waits for the answer.
    pub fn ask(&self, method: &'static str, session: Option<&str>, params: Value) -> Result<Value, String> {
        let (answer, receive) = mpsc::channel();
        self.questions.send(Question { method, session: session.map(str::to_owned), params, answer }).map_err(|e| e.to_string())?;
        receive.recv_timeout(Duration::from_secs(60)).map_err(|e| format!("{method}: {e}"))?
    }

    /// What happens in a tab from now on.
    pub fn listen(&self, session: &str) -> Events {
        let events = Events::default();
        self.tabs.lock().unwrap().insert(session.to_owned(), Arc::clone(&events));
        events
    }

    pub fn forget(&self, session: &str) {
        self.tabs.lock().unwrap().remove(session);
    }
}

async fn carry(address: &str, mut asked: UnboundedReceiver<Question>, tabs: &Mutex<HashMap<String, Events>>) {
    let mut connection = Connection::<Happened>::connect(address).await.unwrap();
    let mut open: HashMap<CallId, mpsc::Sender<Result<Value, String>>> = HashMap::new();
    loop {
        tokio::select! {
            question = asked.recv() => {
                let Some(Question { method, session, params, answer }) = question else { return };
                let id = connection.submit_command(method.into(), session.map(SessionId::from), params).unwrap();
                open.insert(id, answer);
            }
            message = connection.next() => match message {
                Some(Ok(Message::Response(response))) => {
                    if let Some(answer) = open.remove(&response.id) {
                        let _ = answer.send(content(response));
                    }
                }
                Some(Ok(Message::Event(event))) => {
                    if let Some(events) = event.session.and_then(|session| tabs.lock().unwrap().get(&session).cloned()) {
                        events.lock().unwrap().push((event.method.into_owned(), event.params));
                    }
                }
                Some(Err(_)) => {}
                None => return,
            },
        }
    }
}

fn content(response: Response) -> Result<Value, String> {
    match response.error {
        Some(error) => Err(error.to_string()),
        None => Ok(response.result.unwrap_or_default()),
    }
}
