import { createKiosk, endKiosk, listKiosks, publishCockpit } from '@scenario-lab/contracts/cockpit';
import type { Answer } from '@scenario-lab/contracts/route';
import { useState } from 'react';
import { Link } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { NumberInput, SelectInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Dialog } from '../../components/dialog.js';
import { Form } from '../../components/form.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { SecretView } from '../../components/secret-view.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextInput } from '../../components/text-input.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

type Settings = Answer<typeof listKiosks>;

/** Who may see the cockpit, and on which screens; the admin's to say. */
export function LabCockpitPage() {
  const { t } = useWords();
  useTitle(t('cockpit.manage'));
  const { data, error, isPending } = useRow(listKiosks, {});
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('cockpit.manage')}</h1>
        <p>
          <Link to={path.cockpit()}>{t('cockpit.open')}</Link>
        </p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? (
        <>
          <Publication open={data.public} />
          <Kiosks kiosks={data.kiosks} />
        </>
      ) : null}
    </div>
  );
}

function Publication({ open }: { open: boolean }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const publishing = useDeed(publishCockpit, { onSuccess: () => setAsking(false) });
  const deed = open ? 'close' : 'open';
  return (
    <Panel
      title={t('cockpit.publication')}
      extra={
        <ToneTag tone={open ? 'pass' : 'waiting'}>
          {t(open ? 'cockpit.is_open' : 'cockpit.is_closed')}
        </ToneTag>
      }
    >
      <div className="sl-stack sl-tight">
        <p>{t('cockpit.publication_says')}</p>
        <div>
          <Button onClick={() => setAsking(true)}>{t(`cockpit.publish.${deed}`)}</Button>
        </div>
      </div>
      {asking ? (
        <Dialog
          title={t(`cockpit.publish.${deed}`)}
          okText={t(`cockpit.publish.${deed}`)}
          pending={publishing.isPending}
          onOk={() => publishing.mutate({ body: { public: !open } })}
          onCancel={() => setAsking(false)}
        >
          <p>{t(`cockpit.publish.${deed}_says`)}</p>
          <ProblemAlert error={publishing.error} />
        </Dialog>
      ) : null}
    </Panel>
  );
}

function Kiosks({ kiosks }: Pick<Settings, 'kiosks'>) {
  const { t } = useWords();
  const { day, ago } = useFormats();
  const [address, setAddress] = useState<string | null>(null);
  const work = useRowForm<
    typeof createKiosk,
    { name: string; edition: 'lab' | 'public'; days: number | null }
  >({
    row: createKiosk,
    draft: 'kiosk.new',
    bodyOf: (values) => values,
    onDone: ({ token }) => {
      // After the `#`, so that it stands in no server's log.
      setAddress(`${globalThis.location.origin}${path.cockpit()}#screen=${token}`);
      work.form.resetFields();
    },
  });
  return (
    <Panel title={t('cockpit.screens')}>
      <div className="sl-stack sl-tight">
        <p className="sl-muted sl-small">{t('cockpit.screens_says')}</p>
        <FormProblem work={work} />
        {address ? <SecretView says={t('cockpit.screen_address')} secret={address} /> : null}
        {kiosks.length === 0 ? <p className="sl-muted">{t('cockpit.no_screens')}</p> : null}
        <ul className="sl-plain sl-stack sl-tight">
          {kiosks.map((kiosk) => (
            <li key={kiosk.id} className="sl-row sl-spread">
              <span>
                {kiosk.name}
                <span className="sl-muted sl-small">
                  {' '}
                  {t(`cockpit.edition.${kiosk.edition}`)} ·{' '}
                  {kiosk.endedAt
                    ? t('cockpit.screen_ended', { day: day(kiosk.endedAt) })
                    : t('account.expires', { day: day(kiosk.expiresAt) })}{' '}
                  ·{' '}
                  {kiosk.lastUsedAt
                    ? t('account.last_seen', { when: ago(kiosk.lastUsedAt) })
                    : t('account.never_used')}
                </span>
              </span>
              {kiosk.endedAt ? null : (
                <DeedButtons
                  allowed={['cockpit.end_kiosk']}
                  deeds={[{ row: endKiosk, params: { id: kiosk.id }, tone: 'danger' }]}
                />
              )}
            </li>
          ))}
        </ul>
        <Form
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={{ name: '', edition: 'public', days: 90 }}
          onFinish={work.submit}
        >
          <div className="form-pair">
            <Form.Item name="name" label={t('cockpit.screen_name')} required>
              <TextInput maxLength={80} />
            </Form.Item>
            <Form.Item name="days" label={t('cockpit.screen_days')} required>
              <NumberInput min={1} max={366} />
            </Form.Item>
            <Form.Item name="edition" label={t('cockpit.screen_edition')} required>
              <SelectInput
                options={(['public', 'lab'] as const).map((value) => ({
                  value,
                  label: t(`cockpit.edition.${value}`),
                }))}
              />
            </Form.Item>
          </div>
          <Button submit pending={work.pending}>
            {t('cockpit.create_screen')}
          </Button>
        </Form>
      </div>
    </Panel>
  );
}
