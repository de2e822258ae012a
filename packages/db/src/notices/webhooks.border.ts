import { type Border, policy } from '../core/border.js';

const own = 'organisation_id = app_org()';
const ofOwn = 'EXISTS (SELECT 1 FROM webhook w WHERE w.id = webhook_delivery.webhook_id)';

/** Rows of the organisation alone; the lab reads nobody's addresses. */
export const webhookBorders: Border[] = [
  { table: 'webhook', policies: [policy.own(own), policy.system(['lab_score'])] },
  {
    table: 'webhook_delivery',
    policies: [
      policy.seen(ofOwn),
      // Of what became true the lab's own process tells; a person sends tests.
      policy.added(`${ofOwn} AND event = 'webhook.test' AND event_id IS NULL`),
      policy.changed(ofOwn),
      policy.system(['lab_score']),
    ],
  },
];
