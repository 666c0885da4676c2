-- Instructions to the job and what it answered, as the topics of both have them.
create table instruction (
    id text primary key,
    issued_at timestamptz,
    issued_by text,
    -- For a person.
    detail text,
    answered_at timestamptz,
    accepted boolean,
    answer text
);
