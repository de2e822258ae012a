import { listShownOrganisations } from '@scenario-lab/contracts/shown-organisations';
import { followUpTicket } from '@scenario-lab/contracts/ticket-follow-ups';
import {
  assignTicket,
  excludeTicket,
  mergeTicket,
  type Ticket,
  ticketDeeds,
  ticketExclusions,
} from '@scenario-lab/contracts/tickets';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { ChecksInput, type Choice, SelectInput } from '../../components/choice-input.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useClassName } from './class-name.js';
import { YesNo } from './yes-no.js';

/** What this reader may do next, the likeliest first; whoever dispatches sees the directory's word above it. */
export function TicketDeeds({ ticket }: { ticket: Ticket }) {
  const { t } = useWords();
  const params = { id: ticket.id };
  const may = (deed: string) => ticket.allowed.includes(`ticket.${deed}`);
  const acts = ['assign', 'return', 'respond', 'answer', 'close', 'reopen', 'merge', 'exclude', 'follow_up'];
  const call = useCall();
  const left = useExclusion(ticket);
  const join = useMerge();
  const assign = useAssign(ticket);
  const lacksEvidence = may('add_evidence') && ticket.evidence.length === 0 && ticket.status === 'assigned';
  if (!acts.some(may) && !lacksEvidence) return null;
  return (
    <Panel title={t('common.actions')}>
      <div className="sl-stack sl-tight">
        {may('assign') ? <Suggestion ticket={ticket} /> : null}
        {may('assign') ? <Routed ticket={ticket} /> : null}
        <DeedButtons
          allowed={ticket.allowed}
          deeds={[
            { row: assignTicket, params, tone: 'primary', field: 'remark', ...assign },
            { row: ticketDeeds.respond, params, field: 'reason', tone: 'primary' },
            {
              row: ticketDeeds.answer,
              params,
              field: 'reason',
              tone: 'primary',
              blocked: lacksEvidence ? t('tickets.no_evidence') : null,
            },
            { row: ticketDeeds.close, params, field: 'remark', tone: 'primary' },
            { row: followUpTicket, params, ...call },
            { row: ticketDeeds.return, params, field: 'reason' },
            { row: ticketDeeds.reopen, params, field: 'reason' },
            { row: mergeTicket, params, field: 'reason', ...join },
            { row: excludeTicket, params, field: 'reason', ...left },
          ]}
        />
      </div>
    </Panel>
  );
}

function Suggestion({ ticket }: { ticket: Ticket }) {
  const { t } = useWords();
  const { suggestion } = ticket;
  if (!suggestion) return <p className="sl-muted sl-small">{t('tickets.suggestion_none')}</p>;
  const { rule, because } = suggestion;
  return (
    <div>
      <p>
        {t('tickets.suggestion')}
        {t('common.colon')}
        <strong>
          <OrganisationName of={rule.department} />
        </strong>{' '}
        {because.map((one) => (
          <span key={one} className="sl-chip">
            {t(`tickets.because.${one}`)}
          </span>
        ))}
      </p>
      <p className="sl-muted sl-small">
        {t('tickets.hours', { respond: rule.respondHours, resolve: rule.resolveHours })}
      </p>
      <p className="sl-muted sl-small">{t('tickets.suggestion_says')}</p>
    </div>
  );
}

/** What the certified program says, beside the directory: its confidence by its own word, and what vouches for it. */
function Routed({ ticket: { routing } }: { ticket: Ticket }) {
  const { t } = useWords();
  const { percent } = useFormats();
  const nameOf = useClassName();
  if (!routing) return null;
  return (
    <div>
      <p>
        {t('tickets.routing.suggests')}
        {t('common.colon')}
        <strong>
          {routing.department ? <OrganisationName of={routing.department} /> : t('tickets.routing.nobody')}
        </strong>{' '}
        <span className="sl-chip">{nameOf(routing.class)}</span>
      </p>
      <p className="sl-muted sl-small">
        {routing.confidence === null
          ? t('tickets.routing.no_confidence')
          : t('tickets.routing.confidence', { share: percent(routing.confidence) })}{' '}
        · <TextView text={routing.algorithm} />{' '}
        <Link to={path.certificate(routing.certificate)}>{routing.certificate}</Link>
      </p>
      <p className="sl-muted sl-small">{t('tickets.routing.not_final')}</p>
    </div>
  );
}

