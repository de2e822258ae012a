import { accentTokens } from '@scenario-lab/contracts/identity';
import type { Appearance } from './tokens.js';

const names = ['accent', 'accent-hover', 'accent-soft', 'on-accent'] as const;

/** The lab's own colour over the product's; null leaves the product's. */
export function wearAccent(accent: string | null | undefined, appearance: Appearance): void {
  const { style } = document.documentElement;
  const tokens = accent ? accentTokens(accent, appearance) : {};
  for (const name of names) {
    const value = tokens[name];
    if (value) style.setProperty(`--${name}`, value);
    else style.removeProperty(`--${name}`);
  }
}
