import { gapStates, type IndustryGap, listGaps } from '@scenario-lab/contracts/industry';
import { Field } from '@scenario-lab/contracts/taxonomies';
import { useId } from 'react';
import { Link, useSearchParams } from 'react-router';
import { usePages } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { EmptyState } from '../../components/empty-state.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import type { Tone } from '../../components/tones.js';
import { fieldChoices, useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const toneOf: Record<(typeof gapStates)[number], Tone> = {
  untested: 'running',
  unmet: 'inconclusive',
  no_exam: 'waiting',
};

/** Needs without a measured answer: what can be tried today first, each with the step it takes. */
export function GapsPanel({ chain }: { chain?: string }) {
  const { t } = useWords();
  const { count } = useFormats();
  const ids = { state: useId(), field: useId() };
  const [params, setParams] = useSearchParams();
  const state = gapStates.find((one) => one === params.get('state'));
  const field = Field.options.find((one) => one === params.get('field'));
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages(listGaps, {
    state,
    field,
    chain,
    limit: '5',
  });
  const set = (key: string, value: string) => {
    const next = new URLSearchParams(params);
    if (value) next.set(key, value);
    else next.delete(key);
    setParams(next, { replace: true });
  };
  const gaps = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel
      title={t('industry.enter')}
      extra={data ? t('industry.total', { n: count(data.pages[0]?.total ?? 0) }) : null}
    >
      <div className="sl-stack sl-tight">
        <p className="sl-muted">{t('industry.enter_says')}</p>
        <div className="form-pair">
          <div>
            <label htmlFor={ids.state}>{t('industry.only')}</label>
            <SelectInput
              id={ids.state}
              value={state ?? ''}
              onChange={(value) => set('state', String(value ?? ''))}
              options={[
                { value: '', label: t('industry.all_states') },
                ...gapStates.map((value) => ({ value, label: t(`industry.state.${value}`) })),
              ]}
            />
          </div>
          <div>
            <label htmlFor={ids.field}>{t('industry.field')}</label>
            <SelectInput
              id={ids.field}
              value={field ?? ''}
              onChange={(value) => set('field', String(value ?? ''))}
              options={[{ value: '', label: t('industry.whole') }, ...fieldChoices()]}
            />
          </div>
        </div>
        <ProblemAlert error={error} />
        {isPending ? <PageSkeleton kind="rows" /> : null}
        {data && gaps.length === 0 ? <EmptyState text={t('industry.enter_none')} /> : null}
        <ul className="sl-plain industry-gaps">
          {gaps.map((gap) => (
            <GapRow key={gap.id} gap={gap} />
          ))}
        </ul>
        {hasNextPage ? (
          <div>
            <Button pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('common.more')}
            </Button>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

function GapRow({ gap }: { gap: IndustryGap }) {
  const { t } = useWords();
  const { day, money, count } = useFormats();
  const regions = useTerms('region');
  const facts = [
    gap.field ? t(`taxonomy.field.${gap.field}`) : null,
    gap.region ? regions.nameOf(gap.region) : null,
    gap.deadline ? t('industry.deadline', { day: day(gap.deadline) }) : t('industry.no_deadline'),
    gap.budget === null ? null : t('industry.budget', { amount: money(gap.budget) }),
    t('industry.rivals', { n: count(gap.solutions) }),
  ];
  return (
    <li>
      <span className="sl-row sl-spread">
        <Link to={path.scenario(gap.id)}>
          <TextView text={gap.title} />
        </Link>
        <ToneTag tone={toneOf[gap.state]}>{t(`industry.state.${gap.state}`)}</ToneTag>
      </span>
      <span className="sl-row sl-spread sl-small">
        <span className="sl-muted">
          <OrganisationName of={gap.department} /> · {facts.filter(Boolean).join(' · ')}
        </span>
        {gap.benchmarkId ? (
          <Link to={path.benchmark(gap.benchmarkId)}>{t('industry.test')}</Link>
        ) : (
          <Link to={path.scenario(gap.id)}>{t('industry.read_need')}</Link>
        )}
      </span>
    </li>
  );
}
