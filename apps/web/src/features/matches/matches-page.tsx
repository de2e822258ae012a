import { type Match, matchScenario, matchSolution, readScenario } from '@scenario-lab/contracts/scenarios';
import { readSolution } from '@scenario-lab/contracts/solutions';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { EmptyState } from '../../components/empty-state.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { LettersPanel } from './letters.js';
import { DismissedPanel, ShortlistPanel } from './marked-panels.js';
import { MatchView } from './match-view.js';
import { RankingNote } from './ranking-note.js';
import { SubscribeButton } from './subscribe-button.js';

/** Ranked solutions for a need. */
export function ScenarioMatchesPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { text } = useFormats();
  const scenario = useRow(readScenario, { params: { id } });
  const matches = useRow(matchScenario, { params: { id } });
  return (
    <Ranking
      title={t('matches.for_scenario', { title: text(scenario.data?.title) })}
      back={path.scenario(id)}
      error={scenario.error ?? matches.error}
      matches={matches.data}
      shows="solution"
      id={id}
    />
  );
}

/** Ranked needs for a solution. */
export function SolutionMatchesPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { text } = useFormats();
  const solution = useRow(readSolution, { params: { id } });
  const matches = useRow(matchSolution, { params: { id } });
  return (
    <Ranking
      title={t('matches.for_solution', { title: text(solution.data?.title) })}
      back={path.solution(id)}
      error={solution.error ?? matches.error}
      matches={matches.data}
      shows="scenario"
      id={id}
    />
  );
}

interface RankingProps {
  title: string;
  back: string;
  error: Error | null;
  matches: Match[] | undefined;
  shows: 'solution' | 'scenario';
  /** Of the need or the card whose matches these are. */
  id: string;
}

function Ranking({ title, back, error, matches, shows, id }: RankingProps) {
  const { t } = useWords();
  useTitle(title);
  return (
    <div className="sl-stack">
      <header>
        <p className="sl-small">
          <Link to={back}>← {t('common.back_to')}</Link>
        </p>
        <h1>{title}</h1>
        <p className="sl-muted">{t('matches.lead')}</p>
        <RankingNote />
        <p className="sl-row unprinted">
          <SubscribeButton thing={shows === 'solution' ? 'scenario' : 'solution'} id={id} />
          <Link to={path.newMatches()}>{t('match_marks.new_title')}</Link>
        </p>
      </header>
      <ProblemAlert error={error} />
      {matches ? <ShortlistPanel shows={shows} id={id} /> : null}
      {!matches && !error ? <PageSkeleton kind="rows" /> : null}
      {matches?.length === 0 ? <EmptyState text={t('matches.empty')} /> : null}
      {matches?.map((match) => (
        <MatchView key={`${match.scenario.id}:${match.solution.id}`} match={match} shows={shows} />
      ))}
      {matches ? <DismissedPanel shows={shows} id={id} /> : null}
      {matches && shows === 'solution' ? <LettersPanel id={id} /> : null}
    </div>
  );
}
