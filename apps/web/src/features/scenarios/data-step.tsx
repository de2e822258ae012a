import { type DatasetRow, listDatasets } from '@scenario-lab/contracts/datasets';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Form } from '../../components/form.js';
import { type ControlProps, groupOf } from '../../components/form-places.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Step 3: the data it can be tested on. */
export function DataStep({ scenarioId }: { scenarioId: string }) {
  const { t } = useWords();
  return (
    <Form.Item name="datasetIds" label={t('scenarios.data')} extra={t('scenarios.wizard.data_help')}>
      <DataChoice scenarioId={scenarioId} />
    </Form.Item>
  );
}

function DataChoice({
  scenarioId,
  value = [],
  onChange,
  id,
  'aria-describedby': describedBy,
}: ControlProps & {
  scenarioId: string;
  value?: string[];
  onChange?: (ids: string[]) => void;
}) {
  const { t } = useWords();
  const { count } = useFormats();
  const [words, setWords] = useState('');
  const found = useRow(listDatasets, { query: { q: words || undefined, limit: 50 } });
  const own = useRow(listDatasets, { query: { mine: 'true', limit: 50 } });
  const byId = new Map<string, DatasetRow>();
  for (const one of [...(own.data?.items ?? []), ...(found.data?.items ?? [])]) byId.set(one.id, one);
  const shown = [...byId.values()].sort(
    (a, b) => Number(value.includes(b.id)) - Number(value.includes(a.id)),
  );
  const toggle = (one: string) =>
    onChange?.(value.includes(one) ? value.filter((had) => had !== one) : [...value, one]);
  return (
    <div className="sl-stack sl-tight" {...groupOf(id, describedBy)}>
      <div className="sl-row">
        <TextInput
          style={{ maxWidth: 320 }}
          maxLength={200}
          aria-label={t('scenarios.wizard.data_search')}
          placeholder={t('scenarios.wizard.data_search')}
          onChange={(event) => setWords(event.target.value.trim())}
        />
        <Link className="sl-button sl-button-quiet" to={path.newDataset({ need: scenarioId })}>
          {t('scenarios.wizard.data_own')}
        </Link>
        <Link className="sl-button sl-button-quiet" to={path.newDataRequest({ need: scenarioId })}>
          {t('data_requests.of_need_more')}
        </Link>
      </div>
      <ProblemAlert error={found.error ?? own.error} />
      {found.isPending ? <PageSkeleton kind="rows" /> : null}
      {found.data && shown.length === 0 ? (
        <p className="sl-muted">{t('scenarios.wizard.data_none')}</p>
      ) : null}
      {shown.length > 0 ? (
        <div className="data-choices">
          {shown.map((one) => (
            <label key={one.id}>
              <input type="checkbox" checked={value.includes(one.id)} onChange={() => toggle(one.id)} />
              <span>
                <TextView text={one.title} />
                <span className="sl-muted sl-small">
                  {' '}
                  {t(`taxonomy.access_mode.${one.accessMode}`)} · <TextView text={one.owner.name} />
                  {one.rows === null
                    ? null
                    : ` · ${t('scenarios.wizard.rows', { count: one.rows, shown: count(one.rows) })}`}
                </span>
              </span>
            </label>
          ))}
        </div>
      ) : null}
    </div>
  );
}
