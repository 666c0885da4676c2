-- Every step that anyone takes, in one order. Each entry's hash covers the one before it.
create table audit_entry (
    id bigint primary key check (id > 0),
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null,
    hash bytea not null check (octet_length(hash) = 32)
);

create index audit_entry_of_subject on audit_entry (subject, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only';
end $$;
create trigger audit_entry_stays before update or delete or truncate on audit_entry
    for each statement execute function refuse_change();

-- The last entry, locked by whoever appends the next.
create table audit_head (
    only_row boolean primary key default true check (only_row),
    id bigint not null,
    hash bytea not null
);
insert into audit_head (id, hash) values (0, decode(repeat('00', 32), 'hex'));

create table decision (
    id uuid primary key,
    item bigint not null references review_item (id),
    decision text not null check (decision in ('CONFIRMED', 'OVERTURNED', 'ESCALATED')),
    -- What the analyst holds the image to be; null where someone else is to decide.
    final_verdict text check (final_verdict in ('AUTHENTIC', 'GENERATED')),
    reason text,
    policy text,
    note text,
    reviewer text not null,
    decided_at timestamptz not null,
    -- When it goes out; until then it can be undone.
    due_at timestamptz not null,
    undone_at timestamptz,
    -- Where the item stood before.
    queue_before text not null,
    claimed_at timestamptz,
    -- Its place among those that went out.
    position bigint unique,
    check ((decision = 'ESCALATED') = (final_verdict is null)),
    check (undone_at is null or position is null)
);
create index decision_of_item on decision (item, decided_at);
create index decision_of_reviewer on decision (reviewer, decided_at desc);
create index decision_to_send on decision (due_at) where position is null and undone_at is null;
create sequence decision_position;

-- What a person who was decided against says, and what was answered.
create table appeal (
    id bigint generated always as identity primary key,
    item bigint not null references review_item (id),
    statement text not null,
    granted boolean not null,
    answer text not null,
    answered_by text not null,
    answered_at timestamptz not null,
    -- The decision that it led to, where it was granted.
    decision uuid references decision (id),
    check (granted = (decision is not null))
);
create index appeal_of_item on appeal (item, answered_at);

-- What analysts tell each other of an item.
create table note (
    id bigint generated always as identity primary key,
    item bigint not null references review_item (id),
    author text not null,
    written_at timestamptz not null,
    text text not null
);
create index note_of_item on note (item, id);

-- What people say against an image, in the order in which it came.
create table report (
    id bigint generated always as identity primary key,
    item bigint not null references review_item (id),
    reporter text not null,
    text text not null,
    reported_at timestamptz not null
);
create index report_of_item on report (item, id);
