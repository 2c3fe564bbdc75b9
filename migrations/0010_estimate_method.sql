-- By which method a load was estimated, where it is an estimate.
alter table waste_load add column estimate_method text;
comment on column waste_load.estimate_method is 'same_month_last_year, mean_of_three_months, head_count or bins; the inputs stand in the note';
