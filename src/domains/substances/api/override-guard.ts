// A decision about one restriction is refused where the rule pack has no such restriction today: it would never hold.
import type { RecordGuard } from '#platform/records/server/record.ts';
import type { RulesInUse } from './held-rules.ts';

/** What a decision about one restriction runs into that stands: packs are no records, so that no check of the kind knows them. */
export const overrideGuard =
  (rules: RulesInUse, todayIn: (timeZone: string) => string): RecordGuard =>
  async (tx, { pack, restriction }) => {
    if (typeof restriction !== 'string') return [];
    const { packs } = await rules.on(tx, todayIn('Asia/Shanghai'));
    const isHeld = packs.some((one) => one.pack === pack && one.restrictions.some(({ id }) => id === restriction));
    const facts = { pack: pack as string, restriction };
    return isHeld ? [] : [{ field: 'restriction', code: 'override_no_such_restriction', facts, level: 'error' }];
  };
