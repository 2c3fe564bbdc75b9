// The stories of waste at work, told one after another on the sample company: each at a factory of its own.

import { account } from './account.ts';
import { analysis } from './analysis.ts';
import { auditorsSample } from './auditors-sample.ts';
import { bay } from './bay.ts';
import { declarationStory } from './declaration.ts';
import { evidence } from './evidence.ts';
import { exceedance } from './exceedance.ts';
import { excelConflict } from './excel-conflict.ts';
import { handOverStory } from './hand-over.ts';
import { leak } from './leak.ts';
import { ledgers } from './ledgers.ts';
import { monthEnd } from './month-end.ts';
import { notices } from './notices.ts';
import { ownTransfer } from './own-transfer.ts';
import { policies } from './policies.ts';
import { readiness } from './readiness.ts';
import { readingRound } from './reading-round.ts';
import { reclassification } from './reclassification.ts';
import { reopenedPeriod } from './reopened-period.ts';
import { restore } from './restore.ts';
import { returnByField } from './return-by-field.ts';
import { returned } from './returned.ts';
import { rolesStory } from './roles.ts';
import type { Story } from './story.ts';
import { superseded } from './superseded.ts';
import { waterMonth } from './water-month.ts';
import { waterRisk } from './water-risk.ts';
import { waterTarget } from './water-target.ts';
import { weightDispute } from './weight-dispute.ts';

/** In the order of the manual. A story begins by becoming somebody and leaves the page as wide as a laptop. */
export const atWork: readonly Story[] = [
  monthEnd,
  bay,
  readiness,
  analysis,
  ledgers,
  auditorsSample,
  weightDispute,
  returned,
  returnByField,
  superseded,
  reopenedPeriod,
  reclassification,
  ownTransfer,
  evidence,
  excelConflict,
  account,
  restore,
  rolesStory,
  handOverStory,
  notices,
  leak,
  waterMonth,
  exceedance,
  waterRisk,
  waterTarget,
  declarationStory,
  policies,
  readingRound,
];
