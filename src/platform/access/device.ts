// What browser and system somebody uses, by family; and the network an address lies in. Neither says who it is.
import { isIP } from 'node:net';

/** The first that fits is it: many browsers call themselves by the names of others too. */
const browsers: readonly (readonly [string, RegExp])[] = [
  ['wecom', /wxwork/i],
  ['wechat', /micromessenger/i],
  ['dingtalk', /dingtalk/i],
  ['feishu', /lark|feishu/i],
  ['edge', /edg(e|a|ios)?\//i],
  ['firefox', /firefox|fxios/i],
  ['chrome', /chrome|crios|chromium/i],
  ['safari', /safari/i],
];
const systems: readonly (readonly [string, RegExp])[] = [
  ['harmony', /harmonyos|openharmony/i],
  ['android', /android/i],
  ['ios', /iphone|ipad|ipod/i],
  ['windows', /windows/i],
  ['macos', /mac os x|macintosh/i],
  ['linux', /linux|x11/i],
];

/** Such as `chrome/windows`; `other/other` for what names itself otherwise, or not at all. */
export function deviceOf(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 400);
  const family = (of: typeof browsers) => of.find(([, fits]) => fits.test(text))?.[0] ?? 'other';
  return `${family(browsers)}/${family(systems)}`;
}

/**
 * The first three of four parts of an IPv4 address, the first three groups of an IPv6 one; null for what is neither, and
 * for who has hung up: a closed connection has no address any more.
 */
export function networkOf(address: string | undefined): string | null {
  if (address === undefined) return null;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) === 4) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (isIP(plain) !== 6) return null;
  if (plain === '::1') return '::1/128';
  const [head = '', tail] = plain.split('::') as [string, string | undefined];
  const groups = head.split(':').filter(Boolean);
  // What stands behind the gap counts from the end; only the beginning is kept.
  const known = tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 3 - groups.length)).fill('0')];
  return `${known.slice(0, 3).join(':')}::/48`;
}
