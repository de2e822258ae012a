import { defineMachine } from '../machine.js';

/**
 * A remark on one field of what is reviewed. It moves with its card: told when the card is returned, taken up when it is
 * submitted again, at an end when it is approved; whose turn it is the card says.
 */
export const fieldRemarkMachine = defineMachine({
  thing: 'field_remark',
  statuses: ['noted', 'asked', 'answered', 'mended', 'settled', 'insisted', 'withdrawn'],
  live: ['noted', 'asked', 'answered', 'mended'],
  turns: { noted: 'rests', asked: 'rests', answered: 'rests', mended: 'rests' },
  events: {
    note: { from: null, to: 'noted', by: ['operator', 'reviewer'], became: 'field_remark.noted' },
    ask: { from: ['noted'], to: 'asked', by: 'system', became: 'field_remark.asked' },
    /** An answer may be worded anew until the card is submitted. */
    answer: {
      from: ['asked', 'answered'],
      to: 'answered',
      by: ['vendor', 'department', 'operator'],
      became: 'field_remark.answered',
    },
    mend: { from: ['asked'], to: 'mended', by: 'system', became: 'field_remark.mended' },
    settle: {
      from: ['answered', 'mended'],
      to: 'settled',
      by: ['operator', 'reviewer'],
      became: 'field_remark.settled',
    },
    insist: {
      from: ['answered', 'mended'],
      to: 'insisted',
      by: ['operator', 'reviewer'],
      became: 'field_remark.insisted',
    },
    withdraw: {
      from: ['noted'],
      to: 'withdrawn',
      by: ['operator', 'reviewer'],
      became: 'field_remark.withdrawn',
    },
  },
});
