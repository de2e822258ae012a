import { type Dataset, datasetDeeds, readDataset } from '@scenario-lab/contracts/datasets';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { EmptyState } from '../../components/empty-state.js';
import { FieldRemarksPanel } from '../../components/field-remarks-panel.js';
import { HeldBadges } from '../../components/held-badges.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useTerms } from '../../components/use-terms.js';
import { labTimeZone, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AccessModeTag } from './access-mode-tag.js';
import { AskAccess } from './ask-access.js';
import { DatasetVersionView } from './dataset-version-view.js';
import { HarvestView } from './harvest-view.js';
import { UpkeepPanel } from './upkeep-panel.js';
import { UsesPanel } from './uses-panel.js';

/** What a version is held against: one that was read to its end. */
const compared = new Set(['ready', 'deprecated', 'retired']);

export function DatasetPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readDataset, { params: { id } });
  useLive([`dataset:${id}`, ...(data?.versions ?? []).map((version) => `dataset_version:${version.id}`)]);
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Card dataset={data} />;
}

function Card({ dataset }: { dataset: Dataset }) {
  const { t } = useWords();
  const { text, ago } = useFormats();
  const addVersion = dataset.allowed.includes('dataset.add_version') ? (
    <Link className="sl-button" to={path.newDatasetVersion(dataset.id)}>
      {t('datasets.add_version')}
    </Link>
  ) : null;
  return (
    <ObjectPage
      title={<TextView text={dataset.title} />}
      name={text(dataset.title)}
      back={{ to: path.datasets(), label: t('datasets.title') }}
      follow={{ thing: 'dataset', id: dataset.id }}
      status={
        <>
          <StatusTag thing="dataset" status={dataset.status} />
          {dataset.harvestedFrom === null ? <AccessModeTag mode={dataset.accessMode} /> : null}
        </>
      }
      lead={
        <>
          <OrganisationName of={dataset.owner} />
          <span>{t('common.updated', { when: ago(dataset.updatedAt) })}</span>
        </>
      }
      aside={<Aside dataset={dataset} />}
      next={
        // Listed without data, the panel below says what is next.
        dataset.status === 'listed' && (!dataset.allowed.includes('dataset.edit') || dataset.columns === null)
          ? undefined
          : { thing: 'dataset', id: dataset.id, status: dataset.status }
      }
      timeline={{ thing: 'dataset', id: dataset.id }}
    >
      {dataset.remark ? (
        <Notice tone="warn">
          <strong>{t('common.remark_by_lab')}</strong>
          <p>{dataset.remark}</p>
        </Notice>
      ) : null}
      <FieldRemarksPanel
        thing="dataset"
        id={dataset.id}
        body={dataset}
        status={dataset.status}
        ownerId={dataset.owner.id}
        edit={dataset.allowed.includes('dataset.edit') ? path.editDataset(dataset.id) : null}
      />
      <Panel title={t('datasets.about')}>
        <ProseView text={dataset.summary} />
      </Panel>
      {dataset.harvest ? <HarvestView harvest={dataset.harvest} /> : null}
      {dataset.versions.length === 0 && !dataset.harvest ? (
        addVersion ? (
          <EmptyState text={t('datasets.no_versions')} action={addVersion} />
        ) : (
          <Notice tone="info">{t('datasets.announced')}</Notice>
        )
      ) : null}
      {dataset.versions.map((version, index) => (
        <DatasetVersionView
          key={version.id}
          version={version}
          accessMode={dataset.accessMode}
          open={index === 0}
          before={dataset.versions.slice(index + 1).find(({ status }) => compared.has(status))}
        />
      ))}
      {dataset.allowed.includes('dataset.read_uses') ? <UsesPanel datasetId={dataset.id} /> : null}
    </ObjectPage>
  );
}

