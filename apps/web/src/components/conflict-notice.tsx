import { ProblemError } from '@scenario-lab/contracts/call';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import { Notice } from './notice.js';
import { ProblemAlert } from './problem-alert.js';
import type { RowForm } from './row-form.js';

/** Somebody else saved what this form had read. */
export const isConflict = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.code === 'changed_meanwhile';

/** Nothing is overwritten before the writer has chosen whose version stands. */
export function ConflictNotice({ onTheirs, onMine }: { onTheirs: () => void; onMine: () => void }) {
  const { t } = useWords();
  return (
    <div role="alert">
      <Notice tone="warn">
        <p>{t('problem.changed_meanwhile')}</p>
        <p className="sl-row">
          <Button onClick={onTheirs}>{t('problem.load_theirs')}</Button>
          <Button onClick={onMine}>{t('problem.keep_mine')}</Button>
        </p>
      </Notice>
    </div>
  );
}

/** What stands in a form's way: a conflict with its two ways out, or what went wrong; and what an earlier visit typed. */
export function FormProblem(props: {
  work: Pick<RowForm, 'error' | 'places' | 'keepMine'> & Partial<Pick<RowForm, 'resumed' | 'forget'>>;
  /** Before theirs is read: drops what this browser has kept of the form. */
  forget?: () => void;
  /** What else went wrong on the way to this form. */
  error?: unknown;
}) {
  const { work, forget = work.forget } = props;
  const loadTheirs = () => {
    forget?.();
    location.reload();
  };
  return (
    <>
      {work.resumed ? <ResumedNotice onForget={work.forget} /> : null}
      {isConflict(work.error) ? (
        <ConflictNotice onTheirs={loadTheirs} onMine={work.keepMine} />
      ) : (
        <ProblemAlert error={props.error ?? work.error} places={work.places} />
      )}
    </>
  );
}

function ResumedNotice({ onForget }: { onForget: (() => void) | undefined }) {
  const { t } = useWords();
  return (
    <Notice>
      <p className="sl-row">
        {t('common.resumed')}
        <Button small onClick={onForget}>
          {t('common.resumed_forget')}
        </Button>
      </p>
    </Notice>
  );
}
