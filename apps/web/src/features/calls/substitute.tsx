import { substituteSeat } from '@scenario-lab/contracts/panels';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

const empty = { name: '', organisation: '', ties: '', reason: '' };

/** Somebody else for a seat that fell away, declared as the terms declared the others. */
export function SubstituteForm({ id, number }: { id: string; number: number }) {
  const { t } = useWords();
  const field = useId();
  const [said, say] = useKept(`substitute.${id}.${number}`, empty);
  const naming = useDeed(substituteSeat, { onSuccess: () => say(empty) });
  const ready = [said.name, said.organisation, said.reason].every((one) => one.trim() !== '');
  return (
    <details>
      <summary>{t('panel.substitute.title')}</summary>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !naming.isPending) naming.mutate({ params: { id, number }, body: said });
        }}
      >
        <p className="sl-muted sl-small">{t('panel.substitute.says')}</p>
        {(['name', 'organisation'] as const).map((one) => (
          <div key={one}>
            <label htmlFor={`${field}-${one}`}>{t(`panel.substitute.${one}`)}</label>
            <TextInput
              id={`${field}-${one}`}
              maxLength={one === 'name' ? 100 : 200}
              value={said[one]}
              onChange={(event) => say({ ...said, [one]: event.target.value })}
            />
          </div>
        ))}
        {(['ties', 'reason'] as const).map((one) => (
          <div key={one}>
            <label htmlFor={`${field}-${one}`}>{t(`panel.substitute.${one}`)}</label>
            <TextArea
              id={`${field}-${one}`}
              rows={2}
              maxLength={1_000}
              value={said[one]}
              onChange={(event) => say({ ...said, [one]: event.target.value })}
            />
          </div>
        ))}
        <ProblemAlert error={naming.error} />
        <p>
          <Button submit pending={naming.isPending} disabled={!ready}>
            {t('panel.substitute.send')}
          </Button>
        </p>
      </form>
    </details>
  );
}
