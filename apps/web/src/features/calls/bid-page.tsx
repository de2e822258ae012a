import './calls.css';
import { type Call, handInBid, type Receipt, readCall, type SaveBid } from '@scenario-lab/contracts/calls';
import { listConsortia } from '@scenario-lab/contracts/consortia';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { onceKey, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { NumberInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import type { ControlProps } from '../../components/form-places.js';
import { Notice } from '../../components/notice.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { TextArea } from '../../components/text-input.js';
import { labTimeZone, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { standingOf } from './consortium.js';
import { useNoteLook } from './use-note-look.js';

type File_ = SaveBid['files'][number];
interface Values {
  answers: { value: number | null; text: string }[];
  text: string;
  price: number | null;
  files: File_[];
}

/** Handing in a bid that nobody can read before the opening, its writer included. */
export function BidPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { me } = useMe();
  const { data, error, isPending } = useRow(readCall, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  const open = data.status === 'open' && !data.over && me?.organisation.id !== data.department.id;
  if (open) return <BidForm key={id} call={data} />;
  return (
    <FormPage title={t('calls.bid.go')} back={{ to: path.call(id), label: t('calls.title') }}>
      <p>{t('calls.bid.not_now')}</p>
    </FormPage>
  );
}

function BidForm({ call }: { call: Call }) {
  const { t } = useWords();
  const { text, instant } = useFormats();
  useNoteLook(call, true);
  // One for each time it is written, so that sending the same again is the same request.
  const [salt] = useState(() => onceKey());
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const criteria = call.terms.criteria;
  const { data: consortia } = useRow(listConsortia, { params: { id: call.id } });
  const led = consortia?.items.find(({ role }) => role === 'lead');
  const [initial] = useState<Values>({
    answers: criteria.map(() => ({ value: null, text: '' })),
    text: '',
    price: null,
    files: [],
  });
  const work = useRowForm<typeof handInBid, Values>({
    row: handInBid,
    draft: `bid.${call.id}`,
    unkept: ['files'],
    params: { id: call.id },
    bodyOf: (values) => ({
      answers: criteria.map(({ id }, at) => ({
        criterion: id,
        value: values.answers[at]?.value ?? null,
        text: values.answers[at]?.text ?? '',
      })),
      text: values.text,
      price: values.price ?? undefined,
      files: values.files,
      ...(led
        ? {
            consortium: led.members.map(({ organisation, role, part, share }) => ({
              organisationId: organisation.id,
              role,
              part,
              share,
            })),
          }
        : {}),
      salt,
    }),
    onDone: setReceipt,
  });
  const back = { to: path.call(call.id), label: text(call.title) };
  if (receipt) {
    return (
      <FormPage title={t('calls.bid.done')} back={back}>
        <Notice tone="info">
          <p>{t('calls.bid.receipt', { when: instant(receipt.handedInAt) })}</p>
          <p>
            {t('calls.sealed_digest')} <code className="call-digest">{receipt.sealedDigest}</code>
          </p>
          <p>
            {t('calls.content_digest')} <code className="call-digest">{receipt.contentDigest}</code>
          </p>
        </Notice>
        <p>
          <Link to={path.call(call.id)}>{t('calls.bid.to_call')}</Link>
        </p>
      </FormPage>
    );
  }
  return (
    <FormPage
      title={t('calls.bid.go')}
      lead={t('calls.bid.lead', { when: instant(call.deadline), zone: labTimeZone() })}
      back={back}
    >
      {led ? (
        <Notice tone={led.ready ? 'info' : 'warn'}>
          <p>
            {t('consortium.in_bid')}{' '}
            {led.members.map(({ organisation, share }) => `${text(organisation.name)} ${share}%`).join(' · ')}
          </p>
          {led.ready ? null : (
            <p>
              {t(standingOf(led))} <Link to={path.call(call.id)}>{t('consortium.go')}</Link>
            </p>
          )}
        </Notice>
      ) : null}
      <FormProblem work={work} />
      <Form<Values>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={initial}
        onFinish={() => work.submit({ ...initial, ...(work.form.getFieldsValue(true) as Values) })}
      >
        {criteria.map((criterion, at) => (
          <div key={criterion.id} className="call-line">
            <h2>
              {text(criterion.title)} <span className="sl-muted">{t(`calls.kind.${criterion.kind}`)}</span>
            </h2>
            {criterion.kind === 'measured' ? (
              <Form.Item name={['answers', at, 'value']} label={t('calls.bid.predicted')} required>
                <NumberInput />
              </Form.Item>
            ) : null}
            <Form.Item
              name={['answers', at, 'text']}
              label={t('calls.bid.how')}
              required={criterion.kind === 'judged'}
            >
              <TextArea rows={3} maxLength={10_000} />
            </Form.Item>
          </div>
        ))}
        <Form.Item name="text" label={t('calls.bid.text')}>
          <TextArea rows={5} maxLength={50_000} />
        </Form.Item>
        <Form.Item
          name="price"
          label={t('calls.bid.price')}
          extra={t('scenarios.wizard.budget_help')}
          required
        >
          <NumberInput min={0} />
        </Form.Item>
        <Form.Item name="files" label={t('calls.bid.files')} extra={t('calls.bid.files_help')}>
          <FilesInput />
        </Form.Item>
        <p className="sl-muted sl-small">{t('calls.bid.says')}</p>
        <Button tone="primary" submit pending={work.pending}>
          {t('calls.bid.send')}
        </Button>
      </Form>
    </FormPage>
  );
}

/** Small files that go along inside the sealed bid. */
function FilesInput({
  value = [],
  onChange,
  ...told
}: ControlProps & {
  value?: File_[];
  onChange?: (files: File_[]) => void;
}) {
  const take = async (list: FileList | null) => {
    const files = await Promise.all(
      [...(list ?? [])].map(async (file) => ({
        name: file.name,
        data: base64(new Uint8Array(await file.arrayBuffer())),
      })),
    );
    onChange?.(files);
  };
  return (
    <>
      <input {...told} type="file" multiple onChange={(event) => void take(event.target.files)} />
      <ul className="sl-plain sl-small">
        {value.map((file) => (
          <li key={`${file.name} ${file.data.length}`}>{file.name}</li>
        ))}
      </ul>
    </>
  );
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
