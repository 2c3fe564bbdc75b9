-- A decision beside a verdict may be about one restriction of the pack alone; without one it is about all of the pack, as before.

alter table substances_override add column restriction text check (restriction <> '');
comment on column substances_override.restriction is 'id of the one restriction of the pack that it is about; null where it is about all of the pack';
drop index substances_override_same;
create unique index substances_override_same on substances_override (item_id, pack, restriction, from_on) nulls not distinct where latest and not voided;
