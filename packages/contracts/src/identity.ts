import { z } from 'zod';
import { Id } from './common.js';
import { defineRoute } from './route.js';

type Rgb = readonly [number, number, number];
const rgbOf = (hex: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const hexOf = (rgb: Rgb) => `#${rgb.map((one) => Math.round(one).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = rgbOf(hex).map((one) => {
    const part = one / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
/** Contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2). */
export function contrastOf(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
const mix = (one: string, other: string, share: number): string => {
  const to = rgbOf(other);
  return hexOf(rgbOf(one).map((part, at) => part + ((to[at] ?? 0) - part) * share) as unknown as Rgb);
};

/** Text of normal size is told from its ground from here on (WCAG AA). */
const least = 4.5;
/** The grounds an accent stands on or under, as in the web's tokens. */
const grounds = {
  light: { least: ['#ffffff', '#f6f8f9', '#f0f3f5'], soft: '#ffffff', on: '#ffffff' },
  dark: { least: ['#10171c', '#172027', '#1e2931'], soft: '#172027', on: '#06222b' },
} as const;

const hex = /^#[0-9a-f]{6}$/;
/** What is no colour at all is said by another rule. */
const readable = (accent: string): boolean =>
  !hex.test(accent) || grounds.light.least.every((ground) => contrastOf(accent, ground) >= least);

/** The accent's tokens for one appearance; on dark grounds it is lightened until it can be read there. */
export function accentTokens(accent: string, appearance: 'light' | 'dark'): Record<string, string> {
  const { least: under, soft, on } = grounds[appearance];
  let shown = accent;
  for (
    let share = 0;
    under.some((ground) => contrastOf(shown, ground) < least + 1) && share <= 1;
    share += 0.05
  )
    shown = mix(accent, appearance === 'dark' ? '#ffffff' : '#000000', share);
  if (appearance === 'light') shown = accent;
  return {
    accent: shown,
    'accent-hover': mix(shown, appearance === 'dark' ? '#ffffff' : '#000000', 0.15),
    'accent-soft': mix(soft, shown, appearance === 'dark' ? 0.2 : 0.1),
    'on-accent': on,
  };
}

export const LabIdentity = z.object({
  /** `#rrggbb`; null: the product's own. White on it and it on white must be readable. */
  accent: z.string().regex(hex).refine(readable, { error: 'too_little_contrast' }).nullable(),
  /** Stands in the header before the lab's name: one to three characters. */
  mark: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}]{1,3}$/u)
    .nullable(),
  /** A picture in the mark's place, by its medium: redrawn in the sandbox. Letters stand where it cannot be shown. */
  picture: Id.nullable().default(null),
});
export type LabIdentity = z.infer<typeof LabIdentity>;

export const editIdentity = defineRoute({
  name: 'lab.edit_identity',
  method: 'PUT',
  path: '/lab/identity',
  access: 'lab.edit_identity',
  body: LabIdentity,
  reply: 'none',
});

export const noIdentity: LabIdentity = { accent: null, mark: null, picture: null };

/** Hands in a picture for the lab's sign (a finished upload, purpose `file`); `editIdentity` wears it once it was read. */
export const addLabPicture = defineRoute({
  name: 'lab.add_picture',
  method: 'POST',
  path: '/lab/picture',
  access: 'lab.edit_identity',
  body: z.object({ uploadId: Id }),
  reply: z.object({ id: Id }),
});
