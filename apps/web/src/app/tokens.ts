const names = [
  'paper',
  'surface',
  'surface-2',
  'line',
  'line-strong',
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'accent-hover',
  'accent-soft',
  'on-accent',
  'pass',
  'fail',
  'inconclusive',
  'running',
  'waiting',
  'fault',
  'suspended',
  'stage-showcase',
  'stage-matching',
  'stage-validation',
  'stage-field',
  'stage-enablement',
  'font',
  'mono',
] as const;
export type Tokens = Record<(typeof names)[number], string>;
export type Appearance = 'light' | 'dark';

/** The tokens of tokens.css as they stand now; a name is empty where no stylesheet is loaded (component tests). */
export function readTokens(): Tokens {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as Tokens;
}
