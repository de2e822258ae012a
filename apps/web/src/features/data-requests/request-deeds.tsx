import {
  type DataRequest,
  dataRequestDeeds,
  fulfilDataRequest,
  listDataRequests,
  mergeDataRequest,
  routeDataRequest,
  voteForData,
  withdrawVoteForData,
} from '@scenario-lab/contracts/data-requests';
import { listDatasets, readDataset } from '@scenario-lab/contracts/datasets';
import { listShownOrganisations } from '@scenario-lab/contracts/shown-organisations';
import { useId, useState } from 'react';
import { useRow } from '../../app/api.js';
import { type Choice, SelectInput } from '../../components/choice-input.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What this reader may do next, the likeliest first. */
export function RequestDeeds({ request }: { request: DataRequest }) {
  const { t } = useWords();
  const params = { id: request.id };
  const may = (deed: string) => request.allowed.includes(`data_request.${deed}`);
  const route = useChoice(useOrganisations(may('route')), t('data_requests.organisation'));
  const version = useVersion(may('fulfil'));
  const other = useChoice(useOthers(request.id, may('merge')), t('data_requests.into'));
  if (request.allowed.every((one) => one === 'data_request.create')) return null;
  return (
    <Panel title={t('common.actions')}>
      <DeedButtons
        allowed={request.allowed}
        deeds={[
          { row: voteForData, params, tone: 'primary', plain: true },
          { row: fulfilDataRequest, params, tone: 'primary', field: 'remark', ...version },
          { row: dataRequestDeeds.claim, params, field: 'remark' },
          {
            row: routeDataRequest,
            params,
            field: 'remark',
            more: route.more,
            body: { organisationId: route.chosen ?? undefined },
          },
          { row: dataRequestDeeds.hand_back, params, field: 'reason' },
          {
            row: mergeDataRequest,
            params,
            field: 'reason',
            more: other.more,
            body: { into: other.chosen ?? undefined },
          },
          { row: dataRequestDeeds.reopen, params, field: 'reason' },
          { row: dataRequestDeeds.decline, params, tone: 'danger', field: 'reason' },
          { row: withdrawVoteForData, params, plain: true },
          { row: dataRequestDeeds.withdraw, params, tone: 'danger', field: 'remark' },
        ]}
      />
    </Panel>
  );
}

function useChoice(options: Choice[], label: string) {
  const field = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  return {
    chosen,
    more: (
      <div>
        <label htmlFor={field}>{label}</label>
        <SelectInput id={field} options={options} value={chosen} onChange={setChosen} />
      </div>
    ),
  };
}

function useOrganisations(enabled: boolean): Choice[] {
  const { text, collate } = useFormats();
  const { data } = useRow(listShownOrganisations, { query: { limit: 100 } }, { enabled });
  return (data?.items ?? [])
    .map(({ id, name }) => ({ value: id, label: text(name) }))
    .sort((one, another) => collate(one.label, another.label));
}

function useOthers(except: string, enabled: boolean): Choice[] {
  const { text } = useFormats();
  const { data } = useRow(listDataRequests, { query: { limit: 100, sort: 'votes' } }, { enabled });
  return (data?.items ?? [])
    .filter(({ id }) => id !== except)
    .map(({ id, title }) => ({ value: id, label: text(title) }));
}

/** A version that is ready, of a listed data set of one's own. */
function useVersion(enabled: boolean) {
  const { t } = useWords();
  const { text } = useFormats();
  const [field, versionField] = [useId(), useId()];
  const [datasetId, setDatasetId] = useState<string | null>(null);
  const [versionId, setVersionId] = useState<string | null>(null);
  const own = useRow(listDatasets, { query: { mine: 'true', status: 'listed', limit: 100 } }, { enabled });
  const dataset = useRow(
    readDataset,
    { params: { id: datasetId ?? '' } },
    { enabled: enabled && datasetId !== null },
  );
  const versions = (dataset.data?.versions ?? [])
    .filter(({ status }) => status === 'ready')
    .map(({ id, label }) => ({ value: id, label }));
  const datasets = (own.data?.items ?? []).map(({ id, title }) => ({ value: id, label: text(title) }));
  return {
    body: { datasetVersionId: versionId ?? undefined },
    more:
      own.data && datasets.length === 0 ? (
        <p className="sl-muted">{t('data_requests.no_versions')}</p>
      ) : (
        <>
          <div>
            <label htmlFor={field}>{t('data_requests.dataset')}</label>
            <SelectInput
              id={field}
              options={datasets}
              value={datasetId}
              onChange={(next) => {
                setDatasetId(next);
                setVersionId(null);
              }}
            />
          </div>
          {datasetId ? (
            <div>
              <label htmlFor={versionField}>{t('data_requests.version')}</label>
              <SelectInput id={versionField} options={versions} value={versionId} onChange={setVersionId} />
            </div>
          ) : null}
        </>
      ),
  };
}
