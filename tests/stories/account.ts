// An account without mail: made by the factory's manager, activated on a phone by a code, with a second factor, a passkey,
// and a session ended from another device.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { totp } from '../totp.ts';
import { readCode } from './read-code.ts';
import { eventually, laptop, phone, type Stage, settled, spelled } from './stage.ts';
import type { Story } from './story.ts';

const userName = 'song.qiao';
const name = { en: 'Song Qiao', zh: '宋桥' };
const password = 'four words in a row';

/** The person's own phone and own laptop: browsers that know nothing of each other, nor of the manager's. */
const devices = new WeakMap<Stage, { phone: Page; laptop: Page }>();
const deviceOf = (stage: Stage, which: 'phone' | 'laptop'): Page => {
  const found = devices.get(stage)?.[which];
  assert.ok(found, 'the code was not opened yet');
  return found;
};
async function newDevice(stage: Stage, viewport: typeof phone): Promise<Page> {
  const context = (await stage.page
    .context()
    .browser()
    ?.newContext({
      ...{ baseURL: stage.server.url, viewport, reducedMotion: 'reduce', colorScheme: 'light' },
      locale: stage.language === 'zh' ? 'zh-CN' : 'en-GB',
    })) as BrowserContext;
  return context.newPage();
}
const button = (stage: Stage, inside: Page | Locator, key: string) =>
  inside.getByRole('button', { name: spelled(stage.t(key)) });
const isClean = async (page: Page) => {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    [],
  );
};
const fill = async (stage: Stage, page: Page, key: string, text: string) =>
  page.getByLabel(stage.t(key), { exact: true }).fill(text);

async function enter(stage: Stage, page: Page): Promise<void> {
  await page.goto('/sign-in');
  await fill(stage, page, 'ui.signIn.userName', userName);
  await fill(stage, page, 'ui.signIn.password', password);
  await button(stage, page, 'ui.signIn.send').click();
}

