import { dataRequestMachine } from '@scenario-lab/contracts/data-requests/data-request.machine';
import { holds } from '../actor.js';
import { all, belongs, type Owned, owns } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

export interface DataRequestFacts extends Facts, Owned {
  /** Who took it on, or whom the lab asked. */
  claimantId: string | null;
  /** The lab has verified the organisation acted for. */
  actorVerified: boolean;
  voted: boolean;
  /** Others want the same. */
  shared: boolean;
}

/** What everybody reads, and what counts, comes from organisations the lab knows. */
const known: Condition<DataRequestFacts> = (_actor, facts) => facts.actorVerified || 'not_verified';
const anothers: Condition<DataRequestFacts> = (actor, facts) =>
  !belongs(actor, facts.ownerOrganisationId) || 'own_organisation';
/** Asked by the lab, it is theirs to answer whom it asked. */
const asked: Condition<DataRequestFacts> = (actor, facts) =>
  facts.claimantId === null || belongs(actor, facts.claimantId) || 'not_yours';
const claims: Condition<DataRequestFacts> = (actor, facts) => belongs(actor, facts.claimantId) || 'not_yours';
const desk = ['operator', 'broker'] as const;
const claimsOrDesk: Condition<DataRequestFacts> = (actor, facts) =>
  holds(actor, desk) || claims(actor, facts);
/** What was delivered is not what was wished for: whoever wished says so. What the lab declined it opens again itself. */
const reopens: Condition<DataRequestFacts> = (actor, facts) =>
  holds(actor, desk) || (facts.status === 'fulfilled' ? owns(actor, facts) : 'not_yours');
const live = ['open', 'routed', 'claimed'];
const sides = ['vendor', 'department'] as const;

export const dataRequestPolicy = definePolicy<DataRequestFacts>()('data_request', {
  create: fires(dataRequestMachine, 'create', all(owns, known)),
  /** Whoever wished has voted by it, and takes the vote back by withdrawing. */
  vote: {
    who: sides,
    from: live,
    when: all(anothers, known, (_actor, facts) => !facts.voted || 'duplicate'),
  },
  withdraw_vote: {
    who: sides,
    from: live,
    when: all(anothers, (_actor, facts) => facts.voted || 'not_found'),
  },
  route: fires(dataRequestMachine, 'route'),
  claim: fires(dataRequestMachine, 'claim', all(anothers, known, asked)),
  hand_back: fires(dataRequestMachine, 'hand_back', claimsOrDesk),
  fulfil: fires(dataRequestMachine, 'fulfil', claims),
  decline: fires(dataRequestMachine, 'decline'),
  merge: fires(dataRequestMachine, 'merge'),
  reopen: fires(dataRequestMachine, 'reopen', reopens),
  withdraw: fires(
    dataRequestMachine,
    'withdraw',
    all(owns, (_actor, facts) => !facts.shared || 'wrong_status'),
  ),
});
