#!/usr/bin/env python3
"""Checks the chains of hashes of a Hello! shop, with nothing but Python's standard library.

It reads the rows of all event tables as JSON, one a line, in any order and any time zone:

    for table in $(hello psql -- -Atc "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'events'::regclass"); do
        hello psql -- -Atc "SELECT row_to_json(e) FROM $table AS e"
    done | python3 docs/check_chain.py

It builds the bytes that docs/integrity.md describes by itself, and says whether every hash is theirs, and the root over all pets.
"""

import datetime
import hashlib
import json
import re
import sys
import uuid


class Number(str):
    """A number as Postgres has written it: 24.90 is not 24.9."""


def moment(text):
    """A timestamptz in UTC, as Postgres writes it in JSON: without the zeros at the end of the fraction."""
    day, time, fraction, sign, hours, minutes = re.fullmatch(
        r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?([+-])(\d\d):(\d\d)", text
    ).groups()
    offset = datetime.timedelta(hours=int(hours), minutes=int(minutes)) * (1 if sign == "+" else -1)
    utc = datetime.datetime.strptime(f"{day} {time}", "%Y-%m-%d %H:%M:%S") - offset
    return utc.strftime("%Y-%m-%dT%H:%M:%S") + (fraction or "") + "+00:00"


def written(value):
    """A value as Postgres writes jsonb: shorter keys first, a space after each colon and comma, everything else as it is."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{written(key)}: {written(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def encoding(row):
    columns = {name: value for name, value in row.items() if name != "hash" and value is not None}
    columns["created_at"] = moment(columns["created_at"])
    return written(columns).encode()


def root(leaves, depth=0):
    """The root of the Merkle tree over (bits of the pet's id, hash of its leaf)."""
    if not leaves:
        return bytes(32)
    if len(leaves) == 1:
        return leaves[0][1]
    sides = [[leaf for leaf in leaves if leaf[0][depth] == bit] for bit in "01"]
    return hashlib.sha256(b"\x01" + root(sides[0], depth + 1) + root(sides[1], depth + 1)).digest()


def main():
    pets = {}
    for line in sys.stdin:
        if line.strip():
            row = json.loads(line, parse_int=Number, parse_float=Number)
            pets.setdefault(row["pet_id"], []).append(row)
    leaves = []
    for pet, rows in pets.items():
        rows.sort(key=lambda row: int(row["version"]))
        head = b""
        for place, row in enumerate(rows, start=1):
            head = hashlib.sha256(head + encoding(row)).digest()
            if int(row["version"]) != place or row["hash"] != "\\x" + head.hex():
                sys.exit(f"Event {row['id']}, version {row['version']} of pet {pet}, does not fit.")
        pet = uuid.UUID(pet)
        leaf = hashlib.sha256(b"\x00" + pet.bytes + len(rows).to_bytes(4, "big") + head).digest()
        leaves.append((f"{pet.int:0128b}", leaf))
    print(f"{sum(map(len, pets.values()))} events of {len(pets)} pets fit.")
    print(f"root: {root(leaves).hex()}")


main()
