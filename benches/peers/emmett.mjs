// Emmett on Postgres: so many clients, each of whom appends the next event to a stream of its own as soon as the one before is acknowledged.
//
//   node emmett.mjs URL CLIENTS SECONDS
//
// Prints how long each append took, in microseconds, one a line.
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";

const [url, clients, seconds] = process.argv.slice(2);
const store = getPostgreSQLEventStore(url);
await store.schema.migrate();

const sold = (by) => ({ type: "PetSold", data: { customer_id: by, sale_price: "24.90" }, metadata: { recorded_by: by } });
const took = [];
const warm = performance.now() + seconds * 250;
const end = warm + seconds * 1000;

async function append() {
    const stream = `pet-${crypto.randomUUID()}`;
    let expectedStreamVersion = 0n;
    for (;;) {
        const began = performance.now();
        if (began >= end) return;
        const { nextExpectedStreamVersion } = await store.appendToStream(stream, [sold(crypto.randomUUID())], { expectedStreamVersion });
        expectedStreamVersion = nextExpectedStreamVersion;
        const now = performance.now();
        if (began >= warm && now <= end) took.push(Math.round((now - began) * 1000));
    }
}

await Promise.all(Array.from({ length: clients }, append));
await store.close();
console.log(took.join("\n"));
