// WeCom (企业微信), as developer.work.weixin.qq.com describes it: gettoken (91039), auth/getuserinfo (91023), message/send
// (90236), group robots (91770). The real service was not reached when this was written.

import type { Letter } from '../message.ts';
import { askService, type ChatApp, ChatRefused, keptToken, type Robot } from './chat.ts';

export interface WecomSettings {
  corpId: string;
  agentId: string;
  secret: string;
  /** where the service is; another in tests */
  api?: string;
}

interface Answer {
  errcode: number;
  errmsg: string;
}
const TOKEN_OVER = [40_014, 42_001];
const TOO_OFTEN = 45_009;
const ok = <T extends Answer>(answer: T): T => {
  if (answer.errcode === TOO_OFTEN) throw new ChatRefused(answer.errcode, answer.errmsg, 60_000);
  if (answer.errcode !== 0) throw new ChatRefused(answer.errcode, answer.errmsg);
  return answer;
};

/** A text card has one address; of many notices the first is opened, and all are read. A card holds 512 bytes. */
const cardOf = ({ title, lines, open }: Letter) => ({
  title: title.slice(0, 40),
  description: lines
    .map(({ text }) => text)
    .join('\n')
    .slice(0, 160),
  url: lines[0]?.url ?? '',
  btntxt: open.slice(0, 4),
});

export function wecomApp({ corpId, agentId, secret, api = 'https://qyapi.weixin.qq.com' }: WecomSettings): ChatApp {
  const token = keptToken(async () => {
    const query = new URLSearchParams({ corpid: corpId, corpsecret: secret });
    const answer = ok(
      await askService<Answer & { access_token: string; expires_in: number }>(`${api}/cgi-bin/gettoken?${query}`),
    );
    return { token: answer.access_token, seconds: answer.expires_in };
  });
  /** A token can be taken back before its time: then it is asked for once more. */
  const withToken = async <T extends Answer>(ask: (token: string) => Promise<T>): Promise<T> => {
    const answer = await ask(await token.get());
    if (!TOKEN_OVER.includes(answer.errcode)) return answer;
    token.forget();
    return ask(await token.get());
  };
  return {
    signInAddress: (back, state) =>
      `https://login.work.weixin.qq.com/wwlogin/sso/login?${new URLSearchParams({ login_type: 'CorpApp', appid: corpId, agentid: agentId, redirect_uri: back, state })}`,
    whoIs: async (code) => {
      const answer = await withToken((given) =>
        askService<Answer & { userid?: string; UserId?: string }>(
          `${api}/cgi-bin/auth/getuserinfo?${new URLSearchParams({ access_token: given, code })}`,
        ),
      );
      // Somebody of another company has an open id and no user id.
      return answer.errcode === 0 ? (answer.userid ?? answer.UserId ?? null) : null;
    },
    send: async (externalId, letter) => {
      const answer = ok(
        await withToken((given) =>
          askService<Answer & { invaliduser?: string }>(
            `${api}/cgi-bin/message/send?${new URLSearchParams({ access_token: given })}`,
            {
              body: {
                touser: externalId,
                msgtype: 'textcard',
                agentid: Number(agentId),
                textcard: cardOf(letter),
                // The same card within half an hour is the repeat of one whose answer was lost.
                enable_duplicate_check: 1,
                duplicate_check_interval: 1_800,
              },
            },
          ),
        ),
      );
      if (answer.invaliduser) throw new ChatRefused('invaliduser', answer.invaliduser);
    },
  };
}

/** Robots of WeCom are guarded by the key in their address alone. */
export async function wecomRobot({ address }: Robot, letter: Letter): Promise<void> {
  const content = [`**${letter.title}**`, ...letter.lines.map(({ text, url }) => `> [${text}](${url})`)].join('\n');
  ok(await askService<Answer>(address, { body: { msgtype: 'markdown', markdown: { content } } }));
}
