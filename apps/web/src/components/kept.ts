import { personHere } from '../app/session.js';

/**
 * What somebody has typed and not sent yet, kept in this browser through a reload, a lost session and a lost line. By
 * person: whoever signs in here next finds nothing of it, and signing out leaves nothing behind.
 */
const prefix = 'scenario-lab.kept.';
const addressOf = (key: string) => `${prefix}${personHere()}.${key}`;

export function readKept(key: string): unknown {
  try {
    const text = localStorage.getItem(addressOf(key));
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** `null` forgets it. A browser that refuses to store keeps nothing, and nothing else breaks. */
export function keep(key: string, value: unknown): void {
  try {
    if (value === null || value === '') localStorage.removeItem(addressOf(key));
    else localStorage.setItem(addressOf(key), JSON.stringify(value));
  } catch {
    return;
  }
}

/** On signing out, before the next person. */
export function forgetKept(): void {
  try {
    const own = addressOf('');
    for (const key of Object.keys(localStorage)) if (key.startsWith(own)) localStorage.removeItem(key);
  } catch {
    return;
  }
}
