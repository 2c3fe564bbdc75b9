// Chinese words of the API: what kind of refusal it is by its status, and what only programs meet.
import type { apiEn } from './api-en.ts';

export const apiZh: Readonly<Record<keyof typeof apiEn, string>> = {
  'http.400': '请求无法识别',
  'http.401': '未登录',
  'http.403': '无权限',
  'http.404': '未找到',
  'http.409': '与现有数据冲突',
  'http.412': '期间已被修改',
  'http.413': '内容过大',
  'http.415': '不支持的内容类型',
  'http.422': '提交内容有误',
  'http.429': '请求过于频繁',
  'http.500': '系统出错',
  'http.503': '尚未就绪',
  changed_meanwhile: '您看到的是第 {seen} 版，现已是第 {now} 版，变化如下。',
  changed_to: '原为 {was}，现为 {now}。',
  wrong_cursor: '该游标属于另一个列表或排序方式，请去掉游标重新开始。',
  key_not_valid: '没有这个 API 密钥，或该密钥已失效。',
  key_too_wide: '密钥权限不得超过本人：您在该范围内没有 {action} 权限。',
  key_reused: '该 Idempotency-Key 已用于另一个请求。',
  still_working: '同名的首个请求仍在处理中。',
  too_many_requests: '请求过于频繁，请在 {seconds} 秒后继续。',
  request_too_large: '请求内容超过允许的大小。',
  address_not_allowed: '不允许从本系统访问该地址：{why}。',
};
