import './run.css';
import type { Split } from '@scenario-lab/contracts/benchmarks';
import { call } from '@scenario-lab/contracts/call';
import type { Answer } from '@scenario-lab/contracts/route';
import { preflightRun } from '@scenario-lab/contracts/runs';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { client } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

type Preflight = Answer<typeof preflightRun>;
interface Subject {
  algorithmVersionId: string;
  benchmarkVersionId: string;
  split: Split;
}

/** Asks what stands in the way whenever the choice changes. */
export function usePreflight(subject: Subject | null): UseQueryResult<Preflight> {
  return useQuery({
    queryKey: [preflightRun.name, subject],
    enabled: subject !== null,
    queryFn: ({ signal }) => {
      if (!subject) throw new Error('asked without a subject');
      return call(client, preflightRun, { body: subject }, { signal });
    },
  });
}

/** The answer: named mismatches, looks, cost, balance. */
export function PreflightView(props: {
  asked: boolean;
  preflight: UseQueryResult<Preflight>;
  split: Split;
  /** Chooses the sample instead, where the hidden split asks for a run there first. */
  onSample: () => void;
}) {
  const { t } = useWords();
  const { preflight } = props;
  return (
    <Panel title={t('runs.submit.preflight')}>
      <div aria-live="polite" className="sl-stack sl-tight" style={{ minHeight: 96 }}>
        <ProblemAlert error={preflight.error} />
        {!props.asked ? (
          <p className="sl-muted">{t('runs.submit.choose_first')}</p>
        ) : preflight.data ? (
          <Findings found={preflight.data} split={props.split} onSample={props.onSample} />
        ) : preflight.error ? null : (
          <p className="sl-muted">{t('runs.submit.checking')}</p>
        )}
      </div>
    </Panel>
  );
}

function Findings(props: { found: Preflight; split: Split; onSample: () => void }) {
  const { found, split, onSample } = props;
  const { t } = useWords();
  const { count } = useFormats();
  const { looks, problems } = found;
  const credits = (value: number) => t('runs.submit.credits', { shown: count(value) });
  return (
    <>
      {found.ok ? (
        <p>
          <ToneTag tone="pass">{t('runs.submit.ok')}</ToneTag>
        </p>
      ) : (
        <div>
          <p>{t('runs.submit.not_ok', { count: problems.length })}</p>
          <ul>
            {problems.map((one) => (
              <li key={`${one.code}:${one.place}`}>
                <strong>{wordFor('runs.preflight', one.code)}</strong>
                {one.code.startsWith('column') ? (
                  <>
                    {t('common.colon')}
                    <code>{one.place}</code>
                  </>
                ) : null}
                {one.code === 'trial_missing' ? (
                  <>
                    {' '}
                    <Button onClick={onSample}>{t('runs.submit.start_trial')}</Button>
                  </>
                ) : null}
                {one.detail ? <span className="sl-muted"> ({one.detail})</span> : null}
              </li>
            ))}
          </ul>
        </div>
      )}
      <dl className="standing">
        <div>
          <dt>{t('runs.submit.looks')}</dt>
          <dd>{looks ? t('runs.submit.looks_of', looks) : t('runs.submit.looks_free')}</dd>
        </div>
        <div>
          <dt>{t('runs.submit.cost')}</dt>
          <dd>{credits(found.cost)}</dd>
        </div>
        <div>
          <dt>{t('runs.submit.balance')}</dt>
          <dd>{credits(found.balance)}</dd>
        </div>
      </dl>
      {split === 'hidden' && looks && looks.used < looks.of ? (
        <p className="sl-muted">{t('runs.submit.takes_look', { number: looks.used + 1, of: looks.of })}</p>
      ) : null}
    </>
  );
}
