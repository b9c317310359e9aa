//! Every statement that is a file of SQL, by the files that use them. The texts are in `src/store/sql`.

use crate::store::backup;
use crate::store::ground::statement::Described;
use crate::store::ground::{clock, database, fitness, follower, link, locks, migrations, objects, roles, standing};
use crate::store::log::{
    append, books, changes, days, demo, events, history, insert, keys, page, search, steps, story, stream, together, trail,
};
use crate::store::people::{
    accounts, answers, audit, doubles, forgetting, half_sessions, joining, known, looks, mending, second_factor, sessions, setup, shop,
    sign_out, throttle, tokens, unsent,
};
use crate::store::proof::{certificate, seals, tree, verify};
use crate::store::state::{
    buyers, comparison, customers, family, figures, pet_list, pet_sums, pets, projection, snapshot, takings, totals,
};
use crate::store::stock::{attempt, files, kinds, parts};
use crate::store::travel::{cursor, export, feed, import, incoming};

/// All of them, for tests: each is prepared there, and its plan is looked at.
#[must_use]
pub fn all() -> Vec<Described> {
    [
        accounts::STATEMENTS,
        answers::STATEMENTS,
        append::STATEMENTS,
        attempt::STATEMENTS,
        audit::STATEMENTS,
        audit::page::STATEMENTS,
        backup::STATEMENTS,
        books::STATEMENTS,
        buyers::STATEMENTS,
        certificate::STATEMENTS,
        changes::STATEMENTS,
        clock::STATEMENTS,
        comparison::happened::STATEMENTS,
        comparison::pets::STATEMENTS,
        comparison::steps::STATEMENTS,
        comparison::stock::STATEMENTS,
        cursor::STATEMENTS,
        customers::STATEMENTS,
        database::STATEMENTS,
        days::STATEMENTS,
        demo::STATEMENTS,
        doubles::STATEMENTS,
        events::STATEMENTS,
        history::STATEMENTS,
        export::STATEMENTS,
        family::STATEMENTS,
        feed::STATEMENTS,
        figures::STATEMENTS,
        files::STATEMENTS,
        fitness::STATEMENTS,
        forgetting::STATEMENTS,
        half_sessions::STATEMENTS,
        import::STATEMENTS,
        incoming::STATEMENTS,
        insert::STATEMENTS,
        joining::STATEMENTS,
        keys::STATEMENTS,
        kinds::STATEMENTS,
        known::STATEMENTS,
        link::STATEMENTS,
        locks::STATEMENTS,
        looks::STATEMENTS,
        mending::STATEMENTS,
        migrations::STATEMENTS,
        objects::STATEMENTS,
        page::STATEMENTS,
        parts::STATEMENTS,
        pet_list::STATEMENTS,
        pet_sums::STATEMENTS,
        pets::STATEMENTS,
        follower::STATEMENTS,
        roles::STATEMENTS,
        roles::rewriter::STATEMENTS,
        seals::STATEMENTS,
        tree::STATEMENTS,
        search::STATEMENTS,
        second_factor::STATEMENTS,
        sessions::STATEMENTS,
        setup::STATEMENTS,
        shop::STATEMENTS,
        sign_out::STATEMENTS,
        projection::STATEMENTS,
        snapshot::STATEMENTS,
        standing::STATEMENTS,
        steps::STATEMENTS,
        story::STATEMENTS,
        stream::STATEMENTS,
        takings::STATEMENTS,
        throttle::STATEMENTS,
        tokens::STATEMENTS,
        together::STATEMENTS,
        totals::STATEMENTS,
        trail::STATEMENTS,
        unsent::STATEMENTS,
        verify::STATEMENTS,
        verify::rows::STATEMENTS,
        verify::seals::STATEMENTS,
        verify::stock::STATEMENTS,
    ]
    .concat()
}
