import './run.css';
import type { Run } from '@scenario-lab/contracts/runs';
import { SandboxNotice } from '../../components/sandbox-notice.js';
import { VerdictTag } from '../../components/status-tag.js';
import { type Tone, toneOf } from '../../components/tones.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { stepsOf } from './steps.js';

/** What is happening now, to be read from two metres: one sentence, the steps, the progress. */
export function NowView({ run }: { run: Run }) {
  const { t } = useWords();
  const { says, more } = useSentence(run);
  const { progress } = run;
  const counted = progress && progress.of > 0 && run.status === 'executing';
  const settled = run.status === 'approved' || run.status === 'finished';
  const verdict = settled && run.result && run.result.criteria.length > 0 ? run.result.overall : null;
  const tone: Tone = verdict ?? (run.result && run.status === 'finished' ? 'pass' : toneOf(run.status));
  return (
    <section
      className={`sl-panel now now-${tone}${verdict ? ' now-judged' : ''}`}
      aria-label={t('runs.now.label')}
    >
      <p className="now-sentence" role="status">
        {says}
      </p>
      {verdict ? (
        <p className="now-more sl-row">
          {t('runs.now.verdict')} <VerdictTag verdict={verdict} big />
        </p>
      ) : null}
      {more ? <p className="now-more">{more}</p> : null}
      {counted ? (
        <div className="now-progress">
          <progress value={progress.done} max={progress.of} aria-label={t('runs.now.label')} />
          <span>{t('runs.now.executions', { done: progress.done, of: progress.of })}</span>
        </div>
      ) : null}
      <ol className="now-steps sl-plain" aria-label={t('runs.step.label')}>
        {stepsOf(run).map(({ step, state }) => (
          <li
            key={step}
            className={`now-step-${state}`}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            {t(`runs.step.${step}`)}
            <span className="sl-visually-hidden">{t(`runs.step.state.${state}`)}</span>
          </li>
        ))}
      </ol>
      {run.status === 'queued' ? <SandboxNotice /> : null}
    </section>
  );
}

function useSentence(run: Run): { says: string; more: string | null } {
  const { t } = useWords();
  const { ago, instant } = useFormats();
  const { status, position, estimatedStart, look } = run;
  if (status === 'queued') {
    const says =
      position === null
        ? t('runs.now.queued_unknown')
        : position === 1
          ? t('runs.now.queued_next')
          : t('runs.now.queued', { position });
    const more = estimatedStart
      ? t('runs.now.start_at', { when: `${ago(estimatedStart)} (${instant(estimatedStart)})` })
      : t('runs.now.start_unknown');
    return { says, more };
  }
  const charged = look ? t(look.charged ? 'runs.now.look_charged' : 'runs.now.look_returned') : null;
  if (status === 'algorithm_fault') {
    const how = run.outcome ?? 'runtime_error';
    const outcome = t(`taxonomy.outcome.${how}`);
    const more = [t(`taxonomy.outcome_hint.${how}`), charged].filter(Boolean).join(' ');
    return { says: t('runs.now.algorithm_fault', { outcome }), more };
  }
  if (status === 'platform_fault') {
    const parts = [
      t('runs.now.platform_fault_says'),
      look && !look.charged ? t('runs.now.look_returned') : null,
      run.platformFault,
    ];
    return { says: t('runs.now.platform_fault'), more: parts.filter(Boolean).join(' ') };
  }
  if (status === 'finished' && run.synthetic) return { says: t('runs.synthetic_runs'), more: null };
  return { says: t(`runs.now.${status}`), more: status === 'cancelled' ? charged : null };
}
