// Mail by SMTP: text and HTML, one link to each task, and the way to leave it off.
import { createTransport } from 'nodemailer';
import type { Letter } from './message.ts';

/** How mail leaves. */
export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://` */
  url: string;
  /** `greenfab <greenfab@example.org>` */
  from: string;
}

/** Sends mail until it is closed. */
export interface Mailer {
  /** @throws Error when the server does not take it */
  send(to: string, letter: Letter): Promise<void>;
  /** what was asked for just now and is no notice, as the link of a reset */
  sendText(mail: { to: string; subject: string; text: string }): Promise<void>;
  close(): void;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** The message as a page that any mail program shows: no pictures, no styles from outside. */
export function htmlOf({ title, lines, open, settings, language }: Letter): string {
  const items = lines
    .map(
      ({ text, url }) =>
        `<tr><td style="padding:12px 0;border-bottom:1px solid #e3e6e4">${escaped(text)}<br><a href="${escaped(url)}" style="color:#0b6e4f;font-weight:600">${escaped(open)}</a></td></tr>`,
    )
    .join('');
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8"><title>${escaped(title)}</title><body style="margin:0;padding:24px;color:#1f2623;background:#fff;font:15px/1.5 -apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif"><table role="presentation" style="max-width:600px;width:100%;border-collapse:collapse">${items}</table><p style="color:#5c6661;font-size:13px"><a href="${escaped(settings.url)}" style="color:#5c6661">${escaped(settings.text)}</a></p></body></html>`;
}

/** The same as text. */
export const textOf = ({ lines, settings }: Letter): string =>
  `${lines.map(({ text, url }) => `${text}\n${url}`).join('\n\n')}\n\n-- \n${settings.text}: ${settings.url}\n`;

/** Opens the way out; nothing is asked of the server before the first message. */
export function makeMailer({ url, from }: MailSettings): Mailer {
  const transport = createTransport(
    {
      url,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      // Files and addresses are never read for a message: what is sent is text of ours.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    send: async (to, letter) => {
      await transport.sendMail({
        to: { name: '', address: to },
        subject: letter.title,
        text: textOf(letter),
        html: htmlOf(letter),
        // A repeat has the id of the first: a mail server or program that knows it shows one.
        messageId: `<${letter.batch}@greenfab>`,
        headers: { 'List-Unsubscribe': `<${letter.settings.url}>`, 'Auto-Submitted': 'auto-generated' },
      });
    },
    sendText: async ({ to, subject, text }) => {
      await transport.sendMail({ to: { name: '', address: to }, subject, text });
    },
    close: () => transport.close(),
  };
}
