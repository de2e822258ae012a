import './tickets.css';
import { readReporter, readTicket, type Ticket } from '@scenario-lab/contracts/tickets';
import { Link, useParams } from 'react-router';
import { client, useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AddEvidence } from './add-evidence.js';
import { escalationOf } from './escalation.js';
import { FilesPanel } from './files-panel.js';
import { LetterPanel } from './letter-panel.js';
import { TicketDeeds } from './ticket-deeds.js';

export function TicketPage() {
  const { id = '' } = useParams();
  useLive([`ticket:${id}`]);
  const { data, error, isPending } = useRow(readTicket, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Whole key={data.id} ticket={data} />;
}

function Whole({ ticket }: { ticket: Ticket }) {
  const { t } = useWords();
  const { text, instant } = useFormats();
  const escalated = escalationOf(ticket);
  return (
    <ObjectPage
      title={<TextView text={ticket.title} />}
      name={text(ticket.title)}
      back={{ to: path.tickets(), label: t('tickets.title') }}
      status={
        <>
          <StatusTag thing="ticket" status={ticket.status} />
          {escalated ? <ToneTag tone="fail">{t(`tickets.escalation.${escalated}`)}</ToneTag> : null}
        </>
      }
      lead={
        <>
          <span>{ticket.number}</span>
          <span>{t(`tickets.source.${ticket.source}`)}</span>
          <span>{instant(ticket.reportedAt)}</span>
        </>
      }
      next={{ thing: 'ticket', id: ticket.id, status: ticket.status }}
      aside={<Aside ticket={ticket} />}
      timeline={{ thing: 'ticket', id: ticket.id }}
    >
      {ticket.mergedInto ? (
        <Notice>
          {t('tickets.merged_into')} <Link to={path.ticket(ticket.mergedInto)}>{t('tickets.open_main')}</Link>
        </Notice>
      ) : null}
      {ticket.excluded ? (
        <Notice tone="warn">
          {t('tickets.excluded')}
          {t('common.colon')}
          {t(`tickets.exclusion.${ticket.excluded}`)}
          {ticket.excludedBecause ? ` · ${ticket.excludedBecause}` : null}
        </Notice>
      ) : null}
      <Panel title={t('tickets.words')}>
        <p className="ticket-words">{text(ticket.words)}</p>
      </Panel>
      <FilesPanel ticket={ticket} />
      {ticket.answer ? (
        <Panel title={t('tickets.answer')}>
          <p className="ticket-words">{ticket.answer}</p>
          {ticket.said ? (
            <p className="sl-muted">
              {t('tickets.said')}
              {t('common.colon')}
              {t(ticket.said.resolved ? 'tickets.said_resolved' : 'tickets.said_unresolved')} ·{' '}
              {t(ticket.said.satisfied ? 'tickets.said_satisfied' : 'tickets.said_unsatisfied')}
              {ticket.said.words ? ` · ${ticket.said.words}` : null}
            </p>
          ) : null}
        </Panel>
      ) : null}
      <EvidencePanel ticket={ticket} />
      {ticket.followUps.length > 0 ? <Calls ticket={ticket} /> : null}
      {ticket.needs.length > 0 ? (
        <Panel title={t('tickets.needs')}>
          <ul className="sl-plain">
            {ticket.needs.map(({ id, title }) => (
              <li key={id}>
                <Link to={path.scenario(id)}>
                  <TextView text={title} />
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {ticket.merged.length > 0 ? (
        <Panel title={t('tickets.merged')}>
          <ul className="sl-plain">
            {ticket.merged.map(({ id, number }) => (
              <li key={id}>
                <Link to={path.ticket(id)}>{number}</Link>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </ObjectPage>
  );
}

function EvidencePanel({ ticket }: { ticket: Ticket }) {
  const { t } = useWords();
  const { instant, bytes } = useFormats();
  return (
    <Panel title={t('tickets.evidence')}>
      <div className="sl-stack sl-tight">
        {ticket.evidence.length === 0 ? <p className="sl-muted">{t('tickets.no_evidence')}</p> : null}
        {ticket.evidence.map(({ id, note, file, organisation, at }) => (
          <div key={id}>
            <p className="ticket-words">{note}</p>
            <p className="sl-muted sl-small">
              <OrganisationName of={organisation} /> · {instant(at)}
              {file ? (
                <>
                  {' · '}
                  <a href={`${client.baseUrl}/tickets/${ticket.id}/evidence/${id}`} download>
                    {file.name}
                  </a>{' '}
                  {bytes(file.bytes)}
                </>
              ) : null}
            </p>
          </div>
        ))}
        {ticket.allowed.includes('ticket.add_evidence') ? <AddEvidence ticketId={ticket.id} /> : null}
      </div>
    </Panel>
  );
}

function Calls({ ticket }: { ticket: Ticket }) {
  const { t } = useWords();
  const { instant } = useFormats();
  return (
    <Panel title={t('tickets.follow_ups')}>
      <ul className="sl-plain sl-stack sl-tight">
        {ticket.followUps.map((call) => (
          <li key={call.id}>
            <span className="sl-row">
              <span>{instant(call.at)}</span>
              <span>{call.via === 'mail' ? t('ticket_letters.by_letter') : call.by}</span>
              {call.via === 'mail' ? null : (
                <span>{t(call.reached ? 'tickets.reached' : 'tickets.not_reached')}</span>
              )}
              {call.resolved === null ? null : (
                <span>{t(call.resolved ? 'tickets.said_resolved' : 'tickets.said_unresolved')}</span>
              )}
              {call.satisfied === null ? null : (
                <span>{t(call.satisfied ? 'tickets.said_satisfied' : 'tickets.said_unsatisfied')}</span>
              )}
              {call.falseClosure ? <ToneTag tone="fail">{t('tickets.false_closure')}</ToneTag> : null}
            </span>
            {call.note ? <p className="ticket-words">{call.note}</p> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Aside({ ticket }: { ticket: Ticket }) {
  const { t } = useWords();
  const { instant, count } = useFormats();
  const categories = useTerms('ticket_category');
  const regions = useTerms('region');
  const when = (at: string | null) => (at ? instant(at) : null);
  const name = (of: Ticket['vendor']) => (of ? <OrganisationName of={of} /> : null);
  return (
    <>
      <TicketDeeds ticket={ticket} />
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [t('tickets.category'), categories.nameOf(ticket.category)],
            [t('tickets.region'), ticket.region ? regions.nameOf(ticket.region) : null],
            [t('tickets.place'), ticket.place],
            [t('tickets.site'), ticket.site],
            [
              t('tickets.of_pilot'),
              ticket.pilotId ? (
                <Link key="pilot" to={path.pilot(ticket.pilotId)}>
                  {t('tickets.of_pilot')}
                </Link>
              ) : null,
            ],
            [t('tickets.department'), name(ticket.department) ?? t('tickets.no_department')],
            [
              t('tickets.first_department'),
              ticket.firstDepartment?.id === ticket.department?.id ? null : name(ticket.firstDepartment),
            ],
            [
              t('tickets.co_handlers'),
              ticket.coHandlers.length > 0
                ? ticket.coHandlers.map((one) => (
                    <div key={one.id}>
                      <OrganisationName of={one} />
                    </div>
                  ))
                : null,
            ],
            [t('tickets.vendor'), name(ticket.vendor)],
            [t('tickets.respond_by'), when(ticket.respondBy)],
            [t('tickets.responded_at'), when(ticket.respondedAt)],
            [t('tickets.resolve_by'), when(ticket.resolveBy)],
            [t('tickets.answered_at'), when(ticket.answeredAt)],
            [t('tickets.closed_at'), when(ticket.closedAt)],
            [t('tickets.returns'), ticket.returns > 0 ? count(ticket.returns) : null],
            [t('tickets.reopened'), ticket.reopened > 0 ? count(ticket.reopened) : null],
          ]}
        />
      </Panel>
      <ReporterPanel ticket={ticket} />
      {ticket.letter ? <LetterPanel letter={ticket.letter} /> : null}
    </>
  );
}

function ReporterPanel({ ticket }: { ticket: Ticket }) {
  const { t } = useWords();
  const asking = useDeed(readReporter);
  const may = ticket.allowed.includes('ticket.read_reporter');
  if (!may && ticket.hasReporter) return null;
  return (
    <Panel title={t('tickets.reporter')}>
      <div className="sl-stack sl-tight">
        {asking.data ? (
          <p>
            <strong>{asking.data.name}</strong> <a href={`tel:${asking.data.phone}`}>{asking.data.phone}</a>
          </p>
        ) : null}
        <p className="sl-muted sl-small">
          {t(ticket.hasReporter ? 'tickets.reporter_hidden' : 'tickets.reporter_none')}
        </p>
        <ProblemAlert error={asking.error} />
        {may && !asking.data ? (
          <p>
            <Button pending={asking.isPending} onClick={() => asking.mutate({ params: { id: ticket.id } })}>
              {t('tickets.reporter_show')}
            </Button>
          </p>
        ) : null}
      </div>
    </Panel>
  );
}
