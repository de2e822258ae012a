import './tickets.css';
import {
  type AskedOfTicket,
  answerLetter,
  openLetter,
  stopLetters,
} from '@scenario-lab/contracts/ticket-letters';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { Facts } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { SayForm } from './say-form.js';

/** The lab's two questions, by the link of a letter. It stands behind `#` in the address and travels in bodies alone. */
export function TicketLetterPage() {
  const { t } = useWords();
  const { hash } = useLocation();
  const link = decodeURIComponent(hash.slice(1));
  const [asked, setAsked] = useState<AskedOfTicket | null>(null);
  const [thanked, setThanked] = useState<'resolved' | 'reopened' | null>(null);
  const { mutate, error, isPending } = useDeed(openLetter, { onSuccess: setAsked });
  useEffect(() => {
    setAsked(null);
    setThanked(null);
    if (link.length >= 10) mutate({ body: { link } });
  }, [link, mutate]);
  const saying = useDeed(answerLetter);
  return (
    <FormPage
      title={t('ticket_letters.title')}
      lead={t('ticket_letters.lead')}
      back={{ to: path.home(), label: t('tickets.report.back') }}
    >
      {asked ? (
        <>
          <State asked={asked} />
          {thanked ? (
            <Notice>{t(`ticket_letters.thanks.${thanked}`)}</Notice>
          ) : asked.maySay ? (
            <SayForm
              pending={saying.isPending}
              error={saying.error}
              onSay={(said) =>
                saying.mutate(
                  { body: { link, ...said } },
                  { onSuccess: () => setThanked(said.resolved ? 'resolved' : 'reopened') },
                )
              }
            />
          ) : (
            <Notice>{t(asked.said ? 'ticket_letters.said_already' : 'ticket_letters.not_now')}</Notice>
          )}
          <Stop link={link} />
        </>
      ) : isPending ? (
        <p role="status">{t('common.loading')}</p>
      ) : (
        <Notice tone="warn">{t(error ? 'ticket_letters.gone' : 'ticket_letters.no_link')}</Notice>
      )}
    </FormPage>
  );
}

function State({ asked }: { asked: AskedOfTicket }) {
  const { t } = useWords();
  const { instant } = useFormats();
  return (
    <section className="sl-panel sl-stack sl-tight">
      <Facts
        facts={[
          [t('tickets.number'), asked.number],
          [t('tickets.reported_at'), instant(asked.reportedAt)],
          [
            t('tickets.department'),
            asked.department ? <OrganisationName key="of" of={asked.department} /> : null,
          ],
          [t('tickets.closed_at'), asked.closedAt ? instant(asked.closedAt) : null],
        ]}
      />
      {asked.answer ? (
        <>
          <h2>{t('tickets.answer')}</h2>
          <p className="ticket-words">{asked.answer}</p>
        </>
      ) : null}
    </section>
  );
}

/** Whoever never reported anything gets out of it by one press, too. */
function Stop({ link }: { link: string }) {
  const { t } = useWords();
  const { mutate, isPending, isSuccess, error } = useDeed(stopLetters);
  if (isSuccess) return <p role="status">{t('ticket_letters.stopped')}</p>;
  return (
    <section className="sl-stack sl-tight">
      <p className="sl-muted sl-small">{t('ticket_letters.stop_says')}</p>
      {error ? <Notice tone="warn">{t('ticket_letters.gone')}</Notice> : null}
      <div>
        <Button pending={isPending} onClick={() => mutate({ body: { link } })}>
          {t('ticket_letters.stop')}
        </Button>
      </div>
    </section>
  );
}
