import { all, type Owned, owns } from '../conditions.js';
import { type Condition, definePolicy, type Facts } from '../policy.js';

export interface ClarificationFacts extends Facts, Owned {
  /** `null`: to be asked; else `asked`, `answered`, `withdrawn` or `removed`. */
  status: string | null;
  /** Status of the need it is about, whose owner answers. */
  needStatus: string;
  /** The last day of questions is not over. */
  questionsOpen: boolean;
  /** Told to the asker's own organisation alone. */
  askedByUs: boolean;
}

const unanswered: Condition<ClarificationFacts> = (_actor, facts) =>
  facts.status === 'asked' || 'wrong_status';

const answerable: Condition<ClarificationFacts> = (_actor, facts) =>
  ['published', 'closed'].includes(facts.needStatus) || 'wrong_status';

export const clarificationPolicy = definePolicy<ClarificationFacts>()('clarification', {
  ask: {
    who: ['vendor', 'department', 'operator', 'reviewer', 'broker', 'admin'],
    when: (actor, facts) => {
      if (facts.status !== null || facts.needStatus !== 'published') return 'wrong_status';
      // The department says what it has to add in an addendum, under its own name.
      if (owns(actor, facts) === true) return 'own_organisation';
      return facts.questionsOpen || 'questions_closed';
    },
  },
  answer: { who: ['department'], when: all(owns, unanswered, answerable) },
  withdraw: {
    who: ['vendor', 'department', 'operator', 'reviewer', 'broker', 'admin'],
    when: all((_actor, facts) => facts.askedByUs || 'not_yours', unanswered),
  },
  remove: {
    who: ['operator', 'admin'],
    when: (_actor, facts) => ['asked', 'answered'].includes(facts.status ?? '') || 'wrong_status',
  },
  reveal: { who: ['operator', 'admin'], when: (_actor, facts) => facts.status !== null || 'wrong_status' },
});