export const account: Story = {
  name: 'account',
  title: { en: 'An account without mail', zh: '没有邮箱的账号' },
  intro: {
    en: 'A recorder at Wuxi has no company mail. The factory’s manager makes the account, the recorder scans a code with the phone and chooses a password, turns on two-factor sign-in, and signs out a device from another.',
    zh: '无锡工厂的填报人没有公司邮箱。工厂负责人开通账号，填报人用手机扫码设置密码，开启双重验证，并从另一台设备退出手机登录。',
  },
  steps: [
    {
      title: { en: 'The manager makes the account', zh: '负责人开通账号' },
      says: {
        en: 'Under Settings, “Accounts and sign-in codes”, the manager types a user name and the person’s name; the role is one that the manager may give, at the own factory. The card with the code is shown to be scanned, or printed. It works once.',
        zh: '负责人在“设置”的“账号与登录码”中填写用户名和姓名；只能授予自己范围内的角色。系统显示带登录码的卡片，可当场扫码或打印，只能使用一次。',
      },
      picture: 'card',
      does: async (stage) => {
        const { page } = stage;
        await stage.become('manager');
        await stage.go('/settings/invitations');
        await stage.button('waysIn.invite.new').click();
        const dialog = page.getByRole('dialog');
        await fill(stage, page, 'waysIn.invite.userName', userName);
        await fill(stage, page, 'waysIn.invite.nameEn', name.en);
        await fill(stage, page, 'waysIn.invite.nameZh', name.zh);
        await dialog.getByText(stage.language === 'zh' ? '中文' : 'English', { exact: true }).click();
        await stage.button('waysIn.invite.make', {}, dialog).click();
        const code = page.locator('.sign-in-card svg');
        await code.waitFor();
        const link = await readCode(code);
        assert.match(link, new RegExp(`^${stage.server.url}/welcome#[\\w-]{43}$`));
        stage.kept.set('account link', link);
      },
    },
    {
      title: { en: 'The phone reads the code', zh: '手机扫码激活' },
      says: {
        en: 'The page says whose account it is. A password of one’s own, and the recorder is in; no mail was sent, and the code opens nothing any more.',
        zh: '页面显示账号属于谁。设置密码后即可进入系统；全程无需邮件，登录码随即失效。',
      },
      does: async (stage) => {
        const page = await newDevice(stage, phone);
        devices.set(stage, { phone: page, laptop: await newDevice(stage, laptop) });
        const link = stage.kept.get('account link') ?? '';
        await page.goto(link);
        await page.getByText(userName, { exact: true }).waitFor();
        await isClean(page);
        await fill(stage, page, 'waysIn.welcome.password', password);
        await button(stage, page, 'waysIn.welcome.send').click();
        await page.locator('.user-button').waitFor();
        const again = await stage.page.request.post('/api/auth/link/look', {
          headers: { origin: stage.server.url },
          data: { token: link.split('#')[1] },
        });
        assert.equal(again.status(), 410);
      },
    },
    {
      title: { en: 'A second factor', zh: '开启双重验证' },
      says: {
        en: 'Under “Sign-in and security” in the user’s menu: the password once more, the code for the authenticator app, ten recovery codes to keep, and six digits as the proof.',
        zh: '在用户菜单的“登录与安全”中：再次输入密码，用身份验证器扫码，保存十个恢复码，输入六位验证码完成。',
      },
      does: async (stage) => {
        const page = deviceOf(stage, 'phone');
        await page.goto('/account/security');
        await isClean(page);
        await button(stage, page, 'waysIn.second.turnOn').click();
        await fill(stage, page, 'waysIn.second.ask', password);
        await button(stage, page, 'waysIn.second.goOn').click();
        const secret = (await page.locator('.set-up-secret').textContent()) ?? '';
        const uri = await readCode(page.locator('.set-up-qr svg'));
        assert.equal(new URL(uri).searchParams.get('secret'), secret.replace(/\s/g, ''));
        assert.equal(await page.locator('.recovery-codes li').count(), 10);
        await isClean(page);
        await fill(stage, page, 'waysIn.code', totp(secret));
        await button(stage, page, 'waysIn.second.finish').click();
        await page.getByText(stage.t('waysIn.second.on')).waitFor();
        stage.kept.set('account secret', secret);
      },
    },
    {
      title: { en: 'In with password and code', zh: '用密码和验证码登录' },
      says: {
        en: 'At the laptop the password alone opens nothing: the six digits of the app are asked for.',
        zh: '在电脑上，仅凭密码无法登录，还需输入身份验证器的六位验证码。',
      },
      does: async (stage) => {
        const page = deviceOf(stage, 'laptop');
        await enter(stage, page);
        await page.getByLabel(stage.t('waysIn.code')).waitFor();
        await isClean(page);
        await fill(stage, page, 'waysIn.code', totp(stage.kept.get('account secret') ?? '', 1));
        await button(stage, page, 'waysIn.code.send').click();
        await page.locator('.user-button').waitFor();
      },
    },
    {
      title: { en: 'Another device is signed out', zh: '退出另一台设备' },
      says: {
        en: 'The laptop lists both devices, what each was signed in with, since when and when it was last used. The phone’s line ends its session: it asks for the password again.',
        zh: '电脑上列出两台设备、登录方式、登录时间和最近使用日期。点“退出”后，手机须重新登录。',
      },
      does: async (stage) => {
        const page = deviceOf(stage, 'laptop');
        await page.goto('/account/security');
        const other = page.locator('tr[data-session="other"]');
        await other.waitFor();
        await other.getByRole('button').click();
        await other.waitFor({ state: 'detached' });
        await isClean(page);
        const onPhone = deviceOf(stage, 'phone');
        await onPhone.goto('/inbox');
        await onPhone.waitForURL(/\/sign-in/);
      },
    },
    {
      title: { en: 'A passkey', zh: '通行密钥' },
      says: {
        en: 'The laptop gets a passkey: finger, face or PIN in place of password and code. The next sign-in is one press.',
        zh: '为电脑添加通行密钥：以指纹、面容或锁屏密码代替密码和验证码，下次登录只需点一下。',
      },
      does: async (stage) => {
        const page = deviceOf(stage, 'laptop');
        const browser = await page.context().newCDPSession(page);
        await browser.send('WebAuthn.enable');
        await browser.send('WebAuthn.addVirtualAuthenticator', {
          options: {
            ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
            ...{ isUserVerified: true, automaticPresenceSimulation: true },
          },
        });
        await button(stage, page, 'waysIn.passkeys.add').click();
        await fill(stage, page, 'waysIn.passkeys.name', 'ThinkPad');
        await fill(stage, page, 'waysIn.second.ask', password);
        await button(stage, page, 'waysIn.passkeys.add').click();
        await page.getByText('ThinkPad').waitFor();
        await page.locator('.user-button').click();
        await page.locator('.user-menu').getByText(stage.t('ui.user.signOut'), { exact: true }).click();
        await page.waitForURL(/\/sign-in/);
        await button(stage, page, 'waysIn.passkey.use').click();
        await page.locator('.user-button').waitFor();
      },
    },
    {
      title: { en: 'The administrator’s log', zh: '管理员查看访问日志' },
      says: {
        en: 'The log of access tells it all, with networks and kinds of device, and without anything that would open a door.',
        zh: '访问日志记录了全过程，含网段和设备类型，不含任何可用于登录的内容。',
      },
      does: async (stage) => {
        const { page } = stage;
        await stage.go('/inbox');
        await stage.become('administrator');
        await stage.go('/settings/access-log');
        const rows = page.locator('tbody tr', { hasText: userName });
        for (const way of ['passkey', 'totp', 'link'])
          await eventually(
            `a sign-in by ${way}`,
            () => rows.filter({ hasText: stage.t(`waysIn.way.${way}`) }).count(),
            (count) => count > 0,
          );
        for (const device of Object.values(devices.get(stage) ?? {})) await device.context().close();
      },
    },
  ],
};
