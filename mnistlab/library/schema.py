"""How the file of a library is laid out."""

import re
from typing import Final

APPLICATION: Final = int.from_bytes(b"mnsl")  # tells `file` and SQLite whose file it is
FIRST_SCHEMA: Final = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,      -- the window in which it goes on; empty if none
    created REAL NOT NULL,    -- seconds since 1970 UTC
    changed REAL NOT NULL,
    deleted REAL,             -- when; it goes for good a day later
    iteration INTEGER NOT NULL,
    epoch REAL NOT NULL,
    loss REAL,                -- smoothed
    train_accuracy REAL,      -- 0..1
    test_accuracy REAL,
    facts TEXT NOT NULL,      -- JSON: settings, rules, data, where it branched
    checksum INTEGER NOT NULL,  -- CRC-32 of `facts`
    evaluated_at BLOB NOT NULL,  -- this and all blobs: a .npy file, packed by zlib
    train_accuracies BLOB NOT NULL,
    test_accuracies BLOB NOT NULL,
    drawing BLOB
);
CREATE TABLE losses (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,   -- the iteration of the first
    loss BLOB NOT NULL,
    smoothed_loss BLOB NOT NULL,
    PRIMARY KEY (run, start)
);
CREATE TABLE states (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    iteration INTEGER NOT NULL,
    last INTEGER NOT NULL,    -- whether it is the moment at which the run stands
    facts TEXT NOT NULL,      -- JSON: next phase, sampler
    checksum INTEGER NOT NULL,
    UNIQUE (run, iteration, last)
);
CREATE TABLE arrays (
    state INTEGER NOT NULL REFERENCES states (id) ON DELETE CASCADE,
    name TEXT NOT NULL,       -- such as params.W1
    content BLOB NOT NULL,
    PRIMARY KEY (state, name)
);
"""
MIGRATIONS: Final = (  # SQL that makes version 2 of version 1, then 3 of 2, and so on
    """
CREATE TABLE hands (          -- people who draw digits
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created REAL NOT NULL
);
CREATE TABLE digits (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    hand INTEGER NOT NULL REFERENCES hands (id) ON DELETE CASCADE,
    label INTEGER NOT NULL,   -- the digit that was asked for
    image BLOB NOT NULL,      -- 28 rows of 28 bytes, 255 is ink, packed by zlib
    drawn REAL NOT NULL       -- seconds since 1970 UTC
);
CREATE INDEX digits_of_hand ON digits (hand, drawn);
CREATE TABLE standings (      -- where the learner stands in each lesson
    lesson TEXT PRIMARY KEY,
    facts TEXT NOT NULL,      -- JSON
    checksum INTEGER NOT NULL,
    changed REAL NOT NULL
);
CREATE TABLE answers (
    lesson TEXT NOT NULL,
    step TEXT NOT NULL,
    given TEXT NOT NULL,      -- JSON
    at REAL NOT NULL,
    PRIMARY KEY (lesson, step)
);
""",
    """
ALTER TABLE runs ADD COLUMN seconds BLOB;  -- of training at each evaluation; none in runs of earlier versions
CREATE TABLE seeds (          -- what a run has come to with other seeds
    run TEXT NOT NULL,        -- the key of the run
    seed INTEGER NOT NULL,
    facts TEXT NOT NULL,      -- JSON: iterations, rules, whether it diverged
    checksum INTEGER NOT NULL,
    places BLOB NOT NULL,     -- iterations of the losses
    losses BLOB NOT NULL,     -- the centred mean there
    evaluated_at BLOB NOT NULL,
    train_accuracies BLOB NOT NULL,
    test_accuracies BLOB NOT NULL,
    PRIMARY KEY (run, seed)
);
CREATE TABLE curves (         -- losses and accuracies from elsewhere
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    quantity TEXT NOT NULL,   -- loss, train or test
    unit TEXT NOT NULL,       -- of the places: iteration or epoch
    length INTEGER NOT NULL,
    places BLOB NOT NULL,
    numbers BLOB NOT NULL,
    added REAL NOT NULL       -- seconds since 1970 UTC
);
""",
    """
ALTER TABLE runs ADD COLUMN train_losses BLOB;  -- on a fixed sample, where they were measured
ALTER TABLE runs ADD COLUMN test_losses BLOB;
""",
    """
ALTER TABLE runs ADD COLUMN strokes BLOB;  -- of the drawing, where it was drawn with the pen alone
""",
)


def tables_of(version: int = 1 + len(MIGRATIONS)) -> list[str]:
    """Return the names of the tables that a library of this version has, none before one that it refers to."""
    return re.findall(r"CREATE TABLE (\w+)", " ".join((FIRST_SCHEMA, *MIGRATIONS[: version - 1])))
