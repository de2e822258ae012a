import { readSolution, type Solution, solutionDeeds } from '@scenario-lab/contracts/solutions';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { FieldRemarksPanel } from '../../components/field-remarks-panel.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useChains } from '../../components/use-chains.js';
import { useLive } from '../../components/use-live.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { FiguresTable } from './figures-table.js';
import { ForNeed } from './for-need.js';
import { Gallery } from './gallery.js';
import { QualificationsPanel } from './qualifications-panel.js';
import { ReadinessPanel } from './readiness-panel.js';

export function SolutionPage() {
  const { id = '' } = useParams();
  useLive([`solution:${id}`]);
  const { data, error, isPending } = useRow(readSolution, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Card solution={data} />;
}

function Card({ solution }: { solution: Solution }) {
  const { t } = useWords();
  const { text, ago } = useFormats();
  return (
    <ObjectPage
      title={<TextView text={solution.title} />}
      name={text(solution.title)}
      back={{ to: path.solutions(), label: t('solutions.title') }}
      status={<StatusTag thing="solution" status={solution.status} />}
      lead={
        <>
          <OrganisationName of={solution.owner} />
          <span>{t('common.updated', { when: ago(solution.updatedAt) })}</span>
        </>
      }
      aside={<Aside solution={solution} />}
      next={
        solution.status === 'listed' && !solution.allowed.includes('solution.edit')
          ? undefined
          : { thing: 'solution', id: solution.id, status: solution.status }
      }
      timeline={{ thing: 'solution', id: solution.id }}
    >
      <ForNeed solution={solution} />
      {solution.remark ? (
        <Notice tone="warn">
          <strong>{t('common.remark_by_lab')}</strong>
          <p>{solution.remark}</p>
        </Notice>
      ) : null}
      <FieldRemarksPanel
        thing="solution"
        id={solution.id}
        body={solution}
        status={solution.status}
        ownerId={solution.owner.id}
        edit={solution.allowed.includes('solution.edit') ? path.editSolution(solution.id) : null}
      />
      <Panel title={t('solutions.about')}>
        <ProseView text={solution.summary} />
        {solution.technologies.length > 0 ? (
          <p className="sl-row" style={{ marginTop: 12 }}>
            {solution.technologies.map((one) => (
              <span key={one} className="sl-chip">
                {one}
              </span>
            ))}
          </p>
        ) : null}
      </Panel>
      <Panel title={t('solutions.claims_title')}>
        <FiguresTable claims={solution.claims} measured={solution.measured} />
      </Panel>
      <ReadinessPanel solution={solution} />
      <Gallery media={solution.media} />
      {solution.cases.length > 0 ? (
        <Panel title={t('solutions.cases')}>
          <ul className="sl-plain sl-stack sl-tight">
            {solution.cases.map((one) => (
              <li key={one.title}>
                <h3>{one.title}</h3>
                <p className="sl-reading">{one.text}</p>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {solution.sharedCapacity ? (
        <Panel title={t('solutions.shared_capacity')}>
          <ProseView text={solution.sharedCapacity} />
        </Panel>
      ) : null}
      <ListWords words={solution.inList} />
      <QualificationsPanel solution={solution} />
    </ObjectPage>
  );
}

/** What the published list says besides. */
function ListWords({ words }: { words: Solution['inList'] }) {
  const { t } = useWords();
  if (!words) return null;
  return (
    <Panel title={t('solutions.in_list.title')}>
      <div className="sl-stack sl-tight">
        {(['indicators', 'ip', 'applies', 'deployment'] as const).map((part) =>
          words[part] ? (
            <div key={part}>
              <h3>{t(`solutions.in_list.${part}`)}</h3>
              <ProseView text={words[part]} />
            </div>
          ) : null,
        )}
      </div>
    </Panel>
  );
}

function Aside({ solution }: { solution: Solution }) {
  const { t } = useWords();
  const { count, money } = useFormats();
  const here = useMe();
  const regions = useTerms('region');
  const { nameOf } = useChains();
  const { deployment } = solution;
  const params = { id: solution.id };
  const editable = solution.allowed.includes('solution.edit');
  const deploymentWords = [
    ...deployment.sites.map((site) => t(`taxonomy.site.${site}`)),
    t(deployment.gpu ? 'solutions.gpu_needed' : 'solutions.no_gpu'),
    ...(deployment.xinchuang ? [t('solutions.xinchuang')] : []),
  ];
  return (
    <>
      {solution.allowed.some((action) => action !== 'solution.read') || here.me ? (
        <Panel title={t('common.actions')}>
          <div className="sl-stack sl-tight">
            <DeedButtons
              allowed={solution.allowed}
              deeds={[
                { row: solutionDeeds.submit, params, tone: 'primary', field: 'remark' },
                { row: solutionDeeds.approve, params, tone: 'primary', field: 'remark' },
                { row: solutionDeeds.return, params, field: 'remark' },
                { row: solutionDeeds.delist, params, tone: 'danger', field: 'remark' },
              ]}
            />
            <p className="sl-row">
              {editable ? <Link to={path.editSolution(solution.id)}>{t('common.edit')}</Link> : null}
              {here.me ? <Link to={path.solutionMatches(solution.id)}>{t('solutions.matches')}</Link> : null}
            </p>
          </div>
        </Panel>
      ) : null}
      <Panel title={t('common.facts_only')}>
        <Facts
          facts={[
            [t('solutions.trl'), t('solutions.trl_value', { trl: solution.trl })],
            [t('solutions.tested_on'), count(solution.testedOn)],
            [t('solutions.certificates'), count(solution.certificates)],
            [
              t('common.field'),
              solution.fields.map((field) => t(`taxonomy.field.${field}`)).join(' · ') || null,
            ],
            [t('industryChains.links'), (solution.chainLinks ?? []).map(nameOf).join(' · ') || null],
            [t('solutions.deployment'), deploymentWords.join(' · ')],
            [
              t('solutions.cooperation'),
              solution.cooperationModes.map((mode) => t(`taxonomy.cooperation_mode.${mode}`)).join(' · ') ||
                null,
            ],
            [t('solutions.regions'), solution.regions.map(regions.nameOf).join(' · ') || null],
            [
              t('field.contact'),
              solution.contact
                ? [solution.contact.name, solution.contact.phone].filter(Boolean).join(' ')
                : null,
            ],
            [t('solutions.price_from'), solution.priceFrom === null ? null : money(solution.priceFrom)],
          ]}
        />
      </Panel>
      <p style={{ lineHeight: '28px' }}>
        <Link to={path.solutionSheet(solution.id)}>{t('solutions.sheet.open')}</Link>
      </p>
      <Panel title={t('solutions.algorithms')}>
        {solution.algorithms.length === 0 ? <p className="sl-muted">{t('common.none')}</p> : null}
        <ul className="sl-plain">
          {solution.algorithms.map((one) => (
            <li key={one.id}>
              <Link to={path.algorithm(one.id)}>
                <TextView text={one.title} />
              </Link>
            </li>
          ))}
        </ul>
        {editable && here.may('algorithm.create') ? (
          <Link to={path.newAlgorithm({ solutionId: solution.id })}>{t('solutions.add_algorithm')}</Link>
        ) : null}
      </Panel>
    </>
  );
}
