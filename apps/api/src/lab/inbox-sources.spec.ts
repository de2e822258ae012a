import type { Machine } from '@scenario-lab/contracts/machine';
import { machines } from '@scenario-lab/contracts/machines';
import { describe, expect, it } from 'vitest';
import { turnsOf } from './inbox-source.js';
import { sources } from './inbox-sources.js';

/** Statuses and deeds a source tells, once each, as `thing status deed`. */
const told = sources.flatMap(({ thing, waits }) =>
  waits.map(({ status, deed }) => `${thing} ${status} ${deed}`),
);

describe('what fills the inbox', () => {
  it('tells every turn of every lifecycle, and each once', () => {
    const turns = Object.values<Machine>(machines).flatMap((machine) =>
      Object.entries(machine.turns).flatMap(([status, sides]) =>
        typeof sides === 'object' ? sides.map(({ deed }) => `${machine.thing} ${status} ${deed}`) : [],
      ),
    );
    expect(turns.length).toBeGreaterThan(35);
    expect(turns.filter((turn) => told.filter((one) => one === turn).length !== 1)).toEqual([]);
  });

  it('gives a side that a source does not know to nobody', () => {
    const waits = turnsOf(machines.engagement, { vendor: 'true' }, { 'run.submit': 'x OR y' });
    expect(waits).toEqual([
      { status: 'invited', deed: 'engagement.accept', when: 'true' },
      { status: 'validating', deed: 'run.submit', when: 'true AND (x OR y)' },
    ]);
    expect(turnsOf(machines.engagement, { constructor: 'true' })).toEqual([]);
  });
});
