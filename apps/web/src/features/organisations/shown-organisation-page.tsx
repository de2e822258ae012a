import { readShownOrganisation, type ShownOrganisation } from '@scenario-lab/contracts/shown-organisations';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { HeldBadges } from '../../components/held-badges.js';
import { ObjectPage, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useTerms } from '../../components/use-terms.js';
import { useTitle } from '../../components/use-title.js';
import { VerifiedTag } from '../../components/verified-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { RecordPanel } from './record-panel.js';

/** What everybody may know of an organisation: what it shows, and its record. */
export function ShownOrganisationPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readShownOrganisation, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (data) return <Shown key={data.id} organisation={data} />;
  const unshown = 'problem' in error && (error.problem as { code?: string }).code === 'not_found';
  return unshown ? <Unshown /> : <ProblemAlert error={error} />;
}

/** Where a name leads whose organisation has not been verified, or is not there. */
function Unshown() {
  const { t } = useWords();
  useTitle(t('organisations.shown.unshown'));
  return (
    <div className="sl-stack">
      <h1>{t('organisations.shown.unshown')}</h1>
      <EmptyState
        text={t('organisations.shown.unshown_says')}
        action={
          <Link className="sl-button sl-button-quiet" to={path.shownOrganisations()}>
            {t('organisations.shown.title')}
          </Link>
        }
      />
    </div>
  );
}

function Shown({ organisation }: { organisation: ShownOrganisation }) {
  const { t } = useWords();
  const { text, day } = useFormats();
  const here = useMe();
  const regions = useTerms('region');
  const { scenarios, solutions, algorithms, datasets, benchmarks, certificates, cases } = organisation;
  const nothing = [scenarios, solutions, algorithms, datasets, benchmarks, certificates, cases].every(
    ({ total }) => total === 0,
  );
  return (
    <ObjectPage
      title={<TextView text={organisation.name} />}
      name={text(organisation.name)}
      back={{ to: path.shownOrganisations(), label: t('organisations.shown.title') }}
      follow={{ thing: 'organisation', id: organisation.id }}
      status={<VerifiedTag verified />}
      lead={
        <>
          <span>{organisation.roles.map((role) => t(`taxonomy.organisation_role.${role}`)).join(' · ')}</span>
          {organisation.region ? <span>{regions.nameOf(organisation.region)}</span> : null}
          <span>{t('organisations.shown.since', { day: day(organisation.since) })}</span>
        </>
      }
      aside={
        <>
          <HeldBadges
            thingId={organisation.id}
            kinds={[
              ...(organisation.roles.includes('supply') ? (['service_provider'] as const) : []),
              ...(organisation.datasets.total > 0 ? (['data_partner'] as const) : []),
            ]}
            own={here.me?.organisation.id === organisation.id}
          />
          <RecordPanel organisation={organisation} />
        </>
      }
    >
      {nothing ? <EmptyState text={t('organisations.shown.nothing')} /> : null}
      <Shelf
        kind="scenarios"
        of={scenarios}
        row={(one) => (
          <ResultRow
            key={one.id}
            to={path.scenario(one.id)}
            title={<TextView text={one.title} />}
            tags={<StatusTag thing="scenario" status={one.status} />}
            meta={
              one.deadline ? <span>{t('organisations.shown.until', { day: day(one.deadline) })}</span> : null
            }
          />
        )}
      />
      <Shelf
        kind="solutions"
        of={solutions}
        row={(one) => (
          <ResultRow
            key={one.id}
            to={path.solution(one.id)}
            title={<TextView text={one.title} />}
            meta={
              <>
                <span>{t('solutions.trl_value', { trl: one.trl })}</span>
                <Tested {...one} />
              </>
            }
          />
        )}
      />
      <Shelf
        kind="algorithms"
        of={algorithms}
        row={(one) => (
          <ResultRow
            key={one.id}
            to={path.algorithm(one.id)}
            title={<TextView text={one.title} />}
            meta={
              <>
                <span>{t(`taxonomy.task.${one.task}`)}</span>
                <Tested certificates={one.certificates} />
              </>
            }
          />
        )}
      />
      <Shelf
        kind="datasets"
        of={datasets}
        row={(one) => (
          <ResultRow
            key={one.id}
            to={path.dataset(one.id)}
            title={<TextView text={one.title} />}
            meta={<span>{t(`taxonomy.access_mode.${one.accessMode}`)}</span>}
          />
        )}
      />
      <Shelf
        kind="benchmarks"
        of={benchmarks}
        row={(one) => (
          <ResultRow
            key={one.id}
            to={path.benchmark(one.id)}
            title={<TextView text={one.title} />}
            tags={<StatusTag thing="benchmark_version" status={one.status} />}
          />
        )}
      />
      <Shelf
        kind="certificates"
        of={certificates}
        row={(one) => (
          <ResultRow
            key={one.number}
            to={path.certificate(one.number)}
            title={one.number}
            tags={<StatusTag thing="certificate" status={one.status} />}
            meta={
              <>
                <TextView text={one.algorithm} />
                <TextView text={one.benchmark} />
                <span>{t('organisations.shown.until', { day: day(one.expiresAt) })}</span>
                {one.demonstration ? <span>{t('home.demonstration_truth')}</span> : null}
              </>
            }
          />
        )}
      />
      <Shelf
        kind="cases"
        of={cases}
        row={(one) => (
          <ResultRow
            key={one.id}
            to={path.case(one.id)}
            title={<TextView text={one.title} />}
            tags={<StatusTag thing="case" status={one.outcome} />}
            meta={<OrganisationName of={one.other} />}
          />
        )}
      />
    </ObjectPage>
  );
}

function Tested({ certificates, testedOn }: { certificates: number; testedOn?: number }) {
  const { t } = useWords();
  const { count } = useFormats();
  return (
    <>
      {testedOn ? (
        <span>
          {t('solutions.tested_on')} {count(testedOn)}
        </span>
      ) : null}
      {certificates > 0 ? (
        <span>
          {t('solutions.certificates')} {count(certificates)}
        </span>
      ) : null}
    </>
  );
}

/** So many stand there before the reader asks for the rest. */
const first = 6;

type Kind = 'scenarios' | 'solutions' | 'algorithms' | 'datasets' | 'benchmarks' | 'certificates' | 'cases';

function Shelf<K extends Kind>(props: {
  kind: K;
  of: ShownOrganisation[K];
  row: (item: ShownOrganisation[K]['items'][number]) => ReactNode;
}) {
  const { t } = useWords();
  const { count } = useFormats();
  const [all, setAll] = useState(false);
  const items: readonly ShownOrganisation[K]['items'][number][] = props.of.items;
  const { total } = props.of;
  if (total === 0) return null;
  const shown = all ? items : items.slice(0, first);
  return (
    <div id={props.kind}>
      <Panel
        title={t(`organisations.shown.${props.kind}`)}
        extra={<span className="sl-muted">{count(total)}</span>}
      >
        <div className="catalogue-rows">{shown.map(props.row)}</div>
        {shown.length < items.length ? (
          <Button tone="link" onClick={() => setAll(true)}>
            {t('organisations.shown.all', { count: items.length })}
          </Button>
        ) : null}
        {all && items.length < total ? (
          <p className="sl-muted sl-small">{t('organisations.shown.newest', { count: items.length })}</p>
        ) : null}
      </Panel>
    </div>
  );
}
