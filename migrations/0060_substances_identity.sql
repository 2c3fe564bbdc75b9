-- Which substances there are: numbers, names and formulas of an edition, as a file has them, beside the records.

create table substances_identity_edition (
  id uuid primary key, seq bigint not null,
  edition text not null check (edition <> ''), file_sha256 bytea not null unique check (octet_length(file_sha256) = 32),
  state text not null check (state in ('reading', 'ready')), progress numeric not null default 0 check (progress between 0 and 1),
  identities integer not null default 0, made_at timestamptz not null default now(), ended_at timestamptz
);
comment on table substances_identity_edition is 'a file of identities; nobody sees any of it before all of it is there';

create table substances_identity (
  edition_id uuid not null references substances_identity_edition (id), key text not null,
  cas text, ec text, name_en text, name_zh text, formula text, smiles text, inchi_key text, lists text not null,
  other_names text[] not null default '{}',
  primary key (edition_id, key)
);
comment on column substances_identity.key is 'cas:50-00-0, or ec:444-960-2 where it has no CAS number';
comment on column substances_identity.lists is 'a letter for each list that names it (reference/substances/README.md)';

do $$
declare
  of_group constant text := '(select app_reads_group())';
  by_group constant text := '(select app_writes_group())';
begin
  perform greenfab_protect('substances_identity_edition', of_group, by_group);
  perform greenfab_may_update('substances_identity_edition', 'state, progress, identities, ended_at', by_group);
  perform greenfab_protect('substances_identity', of_group, by_group);
  -- What was read halfway is taken away again; what is ready stays as it is.
  perform greenfab_may_delete('substances_identity', by_group || ' and edition_id in (select id from substances_identity_edition where state <> ''ready'')');
end $$;
