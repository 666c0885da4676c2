-- Items of which it is known what they are.
create table golden_item (
    item bigint primary key references review_item (id),
    truth text not null check (truth in ('AUTHENTIC', 'GENERATED')),
    added_by text not null,
    added_at timestamptz not null
);

-- Decided items that someone is given once more, as if nobody had decided them.
create table quality_check (
    id uuid primary key,
    item bigint not null references review_item (id),
    kind text not null check (kind in ('GOLDEN', 'SECOND')),
    -- What it is, or what the first analyst said.
    expected text not null check (expected in ('AUTHENTIC', 'GENERATED')),
    -- The first analyst.
    decided_by text,
    reviewer text not null,
    assigned_at timestamptz not null,
    lease_until timestamptz not null,
    -- Null of one that was escalated.
    answer text check (answer in ('AUTHENTIC', 'GENERATED')),
    answered_at timestamptz,
    unique (item, reviewer)
);

create index quality_check_open on quality_check (reviewer) where answered_at is null;

-- How many of a hundred items that are claimed are such.
create table quality_share (
    only_row boolean primary key default true check (only_row),
    golden int not null default 2 check (golden between 0 and 50),
    second int not null default 5 check (second between 0 and 50)
);
insert into quality_share default values;

create index decision_in_time on decision (decided_at);
create index review_item_arrived on review_item (arrived_at);
