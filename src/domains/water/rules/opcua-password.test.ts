// A password is sent only where nobody in between can read it.
import { expect, test } from 'vitest';
import { isPasswordSafe } from './opcua-password.ts';

const policy = (name: string) => `http://opcfoundation.org/UA/SecurityPolicy#${name}`;

test('never without protection, always in encrypted messages, and in signed ones where each way encrypts it', () => {
  expect(isPasswordSafe('none', [policy('Basic256Sha256')])).toBe(false);
  expect(isPasswordSafe('encrypt', [policy('None')])).toBe(true);
  expect(isPasswordSafe('sign', ['', policy('Basic256Sha256'), policy('Aes256_Sha256_RsaPss')])).toBe(true);
  // As it is; and by the padding of PKCS#1 1.5, which can be undone by asking often.
  expect(isPasswordSafe('sign', [policy('Basic256Sha256'), policy('None')])).toBe(false);
  expect(isPasswordSafe('sign', [policy('Basic128Rsa15')])).toBe(false);
});
