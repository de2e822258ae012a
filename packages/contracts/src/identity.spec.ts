import { describe, expect, it } from 'vitest';
import { accentTokens, contrastOf, LabIdentity } from './identity.js';

describe('contrast', () => {
  it('is that of WCAG', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
    expect(contrastOf('#ffffff', '#767676')).toBeCloseTo(4.542, 3);
  });
});

describe('an accent', () => {
  const accents = ['#0b5c75', '#7a1f1f', '#1d4ed8', '#000000', '#5b2a86', '#0f5132'];

  it('is taken when it can be read, and no other text is', () => {
    for (const accent of accents) expect(LabIdentity.safeParse({ accent, mark: null }).success).toBe(true);
    for (const accent of ['#ffcc00', '#9aa5b1', '#00c0ff', 'red', '#fff', '#0b5c7', 'url(x)', '#0b5c75;}'])
      expect(LabIdentity.safeParse({ accent, mark: null }).success, accent).toBe(false);
  });
  it('can be read on every ground of either appearance', () => {
    const dark = ['#10171c', '#172027', '#1e2931'];
    const light = ['#ffffff', '#f6f8f9', '#f0f3f5'];
    for (const given of accents) {
      for (const [appearance, grounds] of [
        ['dark', dark],
        ['light', light],
      ] as const) {
        const tokens = accentTokens(given, appearance);
        for (const shown of [tokens.accent, tokens['accent-hover']] as string[]) {
          for (const ground of grounds) expect(contrastOf(shown, ground), given).toBeGreaterThanOrEqual(4.5);
          expect(contrastOf(shown, tokens['on-accent'] ?? ''), given).toBeGreaterThanOrEqual(4.5);
        }
        expect(contrastOf(tokens.accent ?? '', tokens['accent-soft'] ?? ''), given).toBeGreaterThanOrEqual(
          3.5,
        );
      }
    }
  });
});

it('takes a mark of letters and digits alone', () => {
  for (const mark of ['蓉', 'SL', '场景室', 'A1'])
    expect(LabIdentity.safeParse({ accent: null, mark }).success).toBe(true);
  for (const mark of ['', '<b>', 'four', '🙂', '场 景'])
    expect(LabIdentity.safeParse({ accent: null, mark }).success, mark).toBe(false);
});
