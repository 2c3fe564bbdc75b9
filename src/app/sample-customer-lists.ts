// Takes the lists of the sample company's customers in, as approved: by the same way as a person's.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { takeCustomerList } from '#domains/substances/api/take-customer-list.ts';
import { systemActor } from '#platform/db/database.ts';
import type { Installation } from './installation.ts';
import { kinds, todayNow } from './wiring.ts';

/**
 * @param called file, short name, edition, customer, name, first day and markets of each
 * @returns how many were kept
 */
export async function takeSampleLists(
  { db, evidence, intake }: Pick<Installation, 'db' | 'evidence' | 'intake'>,
  folder: string,
  called: readonly (readonly string[])[],
): Promise<number> {
  for (const [fileName = '', code = '', edition = '', customer = '', name = '', from = '', markets = ''] of called) {
    const path = join(folder, fileName);
    const file = await evidence.keep(createReadStream(path), 64 * 1024 * 1024);
    await takeCustomerList(
      { db, kinds, todayIn: todayNow, limits: intake.limits },
      systemActor('operator'),
      path,
      {
        ...{ code, edition, customer, name, from, before: null, duty: 'prohibited', commit: true },
        markets: markets.split(';').filter((one) => one !== ''),
      },
      { via: 'system', paper: { file, fileName }, approve: true },
    );
  }
  return called.length;
}