function Aside({ dataset }: { dataset: Dataset }) {
  const { t } = useWords();
  const { count, day } = useFormats();
  const here = useMe();
  const regions = useTerms('region');
  const params = { id: dataset.id };
  const may = (action: string) => dataset.allowed.includes(action);
  return (
    <>
      <Panel title={t('common.actions')}>
        <div className="sl-stack sl-tight">
          {dataset.grant ? (
            <p className="sl-row">
              <StatusTag thing="grant" status="active" />
              {t('datasets.granted_until', {
                day: t('common.day_ends', { day: day(dataset.grant.expires), zone: labTimeZone() }),
              })}
              <Link to={path.grant(dataset.grant.id)}>{t('grants.open')}</Link>
            </p>
          ) : null}
          {dataset.grant?.methods.includes('data_job') ? (
            <Link className="sl-button" to={path.newDataJob(dataset.id)}>
              {t('data_jobs.new_title')}
            </Link>
          ) : null}
          {may('access_request.create') ? <AskAccess dataset={dataset} /> : null}
          <DeedButtons
            allowed={dataset.allowed}
            deeds={[
              { row: datasetDeeds.submit, params, tone: 'primary', field: 'remark' },
              { row: datasetDeeds.approve, params, tone: 'primary', field: 'remark' },
              { row: datasetDeeds.return, params, field: 'remark' },
              { row: datasetDeeds.delist, params, tone: 'danger', field: 'remark' },
            ]}
          />
          <p className="sl-row">
            {may('dataset.add_version') ? (
              <Link to={path.newDatasetVersion(dataset.id)}>{t('datasets.add_version')}</Link>
            ) : null}
            {may('dataset.edit') ? <Link to={path.editDataset(dataset.id)}>{t('common.edit')}</Link> : null}
            {here.me ? <Link to={path.accessRequests()}>{t('datasets.see_requests')}</Link> : null}
            {may('dataset.read_uses') ? (
              <Link to={path.dataJobs({ side: 'data' })}>{t('data_jobs.title')}</Link>
            ) : null}
            {here.me ? null : (
              <Link to={path.signIn({ from: path.dataset(dataset.id) })}>{t('common.sign_in_first')}</Link>
            )}
          </p>
        </div>
      </Panel>
      <HeldBadges
        thingId={dataset.id}
        kinds={['standard_dataset']}
        own={here.me?.organisation.id === dataset.owner.id && dataset.status === 'listed'}
      />
      {dataset.upkeep || may('dataset.add_version') ? (
        <UpkeepPanel dataset={dataset} may={may('dataset.add_version')} />
      ) : null}
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [
              t('datasets.access_mode'),
              dataset.harvest
                ? t('datasets.harvest.elsewhere')
                : t(`datasets.access_says.${dataset.accessMode}`),
            ],
            [t('datasets.source_kind'), t(`taxonomy.source_kind.${dataset.sourceKind}`)],
            [
              t('datasets.rows'),
              dataset.rows === null
                ? null
                : dataset.accessMode === 'sandbox_only' && dataset.versions[0]?.counts !== 'all_rows'
                  ? t('datasets.rows_about', { rows: count(dataset.rows) })
                  : count(dataset.rows),
            ],
            [t('datasets.columns'), dataset.columns === null ? null : count(dataset.columns)],
            [
              t('common.field'),
              dataset.fields.map((field) => t(`taxonomy.field.${field}`)).join(' · ') || null,
            ],
            [t('common.region'), dataset.region ? regions.nameOf(dataset.region) : null],
            [t('datasets.licence'), dataset.licence || null],
            [t('datasets.source'), dataset.source || null],
            [t('datasets.truth_public'), dataset.truthPublic ? t('common.yes') : null],
          ]}
        />
      </Panel>
      {dataset.status === 'listed' ? (
        <Panel title={t('datasets.machine')}>
          <p className="sl-muted sl-small">{t('datasets.machine_says')}</p>
          <p className="sl-row">
            <a href={`/api/datasets/${dataset.id}/croissant`}>Croissant</a>
            <a href={`/api/catalogue/datasets/${dataset.id}?format=jsonld`}>DCAT (JSON-LD)</a>
            <a href={`/api/catalogue/datasets/${dataset.id}?format=ttl`}>DCAT (Turtle)</a>
            <a href={`/api/catalogue/datasets/${dataset.id}?format=rdf`}>DCAT (RDF/XML)</a>
          </p>
        </Panel>
      ) : null}
      {dataset.fulfils.length > 0 ? (
        <Panel title={t('datasets.fulfils')}>
          <ul className="sl-plain">
            {dataset.fulfils.map((one) => (
              <li key={one.id}>
                <Link to={path.dataRequest(one.id)}>
                  <TextView text={one.title} />
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {dataset.benchmarks.length > 0 ? (
        <Panel title={t('datasets.benchmarks')}>
          <ul className="sl-plain">
            {dataset.benchmarks.map((one) => (
              <li key={one.id}>
                <Link to={path.benchmark(one.id)}>
                  <TextView text={one.title} />
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  );
}
