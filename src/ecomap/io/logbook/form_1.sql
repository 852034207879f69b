-- The logbook of a business, form 1. Never edit a form that was published: write the next one.
--
-- Every change is a line of `changes`; an addition or a correction has a whole new row in the table of its kind, an
-- undoing names the change that it takes back. Nothing is ever updated or deleted, the triggers see to it. What stands
-- now is in the views: of each entry the row of its last change that was not undone.

CREATE TABLE changes (
  id INTEGER PRIMARY KEY,        -- in the order in which they were made
  batch INTEGER NOT NULL,        -- first change of those made together, which are undone together
  made TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),  -- moment, UTC; nothing is worked out from it
  act TEXT NOT NULL,             -- add, correct or undo
  kind TEXT NOT NULL,            -- table of the entry
  entry INTEGER NOT NULL,        -- number of the entry within its kind, from 1, never given twice
  undoes INTEGER UNIQUE REFERENCES changes (id),  -- change that is undone
  UNIQUE (id, entry),
  CONSTRAINT "act is add, correct or undo" CHECK (act IN ('add', 'correct', 'undo')),
  CONSTRAINT "an undoing says what it undoes" CHECK ((act = 'undo') = (undoes IS NOT NULL)),
  CONSTRAINT "numbers begin with 1" CHECK (entry > 0)
) STRICT;

CREATE INDEX changes_of_entry ON changes (kind, entry);

-- something seen or read that may move a trend
CREATE TABLE signals (
  change INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  date TEXT NOT NULL,
  title TEXT NOT NULL,
  trends TEXT NOT NULL,  -- JSON list of {trend, words, state}; state is proposed, confirmed or not
  direction TEXT NOT NULL,  -- up, down or none: for more of the trend, for less, not said
  source TEXT NOT NULL,  -- who says it
  url TEXT NOT NULL,
  note TEXT NOT NULL,
  guid TEXT NOT NULL,  -- what the feed calls the item
  CONSTRAINT "date is a day like 2026-03-01" CHECK (date IS date(date, '+0 days')),
  CONSTRAINT "title is not empty" CHECK (title <> ''),
  CONSTRAINT "trends is a list in JSON" CHECK (trends GLOB '[[]*]'),
  CONSTRAINT "direction is up, down or none" CHECK (direction IN ('up', 'down', 'none')),
  FOREIGN KEY (change, id) REFERENCES changes (id, entry)
) STRICT;
CREATE INDEX signals_by_entry ON signals (id, change);
CREATE VIEW signals_now AS
SELECT * FROM signals AS one WHERE change = (
  SELECT max(change) FROM signals AS other
  WHERE other.id = one.id AND NOT EXISTS (SELECT 1 FROM changes WHERE undoes = other.change)
);

-- what a person thought of a trend on a day, from 0 (not at all) to 4 (wholly)
CREATE TABLE reviews (
  change INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  trend TEXT NOT NULL,  -- id of the map
  date TEXT NOT NULL,
  disrupts INTEGER NOT NULL,  -- does it disrupt the industry?
  opportunity INTEGER NOT NULL,  -- does it open something new?
  expectations INTEGER NOT NULL,  -- does it change what customers expect?
  note TEXT NOT NULL,
  CONSTRAINT "trend is not empty" CHECK (trend <> ''),
  CONSTRAINT "date is a day like 2026-03-01" CHECK (date IS date(date, '+0 days')),
  CONSTRAINT "disrupts lies between 0 and 4" CHECK (disrupts BETWEEN 0 AND 4),
  CONSTRAINT "opportunity lies between 0 and 4" CHECK (opportunity BETWEEN 0 AND 4),
  CONSTRAINT "expectations lies between 0 and 4" CHECK (expectations BETWEEN 0 AND 4),
  FOREIGN KEY (change, id) REFERENCES changes (id, entry)
) STRICT;
CREATE INDEX reviews_by_entry ON reviews (id, change);
CREATE VIEW reviews_now AS
SELECT * FROM reviews AS one WHERE change = (
  SELECT max(change) FROM reviews AS other
  WHERE other.id = one.id AND NOT EXISTS (SELECT 1 FROM changes WHERE undoes = other.change)
);

