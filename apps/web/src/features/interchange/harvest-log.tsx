import { undoImport } from '@scenario-lab/contracts/catalogue-imports';
import { type Harvest, readHarvest } from '@scenario-lab/contracts/catalogue-sources';
import { useState } from 'react';
import { useRow } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { CountsView } from './counts-view.js';
import { ProblemSaid } from './harvest-problem.js';
import { LinesTable } from './lines-table.js';

/** Each reading of a source, newest first: what it came to, entry by entry, and the way back. */
export function HarvestLog({ harvests }: { harvests: readonly Harvest[] }) {
  const { t } = useWords();
  const ended = harvests.filter(({ endedAt }) => endedAt !== null);
  if (ended.length === 0) return <p className="sl-muted">{t('harvests.log_none')}</p>;
  return (
    <ul className="sl-plain sl-stack">
      {ended.map((one) => (
        <Entry key={one.id} one={one} />
      ))}
    </ul>
  );
}

function Entry({ one }: { one: Harvest }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const here = useMe();
  const [open, setOpen] = useState(false);
  const told = one.counts !== null && one.counts.same < one.entries + one.counts.vanished;
  const undoable = one.importId !== null && one.undoneAt === null && here.may('catalogue_import.undo');
  return (
    <li className="sl-stack sl-tight">
      <span className="sl-row">
        <strong>{instant(one.endedAt ?? one.askedAt)}</strong>
        {one.trial ? <span className="sl-chip">{t('harvests.look')}</span> : null}
        {one.counts ? <CountsView counts={one.counts} /> : null}
        <span className="sl-muted sl-small">
          {one.askedBy ? t('harvests.by', { who: one.askedBy }) : t('harvests.by_clock')}
        </span>
      </span>
      {one.problem ? <ProblemSaid problem={one.problem} /> : null}
      {one.undoneAt ? (
        <span className="sl-muted">{t('harvests.undone', { when: instant(one.undoneAt) })}</span>
      ) : null}
      {told || undoable ? (
        <span className="sl-row">
          {told ? (
            <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'interchange.close' : 'interchange.lines')}
            </Button>
          ) : null}
          {undoable && one.importId ? (
            <DeedButtons
              allowed={['catalogue_import.undo']}
              deeds={[{ row: undoImport, params: { id: one.importId }, tone: 'danger' }]}
            />
          ) : null}
        </span>
      ) : null}
      {open ? <Lines id={one.id} /> : null}
    </li>
  );
}

function Lines({ id }: { id: string }) {
  const { data, error, isPending } = useRow(readHarvest, { params: { id } });
  if (isPending) return <PageSkeleton kind="rows" />;
  if (error) return <ProblemAlert error={error} />;
  return <LinesTable lines={data.lines} />;
}
