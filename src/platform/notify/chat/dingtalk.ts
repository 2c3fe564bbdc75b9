// DingTalk (钉钉), as open.dingtalk.com describes it: oauth2/accessToken, oauth2/userAccessToken, contact/users/me,
// user/getbyunionid, corpconversation/asyncsend_v2 (work notices), custom robots with a signature. The real service was not
// reached when this was written.
import { createHmac } from 'node:crypto';
import type { Letter } from '../message.ts';
import { askService, type ChatApp, ChatRefused, keptToken, type Robot } from './chat.ts';

export interface DingtalkSettings {
  appKey: string;
  appSecret: string;
  agentId: string;
  /** the newer interface and the older one; others in tests */
  api?: string;
  oapi?: string;
}

interface Answer {
  errcode: number;
  errmsg: string;
}
/** Over 20 messages a minute a robot is silenced for ten minutes. */
const TOO_FAST = 130_101;
const ok = <T extends Answer>(answer: T): T => {
  if (answer.errcode === TOO_FAST) throw new ChatRefused(answer.errcode, answer.errmsg, 10 * 60_000);
  if (answer.errcode !== 0) throw new ChatRefused(answer.errcode, answer.errmsg);
  return answer;
};

const markdownOf = ({ title, lines, open }: Letter) =>
  [`#### ${title}`, ...lines.map(({ text, url }) => `${text} [${open}](${url})`)].join('\n\n');

export function dingtalkApp({
  appKey,
  appSecret,
  agentId,
  api = 'https://api.dingtalk.com',
  oapi = 'https://oapi.dingtalk.com',
}: DingtalkSettings): ChatApp {
  const token = keptToken(async () => {
    const answer = await askService<{ accessToken?: string; expireIn?: number; code?: string; message?: string }>(
      `${api}/v1.0/oauth2/accessToken`,
      { body: { appKey, appSecret } },
    );
    if (!answer.accessToken) throw new ChatRefused(answer.code ?? 'accessToken', answer.message ?? '');
    return { token: answer.accessToken, seconds: answer.expireIn ?? 0 };
  });
  return {
    signInAddress: (back, state) =>
      `https://login.dingtalk.com/oauth2/auth?${new URLSearchParams({ redirect_uri: back, response_type: 'code', client_id: appKey, scope: 'openid', state, prompt: 'consent' })}`,
    whoIs: async (code) => {
      const own = await askService<{ accessToken?: string }>(`${api}/v1.0/oauth2/userAccessToken`, {
        body: { clientId: appKey, clientSecret: appSecret, code, grantType: 'authorization_code' },
      });
      if (!own.accessToken) return null;
      const me = await askService<{ unionId?: string }>(`${api}/v1.0/contact/users/me`, {
        headers: { 'x-acs-dingtalk-access-token': own.accessToken },
      });
      if (!me.unionId) return null;
      const found = await askService<Answer & { result?: { userid?: string } }>(
        `${oapi}/topapi/user/getbyunionid?${new URLSearchParams({ access_token: await token.get() })}`,
        { body: { unionid: me.unionId } },
      );
      // Somebody of another company has a union id and is no user of this one.
      return found.errcode === 0 ? (found.result?.userid ?? null) : null;
    },
    send: async (externalId, letter) => {
      ok(
        await askService<Answer>(
          `${oapi}/topapi/message/corpconversation/asyncsend_v2?${new URLSearchParams({ access_token: await token.get() })}`,
          {
            body: {
              agent_id: Number(agentId),
              userid_list: externalId,
              msg: {
                msgtype: 'action_card',
                action_card: {
                  title: letter.title,
                  markdown: markdownOf(letter),
                  single_title: letter.open,
                  single_url: letter.lines[0]?.url ?? letter.settings.url,
                },
              },
            },
          },
        ),
      );
    },
  };
}

/** Base64 of HMAC-SHA256 over time and secret, by the secret; time in milliseconds. */
export const dingtalkSignature = (secret: string, timestamp: number): string =>
  createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');

export async function dingtalkRobot({ address, secret }: Robot, letter: Letter, now: number): Promise<void> {
  const url = new URL(address);
  if (secret) {
    url.searchParams.set('timestamp', String(now));
    url.searchParams.set('sign', dingtalkSignature(secret, now));
  }
  const body = { msgtype: 'markdown', markdown: { title: letter.title, text: markdownOf(letter) } };
  ok(await askService<Answer>(url.href, { body }));
}