-- own places to look for signals, beside those of the map
CREATE TABLE channels (
  change INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  trends TEXT NOT NULL,  -- JSON list of ids of the map
  note TEXT NOT NULL,
  CONSTRAINT "name is not empty" CHECK (name <> ''),
  CONSTRAINT "trends is a list in JSON" CHECK (trends GLOB '[[]*]'),
  FOREIGN KEY (change, id) REFERENCES changes (id, entry)
) STRICT;
CREATE INDEX channels_by_entry ON channels (id, change);
CREATE VIEW channels_now AS
SELECT * FROM channels AS one WHERE change = (
  SELECT max(change) FROM channels AS other
  WHERE other.id = one.id AND NOT EXISTS (SELECT 1 FROM changes WHERE undoes = other.change)
);

-- feeds as they were last read
CREATE TABLE feeds (
  change INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  url TEXT NOT NULL,
  fetched TEXT NOT NULL,  -- moment of the last reading
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  CONSTRAINT "url is not empty" CHECK (url <> ''),
  FOREIGN KEY (change, id) REFERENCES changes (id, entry)
) STRICT;
CREATE INDEX feeds_by_entry ON feeds (id, change);
CREATE VIEW feeds_now AS
SELECT * FROM feeds AS one WHERE change = (
  SELECT max(change) FROM feeds AS other
  WHERE other.id = one.id AND NOT EXISTS (SELECT 1 FROM changes WHERE undoes = other.change)
);

-- rankings kept, to tell later what moved
CREATE TABLE snapshots (
  change INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  date TEXT NOT NULL,
  map TEXT NOT NULL,  -- id of the map
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  profile TEXT NOT NULL,  -- JSON: the business as it was
  rows TEXT NOT NULL,  -- JSON list: rows of the ranking
  note TEXT NOT NULL,
  CONSTRAINT "date is a day like 2026-03-01" CHECK (date IS date(date, '+0 days')),
  CONSTRAINT "profile is an object in JSON" CHECK (profile GLOB '{*}'),
  CONSTRAINT "rows is a list in JSON" CHECK (rows GLOB '[[]*]'),
  FOREIGN KEY (change, id) REFERENCES changes (id, entry)
) STRICT;
CREATE INDEX snapshots_by_entry ON snapshots (id, change);
CREATE VIEW snapshots_now AS
SELECT * FROM snapshots AS one WHERE change = (
  SELECT max(change) FROM snapshots AS other
  WHERE other.id = one.id AND NOT EXISTS (SELECT 1 FROM changes WHERE undoes = other.change)
);

