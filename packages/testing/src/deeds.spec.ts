import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '@scenario-lab/contracts/machine';
import { machines } from '@scenario-lab/contracts/machines';
import { routes } from '@scenario-lab/contracts/routes';
import { policies } from '@scenario-lab/domain/policies';
import { describe, expect, it } from 'vitest';

// Machines and policies may promise nothing that no route and no job does: read off the sources of those who move things.

const root = join(import.meta.dirname, '../../..');
const sources = ['apps/api/src', 'apps/worker/src', 'packages/db/src', 'packages/interchange/src'].flatMap(
  (room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter(
        (file) =>
          file.endsWith('.ts') && !/\.spec\.ts$|(^|\/)(lifecycle|testing)\/|\/test-[\w-]+\.ts$/.test(file),
      )
      .map((file) => readFileSync(join(root, room, file), 'utf8')),
);

const quoted = (text: string) => [...text.matchAll(/'(\w+)'/g)].map((one) => one[1] ?? '');
const call = /\btransition\(\s*\w+,\s*(?:'(\w+)'|\w+),\s*[^,]+,\s*([^,{)]+)/g;
/** A run's end is a call of its own. */
const end = /\bendRun\(\s*\w+,\s*[^,]+,\s*([^,{)]+)/g;

/** `thing.event` of every call of `transition()`; an event that comes in a variable is looked for in the same file. */
function fired(text: string): string[] {
  const calls = [...text.matchAll(call)].map(([, thing, event]) => ({ thing, event }));
  const ends = [...text.matchAll(end)].map(([, event]) => ({ thing: 'run', event }));
  return [...calls, ...ends].flatMap(({ thing, event = '' }) => {
    const events = event.includes("'") ? quoted(event) : quoted(text);
    const things = thing ? [thing] : Object.keys(machines);
    return things.flatMap((one) => events.map((name) => `${one}.${name}`));
  });
}

const rules = Object.values(policies).flatMap((policy) =>
  Object.entries<{ fires?: readonly string[] }>(policy.rules).map(([name, rule]) => ({
    action: `${policy.thing}.${name}`,
    fires: rule.fires ?? [],
  })),
);
const routed = new Set(routes.flatMap((row) => [row.access as string, row.name]));
const asked = new Set(
  sources.flatMap((text) => [...text.matchAll(/'(\w+\.\w+)'/g)].map((one) => one[1] ?? '')),
);

describe('what is promised is done', () => {
  it('every action of a policy is a route’s, or asked for by one that answers more than it', () => {
    const idle = rules
      .map(({ action }) => action)
      .filter((action) => !routed.has(action) && !asked.has(action));
    expect(idle).toEqual([]);
  });

  it('an action that fires an event has a route of its own', () => {
    const without = rules.filter(({ action, fires }) => fires.length > 0 && !routed.has(action));
    expect(without.map(({ action }) => action)).toEqual([]);
  });

  it('every event of a lifecycle is fired by a call, or by the action of a route', () => {
    const done = new Set([
      ...sources.flatMap(fired),
      ...rules.filter(({ action }) => routed.has(action)).flatMap(({ fires }) => fires),
    ]);
    const events = Object.values<Machine>(machines).flatMap((machine) =>
      Object.keys(machine.events).map((event) => `${machine.thing}.${event}`),
    );
    expect(events.length).toBeGreaterThan(90);
    expect(events.filter((event) => !done.has(event))).toEqual([]);
  });

  it('every event the system alone fires is fired by a call', () => {
    const calls = new Set(sources.flatMap(fired));
    const alone = Object.values<Machine>(machines).flatMap((machine) =>
      Object.entries(machine.events)
        .filter(([, step]) => step.by === 'system' || step.by.includes('system'))
        .map(([event]) => `${machine.thing}.${event}`),
    );
    expect(alone.filter((event) => !calls.has(event))).toEqual([]);
  });
});
