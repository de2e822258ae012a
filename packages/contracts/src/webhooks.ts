import { z } from 'zod';
import { Allowed, ById, Id, Instant, Title } from './common.js';
import { Thing } from './lab.js';
import { NoticeKind, noticeKinds } from './notices.js';
import { defineRoute } from './route.js';

/** `standard`: Standard Webhooks, signed. The others: what the robots of group chats take. */
export const webhookFormats = ['standard', 'wecom', 'dingtalk', 'feishu'] as const;
export const WebhookFormat = z.enum(webhookFormats);
export type WebhookFormat = z.infer<typeof WebhookFormat>;

/** Robots that sign with a secret their own page gives out; WeCom's has its key in the address alone. */
export const signedRobots: readonly WebhookFormat[] = ['dingtalk', 'feishu'];

/** What an organisation is told; what somebody follows, and a message that names them, is that person's. `desk` is the lab's alone. */
export const webhookKinds = noticeKinds.filter(
  (kind) => kind !== 'followed' && kind !== 'matches' && kind !== 'mention',
);
const Kinds = z
  .array(NoticeKind.exclude(['followed', 'matches', 'mention']))
  .min(1)
  .max(webhookKinds.length);

/** `disabled`: by the lab's own count of failures. */
const webhookStates = ['active', 'paused', 'disabled'] as const;

/** Why a delivery did not arrive. `status`: the receiver's answer was not 2xx; `robot`: its answer names an error. */
const deliveryFaults = [
  'address_refused',
  'not_found',
  'unreachable',
  'late',
  'status',
  'gone',
  'robot',
  'answer_unread',
] as const;
const DeliveryFault = z.enum(deliveryFaults);
export type DeliveryFault = z.infer<typeof DeliveryFault>;

/** Retries of one delivery, and failures in a row after which an address is not written to any more. */
export const mostTries = 8;
export const mostFailures = 15;
/** Hours for which the secret before still signs beside a new one. */
export const secretOverlapHours = 24;

export const Webhook = z.object({
  id: Id,
  name: z.string(),
  format: WebhookFormat,
  /** Host, and the last characters of what follows: the address itself may hold a robot's key. */
  shownAddress: z.string(),
  kinds: z.array(NoticeKind),
  language: z.enum(['zh', 'en']),
  /** Messages name the thing; without it they say what happened and where to read it. */
  titled: z.boolean(),
  state: z.enum(webhookStates),
  /** Failures since something last arrived. */
  failures: z.number().int(),
  lastArrivedAt: Instant.nullable(),
  /** Until then the secret before signs too. */
  overlapUntil: Instant.nullable(),
  waiting: z.number().int(),
  createdAt: Instant,
  allowed: Allowed,
});
export type Webhook = z.infer<typeof Webhook>;

export const WebhookDelivery = z.object({
  id: Id,
  /** `webhook.test` of a message one sent oneself. */
  event: z.string(),
  thing: Thing.nullable(),
  page: z.string().nullable(),
  title: Title.nullable(),
  at: Instant,
  state: z.enum(['waiting', 'sending', 'arrived', 'failed']),
  tries: z.number().int(),
  triedAt: Instant.nullable(),
  fault: DeliveryFault.nullable(),
  /** HTTP status, or the code in a robot's answer. */
  code: z.number().int().nullable(),
  nextAt: Instant.nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

/** `https://` as a rule; `http://` is delivered only to addresses the lab's operator has allowed by name. */
const Address = z
  .url({ protocol: /^https?$/ })
  .max(1_000)
  .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text) && !text.includes('#'), {
    error: 'address_with_login',
  });

const choices = {
  name: z.string().trim().min(1).max(100),
  kinds: Kinds,
  language: z.enum(['zh', 'en']),
  titled: z.boolean(),
};

export const CreateWebhook = z.object({
  ...choices,
  format: WebhookFormat,
  address: Address,
  /** What the robot's own page gave out, for those that sign; the lab makes the others'. */
  secret: z.string().trim().min(4).max(200).nullable(),
});
export type CreateWebhook = z.infer<typeof CreateWebhook>;

export const listWebhooks = defineRoute({
  name: 'webhook.list',
  method: 'GET',
  path: '/webhooks',
  access: 'webhook.manage',
  /** Of whoever may not set them up none, and why. */
  reply: z.object({
    items: z.array(Webhook),
    refused: z.enum(['owner_only', 'not_verified']).nullable(),
  }),
});
/** Shown once: `whsec_…`, by which the receiver checks what comes. Null for robots. */
export const createWebhook = defineRoute({
  name: 'webhook.create',
  method: 'POST',
  status: 201,
  path: '/webhooks',
  access: 'webhook.manage',
  body: CreateWebhook,
  reply: z.object({ id: Id, secret: z.string().nullable() }),
  secret: true,
});
export const editWebhook = defineRoute({
  name: 'webhook.edit',
  method: 'PUT',
  path: '/webhooks/:id',
  access: 'webhook.manage',
  params: ById,
  body: z.object(choices),
  reply: 'none',
});
/** A new secret, shown once; the one before signs beside it for a day. Of a robot: the one its own page gave out. */
export const rotateWebhook = defineRoute({
  name: 'webhook.rotate',
  method: 'POST',
  path: '/webhooks/:id/secret',
  access: 'webhook.manage',
  params: ById,
  body: z.object({ secret: z.string().trim().min(4).max(200).nullable() }),
  reply: z.object({ secret: z.string().nullable() }),
  secret: true,
});
export const pauseWebhook = defineRoute({
  name: 'webhook.pause',
  method: 'POST',
  path: '/webhooks/:id/pause',
  access: 'webhook.manage',
  params: ById,
  reply: 'none',
});
/** Also what was disabled; what waits still, and is not older than three days, goes out. */
export const resumeWebhook = defineRoute({
  name: 'webhook.resume',
  method: 'POST',
  path: '/webhooks/:id/resume',
  access: 'webhook.manage',
  params: ById,
  reply: 'none',
});
export const removeWebhook = defineRoute({
  name: 'webhook.remove',
  method: 'DELETE',
  path: '/webhooks/:id',
  access: 'webhook.manage',
  params: ById,
  reply: 'none',
});
/** Sends a message that says that it is a test: one a minute for each address. */
export const testWebhook = defineRoute({
  name: 'webhook.test',
  method: 'POST',
  path: '/webhooks/:id/test',
  access: 'webhook.manage',
  params: ById,
  reply: 'none',
});
/** The newest 100; what is older than 30 days is gone. */
export const listDeliveries = defineRoute({
  name: 'webhook.deliveries',
  method: 'GET',
  path: '/webhooks/:id/deliveries',
  access: 'webhook.manage',
  params: ById,
  reply: z.array(WebhookDelivery),
});
/** Sends again what arrived or failed, under the same id: the receiver can tell that it had it. */
export const replayDelivery = defineRoute({
  name: 'webhook.replay',
  method: 'POST',
  path: '/webhook-deliveries/:id/replay',
  access: 'webhook.manage',
  params: ById,
  reply: 'none',
});

export const webhookRoutes = [
  listWebhooks,
  createWebhook,
  editWebhook,
  rotateWebhook,
  pauseWebhook,
  resumeWebhook,
  removeWebhook,
  testWebhook,
  listDeliveries,
  replayDelivery,
];
