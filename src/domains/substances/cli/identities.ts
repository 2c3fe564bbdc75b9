// The identities that come with the program, as far as verdicts need them: formulas by CAS number.
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** What is held of a substance, by its columns in the file. */
export interface HeldIdentity {
  nameEn: string;
  nameZh: string;
  formula: string | null;
}

/**
 * Identities of a file `identities-….tsv.gz` by key of substance: `cas:50-00-0`, or `ec:444-960-2` where it has no CAS number.
 * @param wanted only these are kept; all of them take some 60 MB
 */
export async function readIdentities(
  path: string,
  wanted: (key: string) => boolean = () => true,
): Promise<ReadonlyMap<string, HeldIdentity>> {
  const found = new Map<string, HeldIdentity>();
  const lines = createInterface({
    input: createReadStream(path).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) {
    const [cas = '', ec = '', nameEn = '', nameZh = '', formula = ''] = line.split('\t');
    const key = cas === '' ? `ec:${ec}` : `cas:${cas}`;
    if (cas !== 'cas' && wanted(key)) found.set(key, { nameEn, nameZh, formula: formula || null });
  }
  return found;
}

/** The newest file of identities in the folder of reference facts. */
export function identitiesFile(reference: string): string {
  const folder = join(reference, 'substances');
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.tsv.gz'))
    .sort()
    .at(-1);
  return join(folder, newest ?? '');
}
