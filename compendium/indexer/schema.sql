-- The collection store: the record, from which the index is derived. Texts are verbatim. Lists and type of runs of
-- characters are compact JSON, because they are only ever read whole.

PRAGMA application_id = 1129598787;     -- "CTOC": a file of ours

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO counters VALUES ('revision', 0), ('identity', abs(random()) % 1000000000000);

CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,          -- where the source was read from
    size INTEGER NOT NULL,              -- bytes
    modified INTEGER NOT NULL,          -- nanoseconds since 1970
    extraction INTEGER NOT NULL,        -- version of the program's extraction that read it
    settings TEXT NOT NULL,             -- what the user said about it when it was read
    checksum TEXT NOT NULL DEFAULT '',  -- SHA-256 of all that is stored of its contents
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    identified_by TEXT,
    language TEXT NOT NULL,
    year INTEGER,
    meeting INTEGER,
    symbol TEXT NOT NULL,
    distribution TEXT NOT NULL,
    date TEXT NOT NULL,
    original_language TEXT NOT NULL,
    body TEXT NOT NULL,
    masthead_meeting INTEGER,
    meeting_dates TEXT NOT NULL,
    session TEXT NOT NULL,
    agenda_item TEXT NOT NULL,
    title TEXT NOT NULL,
    subtitle TEXT NOT NULL,
    kind TEXT NOT NULL,
    job_number TEXT NOT NULL
) STRICT;

CREATE INDEX documents_symbol ON documents (symbol);
CREATE INDEX documents_source ON documents (source);
CREATE INDEX documents_sha256 ON documents (sha256);

CREATE TABLE sections (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    place INTEGER NOT NULL,             -- the section's order, from 1
    heading TEXT NOT NULL,
    number TEXT NOT NULL,
    level INTEGER NOT NULL,
    parent INTEGER,
    page INTEGER,
    key_topics TEXT NOT NULL,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE paragraphs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    number TEXT,
    scope TEXT,
    text TEXT NOT NULL,
    style TEXT NOT NULL,                -- spans and note marks of the text
    points TEXT NOT NULL,
    section INTEGER,
    pages TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    is_table INTEGER NOT NULL,
    -- derived from this document and from the compendiums held (catalogue.py)
    paper TEXT NOT NULL DEFAULT '',
    meeting INTEGER,
    year INTEGER,
    topics TEXT NOT NULL DEFAULT '',
    key_topics TEXT NOT NULL DEFAULT '',
    UNIQUE (document, ordinal)
) STRICT;

CREATE TABLE footnotes (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    place INTEGER NOT NULL,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    style TEXT NOT NULL,
    ordinal INTEGER,
    mark INTEGER,                       -- offset of its mark
    page INTEGER,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX footnotes_ordinal ON footnotes (document, ordinal);

CREATE TABLE citations (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    place INTEGER NOT NULL,
    raw TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    pinpoints TEXT NOT NULL,
    title TEXT NOT NULL,
    ordinal INTEGER,
    footnote TEXT,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX citations_target ON citations (target);
CREATE INDEX citations_ordinal ON citations (document, ordinal);

CREATE TABLE recommendations (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,
    quoted INTEGER NOT NULL,
    meeting INTEGER,
    year INTEGER,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    cites TEXT NOT NULL,
    addressee TEXT NOT NULL,
    ordinal INTEGER,
    footnote TEXT,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE topics (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    key_topics TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE papers (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    topic INTEGER NOT NULL,             -- place of its topic
    place INTEGER NOT NULL,
    symbol TEXT NOT NULL,
    year INTEGER,
    meeting INTEGER,
    subject TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (document, topic, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX papers_symbol ON papers (symbol);

CREATE TABLE findings (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    page INTEGER,
    incomplete INTEGER NOT NULL,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

-- Every word of the collection, unstemmed, with the number of paragraphs that hold it.
CREATE TABLE vocabulary (
    word TEXT PRIMARY KEY,
    stem TEXT NOT NULL,
    paragraphs INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX vocabulary_stem ON vocabulary (stem);

-- Documents that were added, changed or removed, and the revision of the store that did it: what an index made at
-- an earlier revision lacks.
CREATE TABLE changes (
    document INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL
) STRICT;
