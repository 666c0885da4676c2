-- Why an image is held to be what it is held to be, and the platform's rule that says so. Where there is any, each decision has one.
create table reason (
    name text primary key,
    policy text,
    place int generated always as identity
);

-- Decisions are told to these, in the order of their positions.
create table webhook (
    id bigint generated always as identity primary key,
    url text not null,
    -- Signs the calls, so it is here as it is.
    secret text not null,
    added_by text not null,
    -- The position of the decision that it is told next.
    next_position bigint not null,
    -- Calls in vain since the last that was answered.
    failures int not null default 0,
    problem text,
    called_at timestamptz
);

-- Lets a program use the API. Of the token only its SHA-256 is kept.
create table api_token (
    name text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,49}$'),
    token_sha256 bytea not null unique check (octet_length(token_sha256) = 32),
    role text not null check (role in ('VIEWER', 'REVIEWER', 'LEAD', 'ADMIN')),
    created_by text not null,
    created_at timestamptz not null,
    last_used_at timestamptz
);
