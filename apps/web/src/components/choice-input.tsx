import './choice-input.css';
import { type ChangeEvent, Fragment, useId, useState } from 'react';
import { useWords } from '../i18n/use-words.js';
import { type ControlProps, groupOf } from './form-places.js';
import { TextInput } from './text-input.js';

export interface Choice {
  value: string;
  label: string;
  /** Heading it stands under in a select; those without one come first. */
  group?: string;
  /** What choosing it means; beside a box to tick. */
  says?: string;
  /** Offered no more: shown where it is chosen already, and nowhere else. */
  retired?: boolean;
}

const offeredOf = (options: readonly Choice[], chosen: readonly string[]) =>
  options.filter(({ retired, value }) => !retired || chosen.includes(value));

interface SelectInputProps extends ControlProps {
  value?: string | null;
  onChange?: (value: string | null) => void;
  options: readonly Choice[];
  /** Offers an empty choice with these words. */
  none?: string;
  disabled?: boolean;
  'aria-label'?: string;
}

/** The platform's own select: light, reachable by keyboard, and at home on a phone. */
export function SelectInput({ value, onChange, options: all, none, ...rest }: SelectInputProps) {
  const { t } = useWords();
  const chosen = value ?? '';
  const options = offeredOf(all, [chosen]);
  const known = options.some((option) => option.value === chosen);
  const groups = [...new Set([undefined, ...options.map((option) => option.group)])];
  return (
    <select
      {...rest}
      className="choice-select"
      value={known ? chosen : ''}
      onChange={(event: ChangeEvent<HTMLSelectElement>) => onChange?.(event.target.value || null)}
    >
      {known && none === undefined ? null : <option value="">{none ?? t('common.choose')}</option>}
      {groups.map((group) =>
        group === undefined ? (
          <Options key="" options={options.filter((option) => option.group === undefined)} />
        ) : (
          <optgroup key={group} label={group}>
            <Options options={options.filter((option) => option.group === group)} />
          </optgroup>
        ),
      )}
    </select>
  );
}

function Options({ options }: { options: readonly Choice[] }) {
  return options.map((option) => (
    <option key={option.value} value={option.value}>
      {option.label}
    </option>
  ));
}

interface ChecksInputProps extends Pick<ControlProps, 'id' | 'aria-describedby'> {
  value?: readonly string[];
  onChange?: (value: string[]) => void;
  options: readonly Choice[];
}

/** Several of a few. */
export function ChecksInput({ value = [], onChange, options: all, id, ...told }: ChecksInputProps) {
  const says = useId();
  const options = offeredOf(all, value);
  const toggle = (one: string) =>
    onChange?.(value.includes(one) ? value.filter((had) => had !== one) : [...value, one]);
  return (
    <div className="choice-checks" {...groupOf(id, told['aria-describedby'])}>
      {options.map((option) => (
        <Fragment key={option.value}>
          <label>
            <input
              type="checkbox"
              checked={value.includes(option.value)}
              aria-describedby={option.says ? `${says}-${option.value}` : undefined}
              onChange={() => toggle(option.value)}
            />
            {option.label}
          </label>
          {option.says ? (
            <p className="choice-says" id={`${says}-${option.value}`}>
              {option.says}
            </p>
          ) : null}
        </Fragment>
      ))}
    </div>
  );
}

interface CheckInputProps extends ControlProps {
  checked?: boolean;
  onChange?: (checked: boolean) => void;
  label: string;
}

/** One yes or no; use with `valuePropName="checked"`. */
export function CheckInput({ checked = false, onChange, label, ...rest }: CheckInputProps) {
  return (
    <div className="choice-checks">
      <label>
        <input
          {...rest}
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange?.(event.target.checked)}
        />
        {label}
      </label>
    </div>
  );
}

interface WordsInputProps extends ControlProps {
  value?: readonly string[];
  onChange?: (value: string[]) => void;
  'aria-label'?: string;
}

const wordsOf = (text: string) =>
  text
    .split(/[,，、;；\n]/)
    .map((word) => word.trim())
    .filter(Boolean);

/** A list of words written with commas (either width) between them. */
export function WordsInput({ value = [], onChange, ...rest }: WordsInputProps) {
  const text = value.join(', ');
  const [typed, setTyped] = useState(text);
  // What is being typed stands (a comma just set included) as long as it means what the form holds.
  const shown = wordsOf(typed).join(', ') === text ? typed : text;
  return (
    <TextInput
      {...rest}
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange?.(wordsOf(event.target.value));
      }}
    />
  );
}

interface DayInputProps extends ControlProps {
  value?: string | null;
  onChange?: (day: string | null) => void;
  min?: string;
  'aria-label'?: string;
}

/** A calendar day, `YYYY-MM-DD`, by the platform's own picker. */
export function DayInput({ value, onChange, ...rest }: DayInputProps) {
  return (
    <input
      {...rest}
      type="date"
      className="choice-select"
      value={value ?? ''}
      max="2100-12-31"
      onChange={(event) => onChange?.(event.target.value || null)}
    />
  );
}

interface NumberInputProps extends ControlProps {
  value?: number | null;
  onChange?: (value: number | null) => void;
  min?: number;
  max?: number;
  'aria-label'?: string;
}

/** A number as typed; empty is null, and what is no number stays visible and is NaN, which no schema takes. */
export function NumberInput({ value, onChange, ...rest }: NumberInputProps) {
  return (
    <TextInput
      {...rest}
      type="number"
      step="any"
      inputMode="decimal"
      value={value === null || value === undefined || Number.isNaN(value) ? '' : value}
      onChange={({ target }) =>
        onChange?.(target.validity.badInput ? Number.NaN : target.value === '' ? null : Number(target.value))
      }
    />
  );
}
