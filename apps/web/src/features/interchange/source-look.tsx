import {
  type CatalogueSource,
  editSource,
  lookAtSource,
  readHarvest,
} from '@scenario-lab/contracts/catalogue-sources';
import { useDeed, useRow } from '../../app/api.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useWords } from '../../i18n/use-words.js';
import { CountsView } from './counts-view.js';
import { LinesTable } from './lines-table.js';
import { MappingFields } from './mapping-fields.js';

/** What a source would become, before anything of it is kept; of lists also which name stands for what. */
export function SourceLook({ source, harvestId }: { source: CatalogueSource; harvestId: string }) {
  const { t } = useWords();
  const { data, error, isPending } = useRow(readHarvest, { params: { id: harvestId } });
  const look = useDeed(lookAtSource);
  const save = useDeed(editSource, {
    onSuccess: () => look.mutate({ params: { id: source.id }, body: {} }),
  });
  if (isPending) return <PageSkeleton kind="rows" />;
  if (error) return <ProblemAlert error={error} />;
  if (data.problem) return null;
  const { address, kind, licence, every } = source;
  return (
    <Panel title={t('harvests.preview')}>
      <div className="sl-stack sl-tight">
        <p className="sl-muted">{t('harvests.preview_says')}</p>
        {data.counts ? <CountsView counts={data.counts} /> : null}
        {data.mapping && source.allowed.includes('catalogue_source.edit') ? (
          <MappingFields
            mapping={data.mapping}
            paths={data.paths}
            onApply={(mapping) =>
              save.mutate({ params: { id: source.id }, body: { address, kind, licence, every, mapping } })
            }
          />
        ) : null}
        <ProblemAlert error={save.error ?? look.error} />
        {data.lines.length > 0 ? (
          <LinesTable lines={data.lines} />
        ) : (
          <p className="sl-muted">{t('harvests.preview_same')}</p>
        )}
      </div>
    </Panel>
  );
}
