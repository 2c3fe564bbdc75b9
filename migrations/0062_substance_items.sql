-- Items, makers' parts that may stand for one, and bills of materials, which may not go round.

create table substances_item (
  number text not null check (number <> ''),
  name_en text not null, name_zh text not null,
  item_class text not null,
  control_grade text,
  unit text not null,
  mass_mg numeric check (mass_mg > 0), mass_mg_entered text,
  markets text[],
  category text
);
comment on table substances_item is 'what is bought, made or sold: material, component, semi-finished, finished, auxiliary, packaging';
comment on column substances_item.mass_mg is 'mass of one piece (of one kg, m, m2 or l where it is counted so), mg';
comment on column substances_item.category is 'category of equipment, by which the last day of an exemption is told';
select greenfab_record_table('substances_item', null, null);
create unique index substances_item_same on substances_item (number) where latest and not voided;
create index substances_item_written on substances_item (written_seq) where import_id is null;
create index substances_item_counting on substances_item (number) where approved_seq is not null and ended_seq is null and not voided;
create index substances_item_approved on substances_item (approved_seq);

create table substances_maker_part (
  item_id uuid not null, maker_id uuid not null, number text not null check (number <> ''),
  supplier_id uuid, supplier_number text, grade text,
  from_on date not null, before_on date check (before_on > from_on)
);
comment on table substances_maker_part is 'a maker''s part that may be used for an item; each of several has to comply';
comment on column substances_maker_part.grade is 'material grade, by which test reports are found';
select greenfab_record_table('substances_maker_part', null, null);
create unique index substances_maker_part_same on substances_maker_part (item_id, maker_id, number) where latest and not voided;
create index substances_maker_part_number on substances_maker_part (number) where latest and not voided;
create index substances_maker_part_supplier_number on substances_maker_part (supplier_number) where latest and not voided;
create index substances_maker_part_counting on substances_maker_part (item_id) where approved_seq is not null and ended_seq is null and not voided;
create index substances_maker_part_written on substances_maker_part (written_seq) where import_id is null;
create index substances_maker_part_approved on substances_maker_part (approved_seq);

create table substances_bom (
  item_id uuid not null, bom_revision text not null check (bom_revision <> ''),
  from_on date not null, before_on date check (before_on > from_on)
);
comment on table substances_bom is 'what one piece of an item is made of, by revision';
select greenfab_record_table('substances_bom', null, null);
create unique index substances_bom_same on substances_bom (item_id, bom_revision) where latest and not voided;
create index substances_bom_counting on substances_bom (item_id, from_on) where approved_seq is not null and ended_seq is null and not voided;
create index substances_bom_written on substances_bom (written_seq) where import_id is null;
create index substances_bom_approved on substances_bom (approved_seq);
create table substances_bom_part (
  item_id uuid not null, quantity numeric not null check (quantity > 0), position text
);
comment on column substances_bom_part.quantity is 'how many of the part, in its own unit, are in one of the item';
select greenfab_line_table('substances_bom_part', 'substances_bom');
create index substances_bom_part_item on substances_bom_part (item_id);

-- Whoever writes lines, by whatever way: an item cannot be made of itself on any day on which all of the way holds.
create function substances_refuse_circle() returns trigger language plpgsql as $$
declare
  top uuid;
  circle text;
begin
  -- Two who write at once would each miss what the other is about to commit.
  perform pg_advisory_xact_lock(hashtext('substances_bom'));
  with recursive held as (
    select b.item_id as parent, p.item_id as child, b.from_on, coalesce(b.before_on, 'infinity'::date) as before_on
    from substances_bom b join substances_bom_part p on p.record_id = b.id and p.revision = b.revision where b.latest and not b.voided
  ), way as (
    -- Without the way itself: parts that are shared by many would be walked once for each way to them.
    select b.item_id as top, p.item_id as at, b.from_on, coalesce(b.before_on, 'infinity'::date) as before_on
    from added p join substances_bom b on b.id = p.record_id and b.revision = p.revision where b.latest and not b.voided
    union
    select w.top, h.child, greatest(w.from_on, h.from_on), least(w.before_on, h.before_on)
    from way w join held h on h.parent = w.at
    where w.at <> w.top and greatest(w.from_on, h.from_on) < least(w.before_on, h.before_on)
  )
  select w.top into top from way w where w.at = w.top limit 1;
  if top is null then
    return null;
  end if;
  with recursive held as (
    select b.item_id as parent, p.item_id as child from substances_bom b
    join substances_bom_part p on p.record_id = b.id and p.revision = b.revision where b.latest and not b.voided
  ), way as (
    select h.child as at, array[h.parent, h.child] as path from held h where h.parent = top
    union all
    select h.child, w.path || h.child from way w join held h on h.parent = w.at
    where w.at <> top and not h.child = any (w.path[2:]) and cardinality(w.path) < 12
  )
  select string_agg(i.number, ' > ' order by u.nth) into circle
  from (select path from way where at = top order by cardinality(path) limit 1) c
  cross join unnest(c.path) with ordinality u (id, nth) join substances_item i on i.id = u.id and i.latest;
  raise exception using errcode = 'GF001', message = coalesce(circle, (select number from substances_item where id = top and latest));
end $$;
create trigger substances_bom_part_circle after insert on substances_bom_part
  referencing new table as added for each statement execute function substances_refuse_circle();