function useDepartments(): Choice[] {
  const { text, collate } = useFormats();
  const { data } = useRow(listShownOrganisations, { query: { role: 'demand', limit: 100 } });
  return (data?.items ?? [])
    .map(({ id, name }) => ({ value: id, label: text(name) }))
    .sort((one, other) => collate(one.label, other.label));
}

function useAssign({ suggestion }: Ticket) {
  const { t } = useWords();
  const field = useId();
  const departments = useDepartments();
  const [chosen, setChosen] = useState<string | null>(suggestion?.rule.department.id ?? null);
  const [helpers, setHelpers] = useState<string[]>(suggestion?.rule.coHandlers.map(({ id }) => id) ?? []);
  const ruleId = suggestion && suggestion.rule.department.id === chosen ? suggestion.rule.id : null;
  return {
    body: {
      departmentId: chosen ?? undefined,
      coHandlerIds: helpers.filter((one) => one !== chosen),
      ruleId,
    },
    more: (
      <>
        <div>
          <label htmlFor={field}>{t('tickets.assign_to')}</label>
          <SelectInput id={field} options={departments} value={chosen} onChange={setChosen} />
        </div>
        <fieldset>
          <legend>{t('tickets.assign_help')}</legend>
          <ChecksInput
            options={departments.filter(({ value }) => value !== chosen)}
            value={helpers}
            onChange={setHelpers}
          />
        </fieldset>
      </>
    ),
  };
}

function useMerge() {
  const { t } = useWords();
  const field = useId();
  const [into, setInto] = useState('');
  return {
    body: { into: into.trim() },
    more: (
      <div>
        <label htmlFor={field}>{t('tickets.merge_into')}</label>
        <TextInput id={field} value={into} maxLength={40} onChange={(event) => setInto(event.target.value)} />
      </div>
    ),
  };
}

function useExclusion({ excluded }: Ticket) {
  const { t } = useWords();
  const field = useId();
  const [code, setCode] = useState<string | null>(null);
  const options = ticketExclusions
    .filter((one) => one !== 'duplicate')
    .map((value) => ({ value, label: t(`tickets.exclusion.${value}`) }));
  return {
    body: { exclusion: code },
    more: (
      <div>
        <label htmlFor={field}>{t('tickets.exclusion_code')}</label>
        <SelectInput
          id={field}
          options={options}
          value={code}
          onChange={setCode}
          none={excluded ? t('tickets.count_again') : undefined}
        />
      </div>
    ),
  };
}

function useCall() {
  const { t } = useWords();
  const field = useId();
  const [reached, setReached] = useState(true);
  const [resolved, setResolved] = useState<boolean | null>(null);
  const [satisfied, setSatisfied] = useState<boolean | null>(null);
  const [note, setNote] = useState('');
  return {
    body: { reached, ...(reached ? { resolved, satisfied } : {}), note: note.trim() || null },
    more: (
      <>
        <YesNo legend={t('tickets.reached')} value={reached} onChange={setReached} />
        {reached ? (
          <>
            <YesNo legend={t('tickets.resolved')} value={resolved} onChange={setResolved} />
            <YesNo legend={t('tickets.satisfied')} value={satisfied} onChange={setSatisfied} />
          </>
        ) : null}
        <div>
          <label htmlFor={field}>{t('tickets.call_note')}</label>
          <TextArea
            id={field}
            rows={3}
            maxLength={2_000}
            value={note}
            onChange={(e) => setNote(e.target.value)}
          />
        </div>
      </>
    ),
  };
}
