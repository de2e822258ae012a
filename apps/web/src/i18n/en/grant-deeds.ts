import type { Same } from '@scenario-lab/contracts/words/same';
import type { grant as zh } from '../zh/grant-deeds.js';

export const grant: Same<typeof zh> = {
  revoke: {
    label: 'Revoke grant',
    says: 'Live runs that use it are cancelled without charging a look; data jobs end, and outputs not downloaded yet cannot be any more. The organisation sees your reason.',
  },
  ask_match: {
    label: 'Ask for a count',
    says: 'Once the data’s owner agrees to it, both sides hand in blinded keys; each version answers once.',
  },
  agree_match: {
    label: 'Agree to this count',
    says: 'Once both sides have handed in blinded keys, both read the same count, with noise.',
  },
  decline_match: {
    label: 'Decline or stop',
    says: 'What was handed in blinded is deleted; the other side reads your reason.',
  },
  hand_in_match: { label: 'Hand in blinded keys', says: 'Keys and secret stay on this machine.' },
  propose: {
    label: 'Propose an addendum',
    says: 'In force once the other side agrees; the present terms hold until then.',
  },
  agree: {
    label: 'Agree',
    says: 'The new terms are in force at once and asked at every use; what is under way by a method that is gone ends.',
  },
  decline: { label: 'Decline', says: 'The present terms hold; the other side is told.' },
  take_back: { label: 'Take back', says: 'It waits for nobody any more; the present terms hold.' },
};
