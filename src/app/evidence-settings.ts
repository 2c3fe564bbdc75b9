// Where files of evidence lie, how large one may be, and who scans them: settings of their own, read with the others.
import type { S3Place } from '#platform/evidence/s3-store.ts';

/** Settings of evidence as flags of the command line. */
export const evidenceFlags = [
  's3-endpoint',
  's3-bucket',
  's3-region',
  's3-access-key',
  's3-secret-key',
  's3-prefix',
  'scan',
  'paper-mb',
] as const;
type EvidenceFlags = Readonly<Partial<Record<(typeof evidenceFlags)[number], string>>>;

export interface EvidenceSettings {
  /** absent: the folder `files` in the data folder */
  s3: S3Place | undefined;
  /** a command with `{file}`, or an address; absent: files are not scanned, and say so */
  scan: string | undefined;
  /** bytes of one paper */
  maxPaperBytes: number;
}

const USUAL_MB = 200;

/**
 * Reads them; flags win over the environment.
 * @param wrong makes the error that says which setting is wrong and what it should be
 */
export function readEvidenceSettings(
  flags: EvidenceFlags,
  environment: NodeJS.ProcessEnv,
  wrong: (message: string) => Error,
): EvidenceSettings {
  const given = (flag: keyof EvidenceFlags, name: string) => (flags[flag] ?? environment[name]) || undefined;
  const endpoint = given('s3-endpoint', 'S3_ENDPOINT')?.replace(/\/+$/, '');
  const scan = given('scan', 'GREENFAB_SCAN');
  if (scan && !/^https?:\/\//.test(scan) && !scan.includes('{file}'))
    throw wrong(
      'GREENFAB_SCAN must be an address that begins with http, or a command in which {file} stands for the file',
    );
  const megabytes = Number(given('paper-mb', 'GREENFAB_PAPER_MB') ?? USUAL_MB);
  if (!Number.isInteger(megabytes) || megabytes < 1 || megabytes > 2_000)
    throw wrong('GREENFAB_PAPER_MB must be a whole number from 1 to 2000');
  return { s3: endpoint ? s3Place(endpoint) : undefined, scan, maxPaperBytes: megabytes * 1024 ** 2 };

  function s3Place(at: string): S3Place {
    if (!/^https?:\/\/[^/\s]+$/.test(at))
      throw wrong('S3_ENDPOINT must be http:// or https:// and a host, without a path');
    const bucket = given('s3-bucket', 'S3_BUCKET');
    const accessKey = given('s3-access-key', 'S3_ACCESS_KEY');
    const secretKey = given('s3-secret-key', 'S3_SECRET_KEY');
    if (!bucket || !accessKey || !secretKey)
      throw wrong('S3_ENDPOINT needs S3_BUCKET, S3_ACCESS_KEY and S3_SECRET_KEY beside it');
    if (!/^[a-z0-9][a-z0-9.-]{1,62}$/.test(bucket)) throw wrong('S3_BUCKET is not the name of a bucket');
    const prefix = given('s3-prefix', 'S3_PREFIX')?.replace(/^\/+|\/+$/g, '') ?? '';
    if (!/^[\w./-]*$/.test(prefix)) throw wrong('S3_PREFIX may hold letters, digits, dots, dashes and slashes');
    const region = given('s3-region', 'S3_REGION') ?? 'us-east-1';
    return { endpoint: at, bucket, region, accessKey, secretKey, prefix: prefix === '' ? '' : `${prefix}/` };
  }
}
