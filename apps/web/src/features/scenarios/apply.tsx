import { listEngagements } from '@scenario-lab/contracts/engagements';
import type { Scenario } from '@scenario-lab/contracts/scenarios';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { OpenEngagement } from '../../components/open-engagement.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useWords } from '../../i18n/use-words.js';

/** Of the cards on their way to the list. */
const notYet: readonly string[] = ['draft', 'in_review', 'returned'];

/** A vendor's way into a need: the engagement there is, an application with one of its cards, or the card it lacks. */
export function Apply({ scenario }: { scenario: Scenario }) {
  const { t } = useWords();
  const { me } = useMe();
  const engagements = useRow(listEngagements, { query: { scenarioId: scenario.id, limit: 100 } });
  const cards = useRow(listSolutions, { query: { mine: 'true', limit: 100 } });
  const live = engagements.data?.items.filter(({ vendor }) => vendor.id === me?.organisation.id) ?? [];
  const used = new Set(live.map(({ solution }) => solution.id));
  const free = cards.data?.items.filter(({ id, status }) => status === 'listed' && !used.has(id)) ?? [];
  const coming = cards.data?.items.filter(({ status }) => notYet.includes(status)) ?? [];
  const listed = cards.data?.items.some(({ status }) => status === 'listed') ?? false;
  const [first] = free;
  if (!engagements.data || !cards.data) return <ProblemAlert error={engagements.error ?? cards.error} />;
  return (
    <div className="sl-stack sl-tight">
      {live.map((one) => (
        <p key={one.id} className="sl-row">
          <Link to={path.engagement(one.id)}>{t('scenarios.apply.to_engagement')}</Link>
          <StatusTag thing="engagement" status={one.status} />
        </p>
      ))}
      {first ? (
        <div>
          <OpenEngagement opening={{ way: 'propose', scenario, solution: first, choices: free }}>
            {t(live.length > 0 ? 'scenarios.apply.another' : 'scenarios.apply.go')}
          </OpenEngagement>
        </div>
      ) : null}
      {!listed && coming.length > 0 ? (
        <div className="sl-small">
          <p>{t('scenarios.apply.not_yet')}</p>
          {coming.slice(0, 3).map((card) => (
            <p key={card.id} className="sl-row">
              <Link to={path.solution(card.id, { need: scenario.id })}>
                <TextView text={card.title} />
              </Link>
              <StatusTag thing="solution" status={card.status} />
            </p>
          ))}
        </div>
      ) : null}
      {!listed ? (
        <p className="sl-small">
          {t('scenarios.apply.no_card')}{' '}
          <Link to={path.newSolution({ need: scenario.id })}>{t('scenarios.apply.write_card')}</Link>
          {' · '}
          <Link to={path.solutions({ mine: 'true' })}>{t('scenarios.apply.own_cards')}</Link>
        </p>
      ) : null}
    </div>
  );
}
