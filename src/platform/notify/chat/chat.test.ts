// The three chats against a local server that answers as their documents say: who somebody is, a message to him, a robot that
// signs; and what each refuses. The real services were not reached.
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Letter } from '../message.ts';
import { sayByRobot } from '../robots.ts';
import { ChatRefused } from './chat.ts';
import { dingtalkApp } from './dingtalk.ts';
import { feishuApp } from './feishu.ts';
import { wecomApp } from './wecom.ts';

interface Asked {
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: Record<string, unknown>;
}
const asked: Asked[] = [];
let base = '';
let server: Server;
/** How often each robot spoke within the minute, as DingTalk counts. */
let spoken = 0;
/** Tokens that the service has taken back. */
const over = new Set<string>();
let tokens = 0;
const secret = 'SEC-of-the-robot';

/** What a service answers, by the path of its documents. */
const answers: Record<string, (one: Asked) => unknown> = {
  '/cgi-bin/gettoken': ({ query }) =>
    query.get('corpsecret') === 's'
      ? { errcode: 0, errmsg: 'ok', access_token: `token${++tokens}`, expires_in: 7200 }
      : { errcode: 40001, errmsg: 'invalid credential' },
  '/cgi-bin/auth/getuserinfo': ({ query }) =>
    query.get('code') === 'good'
      ? { errcode: 0, errmsg: 'ok', userid: 'hexiaoman' }
      : { errcode: 40029, errmsg: 'invalid code' },
  '/cgi-bin/message/send': ({ query, body }) => {
    if (over.has(query.get('access_token') ?? '')) return { errcode: 42001, errmsg: 'access_token expired' };
    return { errcode: 0, errmsg: 'ok', invaliduser: body.touser === 'nobody' ? 'nobody' : '', msgid: 'm' };
  },
  '/cgi-bin/webhook/send': () => ({ errcode: 0, errmsg: 'ok' }),
  '/v1.0/oauth2/accessToken': ({ body }) =>
    body.appSecret === 's' ? { accessToken: 'corp', expireIn: 7200 } : { code: 'invalidClient', message: 'no' },
  '/v1.0/oauth2/userAccessToken': ({ body }) =>
    body.code === 'good' && body.grantType === 'authorization_code'
      ? { accessToken: 'own', refreshToken: 'r', expireIn: 7200 }
      : { code: 'invalidParameter.authCode.notFound', message: 'no' },
  '/v1.0/contact/users/me': ({ headers }) =>
    headers['x-acs-dingtalk-access-token'] === 'own' ? { nick: 'He', unionId: 'u1', openId: 'o1' } : { code: 'no' },
  '/topapi/user/getbyunionid': ({ body, query }) =>
    body.unionid === 'u1' && query.get('access_token') === 'corp'
      ? { errcode: 0, errmsg: 'ok', result: { contact_type: 0, userid: 'ding1' } }
      : { errcode: 60121, errmsg: 'not found' },
  '/topapi/message/corpconversation/asyncsend_v2': ({ body }) =>
    body.userid_list === 'ding1'
      ? { errcode: 0, errmsg: 'ok', task_id: 1 }
      : { errcode: 33012, errmsg: 'no such user' },
  '/robot/send': ({ query }) => {
    const timestamp = query.get('timestamp') ?? '';
    const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
    if (query.get('sign') !== sign) return { errcode: 310000, errmsg: 'sign not match' };
    spoken += 1;
    return spoken > 20
      ? { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' }
      : { errcode: 0, errmsg: 'ok' };
  },
  '/open-apis/auth/v3/tenant_access_token/internal': ({ body }) =>
    body.app_secret === 's'
      ? { code: 0, msg: 'ok', tenant_access_token: 't', expire: 7200 }
      : { code: 10003, msg: 'invalid param' },
  '/open-apis/authen/v2/oauth/token': ({ body }) =>
    body.code === 'good' && body.redirect_uri === 'https://green.example/back'
      ? { code: 0, access_token: 'own', expires_in: 7200 }
      : { code: 20003, error: 'invalid_grant' },
  '/open-apis/authen/v1/user_info': ({ headers }) =>
    headers.authorization === 'Bearer own'
      ? { code: 0, msg: 'ok', data: { open_id: 'ou_1' } }
      : { code: 99991668, msg: 'no' },
  '/open-apis/im/v1/messages': ({ headers, body, query }) =>
    headers.authorization === 'Bearer t' && query.get('receive_id_type') === 'open_id' && body.receive_id === 'ou_1'
      ? { code: 0, msg: 'success', data: { message_id: 'om_1' } }
      : { code: 230001, msg: 'invalid receive_id' },
  '/open-apis/bot/v2/hook/x': ({ body }) => {
    const sign = createHmac('sha256', `${body.timestamp}\n${secret}`).update('').digest('base64');
    return body.sign === sign
      ? { code: 0, msg: 'success', data: {} }
      : { code: 19021, msg: 'sign match fail or timestamp is not within one hour' };
  },
};

beforeAll(async () => {
  server = createServer((request, reply) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x');
      const one = {
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: text === '' ? {} : JSON.parse(text),
      };
      asked.push(one);
      reply.setHeader('content-type', 'application/json');
      reply.end(JSON.stringify(answers[url.pathname]?.(one) ?? { errcode: 404, code: 404 }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => new Promise<void>((done) => void server.close(() => done())));
beforeEach(() => {
  asked.length = 0;
  spoken = 0;
  over.clear();
});

const letter: Letter = {
  batch: '01890000-0000-7000-8000-000000000001',
  language: 'zh',
  title: '我的记录被退回',
  lines: [{ text: '苏州工厂 240515-003已退回', url: 'https://green.example/records/waste.load/1?field=ownMassTonnes' }],
  open: '打开',
  settings: { text: '设置接收方式', url: 'https://green.example/account/notices' },
};
const back = 'https://green.example/back';
const apps = () => ({
  wecom: wecomApp({ corpId: 'c', agentId: '7', secret: 's', api: base }),
  dingtalk: dingtalkApp({ appKey: 'k', appSecret: 's', agentId: '7', api: base, oapi: base }),
  feishu: feishuApp({ appId: 'a', appSecret: 's', api: base }),
});

test.each([
  ['wecom', 'hexiaoman'],
  ['dingtalk', 'ding1'],
  ['feishu', 'ou_1'],
] as const)('%s tells who came back with a good code, and nobody for another', async (name, expected) => {
  const app = apps()[name];
  expect(await app.whoIs('good', back)).toBe(expected);
  expect(await app.whoIs('bad', back)).toBeNull();
  const address = new URL(app.signInAddress(back, 'state-1'));
  expect(address.protocol).toBe('https:');
  expect([address.searchParams.get('redirect_uri'), address.searchParams.get('state')]).toEqual([back, 'state-1']);
});

test('a card in WeCom opens the one task, and a repeat within half an hour is not shown twice', async () => {
  await apps().wecom.send('hexiaoman', letter);
  expect(asked.at(-1)?.body).toMatchObject({
    ...{ touser: 'hexiaoman', msgtype: 'textcard', agentid: 7, enable_duplicate_check: 1 },
    textcard: { title: letter.title, url: letter.lines[0]?.url, btntxt: '打开' },
  });
  await expect(apps().wecom.send('nobody', letter)).rejects.toThrow('invaliduser');
});

test('a token that WeCom took back is asked for once more', async () => {
  const { wecom } = apps();
  await wecom.send('hexiaoman', letter);
  over.add(`token${tokens}`);
  await wecom.send('hexiaoman', letter);
  expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual(['gettoken', 'send', 'send', 'gettoken', 'send']);
});

test('a work notice of DingTalk has one button that opens the one task', async () => {
  await apps().dingtalk.send('ding1', letter);
  expect(asked.at(-1)?.body).toMatchObject({
    ...{ agent_id: 7, userid_list: 'ding1' },
    msg: { msgtype: 'action_card', action_card: { single_title: '打开', single_url: letter.lines[0]?.url } },
  });
  await expect(apps().dingtalk.send('nobody', letter)).rejects.toThrow('33012');
});

test('a message in Feishu carries the number of its first try', async () => {
  await apps().feishu.send('ou_1', letter);
  const { body } = asked.at(-1) as Asked;
  expect(body).toMatchObject({ receive_id: 'ou_1', msg_type: 'post', uuid: letter.batch });
  expect(JSON.parse(String(body.content))).toMatchObject({ zh_cn: { title: letter.title } });
  await expect(apps().feishu.send('nobody', letter)).rejects.toThrow('230001');
});

test('a wrong secret is said as the service says it', async () => {
  await expect(wecomApp({ corpId: 'c', agentId: '7', secret: 'x', api: base }).send('h', letter)).rejects.toThrow(
    '40001',
  );
  await expect(
    dingtalkApp({ appKey: 'k', appSecret: 'x', agentId: '7', api: base, oapi: base }).send('h', letter),
  ).rejects.toThrow('invalidClient');
  await expect(feishuApp({ appId: 'a', appSecret: 'x', api: base }).send('h', letter)).rejects.toThrow('10003');
});

test('robots sign by the time of sending; a wrong secret is refused', async () => {
  const now = new Date('2024-06-05T04:00:00Z');
  await sayByRobot('dingtalk', { address: `${base}/robot/send?access_token=a`, secret }, letter, now);
  await sayByRobot('feishu', { address: `${base}/open-apis/bot/v2/hook/x`, secret }, letter, now);
  await sayByRobot('wecom', { address: `${base}/cgi-bin/webhook/send?key=k` }, letter, now);
  expect(asked.map(({ path }) => path)).toEqual(['/robot/send', '/open-apis/bot/v2/hook/x', '/cgi-bin/webhook/send']);
  expect(asked[0]?.query.get('timestamp')).toBe(String(now.getTime()));
  await expect(
    sayByRobot('dingtalk', { address: `${base}/robot/send?access_token=b`, secret: 'other' }, letter, now),
  ).rejects.toThrow('310000');
  await expect(
    sayByRobot('feishu', { address: `${base}/open-apis/bot/v2/hook/x`, secret: 'other' }, letter, now),
  ).rejects.toThrow('19021');
});

test('a robot says at most twenty things a minute, and waits ten when DingTalk has counted more', async () => {
  const robot = { address: `${base}/robot/send?access_token=c`, secret };
  const now = new Date();
  for (let count = 1; count <= 20; count += 1) await sayByRobot('dingtalk', robot, letter, now);
  const refused = await sayByRobot('dingtalk', robot, letter, now).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ChatRefused);
  expect((refused as ChatRefused).waitMs).toBeGreaterThan(0);
  expect(spoken).toBe(20);
  // Another program used the same robot: the service itself says so.
  const other = { address: `${base}/robot/send?access_token=d`, secret };
  const silenced = await sayByRobot('dingtalk', other, letter, now).catch((error: unknown) => error);
  expect((silenced as ChatRefused).waitMs).toBe(600_000);
});
