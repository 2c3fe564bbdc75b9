// The factories: the organisation's lists, beginning with its sites.
import { site } from '#domains/factories/records.ts';
import { RecordListPage } from '#platform/records/web/record-list.tsx';
import { FactoriesTabs } from './factories-tabs.tsx';
import { WithKinds } from './kinds.tsx';

export const FactoriesPage = () => (
  <WithKinds>
    <RecordListPage kind={site} tabs={<FactoriesTabs kind={site.kind} />} />
  </WithKinds>
);
