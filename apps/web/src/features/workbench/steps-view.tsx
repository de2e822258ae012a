import { Link } from 'react-router';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import type { Step } from './steps.js';

/** The way on, step by step; once all are done it stands folded, for whoever starts something new. */
export function StepsView({ side, steps }: { side: 'vendor' | 'department'; steps: readonly Step[] }) {
  const { t } = useWords();
  const done = steps.filter(({ state }) => state === 'done').length;
  const list = (
    <ol className="steps">
      {steps.map(({ key, state, to }) => (
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
          </div>
        </li>
      ))}
    </ol>
  );
  const count = (
    <span className="sl-muted sl-small">{t('workbench.steps_done', { done, of: steps.length })}</span>
  );
  if (done < steps.length)
    return (
      <Panel title={t('workbench.steps')} extra={count}>
        {list}
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
