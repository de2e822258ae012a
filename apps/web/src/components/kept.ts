/** What somebody has typed and not sent yet, kept in this browser through a reload. */
const prefix = 'scenario-lab.kept.';

export function readKept(key: string): unknown {
  try {
    const text = localStorage.getItem(prefix + key);
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** `null` forgets it. A browser that refuses to store keeps nothing, and nothing else breaks. */
export function keep(key: string, value: unknown): void {
  try {
    if (value === null || value === '') localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    return;
  }
}
