import {
  answerJoining,
  askMailDomain,
  changeJoining,
  endMailDomain,
  type JoiningWay,
  joiningWays,
  type MailDomain,
  mailDomainsAtMost,
  readMailDomains,
} from '@scenario-lab/contracts/joining';
import { useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectField } from '../../components/choice-field.js';
import { SelectInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Dialog } from '../../components/dialog.js';
import { Form } from '../../components/form.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import type { OrganisationDetail } from './organisation-detail.js';

const tones = { asked: 'waiting', confirmed: 'pass', refused: 'fail', ended: 'suspended' } as const;

/** Joining by the domain of one's address, for the owners: who waits, which domains, and how one joins by them. */
export function JoiningPanel({ organisation }: { organisation: OrganisationDetail }) {
  const { t } = useWords();
  const { id } = organisation;
  const { data, error } = useRow(readMailDomains, { params: { id } });
  const owns = organisation.allowed.includes('organisation.ask_mail_domain');
  const live = data?.domains.filter(({ state }) => state === 'asked' || state === 'confirmed') ?? [];
  return (
    <Panel title={t('joining.title')}>
      <div className="sl-stack sl-tight" id="joining">
        <p className="sl-muted sl-small">{t('joining.says')}</p>
        <ProblemAlert error={error} />
        {data && !data.mail ? <Notice>{t('joining.no_mail')}</Notice> : null}
        {data && data.waiting.length > 0 ? <Waiting id={id} waiting={data.waiting} answers={owns} /> : null}
        {data?.domains.length === 0 ? <p className="sl-muted">{t('joining.none')}</p> : null}
        <ul className="sl-plain sl-stack sl-tight">
          {data?.domains.map((domain) => (
            <li key={domain.id}>
              <DomainLine organisationId={id} domain={domain} owns={owns} />
            </li>
          ))}
        </ul>
        {owns && data && live.length < mailDomainsAtMost ? <AskDomain organisation={organisation} /> : null}
      </div>
    </Panel>
  );
}

interface WaitingProps {
  id: string;
  waiting: readonly { id: string; name: string | null; email: string; at: string }[];
  answers: boolean;
}

function Waiting({ id, waiting, answers }: WaitingProps) {
  const { t } = useWords();
  const { ago } = useFormats();
  const answering = useDeed(answerJoining);
  return (
    <>
      <h3>{t('joining.waiting')}</h3>
      <ProblemAlert error={answering.error} />
      <ul className="sl-plain sl-stack sl-tight">
        {waiting.map((one) => (
          <li key={one.id} className="sl-row sl-spread">
            <span>
              {one.name ? `${one.name} · ` : ''}
              {one.email} <span className="sl-muted sl-small">{ago(one.at)}</span>
            </span>
            {answers ? (
              <span className="sl-row">
                {([true, false] as const).map((agreed) => (
                  <Button
                    key={String(agreed)}
                    small
                    tone={agreed ? 'primary' : 'default'}
                    pending={answering.isPending}
                    onClick={() => answering.mutate({ params: { id, requestId: one.id }, body: { agreed } })}
                  >
                    {t(agreed ? 'joining.let_in' : 'joining.decline')}
                  </Button>
                ))}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function DomainLine(props: { organisationId: string; domain: MailDomain; owns: boolean }) {
  const { organisationId, domain, owns } = props;
  const { t } = useWords();
  const { day } = useFormats();
  const [ending, setEnding] = useState(false);
  const params = { id: organisationId, domainId: domain.id };
  const changing = useDeed(changeJoining);
  const giving = useDeed(endMailDomain, { onSuccess: () => setEnding(false) });
  const live = domain.state === 'asked' || domain.state === 'confirmed';
  return (
    <div className="sl-stack sl-tight">
      <div className="sl-row sl-spread">
        <span className="sl-row">
          <code>@{domain.domain}</code>
          <ToneTag tone={tones[domain.state]}>{t(`joining.state.${domain.state}`)}</ToneTag>
          <span className="sl-muted sl-small">{day(domain.decidedAt ?? domain.at)}</span>
        </span>
        {live && owns ? (
          <span className="sl-row">
            <span style={{ inlineSize: 210 }}>
              <SelectInput
                aria-label={t('joining.way_of', { domain: domain.domain })}
                value={domain.way}
                options={joiningWays.map((value) => ({ value, label: t(`joining.way.${value}`) }))}
                onChange={(way) => changing.mutate({ params, body: { way: way as JoiningWay } })}
              />
            </span>
            <Button small tone="danger" onClick={() => setEnding(true)}>
              {t('joining.end')}
            </Button>
          </span>
        ) : null}
      </div>
      {domain.reason ? <p className="sl-small">{t('joining.reason', { reason: domain.reason })}</p> : null}
      <ProblemAlert error={changing.error} />
      {ending ? (
        <Dialog
          title={t('joining.end')}
          okText={t('joining.end')}
          danger
          pending={giving.isPending}
          onOk={() => giving.mutate({ params })}
          onCancel={() => setEnding(false)}
        >
          <div className="sl-stack">
            <p>{t('joining.end_says', { domain: domain.domain })}</p>
            <ProblemAlert error={giving.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}

function AskDomain({ organisation }: { organisation: OrganisationDetail }) {
  const { t } = useWords();
  const work = useRowForm<typeof askMailDomain, { domain: string; way: JoiningWay; proof: string }>({
    row: askMailDomain,
    draft: `mail-domain.${organisation.id}`,
    params: { id: organisation.id },
    bodyOf: (values) => values,
    onDone: () => {
      work.form.resetFields();
    },
  });
  if (!organisation.verified) return <p className="sl-muted">{t('joining.not_verified')}</p>;
  return (
    <Form
      noValidate
      form={work.form}
      layout="vertical"
      initialValues={{ domain: '', way: 'after_nod', proof: '' }}
      onFinish={work.submit}
    >
      <h3 style={{ marginTop: 12 }}>{t('joining.ask')}</h3>
      <FormProblem work={work} />
      <div className="form-pair">
        <Form.Item name="domain" label={t('joining.domain')} extra={t('joining.domain_help')} required>
          <TextInput maxLength={254} autoComplete="off" spellCheck={false} placeholder="water.example.cn" />
        </Form.Item>
        <SelectField
          name="way"
          label={t('joining.how')}
          extra={t('joining.way_help')}
          options={joiningWays.map((value) => ({ value, label: t(`joining.way.${value}`) }))}
        />
      </div>
      <Form.Item name="proof" label={t('joining.proof')} extra={t('joining.proof_help')} required>
        <TextArea rows={3} maxLength={2_000} />
      </Form.Item>
      <Button submit pending={work.pending}>
        {t('joining.ask_go')}
      </Button>
    </Form>
  );
}
