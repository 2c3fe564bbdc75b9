// The story of issue 2: a recorder's sheet with mistakes becomes a published report that can be verified.

import { importSteps } from './import-steps.ts';
import { reportSteps } from './report-steps.ts';
import { reviewSteps } from './review-steps.ts';
import type { Story } from './story.ts';

/** One sheet becomes a published report. */
export const oneSheet: Story = {
  name: 'one-sheet',
  title: { en: 'One sheet becomes a published report', zh: '从一张台账到一份正式报告' },
  intro: {
    en: 'What happens to the second half of June 2024 at the factory Wuxi of the sample company, from the recorder’s ledger to the half-yearly report and its verification. Everything in the sample is invented.',
    zh: '以样例企业无锡工厂2024年6月下半月的台账为例，从记录员的台账，到半年报发布与核验的全过程。样例中的一切均为虚构。',
  },
  steps: [...importSteps, ...reviewSteps, ...reportSteps],
};
