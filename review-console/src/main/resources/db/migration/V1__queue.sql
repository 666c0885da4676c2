-- Where this console goes on reading each partition of review-items.
create table consumed_partition (
    topic text not null,
    partition int not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

-- Image files as they were uploaded, each once.
create table image_file (
    sha256 bytea primary key check (octet_length(sha256) = 32),
    content bytea not null,
    stored_at timestamptz not null default now()
);
-- They are compressed already.
alter table image_file alter column content set storage external;

-- Queues in the order in which their rules are tried; the last takes what no rule takes. One without a rule gets what people send
-- there.
create table queue (
    name text primary key,
    place int not null unique deferrable initially deferred,
    rule jsonb,
    -- Who may claim its items, and all above them.
    role text not null default 'REVIEWER' check (role in ('REVIEWER', 'LEAD', 'ADMIN'))
);

create table review_item (
    id bigint generated always as identity primary key,
    submission_id text not null unique,
    queue text not null references queue (name),
    state text not null default 'OPEN' check (state in ('OPEN', 'HELD', 'DECIDED')),
    -- Whose it is: until the lease ends where OPEN, until it is released where HELD.
    claimed_by text,
    claimed_at timestamptz,
    lease_until timestamptz,
    reported boolean not null,
    priority int not null,
    score double precision,
    account text not null,
    submitted_at timestamptz not null,
    judged_at timestamptz not null,
    arrived_at timestamptz not null,
    verdict text not null,
    basis text not null,
    detector_id text,
    -- A score at or above this was GENERATED.
    generated_from double precision,
    file_sha256 bytea not null,
    near_duplicates bytea,
    -- The Avro message, without the file.
    message bytea not null,
    check (state <> 'HELD' or claimed_by is not null),
    check (lease_until is null or claimed_by is not null)
);

-- The order of work: reports of people, then how urgent, then how sure the network is, then age.
create index review_item_in_order on review_item
    (queue, reported desc, priority desc, coalesce(score, 0) desc, submitted_at, id) where state = 'OPEN';
-- How many wait and for how long.
create index review_item_by_age on review_item (queue, submitted_at) where state = 'OPEN';
create index review_item_of_analyst on review_item (claimed_by) where claimed_by is not null and state <> 'DECIDED';
create index review_item_of_account on review_item (account, submitted_at desc);
create index review_item_of_file on review_item (file_sha256);
create index review_item_alike on review_item (near_duplicates) where near_duplicates is not null;

insert into queue (name, place, rule, role) values
    ('escalated', 0, null, 'LEAD'),
    ('reports', 1, '{"causes": ["REPORTED"]}', 'REVIEWER'),
    ('floods', 2, '{"causes": ["FLOOD"]}', 'REVIEWER'),
    ('uncertain', 3, '{"verdicts": ["UNCERTAIN"]}', 'REVIEWER'),
    ('flagged', 4, '{}', 'REVIEWER');
