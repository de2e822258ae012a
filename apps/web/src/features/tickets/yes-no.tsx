import { useId } from 'react';
import { useWords } from '../../i18n/use-words.js';

/** A question that must be answered: neither answer is chosen beforehand. */
export function YesNo(props: { legend: string; value: boolean | null; onChange: (value: boolean) => void }) {
  const { t } = useWords();
  const name = useId();
  return (
    <fieldset className="choice-checks">
      <legend>{props.legend}</legend>
      {[true, false].map((one) => (
        <label key={String(one)}>
          <input
            type="radio"
            name={name}
            checked={props.value === one}
            onChange={() => props.onChange(one)}
          />
          {t(one ? 'tickets.yes' : 'tickets.no')}
        </label>
      ))}
    </fieldset>
  );
}
