import type { Args, Route } from '@scenario-lab/contracts/route';
import { type ReactNode, useId, useState } from 'react';
import { useDeed } from '../app/api.js';
import { knowsWord, useWords, wordFor } from '../i18n/use-words.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { ProblemAlert } from './problem-alert.js';
import { TextArea } from './text-input.js';
import { useKept } from './use-kept.js';

export interface DeedSpec {
  /** The deed's row. Label and consequence are `deed.<row.name>.label` and `.says`; `.field` names its text. */
  row: Route;
  params?: Record<string, string>;
  tone?: 'primary' | 'default' | 'danger';
  /** The text that goes with it: `remark` may stay empty, the others must not. */
  field?: 'remark' | 'reason' | 'statement';
  /** What a remark has to say this time: its name, and it must not stay empty. */
  needed?: string | undefined;
  /** What else the body carries. */
  body?: Record<string, unknown>;
  /** More to fill in; the parent keeps it in `body`. */
  more?: ReactNode;
  /** Why it cannot be done although the reader might expect it: shown as a disabled button with this reason. */
  blocked?: string | null;
  /** Needs no confirming sentence (harmless and undoable). */
  plain?: boolean;
  onDone?: (answer: unknown) => void;
}

/** The deeds open to this reader: a button is there exactly when `allowed` names its row's access or name. */
export function DeedButtons({ allowed, deeds }: { allowed: readonly string[]; deeds: readonly DeedSpec[] }) {
  const shown = deeds.filter(
    ({ row, blocked }) => blocked || allowed.includes(row.access) || allowed.includes(row.name),
  );
  if (shown.length === 0) return null;
  return (
    <div className="sl-row">
      {shown.map((deed) => (
        <DeedButton key={deed.row.name} deed={deed} />
      ))}
    </div>
  );
}

function DeedButton({ deed }: { deed: DeedSpec }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [text, setText] = useKept(['deed', deed.row.name, ...Object.values(deed.params ?? {})].join('.'), '');
  const [missing, setMissing] = useState(false);
  const field = useId();
  const doing = useDeed(deed.row, {
    onSuccess: (answer) => {
      setOpen(false);
      setText('');
      deed.onDone?.(answer);
    },
  });
  const label = wordFor('deed', `${deed.row.name}.label`);
  const named = knowsWord('deed', `${deed.row.name}.field`);
  const usual = named ? wordFor('deed', `${deed.row.name}.field`) : t(`deed_field.${deed.field ?? 'remark'}`);
  const fieldLabel = deed.needed ?? usual;
  const required = deed.needed !== undefined || deed.field === 'reason' || deed.field === 'statement';
  const least = deed.field === 'statement' ? 10 : 1;
  const run = () => {
    const said = text.trim();
    if (required && said.length < least) return setMissing(true);
    const words = deed.field && (required || said) ? { [deed.field]: said } : {};
    const body = deed.row.body ? { body: { ...deed.body, ...words } } : {};
    doing.mutate({ params: deed.params, ...body } as unknown as Args<Route>);
  };
  if (deed.blocked) {
    return (
      <div>
        <Button disabled aria-describedby={field}>
          {label}
        </Button>
        <p id={field} className="sl-muted sl-small">
          {deed.blocked}
        </p>
      </div>
    );
  }
  if (deed.plain) {
    return (
      <>
        <Button tone={deed.tone} pending={doing.isPending} onClick={run}>
          {label}
        </Button>
        <ProblemAlert error={doing.error} />
      </>
    );
  }
  return (
    <>
      <Button tone={deed.tone} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? (
        <Dialog
          title={label}
          okText={label}
          danger={deed.tone === 'danger'}
          pending={doing.isPending}
          onOk={run}
          onCancel={() => {
            setOpen(false);
            doing.reset();
          }}
        >
          <div className="sl-stack">
            <p>{wordFor('deed', `${deed.row.name}.says`)}</p>
            {deed.more}
            {deed.field ? (
              <div>
                <label htmlFor={field}>{fieldLabel}</label>
                <TextArea
                  id={field}
                  value={text}
                  rows={4}
                  maxLength={5_000}
                  aria-invalid={missing}
                  aria-describedby={missing ? `${field}-missing` : undefined}
                  onChange={(event) => {
                    setText(event.target.value);
                    setMissing(false);
                  }}
                />
                {missing ? (
                  <p id={`${field}-missing`} style={{ color: 'var(--fail)' }}>
                    {t(least > 1 ? 'deed_field.too_short' : 'deed_field.missing', { least })}
                  </p>
                ) : null}
              </div>
            ) : null}
            <ProblemAlert error={doing.error} />
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
