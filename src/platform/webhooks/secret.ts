// The secret by which a webhook's receiver knows us: kept so that who reads the database cannot sign in our name.
import { createHmac, randomBytes } from 'node:crypto';
import { seal, unseal } from '../access/sealed.ts';

const of = 'greenfab webhooks';

/** A new secret, as its receiver is told it once. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`;

/** A secret as it is kept, under the installation's own. */
export const sealSecret = (text: string, under: string): Buffer => seal(text, { under, of });

/** @throws when it was sealed under another secret of the installation */
export const openSecret = (sealed: Buffer, under: string): string => unseal(sealed, { under, of });

/** What stands in `greenfab-signature`: the second of sending, and the HMAC-SHA256 of `second.body`. */
export function signatureOf(body: string, secret: string, second: number): string {
  const mac = createHmac('sha256', secret).update(`${second}.${body}`).digest('hex');
  return `t=${second},v1=${mac}`;
}
