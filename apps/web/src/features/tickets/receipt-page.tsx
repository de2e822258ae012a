import './tickets.css';
import { lookUpTicket, sayOfTicket, type TicketState } from '@scenario-lab/contracts/tickets';
import { useId, useState } from 'react';
import { useLocation } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { Facts } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextInput } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AttachFiles } from './attach-files.js';
import { SayForm } from './say-form.js';

/** How a ticket stands, by the code its reporter holds; the code travels in a body and stands in no address. */
export function ReceiptPage() {
  const { t } = useWords();
  const field = useId();
  const { state } = useLocation();
  const [receipt, setReceipt] = useState<string>((state as { receipt?: string } | null)?.receipt ?? '');
  const [found, setFound] = useState<TicketState | null>(null);
  const [thanked, setThanked] = useState(false);
  const looking = useDeed(lookUpTicket, { onSuccess: setFound });
  const look = () => looking.mutate({ body: { receipt } });
  return (
    <FormPage
      title={t('tickets.receipt.title')}
      lead={t('tickets.receipt.lead')}
      back={{ to: path.reportProblem(), label: t('tickets.report.title') }}
    >
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          setThanked(false);
          look();
        }}
      >
        <div>
          <label htmlFor={field}>{t('tickets.receipt.label')}</label>
          <TextInput
            id={field}
            value={receipt}
            maxLength={40}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setReceipt(event.target.value)}
          />
        </div>
        <p>
          <Button tone="primary" submit pending={looking.isPending} disabled={receipt.trim().length < 8}>
            {t('tickets.receipt.go')}
          </Button>
        </p>
      </form>
      <ProblemAlert error={looking.error} />
      {found ? <State found={found} /> : null}
      {found && found.files.length > 0 ? (
        <section className="sl-stack sl-tight">
          <h2>{t('tickets.files.yours')}</h2>
          <ul>
            {found.files.map(({ id, name, state }) => (
              <li key={id}>
                {name} · {t(`tickets.files.state.${state}`)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {found && found.mayAttach > 0 ? (
        <AttachFiles key={found.number} receipt={receipt} left={found.mayAttach} onDone={look} />
      ) : null}
      {thanked ? <Notice>{t('tickets.receipt.thanks')}</Notice> : null}
      {found?.maySay ? (
        <Say
          receipt={receipt}
          onDone={() => {
            setThanked(true);
            look();
          }}
        />
      ) : null}
    </FormPage>
  );
}

function State({ found }: { found: TicketState }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const when = (at: string | null) => (at ? instant(at) : null);
  return (
    <section className="sl-panel sl-stack sl-tight">
      <h2>
        <TextView text={found.title} />
      </h2>
      <p className="sl-row">
        <StatusTag thing="ticket" status={found.status} />
        <span>{t(`tickets.receipt.status.${found.status}`)}</span>
      </p>
      <Facts
        facts={[
          [t('tickets.number'), found.number],
          [t('tickets.reported_at'), when(found.reportedAt)],
          [
            t('tickets.department'),
            found.department ? <OrganisationName key="of" of={found.department} /> : null,
          ],
          [t('tickets.resolve_by'), when(found.resolveBy)],
          [t('tickets.answered_at'), when(found.answeredAt)],
          [t('tickets.closed_at'), when(found.closedAt)],
        ]}
      />
      {found.answer ? (
        <>
          <h3>{t('tickets.answer')}</h3>
          <p className="ticket-words">{found.answer}</p>
        </>
      ) : null}
      {found.said ? (
        <p>
          {t('tickets.said')}
          {t('common.colon')}
          {t(found.said.resolved ? 'tickets.said_resolved' : 'tickets.said_unresolved')} ·{' '}
          {t(found.said.satisfied ? 'tickets.said_satisfied' : 'tickets.said_unsatisfied')}
        </p>
      ) : null}
    </section>
  );
}

function Say({ receipt, onDone }: { receipt: string; onDone: () => void }) {
  const saying = useDeed(sayOfTicket, { onSuccess: onDone });
  return (
    <SayForm
      pending={saying.isPending}
      error={saying.error}
      onSay={(said) => saying.mutate({ body: { receipt, ...said } })}
    />
  );
}
