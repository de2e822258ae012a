import { jobKinds, submitDataJob } from '@scenario-lab/contracts/data-jobs';
import { readDataset } from '@scenario-lab/contracts/datasets';
import { useNavigate, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { CodeBlock } from '../../components/code-block.js';
import { FileUpload } from '../../components/file-upload.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import type { ControlProps } from '../../components/form-places.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { choicesOf } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface Values {
  title: string;
  kind: (typeof jobKinds)[number];
  uploadId: string | null;
  purpose: string;
  wants: string;
}

const accepts = { bundle: '.zip,.tar.gz,.tgz', wasm: '.wasm' } as const;
const example = `scenario-lab.json
{"schema":"scenario-lab/1","runtime":"python","mode":"batch","command":["python3","main.py"]}

main.py
import json
rows = [json.loads(line) for line in open('/in/rows.jsonl')]
json.dump({'rows': len(rows)}, open('/out/summary.json', 'w'))`;

/** A program for data one may compute on and not see: what it is, what it computes, what is asked to be released. */
export function NewDataJobPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const dataset = useRow(readDataset, { params: { id } });
  if (dataset.isPending) return <PageSkeleton />;
  if (dataset.error) return <ProblemAlert error={dataset.error} />;
  const version = dataset.data.versions.find(({ status }) => status === 'ready');
  if (!version) return <p>{t('data_jobs.no_version')}</p>;
  return <JobForm datasetId={id} title={dataset.data.title} version={version} />;
}

function JobForm({
  datasetId,
  title,
  version,
}: {
  datasetId: string;
  title: { zh?: string | undefined; en?: string | undefined };
  version: { id: string; label: string };
}) {
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const work = useRowForm<typeof submitDataJob, Values>({
    row: submitDataJob,
    draft: `data-job.${version.id}`,
    params: { id: version.id },
    bodyOf: (values) => values,
    onDone: ({ id }) => navigate(path.dataJob(id)),
  });
  const kind = Form.useWatch('kind', work.form) ?? 'bundle';
  return (
    <FormPage
      title={t('data_jobs.new_title')}
      lead={t('data_jobs.new_lead', { version: version.label })}
      back={{ to: path.dataset(datasetId), label: text(title) }}
    >
      <ProblemAlert error={work.error} places={work.places} />
      <Panel title={t('data_jobs.contract')}>
        <p className="sl-reading">{t('data_jobs.contract_says')}</p>
        <CodeBlock text={example} />
      </Panel>
      <Form<Values>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={{ title: '', kind: 'bundle', uploadId: null, purpose: '', wants: '' }}
        onFinish={work.submit}
      >
        <div className="form-pair">
          <Form.Item name="title" label={t('data_jobs.name')} required>
            <TextInput maxLength={120} />
          </Form.Item>
          <Form.Item name="kind" label={t('algorithms.kind')} required>
            <SelectInput options={choicesOf('artifact', jobKinds)} />
          </Form.Item>
        </div>
        <Form.Item name="uploadId" label={t('data_jobs.program')} required>
          <ProgramUpload accept={accepts[kind]} />
        </Form.Item>
        <Form.Item name="purpose" label={t('data_jobs.purpose')} required>
          <TextArea rows={3} maxLength={5_000} />
        </Form.Item>
        <Form.Item name="wants" label={t('data_jobs.wants')} extra={t('data_jobs.wants_help')} required>
          <TextArea rows={3} maxLength={5_000} />
        </Form.Item>
        <Button tone="primary" submit pending={work.pending}>
          {t('data_jobs.submit')}
        </Button>
      </Form>
    </FormPage>
  );
}

interface ProgramUploadProps extends ControlProps {
  accept: string;
  onChange?: (id: string | null) => void;
}
function ProgramUpload({ onChange, ...rest }: ProgramUploadProps) {
  return <FileUpload {...rest} purpose="artifact" onChange={(upload) => onChange?.(upload?.id ?? null)} />;
}
