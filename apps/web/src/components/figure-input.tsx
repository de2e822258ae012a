import { useState } from 'react';
import type { ControlProps } from './form-places.js';
import { TextInput } from './text-input.js';

export type Percent = 'share' | 'figure' | 'none';

/**
 * “0.9”, “90 %”, “９０％” → 0.9, 0.9, 0.9; what is no number is NaN, which no schema takes.
 * @param percent what “90 %” means: the share 0.9, the figure 90, or nothing where an amount is asked for
 */
export function parseFigure(text: string, percent: Percent = 'share'): number | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '').replace('−', '-');
  if (plain === '') return null;
  const [, digits, sign] = /^([+-]?(?:\d+\.?\d*|\.\d+))(%?)$/.exec(plain) ?? [];
  if (digits === undefined || (sign && percent === 'none')) return Number.NaN;
  const value = Number(digits);
  return sign && percent === 'share' ? rounded(value / 100) : value;
}

/** Without the last digits that only arithmetic has left. */
export const rounded = (value: number): number => Number(value.toPrecision(12));

interface FigureInputProps extends ControlProps {
  value?: number | null;
  onChange?: (value: number | null) => void;
  /** How the field's figure becomes what is kept, and back: misses of 100 and a recall, say. */
  kept?: (shown: number) => number;
  shown?: (kept: number) => number;
  percent?: Percent;
  'aria-label'?: string;
}

const same = (one: number | null | undefined, other: number | null | undefined) =>
  Object.is(one ?? null, other ?? null);

/** A figure as people write it. What is being typed stands as long as it means what the form holds. */
export function FigureInput({ value, onChange, kept, shown, percent, ...rest }: FigureInputProps) {
  const meaning = (text: string) => {
    const figure = parseFigure(text, percent);
    return figure === null || Number.isNaN(figure) || !kept ? figure : rounded(kept(figure));
  };
  const [typed, setTyped] = useState('');
  const held = value === null || value === undefined || Number.isNaN(value) ? null : value;
  const written = held === null ? '' : String(rounded(shown ? shown(held) : held));
  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      value={same(meaning(typed), value) ? typed : written}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange?.(meaning(target.value));
      }}
    />
  );
}
