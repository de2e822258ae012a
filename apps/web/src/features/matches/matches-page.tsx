import './matches.css';
import { type Match, matchScenario, matchSolution, readScenario } from '@scenario-lab/contracts/scenarios';
import { readSolution } from '@scenario-lab/contracts/solutions';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { EmptyState } from '../../components/empty-state.js';
import { OpenEngagement } from '../../components/open-engagement.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { RankingNote } from './ranking-note.js';

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
    />
  );
}

interface RankingProps {
  title: string;
  back: string;
  error: Error | null;
  matches: Match[] | undefined;
  shows: 'solution' | 'scenario';
}

function Ranking({ title, back, error, matches, shows }: RankingProps) {
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
      </header>
      <ProblemAlert error={error} />
      {!matches && !error ? <PageSkeleton kind="rows" /> : null}
      {matches?.length === 0 ? <EmptyState text={t('matches.empty')} /> : null}
      {matches?.map((match) => (
        <MatchView key={`${match.scenario.id}:${match.solution.id}`} match={match} shows={shows} />
      ))}
    </div>
  );
}

function MatchView({ match, shows }: { match: Match; shows: RankingProps['shows'] }) {
  const { t } = useWords();
  const { figure } = useFormats();
  const shown = match[shows];
  const score = Math.round(match.score);
  const way = (['invite', 'propose'] as const).find((one) => match.allowed.includes(`engagement.${one}`));
  return (
    <article className="sl-panel match">
      <div className="match-score">
        <strong aria-hidden>{score}</strong>
        <meter min={0} max={100} value={match.score} aria-label={t('matches.score', { score })} />
      </div>
      <div>
        <h2>
          <Link to={shows === 'solution' ? path.solution(shown.id) : path.scenario(shown.id)}>
            <TextView text={shown.title} />
          </Link>
        </h2>
        <p className="sl-muted">
          <OrganisationName of={shown.owner} />
          {shows === 'solution' ? ` · ${t('solutions.trl_value', { trl: match.solution.trl })}` : ''}
        </p>
      </div>
      <div className="match-deeds">
        {match.engagementId ? (
          <Link to={path.engagement(match.engagementId)}>{t('matches.engaged')}</Link>
        ) : way ? (
          <OpenEngagement opening={{ way, scenario: match.scenario, solution: match.solution }} />
        ) : null}
      </div>
      <ul className="reasons sl-plain">
        {match.reasons.map((reason) => (
          <li key={`${reason.code}:${reason.sentence.zh}`}>
            <ReasonBar
              reason={reason}
              most={Math.max(1, ...match.reasons.map((one) => Math.abs(one.contribution)))}
            />
            <span className="sl-number">
              {reason.contribution > 0 ? '+' : ''}
              {figure(Math.round(reason.contribution * 10) / 10)}
            </span>
            <span>
              <span className="sl-visually-hidden">
                {t(`matches.${reason.polarity}`)}
                {t('common.colon')}
              </span>
              <TextView text={reason.sentence} />
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}

function ReasonBar({ reason, most }: { reason: Match['reasons'][number]; most: number }) {
  const share = (Math.abs(reason.contribution) / most) * 50;
  const style =
    reason.contribution < 0 ? { right: '50%', width: `${share}%` } : { left: '50%', width: `${share}%` };
  return (
    <div className={`reason-bar reason-${reason.polarity}`} aria-hidden>
      <i style={share > 0 ? style : { left: 'calc(50% - 2px)', width: 4 }} />
    </div>
  );
}
