// Every job of the program: what a schedule starts, and what somebody may ask for.
import { policyReminders } from '#domains/policies/api/tasks.ts';
import { identitiesJob } from '#domains/substances/api/load-identities.ts';
import { monthReminders } from '#domains/waste/api/month-reminders.ts';
import { basinsJob } from '#domains/water/api/read-basins.ts';
import { wastewaterReminders } from '#domains/water/api/wastewater-reminders.ts';
import { evidenceExpiry } from '#platform/evidence/expiry.ts';
import type { Job } from '#platform/jobs/declare.ts';
import { escalationJob } from '#platform/records/server/escalation.ts';
import type { Installation } from './installation.ts';
import { kinds, siteDays, todayNow } from './wiring.ts';

/** The jobs over one installation. */
export const jobsOf = ({
  db,
  packs,
  evidence,
  settings,
}: Pick<Installation, 'db' | 'packs' | 'evidence' | 'settings'>): readonly Job[] => [
  evidenceExpiry({ db, kinds, todayIn: todayNow }),
  escalationJob({ db, kinds, todayIn: todayNow, siteDays: siteDays(packs) }),
  monthReminders({ db, packs, todayIn: todayNow }),
  basinsJob({ db, evidence }),
  identitiesJob({ db, home: settings.home }),
  policyReminders({ db, todayIn: todayNow }),
  wastewaterReminders({ db, packs, todayIn: todayNow }),
];
