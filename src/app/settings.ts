// Settings: read once, checked here alone; each is also a flag of `serve`.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SingleSignOn } from '#platform/access/sso-doors.ts';
import { type RateLimits, usualLimits } from '#platform/http/rate-limit.ts';
import { isLanguage, type Language } from '#platform/i18n/words.ts';
import type { OutsideSettings } from '#platform/notify/outside.ts';
import { type EvidenceSettings, evidenceFlags, readEvidenceSettings } from './evidence-settings.ts';
import { outsideFlags, readOutsideSettings } from './outside-settings.ts';

/** Settings as flags of the command line. */
export const settingFlags = [
  'data',
  'port',
  'url',
  'lang',
  'database-url',
  'secret',
  'sample',
  'broker',
  ...evidenceFlags,
  ...outsideFlags,
] as const;
type SettingFlags = Readonly<Partial<Record<(typeof settingFlags)[number], string>>>;

/** What can be set from outside; the README lists each with its default. */
export interface Settings {
  /** absolute */
  dataFolder: string;
  port: number;
  /** how others reach this installation; printed figures link to it */
  url: string;
  /** signs sessions; where none is given, the first look at it makes one */
  readonly secret: string;
  databaseUrl: string | undefined;
  language: Language;
  sample: boolean;
  /** how often one may ask a minute */
  rateLimits: RateLimits;
  /** addresses of proxies whose word on where a request came from is taken; nobody's unless set */
  trustProxy: string[] | false;
  /** whether webhooks may reach addresses of the operator's own network */
  webhooksInside: boolean;
  /** where this server is an MQTT broker itself, for devices that have none */
  broker: { host: string; port: number } | undefined;
  /** the schema of IEC 62474 that the owner holds: declarations taken in are checked by it too */
  iec62474Schema: string | undefined;
  evidence: EvidenceSettings;
  /** the company's own sign-on by OpenID Connect */
  sso: SingleSignOn | undefined;
  /** ways out of notices: those that are set */
  outside: OutsideSettings;
  /** folder of the program: migrations, reference, samples, dist */
  home: string;
}

/** A setting has a value that nothing can be done with. */
export class WrongSetting extends Error {}

/** The folder of the program, in a checkout and in a package alike. */
export const home = fileURLToPath(new URL('../..', import.meta.url));

/** The secret is made once and kept beside the data, readable by nobody else. */
function keptSecret(dataFolder: string): string {
  const path = join(dataFolder, 'secret');
  if (!existsSync(path)) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
    chmodSync(path, 0o600);
  }
  return readFileSync(path, 'utf8').trim();
}

/** `person=1800,key=600,address=300`: requests a minute, 0 for no limit; what is not named stays as it is. */
function readRateLimits(text: string | undefined): RateLimits {
  const limits = { ...usualLimits };
  for (const part of (text ?? '').split(',').filter((one) => one.trim() !== '')) {
    const [, name, most] = /^\s*(person|key|address)\s*=\s*(\d{1,7})\s*$/.exec(part) ?? [];
    if (name === undefined)
      throw new WrongSetting(
        'GREENFAB_RATE_LIMITS must be like person=1800,key=600,address=300 (a minute; 0: no limit)',
      );
    limits[name as keyof RateLimits] = Number(most);
  }
  return limits;
}

/** `loopback` or `10.0.0.0/8,127.0.0.1`; none by default, since anybody can write the header. */
function readTrustedProxies(text: string | undefined): Settings['trustProxy'] {
  const parts = (text ?? '').split(',').flatMap((one) => one.trim() || []);
  if (parts.length === 0) return false;
  const isKnown = (one: string) => {
    const [address = '', bits, more] = one.split('/');
    const isNet = isIP(address) > 0 && more === undefined && (bits === undefined || /^\d{1,3}$/.test(bits));
    return isNet || one === 'loopback' || one === 'uniquelocal' || one === 'linklocal';
  };
  if (!parts.every(isKnown))
    throw new WrongSetting('GREENFAB_TRUST_PROXY must be loopback, or addresses such as 10.0.0.0/8');
  return parts;
}

