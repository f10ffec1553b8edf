-- Format 1 of a gridwall log. docs/LOG_FORMAT.md says why each part is as it is.

CREATE TABLE meta(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The body stands last: what is looked for in the past lies before it, so a long body's further pages are not read.
CREATE TABLE event(
  seq INTEGER PRIMARY KEY,
  feed_seq INTEGER NOT NULL,
  received_ns INTEGER NOT NULL,
  at_ns INTEGER NOT NULL,
  feed INTEGER NOT NULL,
  type TEXT NOT NULL,
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  grid INTEGER,
  hash BLOB NOT NULL,
  body_hash BLOB,
  body TEXT,
  UNIQUE(source, id)
) STRICT;

CREATE TABLE feed_mark(
  seq INTEGER NOT NULL,
  feed INTEGER NOT NULL,
  feed_seq INTEGER NOT NULL,
  PRIMARY KEY(seq, feed)
) STRICT, WITHOUT ROWID;

CREATE TABLE county(
  number INTEGER PRIMARY KEY,
  effective_from_seq INTEGER NOT NULL,
  name TEXT NOT NULL,
  config TEXT NOT NULL,
  map BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE checkpoint(
  seq INTEGER PRIMARY KEY,
  received_ns INTEGER NOT NULL,
  version INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  hash BLOB NOT NULL,
  data BLOB NOT NULL
) STRICT;

CREATE TABLE reject(
  seq INTEGER PRIMARY KEY,
  received_ns INTEGER NOT NULL,
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  payload BLOB NOT NULL
) STRICT;

-- kind 1: duplicates (reason empty), kind 2: rejects. total runs on from minute to minute.
CREATE TABLE tally(
  kind INTEGER NOT NULL,
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  minute INTEGER NOT NULL,
  last_ns INTEGER NOT NULL,
  total INTEGER NOT NULL,
  PRIMARY KEY(kind, source, reason, minute)
) STRICT, WITHOUT ROWID;

CREATE TABLE retention(
  feed INTEGER PRIMARY KEY,
  pruned_through_seq INTEGER NOT NULL
) STRICT;
