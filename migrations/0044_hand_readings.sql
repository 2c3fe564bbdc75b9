-- Readings by hand. That somebody read a meter is a record: who, when, why the number stays though it was asked about, a photo. What
-- it showed lies with all other readings, and is put there by the database, whichever way the record comes in.

create table water_hand_reading (
  site_id uuid not null, meter_id uuid not null, read_at text not null, count numeric not null check (count >= 0), confirmed text[], reason text
);
comment on table water_hand_reading is 'a meter read by eye: when, what it showed, which questions were confirmed and why';
select greenfab_record_table('water_hand_reading', 'site_id', null);
create unique index water_hand_reading_same on water_hand_reading (meter_id, read_at) where latest and not voided;
create index water_hand_reading_written on water_hand_reading (written_seq) where import_id is null;
create index water_hand_reading_meter on water_hand_reading (meter_id);

-- A reading is never altered: one that was corrected or voided stays, and the counting passes over it (it asks whether its record
-- stands). So the time of the revisions before is marked too.
create function water_take_hand_reading() returns trigger language plpgsql as $$
begin
  if new.approved_seq is null or new.ended_seq is not null then return null; end if;
  if not new.voided then
    insert into water_point (meter_id, site_id)
      select m.id, m.site_id from water_meter m
      where m.id = new.meter_id and m.site_id = new.site_id and m.latest and not m.voided and not exists (select from water_point p where p.meter_id = m.id)
      on conflict do nothing;
    insert into water_reading (point, at, count, reported_at, received_at, path, clock)
      select p.id, new.read_at::timestamptz, new.count, new.read_at::timestamptz, now(), 'hand', 'as_reported'
      from water_point p where p.meter_id = new.meter_id and p.site_id = new.site_id
      on conflict (point, reported_at, path, count) do nothing;
  end if;
  insert into water_marked (point, from_at, before_at)
    select p.id, min(h.read_at::timestamptz), max(h.read_at::timestamptz)
    from water_hand_reading h join water_point p on p.meter_id = h.meter_id where h.id = new.id group by 1;
  return null;
end $$;
create trigger take_hand_reading after insert or update of approved_seq on water_hand_reading
  for each row execute function water_take_hand_reading();
