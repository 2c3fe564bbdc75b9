// The auditor's room, with the records of every kind.
import { QuestionsPage as Questions } from '#platform/audit/web/questions-page.tsx';
import { SamplePage as Sample } from '#platform/audit/web/sample-page.tsx';
import { SamplesPage as Samples } from '#platform/audit/web/samples-page.tsx';
import { WithKinds } from './kinds.tsx';

export const SamplesPage = () => (
  <WithKinds>
    <Samples />
  </WithKinds>
);

export const SamplePage = () => (
  <WithKinds>
    <Sample />
  </WithKinds>
);

export const QuestionsPage = () => (
  <WithKinds>
    <Questions />
  </WithKinds>
);
