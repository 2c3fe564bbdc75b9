// Corrections after closing, with the kinds whose fields they show.
import { RestatementsPage as Restatements } from '#domains/reports/pages/restatements.tsx';
import { WithKinds } from './kinds.tsx';

export const RestatementsPage = () => (
  <WithKinds>
    <Restatements />
  </WithKinds>
);
