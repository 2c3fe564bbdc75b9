-- A target may hold for one region, legal entity or site; without one it is the group's.

alter table targets_target
  add column region_id uuid,
  add column entity_id uuid,
  add column site_id uuid,
  add constraint targets_target_one_scope check (num_nonnulls(region_id, entity_id, site_id) <= 1);
comment on column targets_target.site_id is 'the factory that it holds for; region_id and entity_id alike';
