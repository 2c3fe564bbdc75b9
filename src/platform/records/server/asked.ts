// What somebody asks about by name: found, or refused in words.
import { isReckonable, type Period, readPeriod } from '#period/period.ts';
import type { RecordKind } from '../declare/kind.ts';
import { Refused } from './refusal.ts';

/** A period within the calendar of what is recorded, 1950 to 2199. @throws Refused `wrong_period`, with what was given */
export function askedPeriod(given: string): Period {
  const period = readPeriod(given);
  if (!period || !isReckonable(period)) throw new Refused('wrong_period', { given });
  return period;
}

/** @throws Refused `unknown_kind` */
export function askedKind(kinds: ReadonlyMap<string, RecordKind>, id: string): RecordKind {
  const kind = kinds.get(id);
  if (!kind) throw new Refused('unknown_kind');
  return kind;
}
