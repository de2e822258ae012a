import { scenarioMachine } from '@scenario-lab/contracts/scenarios/scenario.machine';
import { all, type Owned, owns, ownsOr, ownsOrReads } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

export interface ScenarioFacts extends Facts, Owned {
  /** Nothing is missing at the gate `published` (see gates.ts). */
  publishable: boolean;
  /** Criteria are written, so a draft benchmark can be compiled from them. */
  hasCriteria: boolean;
  /** Some engagement of this scenario is in a live status. */
  engagementLive: boolean;
  /** The lab has verified whose need it is. */
  ownerVerified: boolean;
  /** It is a joint need's draft, and since it was drafted somebody left: it is to be drafted anew. */
  jointUnsettled: boolean;
}

const visible = ['published', 'closed', 'archived'];

const complete: Condition<ScenarioFacts> = (_actor, facts) => facts.publishable || 'gate_incomplete';

/** A need is published in the name of an organisation that the lab knows. */
const known: Condition<ScenarioFacts> = (_actor, facts) => facts.ownerVerified || 'not_verified';

const settled: Condition<ScenarioFacts> = (_actor, facts) => !facts.jointUnsettled || 'joint_unsettled';

export const scenarioPolicy = definePolicy<ScenarioFacts>()('scenario', {
  read: {
    who: 'anyone',
    when: (actor, facts) =>
      visible.includes(facts.status ?? '') || ownsOrReads(actor, facts) === true || 'not_published',
  },
  create: fires(scenarioMachine, 'create', ownsOr(['operator', 'broker'])),
  edit: {
    who: ['department', 'operator', 'broker'],
    when: ownsOr(['operator', 'broker']),
    from: ['draft', 'returned'],
  },
  submit: fires(scenarioMachine, 'submit', all(owns, complete, settled)),
  // What is joint is joined by it, and the needs it was made of are closed.
  approve: fires(scenarioMachine, 'approve', all(complete, known, settled), undefined, ['joint_need.join']),
  return: fires(scenarioMachine, 'return'),
  close: fires(scenarioMachine, 'close', ownsOr(['operator'])),
  reopen: fires(scenarioMachine, 'reopen', all(ownsOr(['operator']), known)),
  withdraw: fires(scenarioMachine, 'withdraw', ownsOr(['operator'])),
  archive: fires(
    scenarioMachine,
    'archive',
    all(ownsOr(['operator']), (_actor, facts) => !facts.engagementLive || 'engagement_live'),
  ),
  /** A published need is added to, never rewritten, and by nobody but whose word it is. */
  amend: { who: ['department'], when: owns, from: ['published'] },
  compile: {
    who: ['department', 'operator'],
    when: all(ownsOr(['operator']), (_actor, facts) => facts.hasCriteria || 'gate_incomplete'),
    from: ['draft', 'returned', 'in_review', 'published'],
  },
});
