-- Reviews that were delegated to somebody who hands his work over go with it: who manages people ends the one delegation
-- and begins the other, in the name of the reviewer who delegated.

create policy handed_over on review_delegation for insert to greenfab_app
  with check ((select app_all('app.writes')) and (select app_writes_group()));
create policy handed_over_ends on review_delegation for update to greenfab_app
  using ((select app_all('app.writes')) and (select app_writes_group()))
  with check ((select app_all('app.writes')) and (select app_writes_group()));
