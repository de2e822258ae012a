import './notice-choice-panel.css';
import {
  mailPaces,
  type NoticeChoice,
  noticeKinds,
  readNoticeChoice,
  saveNoticeChoice,
  sendEmailProof,
} from '@scenario-lab/contracts/notices';
import type { Answer } from '@scenario-lab/contracts/route';
import { useState } from 'react';
import { useDeed, useRow } from '../app/api.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import { ChecksField, SelectField } from './choice-field.js';
import { FormProblem } from './conflict-notice.js';
import { Form } from './form.js';
import { Notice } from './notice.js';
import { Panel } from './object-page.js';
import { ProblemAlert } from './problem-alert.js';
import { useRowForm } from './row-form.js';
import { useNoticeKinds } from './use-notice-kinds.js';

type Read = Answer<typeof readNoticeChoice>;
/** As the fields hold it: shown kinds instead of muted ones, hours as words. */
interface Values extends Omit<NoticeChoice, 'muted' | 'quietFrom' | 'quietUntil'> {
  shown: NoticeChoice['muted'];
  quietFrom: string;
  quietUntil: string;
}

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

/** Which notices somebody wants, and which of them by mail and when. */
export function NoticeChoicePanel() {
  const { t } = useWords();
  const { data, error } = useRow(readNoticeChoice, {});
  return (
    <Panel title={t('notices.choice')}>
      <ProblemAlert error={error} />
      {data ? <ChoiceForm read={data} /> : null}
    </Panel>
  );
}

function ChoiceForm({ read }: { read: Read }) {
  const { t } = useWords();
  const [done, setDone] = useState(false);
  const work = useRowForm<typeof saveNoticeChoice, Values>({
    row: saveNoticeChoice,
    draft: 'notice-choice',
    bodyOf: ({ shown, quietFrom, quietUntil, ...rest }) => ({
      ...rest,
      muted: noticeKinds.filter((kind) => !shown.includes(kind)),
      quietFrom: Number(quietFrom),
      quietUntil: Number(quietUntil),
    }),
    onDone: () => setDone(true),
  });
  const kinds = useNoticeKinds();
  const { mail, emailProved, email } = read;
  return (
    <div className="sl-stack sl-tight">
      {mail && !emailProved ? <Unproved email={email} /> : null}
      {mail ? null : <Notice>{t('notices.no_mail')}</Notice>}
      <FormProblem work={work} />
      {done ? <p role="status">{t('notices.saved')}</p> : null}
      <Form
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={{
          ...read,
          shown: noticeKinds.filter((kind) => !read.muted.includes(kind)),
          quietFrom: String(read.quietFrom),
          quietUntil: String(read.quietUntil),
        }}
        onFinish={() => work.submit(work.form.getFieldsValue(true))}
        onValuesChange={() => setDone(false)}
      >
        <ChecksField name="shown" label={t('notices.shown')} options={kinds} />
        {mail ? (
          <>
            <ChecksField name="mailed" label={t('notices.mailed')} options={kinds} />
            <SelectField
              name="pace"
              label={t('notices.pace')}
              options={mailPaces.map((value) => ({ value, label: t(`notices.paces.${value}`) }))}
            />
            <div className="notices-hours">
              <SelectField name="quietFrom" label={t('notices.quiet_from')} options={hours} />
              <SelectField name="quietUntil" label={t('notices.quiet_until')} options={hours} />
            </div>
            <p className="sl-muted sl-small">{t('notices.quiet_says')}</p>
            <SelectField
              name="language"
              label={t('notices.language')}
              options={[
                { value: 'zh', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </>
        ) : null}
        <Button submit pending={work.pending}>
          {t('common.save')}
        </Button>
      </Form>
    </div>
  );
}

function Unproved({ email }: { email: string }) {
  const { t } = useWords();
  const sending = useDeed(sendEmailProof);
  return (
    <Notice tone="warn">
      <p>{t('notices.proof.needed', { email })}</p>
      <ProblemAlert error={sending.error} />
      {sending.isSuccess ? (
        <p role="status">{t('notices.proof.sent', { email })}</p>
      ) : (
        <Button pending={sending.isPending} onClick={() => sending.mutate({})}>
          {t('notices.proof.send')}
        </Button>
      )}
    </Notice>
  );
}
