import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Came {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Each receiver checks by what its own documentation says, with no code of the sender's. */
const same = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
export const robotSecrets = { dingtalk: 'SEC0123456789abcdef', feishu: 'feishu-secret' };
const fresh = (seconds: number) => Math.abs(Date.now() / 1_000 - seconds) < 300;

export function robotSays(path: string, body: string): object {
  const url = new URL(path, 'http://robot');
  const text = JSON.parse(body);
  if (url.pathname === '/wecom') {
    if (url.searchParams.get('key') !== 'the-key') return { errcode: 93000, errmsg: 'invalid webhook url' };
    const fits = text.msgtype === 'text' && Buffer.byteLength(text.text.content) <= 2_048;
    return fits ? { errcode: 0, errmsg: 'ok' } : { errcode: 40058, errmsg: 'content' };
  }
  if (url.pathname === '/dingtalk') {
    const stamp = url.searchParams.get('timestamp') ?? '';
    const mac = createHmac('sha256', robotSecrets.dingtalk);
    mac.update(`${stamp}\n${robotSecrets.dingtalk}`);
    const good =
      same(url.searchParams.get('sign') ?? '', mac.digest('base64')) && fresh(Number(stamp) / 1_000);
    return good && text.msgtype === 'text'
      ? { errcode: 0, errmsg: 'ok' }
      : { errcode: 310000, errmsg: 'sign not match' };
  }
  const mac = createHmac('sha256', `${text.timestamp}\n${robotSecrets.feishu}`).digest('base64');
  return same(text.sign ?? '', mac) && fresh(Number(text.timestamp)) && text.msg_type === 'text'
    ? { code: 0, msg: 'success' }
    : { code: 19021, msg: 'sign match fail or timestamp is not within one hour from current time' };
}

/** The check of the Standard Webhooks specification; whether one of the signatures is by this secret. */
export function standardHolds({ headers, body }: Came, secret: string): boolean {
  const id = String(headers['webhook-id']);
  const stamp = String(headers['webhook-timestamp']);
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const wanted = createHmac('sha256', key).update(`${id}.${stamp}.${body}`).digest('base64');
  return (
    fresh(Number(stamp)) &&
    String(headers['webhook-signature'])
      .split(' ')
      .some((one) => one.startsWith('v1,') && same(one.slice(3), wanted))
  );
}
