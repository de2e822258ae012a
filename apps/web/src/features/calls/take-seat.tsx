import { takeSeat } from '@scenario-lab/contracts/panels';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';

/** For whoever was handed a seat's code. Nothing is kept: the code is a key. */
export function TakeSeat({ id }: { id: string }) {
  const { t } = useWords();
  const field = useId();
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState('');
  const [said, setSaid] = useState('');
  const taking = useDeed(takeSeat, { onSuccess: () => setOpen(false) });
  if (!open)
    return (
      <div className="unprinted">
        <Button onClick={() => setOpen(true)}>{t('panel.take.title')}</Button>
      </div>
    );
  return (
    <form
      className="sl-stack sl-tight unprinted"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim()) taking.mutate({ params: { id }, body: { code, said } });
      }}
    >
      <p className="sl-muted sl-small">{t('panel.take.lead')}</p>
      <div>
        <label htmlFor={`${field}-code`}>{t('panel.take.code')}</label>
        <TextInput
          id={`${field}-code`}
          value={code}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
      <div>
        <label htmlFor={`${field}-said`}>{t('panel.take.said')}</label>
        <TextArea
          id={`${field}-said`}
          value={said}
          rows={2}
          maxLength={2_000}
          onChange={(event) => setSaid(event.target.value)}
        />
        <p className="sl-muted sl-small">{t('panel.take.said_help')}</p>
      </div>
      <ProblemAlert error={taking.error} />
      <div className="sl-row">
        <Button tone="primary" submit pending={taking.isPending} disabled={code.trim() === ''}>
          {t('panel.take.send')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
