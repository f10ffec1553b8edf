-- What the time strip shows of events from_seq to last_seq, kept when a checkpoint is. A cache that need not be there.
CREATE TABLE IF NOT EXISTS index_part(
  from_seq INTEGER PRIMARY KEY,
  last_seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  data BLOB NOT NULL
) STRICT;
