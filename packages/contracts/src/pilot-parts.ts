import { z } from 'zod';
import { certificateMachine } from './certificates/certificate.machine.js';
import { Day, Id, Instant } from './common.js';
import { MessageFault } from './field-points.js';

/** The certificate a pilot rests on, and what a new test of it would be. */
export const PilotCertificate = z.object({
  number: z.string(),
  status: z.enum(certificateMachine.statuses),
  since: Instant,
  algorithmVersionId: Id,
  /** While it is in doubt: the newest open exam of the need with hidden rows other than those it was certified on. */
  exam: z.object({ benchmarkId: Id, number: z.number().int() }).nullable(),
  /** The newest test of the same program since it came into doubt. */
  run: z.object({ id: Id, number: z.number().int(), status: z.string() }).nullable(),
  /** While it is in doubt and no such exam is there, for the department and the lab: what leads to one. */
  renewal: z
    .object({
      datasetId: Id,
      /** The data of the old exam are the department's own. */
      own: z.boolean(),
      /** A version that came after the one it was certified on, ready to be made an exam of. */
      newer: z.object({ id: Id, label: z.string() }).nullable(),
      /** An exam on other data that is not sealed yet. */
      draft: z.object({ benchmarkId: Id, number: z.number().int() }).nullable(),
    })
    .nullable(),
});

/** What a site's device proves itself by, and how it fares. */
export const SiteToken = z.object({
  id: Id,
  site: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  /** By how many seconds its newest point was ahead of the lab's clock, where that was more than a minute. */
  clockAhead: z.number().int().nullable(),
  /** By how many seconds everything it sent lately was late: a slow clock, or a device that keeps its values back. */
  clockBehind: z.number().int().nullable(),
  /** The last message that was no point, and since then nobody else was told. */
  fault: z.object({ at: Instant, code: MessageFault, topic: z.string() }).nullable(),
  /** Whoever issued it has left, is suspended or may issue none any more: it opens nothing. */
  ended: z.boolean(),
});

export const MqttDoor = z.object({ port: z.number().int(), tls: z.boolean() });

export const safeguardKinds = ['permit', 'insurance', 'data_protection', 'dismantling'] as const;
/** What must be in hand before and during a pilot: its number, who gave it, until when it holds. */
export const Safeguard = z.object({
  kind: z.enum(safeguardKinds),
  what: z.string().trim().min(1).max(500),
  number: z.string().trim().max(100),
  until: Day.nullable(),
});
export type Safeguard = z.infer<typeof Safeguard>;
