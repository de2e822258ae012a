import type { Pilot } from '@scenario-lab/contracts/pilots';
import { listTickets } from '@scenario-lab/contracts/tickets';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Panel } from '../../components/object-page.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What was reported about the pilot, and the address under which more can be, site by site. */
export function TicketsPanel({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { count, ago } = useFormats();
  const { data } = useRow(listTickets, { query: { pilotId: pilot.id, limit: 5 } });
  if (!data) return null;
  const takes = ['running', 'paused', 'evaluating'].includes(pilot.status);
  if (data.total === 0 && !takes) return null;
  return (
    <Panel
      title={t('tickets.pilot.title')}
      extra={
        data.total > 0 ? (
          <Link to={path.tickets({ pilotId: pilot.id })}>
            {t('tickets.pilot.all')} {count(data.total)}
          </Link>
        ) : null
      }
    >
      <div className="sl-stack sl-tight">
        {data.total === 0 ? <p className="sl-muted">{t('tickets.pilot.empty')}</p> : null}
        <ul className="sl-plain sl-stack sl-tight">
          {data.items.map((ticket) => (
            <li key={ticket.id} className="sl-row">
              <StatusTag thing="ticket" status={ticket.status} />
              <Link to={path.ticket(ticket.id)}>
                <TextView text={ticket.title} />
              </Link>
              <span className="sl-muted sl-small">
                {ticket.site ? `${ticket.site} · ` : null}
                {ago(ticket.reportedAt)}
              </span>
            </li>
          ))}
        </ul>
        {takes ? (
          <details className="unprinted">
            <summary>{t('tickets.pilot.link')}</summary>
            <ul className="sl-plain">
              {pilot.sites.map((site) => (
                <li key={site}>
                  <Link to={path.reportProblem({ pilot: pilot.id, site })}>{site}</Link>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </Panel>
  );
}
