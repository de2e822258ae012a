import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import { takeMasking } from '@scenario-lab/contracts/masking';
import { useNavigate } from 'react-router';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { Panel } from '../../components/object-page.js';
import { useRowForm } from '../../components/row-form.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';

/** The outcome becomes a version; what happens to the one it comes from is said before. */
export function TakeMasked(props: { version: DatasetVersion; askedAt: string; taken: readonly string[] }) {
  const { version, askedAt, taken } = props;
  const { t } = useWords();
  const navigate = useNavigate();
  const work = useRowForm<typeof takeMasking, { label: string }>({
    row: takeMasking,
    draft: `mask-take.${version.id}`,
    params: { id: version.id },
    bodyOf: ({ label }) => ({ label, askedAt }),
    onDone: () => navigate(path.dataset(version.datasetId)),
  });
  return (
    <Panel title={t('masking.take_title')}>
      <p className="sl-reading take-masked">
        {t(version.status === 'refused' ? 'masking.take_says_refused' : 'masking.take_says')}
      </p>
      <FormProblem work={work} />
      <Form
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={{ label: freeLabel(version.label, taken) }}
        onFinish={work.submit}
      >
        <Form.Item name="label" label={t('datasets.version_label')} required>
          <TextInput maxLength={60} />
        </Form.Item>
        <Button tone="primary" submit pending={work.pending}>
          {t('masking.take')}
        </Button>
      </Form>
    </Panel>
  );
}

/** The label it comes from, marked; a further one is counted. */
function freeLabel(label: string, taken: readonly string[]): string {
  const base = `${label.slice(0, 50)}-m`;
  let free = base;
  for (let at = 2; taken.includes(free); at += 1) free = `${base}${at}`;
  return free;
}
