// The secret by which a webhook's receiver knows us: kept so that who reads the database cannot sign in our name.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'greenfab webhooks', 32));

/** A new secret, as its receiver is told it once. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`;

/** A secret as it is kept, under the installation's own. */
export function sealSecret(text: string, under: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(under), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @throws when it was sealed under another secret of the installation */
export function openSecret(sealed: Buffer, under: string): string {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(under), sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** What stands in `greenfab-signature`: the second of sending, and the HMAC-SHA256 of `second.body`. */
export function signatureOf(body: string, secret: string, second: number): string {
  const mac = createHmac('sha256', secret).update(`${second}.${body}`).digest('hex');
  return `t=${second},v1=${mac}`;
}
