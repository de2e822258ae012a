import type { OnboardingTask, readOnboarding } from '@scenario-lab/contracts/onboarding';
import type { Answer } from '@scenario-lab/contracts/route';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { AssignDialog } from './assign-dialog.js';
import type { Step } from './steps.js';

type Onboarding = Answer<typeof readOnboarding>;
interface StepsProps {
  side: 'vendor' | 'department';
  steps: readonly Step[];
  onboarding: Onboarding | undefined;
}

/** The way on, step by step; once all are done it stands folded, for whoever starts something new. */
export function StepsView({ side, steps, onboarding }: StepsProps) {
  const { t } = useWords();
  const [giving, setGiving] = useState<OnboardingTask | null>(null);
  const done = steps.filter(({ state }) => state === 'done').length;
  const list = (
    <ol className="steps">
      {steps.map(({ key, state, to }) => {
        const task = state === 'done' ? undefined : onboarding?.tasks.find(({ step }) => step === key);
        return (
          <li key={key} className={`step step-${state}`} aria-current={state === 'next' ? 'step' : undefined}>
            <span className="step-mark" aria-hidden>
              {state === 'done' ? <Icon name="pass" /> : null}
            </span>
            <div>
              <Link to={to}>{wordFor(`workbench.${side}`, key)}</Link>
              <span className="sl-visually-hidden">
                {t('common.colon')}
                {t(`workbench.state.${state}`)}
              </span>
              {state === 'next' ? <p className="sl-small">{wordFor(`workbench.${side}_says`, key)}</p> : null}
              {task ? (
                <WhoseTask task={task} onGive={onboarding?.people ? () => setGiving(task) : null} />
              ) : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
  const dialog =
    giving && onboarding?.people ? (
      <AssignDialog
        name={wordFor(`workbench.${side}`, giving.step)}
        task={giving}
        people={onboarding.people}
        onClose={() => setGiving(null)}
      />
    ) : null;
  const count = (
    <span className="sl-muted sl-small">{t('workbench.steps_done', { done, of: steps.length })}</span>
  );
  if (done < steps.length)
    return (
      <Panel title={t('workbench.steps')} extra={count}>
        {list}
        {dialog}
      </Panel>
    );
  return (
    <details className="sl-panel">
      <summary>
        <h2>{t('workbench.steps')}</h2>
        {count}
      </summary>
      {list}
    </details>
  );
}

/** Whose a step is, and until when. */
function WhoseTask({ task, onGive }: { task: OnboardingTask; onGive: (() => void) | null }) {
  const { t } = useWords();
  const { day } = useFormats();
  const { me } = useMe();
  const mine = task.person?.id === me?.person.id;
  const late = task.due !== null && task.due < labToday();
  return (
    <p className="sl-muted sl-small step-task">
      {task.person ? (
        <span>{t('workbench.task.whose', { name: mine ? t('workbench.task.me') : task.person.name })}</span>
      ) : null}
      {task.due ? (
        <span>{t(late ? 'workbench.task.late' : 'workbench.task.due', { day: day(task.due) })}</span>
      ) : null}
      {onGive ? (
        <Button tone="link" small onClick={onGive}>
          {t('workbench.task.give')}
        </Button>
      ) : null}
    </p>
  );
}
