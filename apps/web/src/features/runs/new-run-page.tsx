import './run.css';
import { type Split, splits } from '@scenario-lab/contracts/benchmarks';
import { submitRun } from '@scenario-lab/contracts/runs';
import { useEffect, useId, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { CheckInput, SelectInput } from '../../components/choice-input.js';
import { EmptyState } from '../../components/empty-state.js';
import { FormPage } from '../../components/form-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { SandboxNotice } from '../../components/sandbox-notice.js';
import { useWords } from '../../i18n/use-words.js';
import { PreflightView, usePreflight } from './preflight-view.js';
import { useCandidates } from './use-candidates.js';

/** What meets what, what stands in the way, one button. */
export function NewRunPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const ids = { algorithm: useId(), benchmark: useId(), engagement: useId() };
  const [priorAccess, setPriorAccess] = useState(false);
  const candidates = useCandidates(params);
  const { version, benchmark, engagements, engagement } = candidates;
  const asked = params.get('split') as Split | null;
  const split = asked && splits.includes(asked) ? asked : 'sample';
  const subject =
    version && benchmark
      ? { algorithmVersionId: version.value, benchmarkVersionId: benchmark.versionId, split }
      : null;
  const preflight = usePreflight(subject);
  const submitting = useDeed(submitRun, { onSuccess: (run) => navigate(path.run(run.id)) });
  const set = (key: string, value: string | null) =>
    setParams(
      (before) => {
        if (value) before.set(key, value);
        else before.delete(key);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  if (candidates.loading) return <PageSkeleton />;
  return (
    <FormPage
      title={t('runs.submit.title')}
      lead={t('runs.submit.lead')}
      back={{ to: path.runs(), label: t('runs.title') }}
    >
      <div className="sl-stack">
        <ProblemAlert error={candidates.error} />
        <SandboxNotice />
        {candidates.versions.length === 0 ? (
          <EmptyState
            text={t('runs.submit.no_algorithm')}
            action={
              <Link className="sl-button" to={path.newAlgorithm()}>
                {t('runs.submit.add_algorithm')}
              </Link>
            }
          />
        ) : (
          <div>
            <label htmlFor={ids.algorithm}>{t('runs.submit.algorithm')}</label>
            <SelectInput
              id={ids.algorithm}
              value={version?.value ?? null}
              onChange={(value) => set('algorithmVersionId', value)}
              options={candidates.versions}
            />
          </div>
        )}
        <div>
          <label htmlFor={ids.benchmark}>{t('runs.submit.benchmark')}</label>
          <SelectInput
            id={ids.benchmark}
            value={benchmark?.value ?? null}
            onChange={(value) => set('benchmark', value)}
            options={candidates.benchmarks}
          />
          {candidates.benchmarks.length === 0 ? (
            <p className="sl-muted sl-small">{t('runs.submit.no_benchmark')}</p>
          ) : null}
        </div>
        <SplitChoices value={split} onChange={(value) => set('split', value)} />
        {engagements.length > 0 ? (
          <div>
            <label htmlFor={ids.engagement}>{t('runs.submit.engagement')}</label>
            <SelectInput
              id={ids.engagement}
              value={engagement}
              onChange={(value) => set('engagement', value)}
              options={engagements}
              none={t('runs.submit.engagement_none')}
            />
          </div>
        ) : null}
        <div>
          <CheckInput label={t('runs.submit.prior_access')} checked={priorAccess} onChange={setPriorAccess} />
          <p className="sl-muted sl-small">{t('runs.submit.prior_access_help')}</p>
        </div>
        <PreflightView
          asked={subject !== null}
          preflight={preflight}
          split={split}
          benchmarkId={benchmark?.value}
          onSample={() => set('split', 'sample')}
        />
        <ProblemAlert error={submitting.error} />
        <div>
          <Button
            tone="primary"
            pending={submitting.isPending}
            disabled={!subject || !preflight.data?.ok || preflight.isFetching}
            onClick={() =>
              subject && submitting.mutate({ body: { ...subject, engagementId: engagement, priorAccess } })
            }
          >
            {t('runs.submit.button')}
          </Button>
        </div>
      </div>
    </FormPage>
  );
}

function SplitChoices({ value, onChange }: { value: Split; onChange: (split: Split) => void }) {
  const { t } = useWords();
  const name = useId();
  // The address follows a moment later; the mark does not wait for it.
  const [chosen, setChosen] = useState(value);
  useEffect(() => setChosen(value), [value]);
  const choose = (split: Split) => {
    setChosen(split);
    onChange(split);
  };
  return (
    <fieldset className="split-choices">
      <legend>{t('runs.submit.split')}</legend>
      {splits.map((split) => (
        <label key={split}>
          <input type="radio" name={name} checked={split === chosen} onChange={() => choose(split)} />
          <span>
            <strong>{t(`taxonomy.split.${split}`)}</strong>
            <span className="sl-muted">{t(`runs.submit.split_says.${split}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
