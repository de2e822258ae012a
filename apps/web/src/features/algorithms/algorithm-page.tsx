import { type Algorithm, algorithmDeeds, readAlgorithm } from '@scenario-lab/contracts/algorithms';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { EmptyState } from '../../components/empty-state.js';
import { FieldRemarksPanel } from '../../components/field-remarks-panel.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { VersionPanel } from './version-panel.js';

export function AlgorithmPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readAlgorithm, { params: { id } });
  useLive([
    `algorithm:${id}`,
    ...(data?.versionList ?? []).map((version) => `algorithm_version:${version.id}`),
  ]);
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Card algorithm={data} />;
}

function Card({ algorithm }: { algorithm: Algorithm }) {
  const { t } = useWords();
  const { text, ago, count } = useFormats();
  const { card } = algorithm;
  const solution = algorithm.solution ? (
    <Link to={path.solution(algorithm.solution.id)}>
      <TextView text={algorithm.solution.title} />
    </Link>
  ) : null;
  const certificates =
    algorithm.certificates > 0 ? (
      <Link to={path.certificates({ q: text(algorithm.title) })}>{count(algorithm.certificates)}</Link>
    ) : (
      count(0)
    );
  const params = { id: algorithm.id };
  const may = (action: string) => algorithm.allowed.includes(action);
  const addVersion = may('algorithm.add_version') ? (
    <Link
      className={algorithm.versionList.length > 0 ? 'sl-button sl-button-quiet' : 'sl-button'}
      to={path.newAlgorithmVersion(algorithm.id)}
    >
      {t('algorithms.add_version')}
    </Link>
  ) : null;
  const sections = [
    [t('field.intendedUse'), card.intendedUse],
    [t('field.limits'), card.limits],
    [t('field.trainingData'), card.trainingData],
    [t('field.ethics'), card.ethics],
  ] as const;
  return (
    <ObjectPage
      title={<TextView text={algorithm.title} />}
      name={text(algorithm.title)}
      back={{ to: path.algorithms(), label: t('algorithms.title') }}
      follow={{ thing: 'algorithm', id: algorithm.id }}
      status={<StatusTag thing="algorithm" status={algorithm.status} />}
      lead={
        <>
          <OrganisationName of={algorithm.owner} />
          <span>{t(`taxonomy.task.${algorithm.task}`)}</span>
          <span>{t('common.updated', { when: ago(algorithm.updatedAt) })}</span>
        </>
      }
      aside={
        <>
          <Panel title={t('common.actions')}>
            <div className="sl-stack sl-tight">
              {addVersion}
              <DeedButtons
                allowed={algorithm.allowed}
                deeds={[
                  { row: algorithmDeeds.submit, params, tone: 'primary', field: 'remark' },
                  { row: algorithmDeeds.approve, params, tone: 'primary', field: 'remark' },
                  { row: algorithmDeeds.return, params, field: 'remark' },
                  { row: algorithmDeeds.delist, params, tone: 'danger', field: 'remark' },
                ]}
              />
              <p className="sl-row">
                {may('algorithm.edit') ? (
                  <Link to={path.editAlgorithm(algorithm.id)}>{t('common.edit')}</Link>
                ) : null}
                <Link to={path.benchmarks({ task: algorithm.task })}>{t('algorithms.see_benchmarks')}</Link>
              </p>
            </div>
          </Panel>
          <Panel title={t('common.facts_only')}>
            <Facts
              facts={[
                [t('common.task'), t(`taxonomy.task.${algorithm.task}`)],
                [
                  t('algorithms.licence'),
                  algorithm.licence === 'proprietary' ? t('algorithms.proprietary') : algorithm.licence,
                ],
                [t('algorithms.versions'), algorithm.versions > 0 ? count(algorithm.versions) : null],
                [t('algorithms.certificates'), certificates],
                [
                  t('common.field'),
                  algorithm.fields.map((field) => t(`taxonomy.field.${field}`)).join(' · ') || null,
                ],
                [t('algorithms.solution'), solution],
              ]}
            />
          </Panel>
        </>
      }
      next={
        algorithm.status === 'listed' && !algorithm.allowed.includes('algorithm.edit')
          ? undefined
          : { thing: 'algorithm', id: algorithm.id, status: algorithm.status }
      }
      timeline={{ thing: 'algorithm', id: algorithm.id }}
    >
      {algorithm.remark ? (
        <Notice tone="warn">
          <strong>{t('common.remark_by_lab')}</strong>
          <p>{algorithm.remark}</p>
        </Notice>
      ) : null}
      <FieldRemarksPanel
        thing="algorithm"
        id={algorithm.id}
        body={{ ...algorithm, solutionId: algorithm.solution?.title }}
        status={algorithm.status}
        ownerId={algorithm.owner.id}
        edit={algorithm.allowed.includes('algorithm.edit') ? path.editAlgorithm(algorithm.id) : null}
      />
      <Panel title={t('algorithms.about')}>
        <ProseView text={algorithm.summary} />
      </Panel>
      <Panel title={t('algorithms.card')}>
        <div className="sl-stack">
          {sections.map(([label, prose]) =>
            prose ? (
              <div key={label}>
                <h3>{label}</h3>
                <ProseView text={prose} />
              </div>
            ) : null,
          )}
        </div>
      </Panel>
      <section className="sl-stack sl-tight">
        <h2>{t('algorithms.versions')}</h2>
        {algorithm.versionList.length === 0 ? (
          may('algorithm.add_version') ? (
            <EmptyState text={t('algorithms.no_versions')} action={addVersion} />
          ) : (
            <p className="sl-muted">{t('algorithms.versions_private')}</p>
          )
        ) : null}
        {algorithm.versionList.map((version) => (
          <VersionPanel
            key={version.id}
            version={version}
            task={algorithm.task}
            allowed={algorithm.allowed}
          />
        ))}
      </section>
    </ObjectPage>
  );
}
