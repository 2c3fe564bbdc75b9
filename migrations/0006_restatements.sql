-- Corrections of what a published edition covers are few among millions: found without reading the others.

create index waste_load_restated on waste_load (approved_seq) where restatement;
create index waste_carried_total_restated on waste_carried_total (approved_seq) where restatement;
