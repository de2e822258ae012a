import {
  type Harvest,
  harvestSource,
  lookAtSource,
  pauseSource,
  readSource,
  removeSource,
  resumeSource,
  startSource,
} from '@scenario-lab/contracts/catalogue-sources';
import type { Answer } from '@scenario-lab/contracts/route';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { HarvestLog } from './harvest-log.js';
import { HarvestProblemView } from './harvest-problem.js';
import { SourceForm } from './source-form.js';
import { SourceLook } from './source-look.js';

type Source = Answer<typeof readSource>;

/** A catalogue that is read by the clock: what it would become, how far a reading is, and what each came to. */
export function SourcePage() {
  const { id = '' } = useParams();
  const [under, setUnder] = useState(true);
  const { data, error, isPending } = useRow(
    readSource,
    { params: { id } },
    under ? { refetchInterval: 1_000 } : {},
  );
  useEffect(() => {
    if (data) setUnder(data.last !== null && data.last.endedAt === null);
  }, [data]);
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Whole source={data} />;
}

function Whole({ source }: { source: Source }) {
  const { t } = useWords();
  const { last, status } = source;
  const under = last !== null && last.endedAt === null;
  // A look stands until something was taken over after it.
  const looked = source.harvests.find(({ endedAt }) => endedAt !== null);
  return (
    <ObjectPage
      title={source.name}
      name={source.name}
      back={{ to: path.labImports(), label: t('interchange.title') }}
      status={<StatusTag thing="catalogue_source" status={status} />}
      lead={
        <>
          <span>{t(`interchange.kinds.${source.kind}`)}</span>
          <span>{t(`harvests.paces.${source.every}`)}</span>
        </>
      }
      next={{ thing: 'catalogue_source', id: source.id, status }}
      aside={
        <>
          <Deeds source={source} under={under} />
          <About source={source} />
        </>
      }
      timeline={{ thing: 'catalogue_source', id: source.id }}
    >
      {under ? <Under harvest={last} /> : null}
      {looked?.problem ? (
        <HarvestProblemView
          problem={looked.problem}
          accept={!under && source.allowed.includes('catalogue_source.harvest') ? source.id : undefined}
        />
      ) : null}
      {looked?.trial ? <SourceLook key={looked.id} source={source} harvestId={looked.id} /> : null}
      <Panel title={t('harvests.log')}>
        <HarvestLog harvests={source.harvests} />
      </Panel>
      {source.allowed.includes('catalogue_source.edit') ? (
        <Panel title={t('harvests.settings')}>
          <SourceForm key={JSON.stringify(source.mapping)} source={source} onDone={() => {}} />
        </Panel>
      ) : null}
    </ObjectPage>
  );
}

function Under({ harvest }: { harvest: Harvest }) {
  const { t } = useWords();
  const { count, bytes } = useFormats();
  return (
    <Panel>
      <progress aria-label={t('harvests.progress')} />
      <p className="sl-muted sl-small" aria-live="polite">
        {harvest.begun
          ? t('harvests.reading', {
              pages: count(harvest.pages),
              entries: count(harvest.entries),
              received: bytes(harvest.received),
            })
          : t('harvests.waiting')}
      </p>
    </Panel>
  );
}

function Deeds({ source, under }: { source: Source; under: boolean }) {
  const { t } = useWords();
  const params = { id: source.id };
  // One reading at a time: what would be refused is not offered.
  const allowed = under
    ? source.allowed.filter((deed) => !/\.(look|start|harvest)$/.test(deed))
    : source.allowed;
  if (allowed.length === 0) return null;
  // There is nothing to confirm where the last reading failed.
  const failed =
    allowed.includes('catalogue_source.start') &&
    (source.harvests.find(({ endedAt }) => endedAt !== null)?.problem ?? null) !== null;
  return (
    <Panel title={t('common.actions')}>
      <DeedButtons
        allowed={allowed}
        deeds={[
          { row: startSource, params, tone: 'primary', blocked: failed ? t('harvests.look_first') : null },
          { row: harvestSource, params, tone: 'primary', plain: true },
          { row: resumeSource, params },
          { row: lookAtSource, params, plain: true },
          { row: pauseSource, params },
          { row: removeSource, params, tone: 'danger' },
        ]}
      />
    </Panel>
  );
}

function About({ source }: { source: Source }) {
  const { t } = useWords();
  const { count, instant } = useFormats();
  const { failures, vanished } = source;
  return (
    <Panel>
      <Facts
        facts={[
          [
            t('harvests.facts.address'),
            <code key="address" className="sl-small" style={{ overflowWrap: 'anywhere' }}>
              {source.address}
            </code>,
          ],
          [t('harvests.facts.next'), source.nextAt ? instant(source.nextAt) : null],
          [t('harvests.facts.entries'), count(source.entries)],
          [t('harvests.facts.vanished'), vanished > 0 ? count(vanished) : null],
          [t('harvests.facts.failures'), failures > 0 ? count(failures) : null],
          [t('harvests.facts.licence'), source.licence],
          [t('harvests.facts.owner'), source.owner],
        ]}
      />
    </Panel>
  );
}
