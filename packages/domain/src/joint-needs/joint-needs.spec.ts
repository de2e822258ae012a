import type { Criterion } from '@scenario-lab/contracts/metrics';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { describe, expect, it } from 'vitest';
import { compareCriteria } from './compare-criteria.js';
import { draftJointNeed, redraftJointNeed } from './draft-need.js';

const one = (over: Partial<Criterion> = {}): Criterion => ({
  id: 'recall',
  metric: 'recall',
  direction: 'at_least',
  threshold: 0.8,
  must: true,
  ...over,
});

describe('criteria side by side', () => {
  it('ask the strictest of each figure, and name how the askers differ', () => {
    const lines = compareCriteria([
      {
        organisationId: 'a',
        criteria: [
          one({ must: false }),
          one({ id: 'cost', metric: 'mae', direction: 'at_most', threshold: 2 }),
        ],
      },
      {
        organisationId: 'b',
        criteria: [
          one({ threshold: 0.9 }),
          one({ id: 'e', metric: 'mae', direction: 'at_most', threshold: 1 }),
        ],
      },
    ]);
    expect(lines).toMatchObject([
      { differs: 'threshold', criterion: { id: 'recall', threshold: 0.9, must: true } },
      { differs: 'threshold', criterion: { metric: 'mae', threshold: 1 } },
    ]);
    expect(lines[0]?.asked).toEqual([
      { organisationId: 'a', threshold: 0.8, must: false },
      { organisationId: 'b', threshold: 0.9, must: true },
    ]);
  });

  it('keep figures of different parts apart, and no two of one name', () => {
    const dark = one({ slice: { column: 'light', value: 'dark' } });
    const lines = compareCriteria([
      { organisationId: 'a', criteria: [one()] },
      { organisationId: 'b', criteria: [dark] },
    ]);
    expect(lines.map(({ differs }) => differs)).toEqual(['not_all', 'not_all']);
    expect(lines.map(({ criterion }) => criterion.id)).toEqual(['recall', 'recall-2']);
    expect(lines[1]?.asked[0]).toEqual({ organisationId: 'a', threshold: null, must: null });
  });

  it('say what is the same, and what is a must for one alone', () => {
    const two = (must: boolean) =>
      compareCriteria([
        { organisationId: 'a', criteria: [one()] },
        { organisationId: 'b', criteria: [one({ must })] },
      ])[0];
    expect(two(true)?.differs).toBe('same');
    expect(two(false)).toMatchObject({ differs: 'weight', criterion: { must: true } });
    expect(compareCriteria([])).toEqual([]);
  });
});

describe('the draft', () => {
  const member = (organisationId: string, zh: string, over: object = {}) => ({
    organisationId,
    name: { zh },
    need: SaveScenario.parse({
      title: { zh: `${zh}的需求` },
      problem: { zh: `${zh}的痛点` },
      criteria: [one()],
      ...over,
    }),
    duties: { data: `${zh}出数据`, site: '', acceptance: '' },
    budget: null as number | null,
  });
  const contact = { name: '王', phone: '1' };
  const water = { ...member('a', '水务局', { contact, decisionDate: '2027-01-01' }), budget: 100 };
  const roads = { ...member('b', '城管委', { decisionDate: '2027-03-01', region: '510104' }), budget: 50 };

  it('says each problem under its name, sums the shares and waits for the last to decide', () => {
    const draft = draftJointNeed({ zh: '联合' }, [water, roads], 'a');
    expect(draft.problem?.zh).toBe('**水务局**\n\n水务局的痛点\n\n**城管委**\n\n城管委的痛点');
    expect(draft.problem?.en).toBeUndefined();
    expect(draft.conditions?.zh).toContain('数据：水务局出数据');
    expect(draft).toMatchObject({ budget: 150, decisionDate: '2027-03-01', region: null, contact });
    expect(SaveScenario.safeParse(draft).success).toBe(true);
    expect(draftJointNeed({ zh: '联合' }, [{ ...water, budget: null }], 'x').budget).toBeNull();
  });

  it('is a need that can be saved, however much they have to say', () => {
    const long = (id: string) => member(id, id, { problem: { zh: '长'.repeat(20_000) } });
    const draft = draftJointNeed({ zh: '联合' }, [long('a'), long('b')], 'a');
    expect(SaveScenario.safeParse(draft).success).toBe(true);
  });

  it('is written anew where that follows from who stays, and keeps what was written by hand', () => {
    const anew = draftJointNeed({ zh: '联合' }, [water], 'a');
    const before = { ...draftJointNeed({ zh: '联合' }, [water, roads], 'a'), deadline: '2027-05-01' };
    expect(redraftJointNeed(before, anew)).toMatchObject({ budget: 100, deadline: '2027-05-01' });
    expect(redraftJointNeed(before, anew).problem?.zh).not.toContain('城管委');
  });
});
