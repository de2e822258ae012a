import { addDatasetVersion, readDataset } from '@scenario-lab/contracts/datasets';
import { readScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import type { Issue } from '../../app/problems.js';
import { Button } from '../../components/button.js';
import { CheckInput, NumberInput, SelectInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { FindingsTable } from '../../components/findings-table.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { useRowForm } from '../../components/row-form.js';
import { TextInput } from '../../components/text-input.js';
import { choicesOf } from '../../components/use-terms.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ColumnFields } from './column-fields.js';
import { bodyColumns, type ColumnValues } from './column-values.js';
import { DataSource } from './data-source.js';
import { ReadAsView } from './read-as-view.js';
import { ReadingFields, type ReadingValues, readingOf } from './reading-fields.js';
import type { Chosen, Preview } from './table-preview.js';

interface Values {
  uploadId: string | null;
  label: string;
  columns: ColumnValues[];
  reading: ReadingValues;
  split: { by: string; column: string | null; sample: number; validation: number; hidden: number };
  releasesSample: boolean;
}
const empty: Values = {
  uploadId: null,
  label: '',
  columns: [],
  reading: {},
  split: { by: 'hash', column: null, sample: 5, validation: 25, hidden: 70 },
  releasesSample: false,
};

const bodyOf = ({ split, columns, reading, ...values }: Values) => ({
  ...values,
  uploadId: values.uploadId ?? undefined,
  columns: bodyColumns(columns),
  reading: readingOf(reading),
  split: {
    by: split.by,
    column: split.column || undefined,
    sample: split.sample / 100,
    validation: split.validation / 100,
    hidden: split.hidden / 100,
  },
});

/** Shares are written in per cent and sent as fractions. */
const inPercent = ({ values, ...issue }: Issue): Issue =>
  issue.path[0] !== 'split' || !values
    ? { ...issue, ...(values ? { values } : {}) }
    : {
        ...issue,
        values: Object.fromEntries(
          Object.entries(values).map(([name, value]) => [name, Math.round(Number(value) * 100)]),
        ),
      };

/** The month, as versions are usually called; a second one of a month is counted. */
function freeLabel(taken: readonly string[]): string {
  const month = labToday().slice(0, 7);
  let label = month;
  for (let count = 2; taken.includes(label); count += 1) label = `${month}-${count}`;
  return label;
}

const askedBy = (need: Scenario | undefined) => ({
  task: need?.task ?? null,
  what: need?.subject?.what?.zh ?? need?.subject?.what?.en ?? null,
});

type Read = { kind: 'nothing' } | { kind: 'zip' } | Preview;

/** A new version: the file, what its columns are (pre-filled from the header), how rows are split. */
export function NewDatasetVersionPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { text } = useFormats();
  const navigate = useNavigate();
  const dataset = useRow(readDataset, { params: { id } });
  const [read, setRead] = useState<Read>({ kind: 'nothing' });
  const [file, setFile] = useState<Chosen | null>(null);
  const [params] = useSearchParams();
  // Whoever came from writing a need goes back to it, with these data chosen.
  const needId = params.get('need');
  const need = useRow(readScenario, { params: { id: needId ?? '' } }, { enabled: needId !== null });
  const work = useRowForm<typeof addDatasetVersion, Values>({
    row: addDatasetVersion,
    draft: `dataset-version.${id}`,
    unkept: ['uploadId'],
    params: { id },
    bodyOf,
    fieldOf: inPercent,
    onDone: () => navigate(needId ? path.editScenario(needId, { step: 'data', data: id }) : path.dataset(id)),
  });
  const columns = Form.useWatch('columns', work.form) ?? [];
  const before = dataset.data?.versions[0];
  const labels = dataset.data?.versions.map(({ label }) => label) ?? [];

  const fill = async (chosen: Chosen | null) => {
    setFile(chosen);
    if (!chosen) return setRead({ kind: 'nothing' });
    if (!work.form.getFieldValue('label')) work.form.setFieldValue('label', freeLabel(labels));
    if (/\.zip$/i.test(chosen.name)) return setRead({ kind: 'zip' });
    // The reader of tables comes only where a table is read.
    const [{ previewOf }, { proposedColumns }] = await Promise.all([
      import('./table-preview.js'),
      import('./proposed-columns.js'),
    ]);
    const found = await previewOf(chosen, readingOf(work.form.getFieldValue('reading') ?? {}));
    setRead(found);
    if (found.kind !== 'read') return;
    const known = new Map(
      [...(before?.columns ?? []), ...(work.form.getFieldValue('columns') ?? [])]
        // A type that was found is found anew; what was written by hand stays.
        .map((column) => [column.name, column]),
    );
    work.form.setFieldValue(
      'columns',
      proposedColumns(found.readAs, found.cells, askedBy(need.data)).map((column) => {
        const written = known.get(column.name);
        const own = before?.columns.some(({ name }) => name === column.name);
        return written ? { ...written, type: own ? written.type : column.type } : column;
      }),
    );
  };

  return (
    <FormPage
      title={t('datasets.version_title')}
      back={{ to: path.dataset(id), label: text(dataset.data?.title) || t('datasets.title') }}
    >
      <FormProblem work={work} error={dataset.error ?? work.error} />
      <Form<Values>
        noValidate
        form={work.form}
        layout="vertical"
        initialValues={empty}
        onFinish={() => work.submit({ ...empty, ...work.form.getFieldsValue() })}
      >
        <Form.Item name="uploadId" label={t('field.uploadId')} required>
          <DataSource
            datasetId={id}
            versions={dataset.data?.versions}
            onFile={(chosen) => void fill(chosen)}
          />
        </Form.Item>
        <Form.Item
          name="label"
          label={t('datasets.version_label')}
          extra={t('datasets.version_label_help')}
          required
        >
          <TextInput maxLength={60} style={{ maxWidth: 240 }} />
        </Form.Item>
        <h2>{t('datasets.dictionary')}</h2>
        {read.kind === 'read' ? (
          <>
            <Notice>{t('datasets.header_read', { columns: columns.length })}</Notice>
            {columns.some(({ role }) => role === 'target') ? null : (
              <Notice tone="warn">{t('datasets.no_answer')}</Notice>
            )}
            {columns.some(({ role }) => role === 'id') ? null : (
              <p className="sl-muted sl-small">{t('datasets.no_row_name')}</p>
            )}
            <ReadAsView readAs={read.readAs} />
          </>
        ) : null}
        {read.kind === 'zip' ? <Notice>{t('datasets.header_zip')}</Notice> : null}
        {read.kind === 'unseen' ? <Notice>{t('datasets.header_unseen')}</Notice> : null}
        {read.kind === 'refused' ? (
          <Notice tone="warn">
            <p>{t('datasets.header_failed')}</p>
            <FindingsTable findings={read.problems} />
          </Notice>
        ) : null}
        {read.kind === 'zip' || read.kind === 'nothing' || read.kind === 'unseen' ? null : (
          <ReadingFields
            key={read.kind}
            open={read.kind === 'refused'}
            sheets={read.kind === 'read' ? (read.readAs.sheets ?? []) : []}
            onChange={() => void fill(file)}
          />
        )}
        <div style={{ marginTop: 12 }}>
          <ColumnFields />
        </div>
        <h2>{t('datasets.split_how')}</h2>
        <p className="sl-muted">{t('datasets.split_help')}</p>
        <SplitFields columns={columns.map(({ name }) => name).filter(Boolean)} />
        {dataset.data?.accessMode === 'sandbox_only' ? (
          <Form.Item name="releasesSample" valuePropName="checked" extra={t('datasets.release_help')}>
            <CheckInput label={t('datasets.release')} />
          </Form.Item>
        ) : null}
        <Button tone="primary" submit pending={work.pending}>
          {t('datasets.add_version')}
        </Button>
      </Form>
    </FormPage>
  );
}

function SplitFields({ columns }: { columns: readonly string[] }) {
  const { t } = useWords();
  const by = Form.useWatch(['split', 'by']);
  const shares = [
    Form.useWatch(['split', 'sample']),
    Form.useWatch(['split', 'validation']),
    Form.useWatch(['split', 'hidden']),
  ];
  const total = shares.reduce(
    (sum: number, share: unknown) => sum + (typeof share === 'number' ? share : 0),
    0,
  );
  return (
    <>
      <div className="form-pair">
        <Form.Item name={['split', 'by']} label={t('field.by')}>
          <SelectInput options={choicesOf('split_by', ['hash', 'group', 'time', 'named'])} />
        </Form.Item>
        {by === 'hash' ? null : (
          <Form.Item name={['split', 'column']} label={t('datasets.split_column')} required>
            <SelectInput options={columns.map((value) => ({ value, label: value }))} />
          </Form.Item>
        )}
      </div>
      {by === 'named' ? (
        <p className="sl-muted">{t('datasets.split_named')}</p>
      ) : (
        <>
          <div className="form-pair">
            {(['sample', 'validation', 'hidden'] as const).map((part) => (
              <Form.Item key={part} name={['split', part]} label={t(`datasets.share.${part}`)}>
                <NumberInput min={0} max={100} />
              </Form.Item>
            ))}
          </div>
          <p className="sl-muted" aria-live="polite">
            {t('datasets.shares_left', { total })}
          </p>
        </>
      )}
    </>
  );
}
