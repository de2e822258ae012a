import type { Machine, Transition } from '@scenario-lab/contracts/machine';
import type { Role } from './actor.js';

export interface Step<S extends string = string> {
  to: S;
  became: string;
}

/**
 * Where `event` leads from `status` (`null`: the thing does not exist yet), or null when the table has no
 * such row. Pure: who may fire it is the policy's question.
 */
export function next<S extends string>(
  machine: Machine<string, S, string>,
  status: string | null,
  event: string,
): Step<S> | null {
  if (!Object.hasOwn(machine.events, event)) return null;
  const step = machine.events[event];
  if (!step) return null;
  const fits = status === null ? step.from === null : (step.from?.includes(status as S) ?? false);
  return fits ? { to: step.to, became: step.became } : null;
}

/** The people who may fire an event, without the system. */
export function peopleOf(step: Transition): Role[] {
  return step.by === 'system' ? [] : step.by.filter((role): role is Role => role !== 'system');
}

/**
 * What is wrong with a table, in words for the test that reads it: a state nothing leads to, a live state
 * nothing leads out of, an event nobody fires, two events of one name in the history.
 */
export function flawsOf(machine: Machine): string[] {
  const flaws: string[] = [];
  const reached = new Set<string>(machine.initial);
  for (let grew = true; grew; ) {
    grew = false;
    for (const step of steps(machine.events)) {
      if (reached.has(step.to) || !step.from?.some((status) => reached.has(status))) continue;
      reached.add(step.to);
      grew = true;
    }
  }
  if (machine.initial.length === 0) flaws.push(`${machine.thing}: nothing brings it into being`);
  for (const status of machine.statuses) {
    if (!reached.has(status)) flaws.push(`${machine.thing}.${status}: no way in`);
    const leaves = steps(machine.events).some((step) => step.to !== status && step.from?.includes(status));
    if (machine.live.includes(status) && !leaves) flaws.push(`${machine.thing}.${status}: live, no way out`);
  }
  const names = new Set<string>();
  for (const [event, step] of Object.entries(machine.events)) {
    if (step.by !== 'system' && step.by.length === 0) flaws.push(`${machine.thing}.${event}: no actor`);
    if (step.from?.length === 0) flaws.push(`${machine.thing}.${event}: starts nowhere`);
    if (names.has(step.became)) flaws.push(`${machine.thing}.${event}: ${step.became} is taken`);
    names.add(step.became);
  }
  return flaws;
}

function steps(events: Readonly<Record<string, Transition>>): Transition[] {
  return Object.values(events);
}
