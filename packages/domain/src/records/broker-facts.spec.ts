import { brokerSteps } from '@scenario-lab/contracts/broker-records';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import { describe, expect, it } from 'vitest';
import { brokerOutcomesOf, brokerTally, countOf } from './broker-facts.js';

const said = (status: string, ...before: string[]) => {
  const outcomes = brokerOutcomesOf(status, before);
  return brokerSteps.map((step) => outcomes[step]);
};

describe('what came of a proposed pair', () => {
  it('is open as long as it may come further, and missed once it cannot', () => {
    expect(said('invited')).toEqual(['open', 'open', 'open', 'open', 'open']);
    expect(said('shortlisted', 'invited', 'accepted')).toEqual(['met', 'met', 'open', 'open', 'open']);
    expect(said('declined', 'invited')).toEqual(Array(5).fill('missed'));
    expect(said('not_selected', 'invited', 'accepted')).toEqual(['met', ...Array(4).fill('missed')]);
    expect(said('not_selected', 'invited', 'accepted', 'shortlisted', 'validating', 'validated')).toEqual([
      'met',
      'met',
      'met',
      'missed',
      'missed',
    ]);
    expect(said('field_rejected', 'validated', 'piloting')).toEqual(['met', 'met', 'met', 'met', 'missed']);
    expect(said('completed')).toEqual(Array(5).fill('met'));
  });

  it('is nobody’s answer where the invitation was taken back, and the vendor’s where it left later', () => {
    expect(said('withdrawn', 'invited')).toEqual(Array(5).fill('taken_back'));
    expect(said('withdrawn', 'invited', 'accepted')).toEqual(['met', ...Array(4).fill('missed')]);
  });

  it('knows every status, and no later step is met where an earlier one is not', () => {
    for (const status of engagementMachine.statuses) {
      const steps = said(status);
      const last = steps.lastIndexOf('met');
      expect(
        steps.slice(0, last + 1).every((one) => one === 'met'),
        status,
      ).toBe(true);
      if (engagementMachine.live.some((one) => one === status)) expect(steps, status).not.toContain('missed');
    }
  });

  it('is counted of what was decided, and drawn towards the prior', () => {
    const all = [
      brokerOutcomesOf('completed', []),
      brokerOutcomesOf('declined', []),
      brokerOutcomesOf('invited', []),
      brokerOutcomesOf('withdrawn', ['invited']),
    ];
    expect(countOf('accepted', all)).toEqual({ met: 1, facts: 2, open: 1, takenBack: 1 });
    const tally = brokerTally('accepted', all, { share: 0.8, ofTheLab: true });
    expect(tally.share).toBe(0.5);
    expect(tally.estimate).toBeCloseTo((1 + 10 * 0.8) / 12, 10);
    expect(brokerTally('accepted', [], { share: 0.5, ofTheLab: false })).toMatchObject({
      share: null,
      estimate: null,
    });
  });
});
