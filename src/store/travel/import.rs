//! Brings the books of another shop into an empty one, from their file: whole, or not at all.
//!
//! It goes through the triggers that every event goes through, so each takes its version and its hash here, which has to be the one that it had.
//! What makes it an owner's work are the streams, seals and refreshes, which the shop itself may not write. Before anything is
//! committed the whole shop is verified.

use crate::integrity::books::Counts;
use crate::integrity::books::reader::{Item, Reader};
use crate::integrity::{Place, PublicKey, Trust};
use crate::shop::Currency;
use crate::shop::words::count;
use crate::store::ground::error::{StoreError, Undone};
use crate::store::ground::rows::Answer;
use crate::store::ground::statement::{Deed, Rows, statements};
use crate::store::people::audit;
use crate::store::people::audit::{AuditKind, Hand};
use crate::store::proof::verify::Progress;
use crate::store::travel::incoming::{Incoming, NumberOn, Unfit, at};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use std::io::{self, BufRead, Read};

statements! {
    /// Whether nothing is there.
    IsEmpty = "travel/is_empty.sql", () -> Answer;
}

/// Nobody else writes meanwhile, and it may take long.
const ALONE: &str = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = '10s';
    LOCK TABLE events, pet_streams, customers, seals, seal_heads, snapshot_refreshes, books IN EXCLUSIVE MODE";
/// As the owner, until the transaction ends.
const AS_OWNER: &str = "SET LOCAL ROLE hello_owner";
/// No line is longer: a note of ten thousand letters is a tenth of it.
const LONGEST_LINE: u64 = 1 << 20;

/// Why nothing was brought in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The shop has books of its own.
    #[error("this shop has pets, customers or seals already, and the books of two shops are never mixed; bring them into an empty one")]
    NotEmpty,
    /// Who signed in may not.
    #[error(
        "only the owner of the database may bring books in, as for `hello migrate`; give the address of one who may act as hello_owner in \
         DATABASE_URL"
    )]
    NotOwner,
    /// A line does not fit, or the database failed.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Unread(#[from] io::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many bytes are read.
    Read(u64),
    /// All is recorded, and verified.
    Verifying(Progress),
}

/// What was brought in.
#[derive(Debug, Clone)]
pub struct Imported {
    /// How much of it.
    pub counts: Counts,
    /// With which key the file is signed.
    pub signed_with: Option<PublicKey>,
    /// Stories that today's rules would refuse.
    pub odd: usize,
}

/// A file that can be read twice: once to bring it in, and again to say which line it was that does not fit.
pub trait Rewound {
    /// The file from its beginning.
    ///
    /// # Errors
    /// It cannot be read.
    fn open(&self) -> io::Result<Box<dyn BufRead>>;
}

/// Brings the books in; who is trusted has signed them, where that is known.
///
/// # Errors
/// Nothing was brought in, and why.
pub fn import(
    conn: &mut PgConnection,
    file: &dyn Rewound,
    trust: Option<&Trust>,
    currency: Currency,
    progress: &mut dyn FnMut(Step),
) -> Result<Imported, ImportError> {
    let done = conn.transaction(|conn| whole(conn, file, trust, currency, progress).map_err(Undone)).map_err(|Undone(error)| error);
    if let Err(ImportError::Unfit(_) | ImportError::Unread(_)) = &done
        && let Err(error) = conn.transaction(count_from_one)
    {
        tracing::warn!(%error, "the numbers of pets do not begin with the first one");
    }
    done
}

/// Pets are numbered from the first one on, as before: numbers that were given out do not come back with their transaction.
fn count_from_one(conn: &mut PgConnection) -> Result<(), StoreError> {
    conn.batch_execute(AS_OWNER)?;
    conn.batch_execute(ALONE)?;
    if (IsEmpty {}).one(conn)?.yes {
        NumberOn {}.run(conn)?;
    }
    Ok(())
}

fn whole(
    conn: &mut PgConnection,
    file: &dyn Rewound,
    trust: Option<&Trust>,
    currency: Currency,
    progress: &mut dyn FnMut(Step),
) -> Result<Imported, ImportError> {
    conn.batch_execute(AS_OWNER).map_err(|_| ImportError::NotOwner)?;
    conn.batch_execute(ALONE).map_err(StoreError::from)?;
    if !(IsEmpty {}).one(conn)?.yes {
        return Err(ImportError::NotEmpty);
    }
    let mut books = Incoming::new(currency, trust);
    let mut lines = Lines::of(file)?;
    let mut reader = Reader::default();
    while let Some(line) = lines.next()? {
        let item = reader.read(line).map_err(|why| at(reader.line(), why))?;
        books.take(conn, reader.line(), item)?;
        progress(Step::Read(lines.bytes));
    }
    reader.finish().map_err(|why| at(reader.line().max(1), why))?;
    let found = books.settle(conn, &mut |done| progress(Step::Verifying(done)))?;
    if let Some(fault) = found.faults.first() {
        return Err(at(line_of(file, fault.place)?, &fault.what).into());
    }
    let counts = reader.counts().clone();
    let events = count(counts.events, "event", "events");
    let entry = Hand::at_the_command_line().did(AuditKind::Imported).with("what", events);
    audit::write(conn, &entry)?;
    Ok(Imported { counts, signed_with: books.signed_with(), odd: found.odd })
}

/// The lines of a file, one at a time.
struct Lines {
    file: Box<dyn BufRead>,
    line: Vec<u8>,
    bytes: u64,
}

impl Lines {
    fn of(file: &dyn Rewound) -> io::Result<Self> {
        Ok(Self { file: file.open()?, line: Vec::new(), bytes: 0 })
    }

    fn next(&mut self) -> io::Result<Option<&[u8]>> {
        self.line.clear();
        let read = self.file.as_mut().take(LONGEST_LINE).read_until(b'\n', &mut self.line)?;
        self.bytes += read as u64;
        Ok((read > 0).then_some(&self.line))
    }
}

/// The line that tells of what does not fit; of a pet, the last one.
fn line_of(file: &dyn Rewound, place: Place) -> Result<u64, ImportError> {
    let (mut reader, mut lines, mut found) = (Reader::default(), Lines::of(file)?, 1);
    while let Some(line) = lines.next()? {
        let is_it = match (reader.read(line), place) {
            (Ok(Item::Event(event)), Place::Event(id)) => event.id.0 == id,
            (Ok(Item::Event(event)), Place::Pet(pet)) => event.pet.0 == pet,
            (Ok(Item::Seal(sealed)), Place::Seal(seal)) => sealed.seal.seal.id == seal,
            (Ok(Item::End(_)), Place::Stock | Place::Projections | Place::Seal(_)) => found == 1,
            _ => false,
        };
        if is_it {
            found = reader.line();
        }
    }
    Ok(found)
}
