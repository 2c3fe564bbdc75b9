// May somebody who types an address reach through us what only we can reach?
import { describe, expect, test } from 'vitest';
import { checkAddress, isInside } from './outside.ts';
import { openSecret, sealSecret } from './secret.ts';

describe('an address inside', () => {
  test.each([
    ...['127.0.0.1', '127.8.8.8', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ...['0.0.0.0', '100.64.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fd00::1', 'ff02::1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::'],
  ])('%s is known', (address) => {
    expect(isInside(address)).toBe(true);
  });

  test.each(['8.8.8.8', '172.32.0.1', '172.15.0.1', '192.169.0.1', '100.128.0.1', '2606:4700:4700::1111'])(
    '%s is not one',
    (address) => {
      expect(isInside(address)).toBe(false);
    },
  );

  test.each([
    ...['https://127.0.0.1/', 'https://[::1]:8443/x', 'https://localhost/', 'https://2130706433/', 'https://0x7f.1/'],
    ...['https://[::ffff:127.0.0.1]/', 'http://8.8.8.8/', 'ftp://8.8.8.8/', 'https://me:secret@8.8.8.8/', 'nonsense'],
  ])('%s is not reached', async (address) => {
    await expect(checkAddress(address, { insideToo: false })).rejects.toThrow('address_not_allowed');
  });

  test('is reached where the operator says so, and the open network always', async () => {
    await checkAddress('http://127.0.0.1:8080/', { insideToo: true });
    await checkAddress('https://8.8.8.8/', { insideToo: false });
  });
});

test('a secret opens under the secret it was sealed with, and under no other', () => {
  const sealed = sealSecret('whsec_x', 'a'.repeat(32));
  expect(openSecret(sealed, 'a'.repeat(32))).toBe('whsec_x');
  expect(() => openSecret(sealed, 'b'.repeat(32))).toThrow();
});
