import './matches.css';
import type { Match } from '@scenario-lab/contracts/scenarios';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { OpenEngagement } from '../../components/open-engagement.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { MarkDeeds } from './mark-deeds.js';

/** One pair with its score, its reasons and what can be done with it. */
export function MatchView({ match, shows }: { match: Match; shows: 'solution' | 'scenario' }) {
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
        {match.allowed.includes('match.mark') ? <MarkDeeds match={match} shows={shows} /> : null}
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
