import { listDataRequests } from '@scenario-lab/contracts/data-requests';
import type { Scenario } from '@scenario-lab/contracts/scenarios';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Data the need waits for and nobody has published yet. */
export function WishedData({ scenario }: { scenario: Scenario }) {
  const { t } = useWords();
  const { count } = useFormats();
  const here = useMe();
  const { data } = useRow(listDataRequests, { query: { scenarioId: scenario.id, limit: 20 } });
  const may = here.may('data_request.create');
  if (!data || (data.items.length === 0 && !may)) return null;
  return (
    <div className="sl-stack sl-tight">
      {data.items.length > 0 ? (
        <>
          <h3>{t('data_requests.of_need')}</h3>
          <ul className="sl-plain">
            {data.items.map((one) => (
              <li key={one.id} className="sl-row">
                <Link to={path.dataRequest(one.id)}>
                  <TextView text={one.title} />
                </Link>
                <StatusTag thing="data_request" status={one.status} />
                <span className="sl-muted">
                  {t('data_requests.votes', { count: one.votes, shown: count(one.votes) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {may ? (
        <p>
          <Link className="sl-button sl-button-quiet" to={path.newDataRequest({ need: scenario.id })}>
            {t('data_requests.of_need_more')}
          </Link>
        </p>
      ) : null}
    </div>
  );
}
