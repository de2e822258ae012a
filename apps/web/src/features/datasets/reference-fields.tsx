import { listDatasets, readDataset } from '@scenario-lab/contracts/datasets';
import { useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { SelectInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Other data that a column's values must stand in: the organisation's own, or open ones. Asked for once they are shown. */
export function ReferenceFields({ line, shown }: { line: number; shown: boolean }) {
  const { t } = useWords();
  const { text } = useFormats();
  const { id: here } = useParams();
  const chosen = Form.useWatch(['columns', line, 'rules', 'inData', 'datasetId']) as string | undefined;
  const asked = { enabled: shown };
  const own = useRow(listDatasets, { query: { mine: 'true', limit: 100 } }, asked);
  const open = useRow(listDatasets, { query: { accessMode: 'open', limit: 100 } }, asked);
  const other = useRow(readDataset, { params: { id: chosen ?? '' } }, { enabled: shown && Boolean(chosen) });
  const known = new Map(
    [...(own.data?.items ?? []), ...(open.data?.items ?? []), ...(other.data ? [other.data] : [])].map(
      (one) => [one.id, text(one.title)],
    ),
  );
  if (here) known.delete(here);
  const columns = other.data?.versions.find(({ status }) => status === 'ready')?.columns ?? [];
  return (
    <>
      <Form.Item
        name={[line, 'rules', 'inData', 'datasetId']}
        label={t('datasets.rule.in_data')}
        extra={t('datasets.rule.in_data_hint')}
      >
        <SelectInput
          options={[
            { value: '', label: t('datasets.rule.in_data_none') },
            ...[...known].map(([value, label]) => ({ value, label })),
          ]}
        />
      </Form.Item>
      {chosen ? (
        <Form.Item
          name={[line, 'rules', 'inData', 'column']}
          label={t('datasets.rule.in_data_column')}
          required
        >
          <SelectInput options={columns.map(({ name }) => ({ value: name, label: name }))} />
        </Form.Item>
      ) : null}
    </>
  );
}
