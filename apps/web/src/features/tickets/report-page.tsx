import './tickets.css';
import type { Answer } from '@scenario-lab/contracts/route';
import { ticketFileLimits } from '@scenario-lab/contracts/ticket-files';
import { reportTicket } from '@scenario-lab/contracts/tickets';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { SelectField } from '../../components/choice-field.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useTerms } from '../../components/use-terms.js';
import { useWords } from '../../i18n/use-words.js';
import { AttachFiles } from './attach-files.js';

const empty = {
  title: '',
  words: '',
  category: null as string | null,
  region: null as string | null,
  place: '',
  name: '',
  phone: '',
  mailTo: '',
  website: '',
};
type Values = typeof empty;

/** Without an account; at a pilot's site the address says which (`?pilot=…&site=…`). */
export function ReportProblemPage() {
  const { t, language } = useWords();
  const [params] = useSearchParams();
  const categories = useTerms('ticket_category');
  const regions = useTerms('region');
  const [made, setMade] = useState<(Answer<typeof reportTicket> & { left: boolean }) | null>(null);
  const pilotId = params.get('pilot');
  const site = params.get('site');
  const work = useRowForm<typeof reportTicket, Values>({
    row: reportTicket,
    // Reported where many report: in a hall, on a neighbour's phone. Nothing of it stays behind.
    draft: null,
    bodyOf: ({ title, words, category, region, place, name, phone, mailTo, website }) => ({
      title: { [language]: title.trim() },
      words: { [language]: words.trim() },
      category: category ?? '',
      region,
      place: place.trim() || null,
      pilotId,
      site: pilotId ? site : null,
      reporter: name.trim() || phone.trim() ? { name: name.trim(), phone: phone.trim() } : null,
      mailTo: mailTo.trim() || null,
      website,
    }),
    fieldOf: (issue) => {
      const [first, ...rest] = issue.path;
      if (first === 'title' || first === 'words') return { ...issue, path: [first] };
      return first === 'reporter' ? { ...issue, path: rest } : issue;
    },
    onDone: (answer) => {
      setMade({ ...answer, left: Boolean(work.form.getFieldValue('mailTo')?.trim()) });
      work.form.resetFields();
      window.scrollTo(0, 0);
    },
  });
  const back = { to: path.home(), label: t('tickets.report.back') };
  if (made) {
    return (
      <FormPage title={t('tickets.report.done', { number: made.number })} back={back}>
        <div className="sl-stack" role="status">
          <p>{t('tickets.report.receipt')}</p>
          <p className="receipt-code" data-receipt>
            {made.receipt}
          </p>
          <p>{t('tickets.report.keep')}</p>
          {made.left ? (
            <p>{t(made.asks ? 'ticket_letters.will_ask' : 'ticket_letters.no_mail_here')}</p>
          ) : null}
          <AttachFiles receipt={made.receipt} left={ticketFileLimits.files} />
          <p className="sl-row">
            <Link className="sl-button" to={path.receipt()} state={{ receipt: made.receipt }}>
              {t('tickets.report.look')}
            </Link>
            <Button onClick={() => setMade(null)}>{t('tickets.report.another')}</Button>
          </p>
        </div>
      </FormPage>
    );
  }
  return (
    <FormPage title={t('tickets.report.title')} lead={t('tickets.report.lead')} back={back}>
      <p>
        <Link to={path.receipt()}>{t('tickets.report.have_receipt')}</Link>
      </p>
      {pilotId && site ? <Notice>{t('tickets.report.at_site', { site })}</Notice> : null}
      <ProblemAlert error={work.error} places={work.places} />
      <Form<Values>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={empty}
        onFinish={() => work.submit({ ...empty, ...work.form.getFieldsValue() })}
      >
        <Form.Item
          name="title"
          label={t('tickets.report.what')}
          extra={t('tickets.report.what_help')}
          required
        >
          <TextInput maxLength={120} />
        </Form.Item>
        <Form.Item
          name="words"
          label={t('tickets.report.words')}
          extra={t('tickets.report.words_help')}
          required
        >
          <TextArea rows={5} maxLength={4_000} />
        </Form.Item>
        <div className="form-pair">
          <SelectField name="category" label={t('tickets.category')} options={categories.options} required />
          <SelectField
            name="region"
            label={t('tickets.region')}
            options={regions.options}
            none={t('common.not_stated')}
          />
        </div>
        <Form.Item name="place" label={t('tickets.report.place')} extra={t('tickets.report.place_help')}>
          <TextInput maxLength={200} />
        </Form.Item>
        <h2>{t('tickets.report.who')}</h2>
        <p className="sl-muted sl-small">{t('tickets.report.who_says')}</p>
        <div className="form-pair">
          <Form.Item name="name" label={t('tickets.report.name')}>
            <TextInput maxLength={40} autoComplete="name" />
          </Form.Item>
          <Form.Item name="phone" label={t('tickets.report.phone')}>
            <TextInput maxLength={25} type="tel" autoComplete="tel" />
          </Form.Item>
        </div>
        <Form.Item name="mailTo" label={t('ticket_letters.address')} extra={t('ticket_letters.address_help')}>
          <TextInput maxLength={254} type="email" autoComplete="email" />
        </Form.Item>
        <div className="report-trap">
          <Form.Item name="website" label={t('tickets.report.website')}>
            <TextInput tabIndex={-1} autoComplete="off" />
          </Form.Item>
        </div>
        <Button tone="primary" submit pending={work.pending}>
          {t('tickets.report.go')}
        </Button>
      </Form>
    </FormPage>
  );
}
