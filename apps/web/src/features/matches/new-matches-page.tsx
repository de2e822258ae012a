import './matches.css';
import {
  listMatchDigests,
  listMatchSubscriptions,
  type MatchDigest,
  unsubscribeMatches,
} from '@scenario-lab/contracts/match-marks';
import { Link } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const pageOfList = (thing: 'scenario' | 'solution', id: string) =>
  thing === 'scenario' ? path.scenarioMatches(id) : path.solutionMatches(id);

/** What was new on one's lists, week by week, and which lists these are. */
export function NewMatchesPage() {
  const { t } = useWords();
  const { day } = useFormats();
  useTitle(t('match_marks.new_title'));
  const { data, error } = useRow(listMatchDigests, {});
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('match_marks.new_title')}</h1>
        <p className="sl-muted">
          {t('match_marks.new_lead')} <Link to={path.account()}>{t('match_marks.settings')}</Link>
        </p>
      </header>
      <ProblemAlert error={error} />
      {!data && !error ? <PageSkeleton kind="rows" /> : null}
      {data?.length === 0 ? <EmptyState text={t('match_marks.no_digests')} /> : null}
      {data?.map((digest) => (
        <Panel key={digest.id} title={t('match_marks.week', { day: day(digest.at) })}>
          <DigestView digest={digest} />
        </Panel>
      ))}
      <SubscriptionsPanel />
    </div>
  );
}

function DigestView({ digest }: { digest: MatchDigest }) {
  const { t } = useWords();
  const { text } = useFormats();
  const lists = new Map<string, MatchDigest['matches']>();
  for (const match of digest.matches) {
    const key = `${match.of} ${match[match.of].id}`;
    lists.set(key, [...(lists.get(key) ?? []), match]);
  }
  if (lists.size === 0) return <p className="sl-muted">{t('match_marks.gone_all')}</p>;
  return [...lists].map(([key, matches]) => {
    const [first] = matches;
    if (!first) return null;
    return (
      <section key={key} className="sl-stack sl-tight">
        <h3>
          <Link to={pageOfList(first.of, first[first.of].id)}>
            {t('match_marks.of_list', { title: text(first[first.of].title) })}
          </Link>
        </h3>
        <ul className="sl-plain sl-stack sl-tight link-lines">
          {matches.map((match) => (
            <li key={`${match.scenario.id}:${match.solution.id}`} className="sl-row">
              {match.of === 'scenario' ? (
                <Link to={path.solution(match.solution.id)}>
                  <TextView text={match.solution.title} />
                </Link>
              ) : (
                <Link to={path.scenario(match.scenario.id)}>
                  <TextView text={match.scenario.title} />
                </Link>
              )}
              <OrganisationName of={match.owner} />
              <span className="sl-muted">{t('matches.score', { score: Math.round(match.score) })}</span>
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

function SubscriptionsPanel() {
  const { t } = useWords();
  const { day } = useFormats();
  const { data, error } = useRow(listMatchSubscriptions, {});
  const stopping = useDeed(unsubscribeMatches);
  return (
    <Panel title={t('match_marks.subscriptions')}>
      <ProblemAlert error={error ?? stopping.error} />
      {data?.length === 0 ? <p className="sl-muted">{t('match_marks.no_subscriptions')}</p> : null}
      <ul className="sl-plain sl-stack sl-tight link-lines">
        {data?.map(({ thing, id, title, since }) => (
          <li key={`${thing} ${id}`} className="sl-row">
            {title ? (
              <Link to={pageOfList(thing, id)}>
                <TextView text={title} />
              </Link>
            ) : (
              <span className="sl-muted">{t('match_marks.gone')}</span>
            )}
            <span className="sl-muted sl-small">{day(since)}</span>
            <Button
              small
              pending={stopping.isPending && stopping.variables?.params.id === id}
              onClick={() => stopping.mutate({ params: { thing, id } })}
            >
              {t('match_marks.stop')}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
