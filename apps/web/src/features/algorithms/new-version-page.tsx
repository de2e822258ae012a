import { addAlgorithmVersion, ColumnType, readAlgorithm } from '@scenario-lab/contracts/algorithms';
import { readDataJob } from '@scenario-lab/contracts/data-jobs';
import { artifactKinds } from '@scenario-lab/contracts/exam';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { CheckInput, SelectInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { saveFile } from '../../components/csv.js';
import { FileUpload } from '../../components/file-upload.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import type { ControlProps } from '../../components/form-places.js';
import { useRowForm } from '../../components/row-form.js';
import { TextInput } from '../../components/text-input.js';
import { choicesOf } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { examplePackage } from './example-package.js';
import { OnnxFields } from './onnx-fields.js';
import { emptyVersion, type VersionValues, versionBody } from './version-body.js';

const accepts = { bundle: '.zip,.tar.gz,.tgz', wasm: '.wasm', onnx: '.onnx' } as const;

/** Upload of an immutable version: the file, its kind, what it needs as input. */
export function NewAlgorithmVersionPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const algorithm = useRow(readAlgorithm, { params: { id } });
  const task = algorithm.data?.task ?? 'binary';
  const [params] = useSearchParams();
  const jobId = params.get('job');
  const number = Number(params.get('output'));
  const trainedBy = jobId ? { jobId, number } : undefined;
  const job = useRow(readDataJob, { params: { id: jobId ?? '' } }, { enabled: jobId !== null });
  const released = job.data?.outputs.find((one) => one.number === number && one.decision === 'released');
  const work = useRowForm<typeof addAlgorithmVersion, VersionValues>({
    row: addAlgorithmVersion,
    draft: `algorithm-version.${id}`,
    unkept: ['uploadId'],
    params: { id },
    bodyOf: (values) => versionBody(values, task, trainedBy),
    onDone: () => navigate(path.algorithm(id)),
  });
  const kind = Form.useWatch('kind', work.form) ?? 'bundle';
  const takes = Form.useWatch('takes', work.form) ?? 'itself';
  return (
    <FormPage
      title={t('algorithms.version_title')}
      lead={t('algorithms.version_lead')}
      back={{ to: path.algorithm(id), label: text(algorithm.data?.title) || t('algorithms.title') }}
    >
      <p className="sl-row">
        <Link to={path.guide('vendor')}>{t('benchmarks.what_to_hand_in')}</Link>
        {kind === 'bundle' ? (
          <Button
            tone="link"
            onClick={() =>
              void examplePackage().then((bytes) =>
                saveFile('scenario-lab-example.zip', bytes, 'application/zip'),
              )
            }
          >
            {t('algorithms.example_package')}
          </Button>
        ) : null}
      </p>
      <FormProblem work={work} error={algorithm.error ?? job.error ?? work.error} />
      <Form<VersionValues>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={emptyVersion}
        onFinish={() => work.submit({ ...emptyVersion, ...work.form.getFieldsValue() })}
      >
        <div className="form-pair">
          <Form.Item
            name="kind"
            label={t('algorithms.kind')}
            extra={t(`algorithms.kind_help.${kind}`)}
            required
          >
            <SelectInput options={choicesOf('artifact', artifactKinds)} />
          </Form.Item>
          <Form.Item
            name="label"
            label={t('algorithms.version_label')}
            extra={t('algorithms.version_label_help')}
            required
          >
            <TextInput maxLength={60} />
          </Form.Item>
        </div>
        {trainedBy ? (
          <Form.Item
            name="takes"
            label={t('algorithms.from_job', { file: released?.name ?? '', job: job.data?.title ?? '' })}
            extra={t('algorithms.from_job_help')}
          >
            <SelectInput
              options={(['itself', 'packed'] as const).map((value) => ({
                value,
                label: t(`algorithms.takes.${value}`),
              }))}
            />
          </Form.Item>
        ) : null}
        {trainedBy && takes === 'itself' ? null : (
          <Form.Item name="uploadId" label={t('field.uploadId')} required>
            <UploadInput accept={accepts[kind]} />
          </Form.Item>
        )}
        <Sockets />
        {kind === 'onnx' ? <OnnxFields /> : null}
        <Button tone="primary" submit pending={work.pending}>
          {t('algorithms.add_version')}
        </Button>
      </Form>
    </FormPage>
  );
}

interface UploadInputProps extends ControlProps {
  accept: string;
  onChange?: (id: string | null) => void;
}

function UploadInput({ onChange, ...rest }: UploadInputProps) {
  return <FileUpload {...rest} purpose="artifact" onChange={(upload) => onChange?.(upload?.id ?? null)} />;
}

function Sockets() {
  const { t } = useWords();
  return (
    <Form.Item label={t('algorithms.sockets')} extra={t('algorithms.sockets_help')}>
      <Form.List name="inputs">
        {(lines, { add, remove }) => (
          <div className="form-lines">
            {lines.map(({ key, name }) => (
              <div key={key} className="form-line">
                <Form.Item name={[name, 'column']} label={t('field.column')} required>
                  <TextInput maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'type']} label={t('field.type')}>
                  <SelectInput options={choicesOf('column_type', ColumnType.options)} />
                </Form.Item>
                <Form.Item name={[name, 'required']} label=" " valuePropName="checked">
                  <CheckInput label={t('algorithms.required')} />
                </Form.Item>
                <div style={{ alignSelf: 'end' }}>
                  <Button onClick={() => remove(name)}>{t('common.remove')}</Button>
                </div>
              </div>
            ))}
            <div>
              <Button onClick={() => add({ column: '', type: 'number', required: true })}>
                {t('algorithms.add_input')}
              </Button>
            </div>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
