import {
  type AccessMethod,
  AccessScope,
  accessMethods,
  type PurposeKind,
  purposeKinds,
  requestAccess,
  usualMethods,
} from '@scenario-lab/contracts/access';
import { type Dataset } from '@scenario-lab/contracts/datasets';
import { useNavigate } from 'react-router';
import { path } from '../../app/paths.js';
import { ChecksInput, DayInput, SelectInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Dialog } from '../../components/dialog.js';
import { Form } from '../../components/form.js';
import { useRowForm } from '../../components/row-form.js';
import { TextArea } from '../../components/text-input.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface Values {
  scope: AccessScope;
  purposeKind: PurposeKind;
  methods: AccessMethod[];
  purpose: string;
  until: string | null;
}

/** What for and until when. It brings the form along, so it is fetched when somebody asks. */
export function AskAccessDialog({ dataset, onClose }: { dataset: Dataset; onClose: () => void }) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const work = useRowForm<typeof requestAccess, Values>({
    row: requestAccess,
    draft: `access.${dataset.id}`,
    params: { id: dataset.id },
    bodyOf: (values) => values,
    onDone: ({ id }) => navigate(path.accessRequests({ id })),
  });
  return (
    <Dialog
      title={t('datasets.ask_title', { title: text(dataset.title) })}
      okText={t('datasets.ask_access')}
      pending={work.pending}
      onOk={() => work.form.submit()}
      onCancel={onClose}
    >
      <div className="sl-stack">
        <p>{t('datasets.ask_says')}</p>
        <FormProblem work={work} />
        <Form<Values>
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={{
            scope: 'compute',
            purposeKind: 'development',
            methods: [...usualMethods],
            purpose: '',
            until: null,
          }}
          onFinish={work.submit}
        >
          <Form.Item name="scope" label={t('datasets.scope')} required>
            <SelectInput
              options={AccessScope.options.map((value) => ({
                value,
                label: t(`datasets.scopes.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="purposeKind" label={t('field.purposeKind')} required>
            <SelectInput
              options={purposeKinds.map((value) => ({ value, label: t(`access.purposes.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="methods" label={t('field.methods')} required>
            <ChecksInput
              options={accessMethods.map((value) => ({ value, label: t(`access.methods.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="purpose" label={t('datasets.purpose')} required>
            <TextArea rows={4} maxLength={5_000} />
          </Form.Item>
          <Form.Item name="until" label={t('datasets.until')} required>
            <DayInput min={labToday()} />
          </Form.Item>
        </Form>
      </div>
    </Dialog>
  );
}
