import './tickets.css';
import { drawSample, listSamples, readSample } from '@scenario-lab/contracts/dispatch';
import { Link, useNavigate, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { DayInput, NumberInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextInput } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { LetterState } from './letter-panel.js';

/** Draws of closed tickets, and drawing another. */
export function FollowUpsPage() {
  const { t } = useWords();
  const { day, count, percent } = useFormats();
  const here = useMe();
  const { data, error, isPending } = useRow(listSamples, {});
  return (
    <FormPage
      title={t('tickets.sample.title')}
      lead={t('tickets.sample.lead')}
      back={{ to: path.tickets(), label: t('tickets.title') }}
    >
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.length === 0 ? <p className="sl-muted">{t('tickets.sample.empty')}</p> : null}
      <ul className="sl-plain sl-stack sl-tight">
        {(data ?? []).map((sample) => (
          <li key={sample.id} className="sl-row">
            <Link to={path.followUp(sample.id)}>
              {t('tickets.sample.row', { from: day(sample.from), until: day(sample.until) })}
            </Link>
            <span>{percent(sample.share)}</span>
            <span>{t('tickets.sample.drawn', { drawn: count(sample.drawn), of: count(sample.of) })}</span>
            <span>{t('tickets.sample.called', { called: count(sample.called) })}</span>
          </li>
        ))}
      </ul>
      {here.may('ticket.draw_sample') ? <Draw /> : null}
    </FormPage>
  );
}

const empty = {
  from: null as string | null,
  until: null as string | null,
  share: 20 as number | null,
  seed: '',
};

function Draw() {
  const { t } = useWords();
  const navigate = useNavigate();
  const work = useRowForm<typeof drawSample, typeof empty>({
    row: drawSample,
    draft: 'ticket.sample',
    bodyOf: ({ from, until, share, seed }) => ({
      from: from ?? '',
      until: until ?? '',
      share: (share ?? 0) / 100,
      seed: seed.trim() || undefined,
    }),
    onDone: ({ id }) => navigate(path.followUp(id)),
  });
  return (
    <section>
      <h2>{t('tickets.sample.draw')}</h2>
      <ProblemAlert error={work.error} places={work.places} />
      <Form<typeof empty>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={empty}
        onFinish={() => work.submit({ ...empty, ...work.form.getFieldsValue() })}
      >
        <div className="form-pair">
          <Form.Item name="from" label={t('tickets.sample.from')} required>
            <DayInput />
          </Form.Item>
          <Form.Item name="until" label={t('tickets.sample.until')} required>
            <DayInput />
          </Form.Item>
          <Form.Item name="share" label={t('tickets.sample.share')} required>
            <NumberInput min={1} max={100} />
          </Form.Item>
          <Form.Item name="seed" label={t('tickets.sample.seed')}>
            <TextInput maxLength={100} autoComplete="off" />
          </Form.Item>
        </div>
        <Button submit tone="primary" pending={work.pending}>
          {t('tickets.sample.draw')}
        </Button>
      </Form>
    </section>
  );
}

/** Whom to call, in the order drawn; each ticket's own page notes the call. */
export function CallSheetPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { day, count } = useFormats();
  const { data, error, isPending } = useRow(readSample, { params: { id } });
  return (
    <FormPage
      title={t('tickets.sample.sheet')}
      lead={data ? t('tickets.sample.row', { from: day(data.from), until: day(data.until) }) : undefined}
      back={{ to: path.followUps(), label: t('tickets.sample.title') }}
    >
      {isPending ? <PageSkeleton kind="rows" /> : null}
      <ProblemAlert error={error} />
      {data ? (
        <>
          <p className="sl-row">
            <span>{t('tickets.sample.drawn', { drawn: count(data.drawn), of: count(data.of) })}</span>
            <span>{t('tickets.sample.called', { called: count(data.called) })}</span>
            <span>
              {t('tickets.sample.seed_is')}
              {t('common.colon')}
              <code>{data.seed}</code>
            </span>
          </p>
          <div className="sl-scroll-x">
            <table className="ticket-lines">
              <tbody>
                {data.tickets.map(({ ticket, called, letter }) => (
                  <tr key={ticket.id}>
                    <td>
                      <Link to={path.ticket(ticket.id)}>{ticket.number}</Link>
                    </td>
                    <td>
                      <TextView text={ticket.title} />
                    </td>
                    <td>{ticket.department ? <OrganisationName of={ticket.department} /> : null}</td>
                    <td>
                      <StatusTag thing="ticket" status={ticket.status} />
                    </td>
                    <td>
                      <ToneTag tone={called ? 'pass' : 'waiting'}>
                        {t(called ? 'tickets.sample.called_yes' : 'tickets.sample.called_no')}
                      </ToneTag>
                    </td>
                    <td>{letter && !called ? <LetterState letter={letter} /> : null}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </FormPage>
  );
}
