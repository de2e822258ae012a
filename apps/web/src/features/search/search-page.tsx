import { listAlgorithms } from '@scenario-lab/contracts/algorithms';
import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import type { OrganisationRef, Text } from '@scenario-lab/contracts/common';
import { listDatasets } from '@scenario-lab/contracts/datasets';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { listShownOrganisations } from '@scenario-lab/contracts/shown-organisations';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { EmptyState } from '../../components/empty-state.js';
import { FoundBy } from '../../components/found-by.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultRow } from '../../components/result-row.js';
import { TakenFor } from '../../components/taken-for.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface Found {
  id: string;
  title: Text;
  owner: OrganisationRef;
  matched?: string[] | undefined;
}
type Corrections = { typed: string; taken: string }[] | undefined;
type Asked = { q: string; literal?: 'true' };
interface Group {
  key: 'scenarios' | 'solutions' | 'algorithms' | 'datasets' | 'benchmarks';
  answer: {
    data?: { items: Found[]; total: number; corrected?: Corrections };
    error: Error | null;
    isPending: boolean;
  };
  one: (id: string) => string;
  all: (query: Asked) => string;
}

/** One search over the five catalogues and those who take part, the best of each. */
export function SearchPage() {
  const { t } = useWords();
  const { count } = useFormats();
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const [typed, setTyped] = useState(q);
  useTitle(q ? t('home.search_for', { words: q }) : t('home.search_title'));
  const asked: Asked = params.get('literal') === 'true' ? { q, literal: 'true' } : { q };
  const query = { ...asked, limit: 5 };
  const when = { enabled: q !== '' };
  const groups: Group[] = [
    {
      key: 'scenarios',
      answer: useRow(listScenarios, { query }, when),
      one: path.scenario,
      all: path.scenarios,
    },
    {
      key: 'solutions',
      answer: useRow(listSolutions, { query }, when),
      one: path.solution,
      all: path.solutions,
    },
    {
      key: 'algorithms',
      answer: useRow(listAlgorithms, { query }, when),
      one: path.algorithm,
      all: path.algorithms,
    },
    { key: 'datasets', answer: useRow(listDatasets, { query }, when), one: path.dataset, all: path.datasets },
    {
      key: 'benchmarks',
      answer: useRow(listBenchmarks, { query: { q, limit: 5 } }, when),
      one: path.benchmark,
      all: path.benchmarks,
    },
  ];
  const who = useRow(listShownOrganisations, { query: { q, limit: 5 } }, when);
  const waiting = q !== '' && (who.isPending || groups.some(({ answer }) => answer.isPending));
  const nothing =
    q !== '' &&
    !waiting &&
    who.data?.items.length === 0 &&
    groups.every(({ answer }) => answer.data?.items.length === 0);
  // All catalogues look words up in one lexicon; one may hold a draft of the reader's that says what was typed.
  const corrected = groups.find(({ answer }) => answer.data?.corrected?.length)?.answer.data?.corrected;
  return (
    <div className="sl-stack">
      <h1>{t('home.search_title')}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setParams(typed.trim() ? { q: typed.trim() } : {}, { replace: true });
        }}
      >
        <input
          className="catalogue-search"
          type="search"
          value={typed}
          maxLength={200}
          aria-label={t('shell.search')}
          placeholder={t('shell.search_hint')}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
      {q === '' ? <p className="sl-muted">{t('home.search_start')}</p> : null}
      <TakenFor
        corrected={corrected}
        onLiteral={() => setParams({ q, literal: 'true' }, { replace: true })}
      />
      {waiting ? <PageSkeleton kind="rows" /> : null}
      {nothing ? (
        <EmptyState
          text={t('home.search_empty')}
          action={
            <span className="sl-row">
              <Link className="sl-button sl-button-quiet" to={path.scenarios()}>
                {t('home.find_scenarios')}
              </Link>
              <Link className="sl-button sl-button-quiet" to={path.solutions()}>
                {t('home.find_solutions')}
              </Link>
            </span>
          }
        />
      ) : null}
      <ProblemAlert error={who.error} />
      {who.data && who.data.items.length > 0 ? (
        <section>
          <div className="sl-panel-head">
            <h2>{t('shell.entry.shown_organisations')}</h2>
            <Link to={path.shownOrganisations({ q })}>
              {t('common.results', { count: who.data.total, shown: count(who.data.total) })}
            </Link>
          </div>
          <div className="catalogue-rows">
            {who.data.items.map((one) => (
              <ResultRow
                key={one.id}
                to={path.shownOrganisation(one.id)}
                title={<TextView text={one.name} />}
                meta={
                  <span>{one.roles.map((role) => t(`taxonomy.organisation_role.${role}`)).join(' · ')}</span>
                }
              />
            ))}
          </div>
        </section>
      ) : null}
      {groups.map(({ key, answer, one, all }) => (
        <div key={key} className="sl-stack sl-tight">
          <ProblemAlert error={answer.error} />
          {answer.data && answer.data.items.length > 0 ? (
            <section>
              <div className="sl-panel-head">
                <h2>{t(`shell.entry.${key}`)}</h2>
                <Link to={all(asked)}>
                  {t('common.results', { count: answer.data.total, shown: count(answer.data.total) })}
                </Link>
              </div>
              <div className="catalogue-rows">
                {answer.data.items.map((item) => (
                  <ResultRow
                    key={item.id}
                    to={one(item.id)}
                    title={<TextView text={item.title} marked={item.matched} />}
                    meta={
                      <>
                        <OrganisationName of={item.owner} />
                        <FoundBy words={item.matched} shown={[item.title]} />
                      </>
                    }
                  />
                ))}
              </div>
            </section>
          ) : null}
        </div>
      ))}
    </div>
  );
}
