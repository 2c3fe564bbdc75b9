// A certificate about a rule pack or a restriction that is not held says nothing by which anything is judged: it is refused.
import type { RecordGuard } from '#platform/records/server/record.ts';
import type { RulesInUse } from './held-rules.ts';

/** Packs are no records, so that no check of the kind knows them. */
export const certificateGuard =
  (rules: RulesInUse, todayIn: (timeZone: string) => string): RecordGuard =>
  async (tx, { pack, restriction }) => {
    const { packs } = await rules.on(tx, todayIn('Asia/Shanghai'));
    const of = packs.find((one) => one.pack === pack);
    if (!of) {
      const facts = { pack: pack as string, packs: packs.map((one) => one.pack).join(', ') };
      return [{ field: 'pack', code: 'certificate_no_such_pack', facts, level: 'error' }];
    }
    if (typeof restriction !== 'string' || of.restrictions.some(({ id }) => id === restriction)) return [];
    const facts = { pack: of.pack, restriction };
    return [{ field: 'restriction', code: 'override_no_such_restriction', facts, level: 'error' }];
  };
