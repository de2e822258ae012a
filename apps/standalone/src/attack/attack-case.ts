import type { Persona } from '../seed/persona.js';
import type { World } from './world.js';

/**
 * One attempt to break a promise. A file of `cases/` exports `cases: AttackCase[]`; the command finds it by itself.
 * What was seen is told in the words of `expected`: equal means that the promise held.
 */
export interface AttackCase {
  name: string;
  /** What the lab promises, and this tries to break. */
  promise: string;
  /** How it is tried, in a few words. */
  way: string;
  expected: string;
  /** @returns what was seen. Throwing counts as failed. */
  attack(world: World): Promise<string>;
}

/** A request as it is, past the rows' own checks: a hostile caller uses no client of ours. */
export async function raw(
  world: World,
  path: string,
  { as, ...init }: RequestInit & { as?: Persona } = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const headers = { ...as?.client.headers?.(), ...(init.headers as Record<string, string> | undefined) };
  const response = await fetch(`${world.api}${path}`, { ...init, headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