-- something tried on a small scale
CREATE TABLE pilots (
  change INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  started TEXT NOT NULL,
  kpi TEXT NOT NULL,  -- what is counted
  unit TEXT NOT NULL,
  direction TEXT NOT NULL,  -- up or down: which is better
  baseline REAL,  -- what was counted before
  target REAL,
  hypothesis TEXT NOT NULL,
  practice TEXT NOT NULL,  -- id of the map, or empty
  trend TEXT NOT NULL,  -- id of the map, or empty
  cap_eur REAL,  -- most that it may cost
  cap_hours REAL,
  stop TEXT NOT NULL,  -- when to give it up, in words or as a number
  review TEXT NOT NULL,  -- day on which is decided
  closed TEXT NOT NULL,  -- day, or empty
  verdict TEXT NOT NULL,  -- scale, change, stop, or empty
  note TEXT NOT NULL,
  CONSTRAINT "name is not empty" CHECK (name <> ''),
  CONSTRAINT "started is a day like 2026-03-01" CHECK (started IS date(started, '+0 days')),
  CONSTRAINT "kpi is not empty" CHECK (kpi <> ''),
  CONSTRAINT "direction is up or down" CHECK (direction IN ('up', 'down')),
  CONSTRAINT "baseline is a number" CHECK (abs(baseline) < 1e15),
  CONSTRAINT "target is a number" CHECK (abs(target) < 1e15),
  CONSTRAINT "cap_eur is a number from 0" CHECK (cap_eur >= 0 AND cap_eur < 1e15),
  CONSTRAINT "cap_hours is a number from 0" CHECK (cap_hours >= 0 AND cap_hours < 1e15),
  CONSTRAINT "review is a day like 2026-03-01" CHECK (review = '' OR review IS date(review, '+0 days')),
  CONSTRAINT "closed is a day like 2026-03-01" CHECK (closed = '' OR closed IS date(closed, '+0 days')),
  CONSTRAINT "verdict is scale, change or stop" CHECK (verdict IN ('scale', 'change', 'stop', '')),
  CONSTRAINT "a verdict closes, and nothing else does" CHECK ((verdict = '') = (closed = '')),
  FOREIGN KEY (change, id) REFERENCES changes (id, entry)
) STRICT;
CREATE INDEX pilots_by_entry ON pilots (id, change);
CREATE VIEW pilots_now AS
SELECT * FROM pilots AS one WHERE change = (
  SELECT max(change) FROM pilots AS other
  WHERE other.id = one.id AND NOT EXISTS (SELECT 1 FROM changes WHERE undoes = other.change)
);

-- what was counted, and what the pilot has cost since the reading before
CREATE TABLE readings (
  change INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  pilot INTEGER NOT NULL,  -- number of a pilot
  date TEXT NOT NULL,
  value REAL NOT NULL,
  eur REAL NOT NULL,  -- spent since the reading before
  hours REAL NOT NULL,
  note TEXT NOT NULL,
  CONSTRAINT "date is a day like 2026-03-01" CHECK (date IS date(date, '+0 days')),
  CONSTRAINT "value is a number" CHECK (abs(value) < 1e15),
  CONSTRAINT "eur is a number from 0" CHECK (eur >= 0 AND eur < 1e15),
  CONSTRAINT "hours is a number from 0" CHECK (hours >= 0 AND hours < 1e15),
  FOREIGN KEY (change, id) REFERENCES changes (id, entry)
) STRICT;
CREATE INDEX readings_by_entry ON readings (id, change);
CREATE VIEW readings_now AS
SELECT * FROM readings AS one WHERE change = (
  SELECT max(change) FROM readings AS other
  WHERE other.id = one.id AND NOT EXISTS (SELECT 1 FROM changes WHERE undoes = other.change)
);

-- readings are of a pilot that stands, and a pilot stands as long as it has readings
CREATE TRIGGER readings_have_a_pilot BEFORE INSERT ON readings
WHEN NOT EXISTS (SELECT 1 FROM pilots_now WHERE id = NEW.pilot)
BEGIN SELECT RAISE(ABORT, 'there is no such pilot'); END;
CREATE TRIGGER pilots_with_readings_stay BEFORE INSERT ON changes
WHEN NEW.kind = 'pilots' AND NEW.act = 'undo'
  AND EXISTS (SELECT 1 FROM changes WHERE id = NEW.undoes AND act = 'add')
  AND EXISTS (SELECT 1 FROM readings_now WHERE pilot = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'it has readings: undo these first'); END;

-- a logbook only grows
CREATE TRIGGER changes_no_update BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER changes_no_delete BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER signals_no_update BEFORE UPDATE ON signals BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER signals_no_delete BEFORE DELETE ON signals BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER channels_no_update BEFORE UPDATE ON channels BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER channels_no_delete BEFORE DELETE ON channels BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER feeds_no_update BEFORE UPDATE ON feeds BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER feeds_no_delete BEFORE DELETE ON feeds BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER snapshots_no_update BEFORE UPDATE ON snapshots BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER snapshots_no_delete BEFORE DELETE ON snapshots BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER pilots_no_update BEFORE UPDATE ON pilots BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER pilots_no_delete BEFORE DELETE ON pilots BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'a logbook only grows'); END;
