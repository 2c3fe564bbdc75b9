// The ways out of an installation: those that are set, and how each sends a message to an address.
import type { ChatApp } from './chat/chat.ts';
import { type DingtalkSettings, dingtalkApp } from './chat/dingtalk.ts';
import { type FeishuSettings, feishuApp } from './chat/feishu.ts';
import { type WecomSettings, wecomApp } from './chat/wecom.ts';
import type { Send } from './deliver.ts';
import { type Channel, type Chat, channels, chats } from './kinds.ts';
import { type Mailer, type MailSettings, makeMailer } from './mail.ts';

/** What is set of the ways out; what is absent does not exist. */
export interface OutsideSettings {
  mail?: MailSettings;
  wecom?: WecomSettings;
  dingtalk?: DingtalkSettings;
  feishu?: FeishuSettings;
}

export interface Outside {
  /** the channels that there are */
  channels: readonly Channel[];
  send: Readonly<Partial<Record<Channel, Send>>>;
  chats: Readonly<Partial<Record<Chat, ChatApp>>>;
  /** a text by mail; absent where no mail leaves */
  sendMail: Mailer['sendText'] | undefined;
  close(): void;
}

export function openOutside(settings: OutsideSettings): Outside {
  const mailer = settings.mail ? makeMailer(settings.mail) : undefined;
  const apps: Partial<Record<Chat, ChatApp>> = {
    ...(settings.wecom ? { wecom: wecomApp(settings.wecom) } : {}),
    ...(settings.dingtalk ? { dingtalk: dingtalkApp(settings.dingtalk) } : {}),
    ...(settings.feishu ? { feishu: feishuApp(settings.feishu) } : {}),
  };
  const send: Partial<Record<Channel, Send>> = mailer ? { mail: (to, letter) => mailer.send(to, letter) } : {};
  for (const chat of chats) {
    const app = apps[chat];
    if (app) send[chat] = (to, letter) => app.send(to, letter);
  }
  return {
    channels: channels.filter((channel) => send[channel] !== undefined),
    send,
    chats: apps,
    sendMail: mailer?.sendText,
    close: () => mailer?.close(),
  };
}
