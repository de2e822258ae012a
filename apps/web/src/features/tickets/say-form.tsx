import { useId, useState } from 'react';
import { Button } from '../../components/button.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';
import { YesNo } from './yes-no.js';

export interface SaidOfTicket {
  resolved: boolean;
  satisfied: boolean;
  words: string | null;
}

/** What a reporter says of how a ticket was answered: by the receipt, or by the link of a letter. */
export function SayForm({
  pending,
  error,
  onSay,
}: {
  pending: boolean;
  error: Parameters<typeof ProblemAlert>[0]['error'];
  onSay: (said: SaidOfTicket) => void;
}) {
  const { t } = useWords();
  const field = useId();
  const [resolved, setResolved] = useState<boolean | null>(null);
  const [satisfied, setSatisfied] = useState<boolean | null>(null);
  const [words, setWords] = useState('');
  return (
    <section className="sl-panel sl-stack sl-tight">
      <h2>{t('tickets.receipt.say')}</h2>
      <p className="sl-muted sl-small">{t('tickets.receipt.say_says')}</p>
      <YesNo legend={t('tickets.receipt.resolved')} value={resolved} onChange={setResolved} />
      <YesNo legend={t('tickets.receipt.satisfied')} value={satisfied} onChange={setSatisfied} />
      <div>
        <label htmlFor={field}>{t('tickets.receipt.words')}</label>
        <TextArea
          id={field}
          rows={3}
          maxLength={1_000}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </div>
      <ProblemAlert error={error} />
      <p>
        <Button
          tone="primary"
          pending={pending}
          disabled={resolved === null || satisfied === null}
          onClick={() =>
            resolved !== null &&
            satisfied !== null &&
            onSay({ resolved, satisfied, words: words.trim() || null })
          }
        >
          {t('tickets.receipt.send')}
        </Button>
      </p>
    </section>
  );
}
