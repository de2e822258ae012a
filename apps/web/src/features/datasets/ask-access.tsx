import { type Dataset, requestAccess } from '@scenario-lab/contracts/datasets';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { path } from '../../app/paths.js';
import { DayInput } from '../../components/choice-field.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface Values {
  purpose: string;
  until: string | null;
}

/** Asks the owner for access: what for and until when. */
export function AskAccess({ dataset }: { dataset: Dataset }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const work = useRowForm<typeof requestAccess, Values>({
    row: requestAccess,
    params: { id: dataset.id },
    bodyOf: (values) => values,
    onDone: ({ id }) => navigate(path.accessRequests({ id })),
  });
  return (
    <>
      <div>
        <Button type="primary" onClick={() => setOpen(true)}>
          {t('datasets.ask_access')}
        </Button>
      </div>
      <Modal
        open={open}
        title={t('datasets.ask_title', { title: text(dataset.title) })}
        okText={t('datasets.ask_access')}
        cancelText={t('common.cancel')}
        confirmLoading={work.pending}
        onOk={() => work.form.submit()}
        onCancel={() => setOpen(false)}
      >
        <div className="sl-stack">
          <p>{t('datasets.ask_says')}</p>
          <ProblemAlert error={work.error} places={work.places} />
          <Form<Values>
            form={work.form}
            layout="vertical"
            initialValues={{ purpose: '', until: null }}
            onFinish={work.submit}
          >
            <Form.Item name="purpose" label={t('datasets.purpose')} required>
              <Input.TextArea rows={4} maxLength={5_000} />
            </Form.Item>
            <Form.Item name="until" label={t('datasets.until')} required>
              <DayInput min={new Date().toISOString().slice(0, 10)} />
            </Form.Item>
          </Form>
        </div>
      </Modal>
    </>
  );
}
