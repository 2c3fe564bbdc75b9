// The history: who did what, with the records of every kind.
import { HistoryPage as History } from '#platform/history/web/history-page.tsx';
import { WithKinds } from './kinds.tsx';

export const HistoryPage = () => (
  <WithKinds>
    <History />
  </WithKinds>
);
