import { z } from 'zod';
import { Id, Instant, Title } from './common.js';
import { Thing } from './lab.js';
import { defineRoute } from './route.js';

/** What a notice is about: what somebody may want to be told of, or not, as a whole. */
export const noticeKinds = [
  'decision',
  'processing',
  'run',
  'engagement',
  'mention',
  'field',
  'certificate',
  'followed',
  'matches',
  'desk',
] as const;
export const NoticeKind = z.enum(noticeKinds);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** One thing that became true and concerns this person in the organisation acted for. */
export const Notice = z.object({
  id: Id,
  kind: NoticeKind,
  /** Named by what became true, worded as in the history: `event.<name>`. */
  event: z.string(),
  thing: Thing,
  thingId: Id,
  /** What the thing's page is addressed by. */
  page: z.string(),
  title: Title,
  /** To the minute. */
  at: Instant,
  read: z.boolean(),
});
export type Notice = z.infer<typeof Notice>;

/** The newest 200, newest first; what is older than 180 days is gone. `unread` counts over all kinds. */
export const listNotices = defineRoute({
  name: 'notice.list',
  method: 'GET',
  path: '/notices',
  access: 'signed_in',
  query: z.object({ kind: NoticeKind.optional(), unread: z.enum(['yes']).optional() }),
  reply: z.object({ items: z.array(Notice), unread: z.number().int() }),
});
/** Marks some as read, or all that there are now. */
export const readNotices = defineRoute({
  name: 'notice.read',
  method: 'POST',
  path: '/notices/read',
  access: 'signed_in',
  body: z.object({ ids: z.array(Id).max(200).nullable() }),
  reply: 'none',
});

export const mailPaces = ['soon', 'daily', 'never'] as const;
const Hour = z.number().int().min(0).max(23);

/** How somebody wants to be told. The hours are the lab's; between `quietFrom` and `quietUntil` no mail is sent. */
export const NoticeChoice = z.object({
  /** Kinds that are not shown at all. */
  muted: z.array(NoticeKind),
  /** Kinds that are mailed. */
  mailed: z.array(NoticeKind),
  pace: z.enum(mailPaces),
  quietFrom: Hour,
  quietUntil: Hour,
  language: z.enum(['zh', 'en']),
});
export type NoticeChoice = z.infer<typeof NoticeChoice>;

/** What holds until somebody chooses. */
export const usualChoice: NoticeChoice = {
  muted: [],
  mailed: [...noticeKinds],
  pace: 'soon',
  quietFrom: 21,
  quietUntil: 8,
  language: 'zh',
};

export const readNoticeChoice = defineRoute({
  name: 'notice.read_choice',
  method: 'GET',
  path: '/notices/choice',
  access: 'signed_in',
  reply: NoticeChoice.extend({
    /** The lab sends mail. */
    mail: z.boolean(),
    email: z.string(),
    /** Mail goes to a proved address only. */
    emailProved: z.boolean(),
  }),
});
export const saveNoticeChoice = defineRoute({
  name: 'notice.save_choice',
  method: 'PUT',
  path: '/notices/choice',
  access: 'signed_in',
  body: NoticeChoice,
  reply: 'none',
});
/** Sends the link that proves the address of whoever asks, at most five times an hour. */
export const sendEmailProof = defineRoute({
  name: 'email_proof.send',
  method: 'POST',
  path: '/email-proof',
  access: 'signed_in',
  reply: 'none',
});
/** By the link in the mail; whoever holds it has read that mail. */
export const proveEmail = defineRoute({
  name: 'email_proof.prove',
  method: 'POST',
  path: '/email-proof/:token',
  access: 'public',
  params: z.object({ token: z.string().min(20).max(200) }),
  reply: z.object({ email: z.string() }),
});

export const noticeRoutes = [
  listNotices,
  readNotices,
  readNoticeChoice,
  saveNoticeChoice,
  sendEmailProof,
  proveEmail,
];
