// By what notices leave: SMTP, and the applications of WeCom, DingTalk and Feishu; settings of their own, read with the others.
import type { OutsideSettings } from '#platform/notify/outside.ts';

/** Settings of the ways out as flags of the command line; in the environment the same in capitals, `SMTP_URL`. */
export const outsideFlags = [
  'smtp-url',
  'smtp-from',
  'wecom-corp-id',
  'wecom-agent-id',
  'wecom-secret',
  'dingtalk-app-key',
  'dingtalk-app-secret',
  'dingtalk-agent-id',
  'feishu-app-id',
  'feishu-app-secret',
] as const;
type OutsideFlag = (typeof outsideFlags)[number];

const variableOf = (flag: string) => flag.toUpperCase().replaceAll('-', '_');

/**
 * Reads them; flags win over the environment.
 * @param wrong makes the error that says which setting is wrong and what it should be
 */
export function readOutsideSettings(
  flags: Readonly<Partial<Record<OutsideFlag, string>>>,
  environment: NodeJS.ProcessEnv,
  wrong: (message: string) => Error,
): OutsideSettings {
  /** Settings that are of use only together: all of them, none, or a mistake. */
  const allOf = <Name extends string>(names: Readonly<Record<Name, OutsideFlag>>): Record<Name, string> | undefined => {
    const found = Object.entries<OutsideFlag>(names).map(
      ([name, flag]) => [name, (flags[flag] ?? environment[variableOf(flag)]) || undefined, flag] as const,
    );
    if (found.every(([, value]) => value === undefined)) return undefined;
    const missing = found.find(([, value]) => value === undefined);
    if (missing) throw wrong(`${variableOf(missing[2])} is missing beside the others`);
    return Object.fromEntries(found) as Record<Name, string>;
  };
  const mail = allOf({ url: 'smtp-url', from: 'smtp-from' });
  if (mail && !/^smtps?:\/\//.test(mail.url)) throw wrong('SMTP_URL must begin with smtp:// or smtps://');
  if (mail && !mail.from.includes('@')) throw wrong('SMTP_FROM must be a mail address');
  const wecom = allOf({ corpId: 'wecom-corp-id', agentId: 'wecom-agent-id', secret: 'wecom-secret' });
  const dingtalk = allOf({
    ...{ appKey: 'dingtalk-app-key', appSecret: 'dingtalk-app-secret', agentId: 'dingtalk-agent-id' },
  });
  const feishu = allOf({ appId: 'feishu-app-id', appSecret: 'feishu-app-secret' });
  return {
    ...(mail ? { mail } : {}),
    ...(wecom ? { wecom } : {}),
    ...(dingtalk ? { dingtalk } : {}),
    ...(feishu ? { feishu } : {}),
  };
}
