import { listTickets, TicketStatus } from '@scenario-lab/contracts/tickets';
import { Link, useSearchParams } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { escalationOf } from './escalation.js';

const onlys = ['live', 'late', 'excluded', 'false_closed'] as const;

/** Every ticket the reader has to do with, the newest first. */
export function TicketsPage() {
  const { t } = useWords();
  const { ago, instant } = useFormats();
  const here = useMe();
  const categories = useTerms('ticket_category');
  const regions = useTerms('region');
  const [params] = useSearchParams();
  // Where one came from: a pilot, a department.
  const fixed = Object.fromEntries(
    ['pilotId', 'departmentId', 'needId'].flatMap((key) => {
      const value = params.get(key);
      return value ? [[key, value]] : [];
    }),
  );
  const desk = here.is('operator', 'reviewer', 'broker', 'admin', 'observer');
  const action = (
    <span className="sl-row">
      <Link className="sl-button sl-button-quiet" to={path.hotSpots()}>
        {t('tickets.hot.title')}
      </Link>
      <Link className="sl-button sl-button-quiet" to={path.ticketRates()}>
        {t('tickets.rates.title')}
      </Link>
      {here.may('ticket.import') ? (
        <Link className="sl-button sl-button-quiet" to={path.importTickets()}>
          {t('tickets.import.title')}
        </Link>
      ) : null}
      {desk ? (
        <>
          <Link className="sl-button sl-button-quiet" to={path.dispatchDirectory()}>
            {t('tickets.directory.title')}
          </Link>
          <Link className="sl-button sl-button-quiet" to={path.followUps()}>
            {t('tickets.sample.title')}
          </Link>
        </>
      ) : null}
    </span>
  );
  return (
    <CataloguePage
      title={t('tickets.title')}
      lead={t('tickets.lead')}
      row={listTickets}
      keeps="tickets"
      fixed={fixed}
      action={action}
      facets={[
        {
          key: 'only',
          label: t('tickets.only'),
          options: onlys.map((value) => ({ value, label: t(`tickets.onlys.${value}`) })),
        },
        {
          key: 'status',
          label: t('common.status'),
          options: TicketStatus.options.map((value) => ({ value, label: wordFor('status.ticket', value) })),
        },
        { key: 'category', label: t('tickets.category'), options: categories.options },
        { key: 'region', label: t('tickets.region'), options: regions.options },
      ]}
      empty={{
        text: t('tickets.empty'),
        action: <Link to={path.reportProblem()}>{t('tickets.new_report')}</Link>,
      }}
      keyOf={(ticket) => ticket.id}
      item={(ticket) => {
        const escalated = escalationOf(ticket);
        const due = ticket.status === 'closed' ? null : ticket.resolveBy;
        return (
          <ResultRow
            to={path.ticket(ticket.id)}
            title={<TextView text={ticket.title} />}
            tags={
              <>
                <StatusTag thing="ticket" status={ticket.status} />
                {escalated ? <ToneTag tone="fail">{t(`tickets.escalation.${escalated}`)}</ToneTag> : null}
                {ticket.excluded ? <span className="sl-chip">{t('tickets.excluded')}</span> : null}
              </>
            }
            text={ticket.place}
            meta={
              <>
                <span>{ticket.number}</span>
                <span>{categories.nameOf(ticket.category)}</span>
                {ticket.region ? <span>{regions.nameOf(ticket.region)}</span> : null}
                {ticket.department ? (
                  <OrganisationName of={ticket.department} />
                ) : (
                  <span>{t('tickets.no_department')}</span>
                )}
              </>
            }
            figures={[
              [t('tickets.reported_at'), ago(ticket.reportedAt)],
              [t('tickets.resolve_by'), due ? instant(due) : '—'],
            ]}
          />
        );
      }}
    />
  );
}
