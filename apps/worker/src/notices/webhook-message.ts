import { createHmac } from 'node:crypto';
import type { Text } from '@scenario-lab/contracts/common';
import type { WebhookFormat } from '@scenario-lab/contracts/webhooks';
import { fill, webhookWords } from '@scenario-lab/contracts/words/mail';
import { eventIn, line, textIn } from './say-notice.js';

/** What is told of; `title` null where the receiver is not to be told the thing's name. */
export interface Told {
  id: string;
  event: string;
  kind: string | null;
  thing: string | null;
  thingId: string | null;
  title: Text | null;
  at: Date;
  /** Where it is read. */
  link: string;
}

export interface Receiver {
  format: WebhookFormat;
  address: string;
  secret: string | null;
  /** The one before, while it signs still. */
  previousSecret: string | null;
  language: 'zh' | 'en';
}

interface Message {
  address: string;
  headers: Record<string, string>;
  body: string;
}

/** Robots take a handful of messages a minute: what waits is told together, this many at most. */
export const mostTogether: Record<WebhookFormat, number> = {
  standard: 1,
  wecom: 15,
  dingtalk: 15,
  feishu: 15,
};

/** Bytes of text; WeCom refuses more than 2,048. */
const mostBytes = 2_000;

const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text, 'utf8').digest('base64');

/** Standard Webhooks: the secret is `whsec_` and base64, the signature over `id.timestamp.body`. */
const signed = (secret: string, text: string) =>
  `v1,${hmac(Buffer.from(secret.replace(/^whsec_/, ''), 'base64'), text)}`;

/** `told`: one of Standard Webhooks, one or more of a robot. Errors: none told; a signing format without its secret. */
export function webhookMessage(
  receiver: Receiver,
  about: { lab: Text; organisation: Text },
  told: readonly Told[],
  now: Date,
): Message {
  const [first] = told;
  if (!first) throw new RangeError('a message about nothing');
  const { format, address, secret, previousSecret } = receiver;
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'scenario-lab-webhooks/1',
  };
  if (format === 'standard') {
    const stamp = String(Math.floor(now.getTime() / 1_000));
    const id = `msg_${first.id}`;
    const body = JSON.stringify({
      type: first.event,
      timestamp: first.at.toISOString(),
      data: {
        kind: first.kind,
        thing: first.thing,
        thingId: first.thingId,
        ...(first.title ? { title: first.title } : {}),
        link: first.link,
      },
    });
    const keys = [secret, previousSecret].filter((one) => one !== null);
    if (keys.length === 0) throw new RangeError('no secret to sign with');
    return {
      address,
      headers: {
        ...headers,
        'webhook-id': id,
        'webhook-timestamp': stamp,
        'webhook-signature': keys.map((key) => signed(key, `${id}.${stamp}.${body}`)).join(' '),
      },
      body,
    };
  }
  const text = robotText(receiver.language, about, told);
  if (format === 'wecom')
    return { address, headers, body: JSON.stringify({ msgtype: 'text', text: { content: text } }) };
  if (secret === null) throw new RangeError('no secret to sign with');
  if (format === 'dingtalk') {
    const stamp = String(now.getTime());
    const url = new URL(address);
    url.searchParams.set('timestamp', stamp);
    url.searchParams.set('sign', hmac(secret, `${stamp}\n${secret}`));
    const body = JSON.stringify({ msgtype: 'text', text: { content: text } });
    return { address: url.href, headers, body };
  }
  const stamp = String(Math.floor(now.getTime() / 1_000));
  // Feishu's key is what others would sign, and nothing is signed with it.
  const sign = hmac(`${stamp}\n${secret}`, '');
  return {
    address,
    headers,
    body: JSON.stringify({ timestamp: stamp, sign, msg_type: 'text', content: { text } }),
  };
}

/** Lines of a chat message, cut between lines and never within a character. */
function robotText(
  language: 'zh' | 'en',
  { lab, organisation }: { lab: Text; organisation: Text },
  told: readonly Told[],
): string {
  const words = webhookWords[language];
  const head = fill(words.head, { lab: textIn(language, lab), organisation: textIn(language, organisation) });
  const lines = told.map((one) => {
    const said = one.event === 'webhook.test' ? words.test : eventIn(language, one.event);
    const title = one.title ? shortened(textIn(language, one.title)) : null;
    return `${title === null ? said : fill(words.line, { title, event: said })}\n${line(one.link)}`;
  });
  const kept: string[] = [head];
  for (const [at, one] of lines.entries()) {
    const rest = fill(words.more, { count: lines.length - at });
    if (Buffer.byteLength([...kept, one, rest].join('\n')) > mostBytes) return [...kept, rest].join('\n');
    kept.push(one);
  }
  return kept.join('\n');
}

/** Characters of a title in a chat. */
const mostTitle = 60;
const shortened = (title: string) => {
  const letters = [...title];
  return letters.length <= mostTitle ? title : `${letters.slice(0, mostTitle - 1).join('')}…`;
};

/** A robot says with 200 that it took nothing: its code, 0 when it did; null where there is none to read. */
export function robotCode(format: WebhookFormat, body: string): number | null {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null) return null;
    const code = format === 'feishu' ? feishuCode(answer) : (answer as { errcode?: unknown }).errcode;
    return typeof code === 'number' && Number.isInteger(code) && Math.abs(code) < 2 ** 31 ? code : null;
  } catch {
    return null;
  }
}
const feishuCode = (answer: { code?: unknown; StatusCode?: unknown }) => answer.code ?? answer.StatusCode;
