-- What becomes of a recycler's residue; and the stored sums, which are split by more than before, are taken anew.

alter table waste_vendor_proof add column residue_treatment text;
comment on column waste_vendor_proof.residue_treatment is 'what happens to the part that does not become product; unknown is disposal';

alter table history_clock no force row level security;
alter table kpi_cell no force row level security;
alter table kpi_dirty no force row level security;
alter table waste_load no force row level security;
alter table waste_carried_total no force row level security;
delete from kpi_cell;
insert into kpi_dirty (kind, scope_id, month, seq)
  select distinct 'waste.load', site_id, month, app_seq() from waste_load
  union all
  select distinct 'waste.carried-total', site_id, month, app_seq() from waste_carried_total;
alter table waste_carried_total force row level security;
alter table waste_load force row level security;
alter table kpi_dirty force row level security;
alter table kpi_cell force row level security;
alter table history_clock force row level security;
