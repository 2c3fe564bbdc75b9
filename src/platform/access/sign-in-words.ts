// What sign-in says when it refuses, in both languages, and the page behind a link that is no longer valid.
import type { Dictionary } from '../i18n/words.ts';

export const signInWords = {
  en: {
    wrong_user_name_or_password: 'User name or password is not right.',
    wrong_password: 'The current password is not right.',
    password_length: 'A password has {least} to {most} characters.',
    password_common: 'Others guess this password first. Take one that has no name in it and that nobody else has.',
    password_already_set: 'There is a password already: change it with the current one.',
    too_many_attempts: 'Too many attempts. Try again in {minutes} min.',
    foreign_origin: 'This request came from another site and was refused.',
    foreign_host: 'This server does not answer under that name.',
    link_not_valid: 'This sign-in link has been used, or is older than 24 hours. Ask for a new one.',
    to_sign_in: 'To the sign-in page',
    mail_reset_subject: 'greenfab: set a new password',
    mail_reset_text:
      'Somebody asked for a new password for {userName} at greenfab.\n\nSet it here (once, within an hour):\n{link}\n\nIf it was not you, do nothing: the old password stays.\n',
  },
  zh: {
    wrong_user_name_or_password: '用户名或密码不正确。',
    wrong_password: '当前密码不正确。',
    password_length: '密码长度须为 {least} 至 {most} 个字符。',
    password_common: '该密码过于常见或包含易被猜到的名称，请换一个。',
    password_already_set: '已设置密码，请凭当前密码修改。',
    too_many_attempts: '尝试次数过多，请在 {minutes} 分钟后再试。',
    foreign_origin: '该请求来自其他网站，已被拒绝。',
    foreign_host: '本服务器不以该域名提供服务。',
    link_not_valid: '此登录链接已被使用，或已超过 24 小时有效期，请重新获取。',
    to_sign_in: '前往登录页',
    mail_reset_subject: 'greenfab：重设密码',
    mail_reset_text:
      '有人为 greenfab 账号 {userName} 申请重设密码。\n\n请打开以下链接设置新密码（一小时内有效，只能使用一次）：\n{link}\n\n如非您本人操作，请忽略此邮件，原密码不变。\n',
  },
} as const satisfies Dictionary;
