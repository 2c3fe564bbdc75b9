-- What policies ask is safe in parallel: settings of the transaction go along to a worker, and so does the role. Left as
-- functions are by themselves, one of them in a policy kept every statement over a large table on one core.
alter function app_actor() parallel safe;
alter function app_all(text) parallel safe;
alter function app_list(text) parallel safe;
alter function app_reads_group() parallel safe;
alter function app_writes_group() parallel safe;
alter function app_pending() parallel safe;
alter function app_handed() parallel safe;
alter function app_about() parallel safe;