/** `1883`, or `0.0.0.0:1883` where devices of the network are to reach it. */
function readBroker(text: string | undefined): Settings['broker'] {
  if (!text) return undefined;
  const [, host = '127.0.0.1', port] = /^(?:(\[[\da-fA-F:.]+\]|[\w.-]+):)?(\d{1,5})$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65_535)
    throw new WrongSetting('GREENFAB_BROKER must be a port, or address and port such as 0.0.0.0:1883');
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/**
 * Reads the settings; flags win over the environment.
 * @throws WrongSetting saying which and what it should be
 */
export function readSettings(flags: SettingFlags, environment: NodeJS.ProcessEnv): Settings {
  const dataFolder = resolve(flags.data ?? environment.GREENFAB_DATA ?? './data');
  const port = Number(flags.port ?? (environment.PORT || 4600));
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new WrongSetting('PORT must be a whole number from 0 to 65535');
  const url = (flags.url ?? environment.GREENFAB_URL ?? `http://localhost:${port}`).replace(/\/+$/, '');
  if (!/^https?:\/\/[^\s]+$/.test(url)) throw new WrongSetting('GREENFAB_URL must begin with http:// or https://');
  const language = flags.lang ?? environment.GREENFAB_LANG ?? 'en';
  if (!isLanguage(language)) throw new WrongSetting('GREENFAB_LANG must be en or zh');
  const databaseUrl = (flags['database-url'] ?? environment.DATABASE_URL) || undefined;
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl))
    throw new WrongSetting('DATABASE_URL must begin with postgres://');
  const secret = flags.secret ?? environment.GREENFAB_SECRET;
  if (secret !== undefined && secret.length < 32)
    throw new WrongSetting('GREENFAB_SECRET needs at least 32 characters');
  return {
    dataFolder,
    port,
    url,
    get secret() {
      return secret ?? keptSecret(dataFolder);
    },
    databaseUrl,
    language,
    rateLimits: readRateLimits(environment.GREENFAB_RATE_LIMITS),
    trustProxy: readTrustedProxies(environment.GREENFAB_TRUST_PROXY),
    webhooksInside: environment.GREENFAB_WEBHOOKS_INSIDE === '1',
    sso: readSingleSignOn(environment),
    sample: (flags.sample ?? environment.GREENFAB_SAMPLE ?? '0') === '1',
    broker: readBroker(flags.broker ?? environment.GREENFAB_BROKER),
    iec62474Schema: readSchema(environment.GREENFAB_IEC62474_SCHEMA),
    evidence: readEvidenceSettings(flags, environment, (message) => new WrongSetting(message)),
    outside: readOutsideSettings(flags, environment, (message) => new WrongSetting(message)),
    home,
  };
}

/** The schema is IEC's and does not come with the program: whoever has it says where it lies. */
function readSchema(path: string | undefined): string | undefined {
  if (!path) return undefined;
  if (!existsSync(path)) throw new WrongSetting(`GREENFAB_IEC62474_SCHEMA names ${path}, which is not there`);
  return resolve(path);
}

/** The company's sign-on: issuer, client id and secret together, or none of them. */
function readSingleSignOn(environment: NodeJS.ProcessEnv): SingleSignOn | undefined {
  const of = (name: string) => environment[`GREENFAB_OIDC_${name}`] || undefined;
  const [issuer, clientId, clientSecret] = [of('ISSUER'), of('CLIENT_ID'), of('CLIENT_SECRET')];
  if (!issuer && !clientId && !clientSecret) return undefined;
  if (!issuer || !clientId || !clientSecret)
    throw new WrongSetting(
      'GREENFAB_OIDC_ISSUER, GREENFAB_OIDC_CLIENT_ID and GREENFAB_OIDC_CLIENT_SECRET belong together',
    );
  const isLocal = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/.test(issuer);
  if (!URL.canParse(issuer) || !(issuer.startsWith('https://') || isLocal))
    throw new WrongSetting('GREENFAB_OIDC_ISSUER must begin with https://');
  return {
    ...{ issuer, clientId, clientSecret, label: of('LABEL') ?? new URL(issuer).hostname },
    ...{ userNameClaim: of('USER_NAME_CLAIM'), selfRegistration: of('SELF_REGISTRATION') === '1' },
  };
}
