import './run.css';
import { readBenchmark, type Split } from '@scenario-lab/contracts/benchmarks';
import { call } from '@scenario-lab/contracts/call';
import type { Answer } from '@scenario-lab/contracts/route';
import { preflightRun } from '@scenario-lab/contracts/runs';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
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
  benchmarkId: string | undefined;
  /** Chooses the sample instead, where the hidden split asks for a run there first. */
  onSample: () => void;
}) {
  const { t } = useWords();
  const { preflight } = props;
  return (
    <Panel title={t('runs.submit.preflight')}>
      <div aria-live="polite" className="sl-stack sl-tight" style={{ minHeight: 96 }}>
        <ProblemAlert error={preflight.error} />
        {props.split === 'hidden' && props.benchmarkId ? (
          <DiffersFromNeed benchmarkId={props.benchmarkId} />
        ) : null}
        {!props.asked ? (
          <p className="sl-muted">{t('runs.submit.choose_first')}</p>
        ) : preflight.data ? (
          <Findings {...props} found={preflight.data} />
        ) : preflight.error ? null : (
          <p className="sl-muted">{t('runs.submit.checking')}</p>
        )}
      </div>
    </Panel>
  );
}

/** A look is about to be taken at an exam that proves nothing for its need as things stand: said before, not after. */
function DiffersFromNeed({ benchmarkId }: { benchmarkId: string }) {
  const { t } = useWords();
  const { data } = useRow(readBenchmark, { params: { id: benchmarkId } });
  const need = data?.versions.find(({ id }) => id === data.versionId)?.need;
  if (!need || need.differences.length === 0 || need.agreed) return null;
  return (
    <Notice tone="warn">
      {t('benchmarks.need.open')} <Link to={path.benchmark(benchmarkId)}>{t('benchmarks.need.title')}</Link>
    </Notice>
  );
}

/** Where what stands in the way is mended, if that is a page. */
function Mend({ code, benchmarkId }: { code: string; benchmarkId: string | undefined }) {
  const { t } = useWords();
  const asks = code === 'grant_missing' && benchmarkId !== undefined;
  const benchmark = useRow(readBenchmark, { params: { id: benchmarkId ?? '' } }, { enabled: asks });
  if (code === 'not_verified')
    return <Link to={path.organisation()}>{t('workbench.complete_organisation')}</Link>;
  if (!asks || !benchmark.data) return null;
  return <Link to={path.dataset(benchmark.data.dataset.id)}>{t('runs.submit.to_dataset')}</Link>;
}

interface FindingsProps {
  found: Preflight;
  split: Split;
  benchmarkId: string | undefined;
  onSample: () => void;
}

function Findings(props: FindingsProps) {
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
                ) : null}{' '}
                <Mend code={one.code} benchmarkId={props.benchmarkId} />
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
