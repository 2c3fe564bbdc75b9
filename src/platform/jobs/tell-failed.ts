// That work in the background failed for good: nobody waits beside it, so it is told.
import { GROUP_ID } from '../access/organisation.ts';
import type { Tx } from '../db/database.ts';
import type { Fact } from '../notify/facts.ts';
import { notify } from '../notify/notify.ts';

/** A notice is a sentence; the whole of it stands on the page that it opens. */
const WHY_CHARACTERS = 200;
const personal = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Tells who asked for it, and whoever answers for the installation; who is both is told once. */
export async function tellFailed(
  tx: Tx,
  run: { id: string; job: string; actor: string },
  why: string | { word: string },
): Promise<void> {
  const said: Fact = typeof why === 'string' ? why.slice(0, WHY_CHARACTERS) : why;
  const notice = {
    ...{ message: 'job_failed' as const, opens: '/settings/jobs', key: `job_failed ${run.id}` },
    facts: { job: { word: `job.${run.job}` }, why: said },
  };
  if (personal.test(run.actor)) await notify(tx, { ...notice, to: { personId: run.actor } });
  await notify(tx, { ...notice, to: { action: 'people.manage', scopeId: GROUP_ID } });
}
