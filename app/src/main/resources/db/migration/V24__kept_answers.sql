-- What requests with an Idempotency-Key were answered.
create table kept_answer (
    -- the id of the key that called; it may be gone
    api_key         uuid        not null,
    idempotency_key text        not null,
    -- of the request: SHA-256 of its method, path, query, media type and body
    fingerprint     text        not null,
    status          integer     not null,
    content_type    text,
    location        text,
    body            bytea       not null,
    at              timestamptz not null,
    primary key (api_key, idempotency_key)
);

create index kept_answer_at on kept_answer (at);
