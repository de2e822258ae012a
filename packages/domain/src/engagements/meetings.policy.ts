import { holds } from '../actor.js';
import { all, belongs, type Owned, ownsOr } from '../conditions.js';
import { type Condition, definePolicy, type Facts } from '../policy.js';

/** A meeting offered to all who take part in a need; `ownerOrganisationId` is the need's. */
export interface MeetingFacts extends Facts, Owned {
  /** Of the need. */
  status: string | null;
  /** The reader's organisation is engaged on the need, or a call of it is open to everybody. */
  mayCome: boolean;
  /** It has a place there, or waits for one. */
  placed: boolean;
  /** Places are not given any more, or it has begun. */
  closed: boolean;
  /** The last of it is over. */
  past: boolean;
  calledOff: boolean;
}

const running: Condition<MeetingFacts> = (_actor, { status }) =>
  ['published', 'closed'].includes(status ?? '') || 'wrong_status';
const stands: Condition<MeetingFacts> = (_actor, { calledOff }) => !calledOff || 'wrong_status';
const ahead: Condition<MeetingFacts> = (_actor, { past }) => !past || 'too_late';
const runs = ownsOr(['operator', 'broker']);

export const meetingPolicy = definePolicy<MeetingFacts>()('meeting', {
  offer: { who: ['department', 'operator', 'broker'], when: all(runs, running) },
  call_off: { who: ['department', 'operator', 'broker'], when: all(runs, stands, ahead) },
  take_seat: {
    who: ['vendor'],
    when: all<MeetingFacts>(
      (actor, facts) => !belongs(actor, facts.ownerOrganisationId) || 'own_organisation',
      (actor, facts) => (holds(actor, ['vendor']) && facts.mayCome) || 'not_yours',
      stands,
      running,
      (_actor, facts) => !facts.placed || 'duplicate',
      (_actor, facts) => !facts.closed || 'too_late',
    ),
  },
  leave_seat: {
    who: ['vendor'],
    when: all<MeetingFacts>((_actor, facts) => facts.placed || 'not_yours', stands, ahead),
  },
});
