// Takes the declarations of the sample company's suppliers in, as approved: by the same way as a person's.
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { takeDeclarations } from '#domains/substances/api/take-declarations.ts';
import { systemActor } from '#platform/db/database.ts';
import type { Installation } from './installation.ts';
import { kinds, todayNow } from './wiring.ts';

/** @returns how many were kept */
export async function takeSampleDeclarations(
  { db, evidence, intake }: Pick<Installation, 'db' | 'evidence' | 'intake'>,
  folder: string,
): Promise<number> {
  let taken = 0;
  for (const fileName of readdirSync(folder).sort()) {
    const file = await evidence.keep(createReadStream(join(folder, fileName)), 64 * 1024 * 1024);
    const { kept } = await takeDeclarations(
      { db, kinds, todayIn: todayNow, limits: intake.limits },
      systemActor('operator'),
      join(folder, fileName),
      { supplier: null, choices: new Map(), issuedOn: null, until: null, commit: true },
      { via: 'system', paper: { file, fileName }, approve: true },
    );
    taken += kept?.length ?? 0;
  }
  return taken;
}
