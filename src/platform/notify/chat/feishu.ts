// Feishu (飞书), as open.feishu.cn describes it: tenant_access_token/internal, authen/v1/authorize, authen/v2/oauth/token,
// authen/v1/user_info, im/v1/messages, custom robots with a signature. The real service was not reached when this was written.
import { createHmac } from 'node:crypto';
import type { Letter } from '../message.ts';
import { askService, type ChatApp, ChatRefused, keptToken, type Robot } from './chat.ts';

export interface FeishuSettings {
  appId: string;
  appSecret: string;
  /** where the service is; another in tests */
  api?: string;
}

interface Answer {
  code: number;
  msg: string;
}
const TOO_OFTEN = [99_991_400, 11_232];
const ok = <T extends Answer>(answer: T): T => {
  if (TOO_OFTEN.includes(answer.code)) throw new ChatRefused(answer.code, answer.msg, 60_000);
  if (answer.code !== 0) throw new ChatRefused(answer.code, answer.msg);
  return answer;
};

/** A post: a title, and lines of text with a link behind each. */
const postOf = ({ language, title, lines, open }: Letter) => ({
  [language === 'zh' ? 'zh_cn' : 'en_us']: {
    title,
    content: lines.map(({ text, url }) => [
      { tag: 'text', text: `${text} ` },
      { tag: 'a', text: open, href: url },
    ]),
  },
});

export function feishuApp({ appId, appSecret, api = 'https://open.feishu.cn' }: FeishuSettings): ChatApp {
  const token = keptToken(async () => {
    const answer = ok(
      await askService<Answer & { tenant_access_token: string; expire: number }>(
        `${api}/open-apis/auth/v3/tenant_access_token/internal`,
        { body: { app_id: appId, app_secret: appSecret } },
      ),
    );
    return { token: answer.tenant_access_token, seconds: answer.expire };
  });
  return {
    signInAddress: (back, state) =>
      `https://accounts.feishu.cn/open-apis/authen/v1/authorize?${new URLSearchParams({ client_id: appId, redirect_uri: back, response_type: 'code', state })}`,
    whoIs: async (code, back) => {
      const own = await askService<{ code: number; access_token?: string }>(`${api}/open-apis/authen/v2/oauth/token`, {
        body: {
          ...{ grant_type: 'authorization_code', client_id: appId, client_secret: appSecret },
          ...{ code, redirect_uri: back },
        },
      });
      if (own.code !== 0 || !own.access_token) return null;
      const me = await askService<Answer & { data?: { open_id?: string } }>(`${api}/open-apis/authen/v1/user_info`, {
        headers: { authorization: `Bearer ${own.access_token}` },
      });
      return me.code === 0 ? (me.data?.open_id ?? null) : null;
    },
    send: async (externalId, letter) => {
      ok(
        await askService<Answer>(`${api}/open-apis/im/v1/messages?receive_id_type=open_id`, {
          headers: { authorization: `Bearer ${await token.get()}` },
          body: {
            receive_id: externalId,
            msg_type: 'post',
            content: JSON.stringify(postOf(letter)),
            // Of one uuid the service sends one message within an hour.
            uuid: letter.batch,
          },
        }),
      );
    },
  };
}

/** Base64 of HMAC-SHA256 over nothing, by time and secret; time in seconds. */
export const feishuSignature = (secret: string, seconds: number): string =>
  createHmac('sha256', `${seconds}\n${secret}`).update('').digest('base64');

export async function feishuRobot({ address, secret }: Robot, letter: Letter, now: number): Promise<void> {
  const seconds = Math.floor(now / 1_000);
  const signed = secret ? { timestamp: String(seconds), sign: feishuSignature(secret, seconds) } : {};
  ok(
    await askService<Answer>(address, {
      body: { ...signed, msg_type: 'post', content: { post: postOf(letter) } },
    }),
  );
}
