import './verdict-list.css';
import type { Args, Route } from '@scenario-lab/contracts/route';
import { useId, useState } from 'react';
import { useDeed } from '../app/api.js';
import { useWords, wordFor } from '../i18n/use-words.js';
import { Button } from './button.js';
import { ProblemAlert } from './problem-alert.js';
import { TextArea } from './text-input.js';
import { useKept } from './use-kept.js';

interface Deed {
  row: Route;
  tone?: 'primary' | 'default' | 'danger';
}
interface StatementFormProps {
  id: string;
  allowed: readonly string[];
  deeds: readonly Deed[];
  help?: string;
  /** Rows of the text. */
  rows?: number;
}

const least = 10;

/** One statement and the deeds that may be done with it; each says what follows before it is pressed. */
export function StatementForm({ id, allowed, deeds, help, rows = 5 }: StatementFormProps) {
  const { t } = useWords();
  const field = useId();
  const [text, setText] = useKept(`statement.${id}`, '');
  const [short, setShort] = useState(false);
  const open = deeds.filter(({ row }) => allowed.includes(row.access) || allowed.includes(row.name));
  if (open.length === 0) return null;
  return (
    <div className="sl-stack sl-tight">
      <div>
        <label htmlFor={field}>{t('runs.review.statement')}</label>
        <TextArea
          id={field}
          value={text}
          rows={rows}
          maxLength={10_000}
          aria-invalid={short}
          aria-describedby={`${field}-help`}
          onChange={(event) => {
            setText(event.target.value);
            setShort(false);
          }}
        />
        <p id={`${field}-help`} className={short ? undefined : 'sl-muted sl-small'} aria-live="polite">
          {short ? (
            <span style={{ color: 'var(--fail)' }}>{t('deed_field.too_short', { least })}</span>
          ) : (
            (help ?? t('runs.review.statement_help'))
          )}
        </p>
      </div>
      {open.map(({ row, tone }) => (
        <StatementDeed
          key={row.name}
          id={id}
          row={row}
          tone={tone}
          text={text.trim()}
          onShort={() => setShort(true)}
          onDone={() => setText('')}
        />
      ))}
    </div>
  );
}

function StatementDeed(props: Deed & { id: string; text: string; onShort: () => void; onDone: () => void }) {
  const { row, text } = props;
  const doing = useDeed(row, { onSuccess: props.onDone });
  const run = () => {
    if (text.length < least) return props.onShort();
    doing.mutate({ params: { id: props.id }, body: { statement: text } } as unknown as Args<Route>);
  };
  return (
    <div>
      <div className="statement-deed">
        <Button tone={props.tone} pending={doing.isPending} onClick={run}>
          {wordFor('deed', `${row.name}.label`)}
        </Button>
        <span className="sl-muted sl-small">{wordFor('deed', `${row.name}.says`)}</span>
      </div>
      <ProblemAlert error={doing.error} />
    </div>
  );
}
