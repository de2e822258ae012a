import { z } from 'zod';
import { ById, Id, Instant, OrganisationRef, Title } from './common.js';
import { EngagementStatus } from './engagements.js';
import { defineRoute } from './route.js';

/** How far a proposed pair may come; each is counted of all that were proposed. */
export const brokerSteps = ['accepted', 'shortlisted', 'validated', 'awarded', 'field_accepted'] as const;
export const BrokerStep = z.enum(brokerSteps);
export type BrokerStep = z.infer<typeof BrokerStep>;

/** `open`: it may still come so far. `taken_back`: the invitation was, before it was answered. */
export const brokerOutcomes = ['met', 'missed', 'open', 'taken_back'] as const;
export const BrokerOutcome = z.enum(brokerOutcomes);
export type BrokerOutcome = z.infer<typeof BrokerOutcome>;

export const BrokerTally = z.object({
  step: BrokerStep,
  met: z.number().int(),
  /** Decided ones, which the share is of. */
  facts: z.number().int(),
  open: z.number().int(),
  takenBack: z.number().int(),
  share: z.number().nullable(),
  /** The share drawn towards the prior, the less the more facts there are; null of nothing. */
  estimate: z.number().nullable(),
});
export type BrokerTally = z.infer<typeof BrokerTally>;

/** What brokers proposed and what came of it; a broker reads its own alone. */
export const listBrokerRecords = defineRoute({
  name: 'broker_record.list',
  method: 'GET',
  path: '/broker-records',
  access: 'broker_record.read',
  reply: z.object({
    brokers: z.array(
      z.object({
        id: Id,
        name: z.string(),
        proposed: z.number().int(),
        tallies: z.array(BrokerTally),
      }),
    ),
    /** What each estimate is drawn towards: all brokers' share, or one half while few of them have facts. */
    priors: z.array(z.object({ step: BrokerStep, share: z.number(), ofAll: z.boolean() })),
  }),
});
export const BrokerFact = z.object({
  engagementId: Id,
  scenario: z.object({ id: Id, title: Title }),
  solution: z.object({ id: Id, title: Title }),
  vendor: OrganisationRef,
  department: OrganisationRef,
  at: Instant,
  status: EngagementStatus,
  endReason: z.string().nullable(),
  outcomes: z.record(BrokerStep, BrokerOutcome),
});
export type BrokerFact = z.infer<typeof BrokerFact>;
/** Every pair behind one broker's numbers, newest first. Errors: `not_found` for a broker that asks for another's. */
export const readBrokerFacts = defineRoute({
  name: 'broker_record.read_facts',
  method: 'GET',
  path: '/broker-records/:id',
  access: 'broker_record.read',
  params: ById,
  reply: z.array(BrokerFact),
});

export const brokerRecordRoutes = [listBrokerRecords, readBrokerFacts];
