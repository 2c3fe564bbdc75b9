// A text kept so that who reads the database cannot use it: AES-256-GCM under the installation's own secret.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Under which secret, and for what: what was sealed for one thing does not open as another. */
export interface Seal {
  under: string;
  /** such as `greenfab webhooks`; never changed once something was sealed with it */
  of: string;
}

const keyOf = ({ under, of }: Seal) => Buffer.from(hkdfSync('sha256', under, '', of, 32));

/** A text as it is kept: nonce, tag, cipher text. */
export function seal(text: string, by: Seal): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(by), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @throws when it was sealed under another secret of the installation, or for something else */
export function unseal(sealed: Buffer, by: Seal): string {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(by), sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
