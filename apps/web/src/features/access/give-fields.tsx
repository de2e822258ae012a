import type { AccessMethod, AccessRequest } from '@scenario-lab/contracts/access';
import { useId } from 'react';
import { ChecksInput, NumberInput } from '../../components/choice-input.js';
import { useWords } from '../../i18n/use-words.js';

export interface Given {
  methods: AccessMethod[];
  uses: number | null;
}

/** The owner gives what was asked for, or less. */
export function GiveFields({
  request,
  given,
  onGive,
}: {
  request: AccessRequest;
  given: Given;
  onGive: (next: Given) => void;
}) {
  const { t } = useWords();
  const uses = useId();
  return (
    <>
      <div>
        <span>{t('access.give')}</span>
        <ChecksInput
          value={given.methods}
          onChange={(methods) => onGive({ ...given, methods: methods as AccessMethod[] })}
          options={request.methods.map((value) => ({ value, label: t(`access.methods.${value}`) }))}
        />
      </div>
      <div>
        <label htmlFor={uses}>{t('access.most_uses')}</label>
        <NumberInput
          id={uses}
          min={1}
          value={given.uses}
          onChange={(next) => onGive({ ...given, uses: next })}
        />
      </div>
    </>
  );
}
