// The commands of closing: a month of a factory is closed for a kind of record, or opened again with a reason.
import { isMonth } from '#period/calendar-date.ts';
import { findScope } from '#platform/access/find-scope.ts';
import { systemActor } from '#platform/db/database.ts';
import { askedKind } from '#platform/records/server/asked.ts';
import { closePeriod, reopenPeriod } from '#platform/records/server/periods.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { type Command, flag, print, withInstallation } from './command.ts';
import { closingGuards, kinds } from './wiring.ts';

const operator = systemActor('operator');

const periodCommand = (name: 'close' | 'reopen', summary: string): Command => ({
  name: `period ${name}`,
  usage: `period ${name} KIND --site CODE --month 2024-05${name === 'reopen' ? ' --reason TEXT' : ''} [--json]`,
  summary,
  positionals: 1,
  flags: [
    { name: 'site', type: 'string' },
    { name: 'month', type: 'string' },
    ...(name === 'reopen' ? [{ name: 'reason', type: 'string' as const }] : []),
  ],
  run: async ([kindId = ''], values) => {
    const [site, month] = [flag(values, 'site'), flag(values, 'month')];
    if (!site || !month || !isMonth(month)) return 2;
    return withInstallation(values, async ({ db, packs }) => {
      const kind = askedKind(kinds, kindId);
      if (kind.owner !== 'site' || !kind.effective) throw new Refused('unknown_kind');
      await db.as(operator, async (tx) => {
        const { id, type } = await findScope(tx, `site:${site}`);
        if (type !== 'site') throw new Refused('unknown_scope');
        const which = { scopeId: id, month };
        if (name === 'close') await closePeriod(tx, kind, which, 'cli', closingGuards(packs)[kind.kind]);
        else await reopenPeriod(tx, kind, which, flag(values, 'reason') ?? '', 'cli');
      });
      print(values, { kind: kind.kind, site, month, closed: name === 'close' }, () =>
        name === 'close'
          ? `${site} ${month}: closed for ${kind.kind}`
          : `${site} ${month}: open again for ${kind.kind}`,
      );
      return 0;
    });
  },
});

export const periodCommands: readonly Command[] = [
  periodCommand(
    'close',
    'Close a month of a factory for a kind; says everything that keeps it open. Exit 1 when refused.',
  ),
  periodCommand(
    'reopen',
    'Open a closed month again, with a reason, while no published edition covers it. Exit 1 when refused.',
  ),
];
