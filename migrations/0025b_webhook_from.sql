-- A webhook is told what happens from when it was made or taken up again, not what happened before.
alter table webhook add column from_seq bigint not null default 0;
comment on column webhook.from_seq is 'it is told what bears this number of the history or a higher one';
grant update (from_seq) on webhook to greenfab_app;
