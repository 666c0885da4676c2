create table person (
    id bigint generated always as identity primary key,
    -- What the person logs in with, and what decisions and the audit log say.
    name text not null unique check (name ~ '^[a-z0-9][a-z0-9._@-]{0,99}$'),
    role text not null check (role in ('VIEWER', 'REVIEWER', 'LEAD', 'ADMIN')),
    -- Argon2id; null of one who logs in by OpenID Connect.
    password_hash text,
    -- Of one who logs in by OpenID Connect: who says who it is, and what it calls them.
    issuer text,
    subject text,
    disabled boolean not null default false,
    -- How images are shown until they are revealed.
    veil text not null default 'BLUR' check (veil in ('BLUR', 'GREY', 'NONE')),
    created_at timestamptz not null,
    unique (issuer, subject),
    check ((issuer is null) = (subject is null)),
    check ((issuer is null) <> (password_hash is null))
);

-- Of a token only its SHA-256 is kept.
create table session (
    token_sha256 bytea primary key check (octet_length(token_sha256) = 32),
    person bigint not null references person (id) on delete cascade,
    csrf_token text not null,
    began_at timestamptz not null,
    last_used_at timestamptz not null
);
create index session_of_person on session (person);

-- Lets whoever holds it once become the first administrator.
create table setup_link (
    token_sha256 bytea primary key check (octet_length(token_sha256) = 32),
    expires_at timestamptz not null
);
