-- Timers and events of many businesses, in one table each and partitioned by organisation, and the plans of the two reads
-- that must not grow: what is due now (of everybody), and one case (of one business). Run it in an empty database:
--   psql -v rows=10000000 -v businesses=1000 -v parts=16 -f docs/scale/partitions.sql
\set ON_ERROR_STOP on
\timing off
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
DROP SCHEMA IF EXISTS plain CASCADE;
DROP SCHEMA IF EXISTS parted CASCADE;
CREATE SCHEMA plain;
CREATE SCHEMA parted;

-- The product's columns. Where a table is partitioned, what is unique must name the organisation.
CREATE TABLE plain.timer (id bigint PRIMARY KEY, organisation_id bigint NOT NULL, case_id bigint NOT NULL,
    promise_id bigint NOT NULL, kind varchar(8) NOT NULL, number integer NOT NULL, fire_at timestamptz NOT NULL,
    UNIQUE (promise_id, kind, number));
CREATE TABLE plain.event (id bigint PRIMARY KEY, organisation_id bigint NOT NULL, kind varchar(24) NOT NULL,
    "case" bigint, promise bigint, actor varchar(30) NOT NULL, at timestamptz NOT NULL, facts jsonb NOT NULL);
CREATE TABLE parted.timer (LIKE plain.timer, PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, promise_id, kind, number)) PARTITION BY HASH (organisation_id);
CREATE TABLE parted.event (LIKE plain.event, PRIMARY KEY (organisation_id, id)) PARTITION BY HASH (organisation_id);
SELECT format('CREATE TABLE parted.%1$s_%2$s PARTITION OF parted.%1$s FOR VALUES WITH (MODULUS %3$s, REMAINDER %2$s)',
    name, part, :parts) FROM generate_series(0, :parts - 1) AS part, unnest(ARRAY['timer', 'event']) AS name \gexec

-- One promise a case, a timer and an event each; some hundreds are due, the others over the next hundred days.
INSERT INTO plain.timer SELECT n, 1 + n % :businesses, n, n, 'hold', 0,
    now() + interval '100 days' * (n::float8 / :rows) - interval '1 minute' FROM generate_series(1, :rows) AS n;
INSERT INTO plain.event SELECT n, 1 + n % :businesses, 'PromiseMade', n, n, 'member 12', now() - interval '1 day',
    '{"number": 0, "due": "2026-11-24T12:00:00+00:00", "digest": "6b86b273ff34fce19d6b804eff5a3f57"}'
    FROM generate_series(1, :rows) AS n;
INSERT INTO parted.timer SELECT * FROM plain.timer;
INSERT INTO parted.event SELECT * FROM plain.event;
CREATE INDEX ON plain.timer (fire_at, id);
CREATE INDEX ON parted.timer (fire_at, id);
CREATE INDEX ON plain.event ("case", id) WHERE "case" IS NOT NULL;
CREATE INDEX ON parted.event ("case", id) WHERE "case" IS NOT NULL;
VACUUM ANALYZE plain.timer, plain.event, parted.timer, parted.event;

\echo 'bytes a row: table, then indexes'
SELECT name, round(pg_table_size(name::regclass)::numeric / :rows, 1) AS table,
    round(pg_indexes_size(name::regclass)::numeric / :rows, 1) AS indexes
    FROM unnest(ARRAY['plain.timer', 'plain.event']) AS name;

\echo 'what is due, of everybody: one table, then partitions'
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY OFF)
    SELECT id, fire_at FROM plain.timer WHERE fire_at <= now() ORDER BY fire_at, id LIMIT 200;
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY OFF)
    SELECT id, fire_at FROM parted.timer WHERE fire_at <= now() ORDER BY fire_at, id LIMIT 200;

\echo 'one case of one business: one table, then partitions, of which one is read'
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY OFF)
    SELECT * FROM plain.event WHERE organisation_id = 1 + (:rows / 2) % :businesses AND "case" = :rows / 2 ORDER BY id;
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY OFF)
    SELECT * FROM parted.event WHERE organisation_id = 1 + (:rows / 2) % :businesses AND "case" = :rows / 2 ORDER BY id;

\echo 'a timer by its organisation and id; then by its id alone: every partition would be read from end to end'
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY OFF)
    SELECT * FROM parted.timer WHERE organisation_id = 1 + (:rows / 2) % :businesses AND id = :rows / 2;
EXPLAIN (COSTS OFF) SELECT * FROM parted.timer WHERE id = :rows / 2;
