import { type CatalogueImport, readImport, undoImport } from '@scenario-lab/contracts/catalogue-imports';
import { useState } from 'react';
import { useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { CountsView } from './counts-view.js';
import { LinesTable } from './lines-table.js';

/** What was taken over, newest first, each with its lines and a way back. */
export function ImportsLog({ imports }: { imports: readonly CatalogueImport[] }) {
  const { t } = useWords();
  if (imports.length === 0) return <p className="sl-muted">{t('interchange.none')}</p>;
  return (
    <ul className="sl-plain sl-stack">
      {imports.map((one) => (
        <ImportEntry key={one.id} one={one} />
      ))}
    </ul>
  );
}

function ImportEntry({ one }: { one: CatalogueImport }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const [open, setOpen] = useState(false);
  return (
    <li className="sl-stack sl-tight">
      <span className="sl-row">
        <strong>{one.source}</strong>
        <span className="sl-chip">{t(`interchange.kinds.${one.kind}`)}</span>
        <CountsView counts={one.counts} />
        <span className="sl-muted sl-small">
          {one.fileName} · {instant(one.at)}
        </span>
      </span>
      {one.undoneAt ? (
        <span className="sl-muted">
          {t(one.kept > 0 ? 'interchange.undone_but' : 'interchange.undone', {
            when: instant(one.undoneAt),
            kept: one.kept,
          })}
        </span>
      ) : null}
      <span className="sl-row">
        <Button small onClick={() => setOpen(!open)} aria-expanded={open}>
          {t(open ? 'interchange.close' : 'interchange.lines')}
        </Button>
        <DeedButtons
          allowed={one.allowed}
          deeds={[{ row: undoImport, params: { id: one.id }, tone: 'danger' }]}
        />
      </span>
      {open ? <Lines id={one.id} /> : null}
    </li>
  );
}

function Lines({ id }: { id: string }) {
  const { data, error, isPending } = useRow(readImport, { params: { id } });
  if (isPending) return <PageSkeleton kind="rows" />;
  if (error) return <ProblemAlert error={error} />;
  return <LinesTable lines={data.lines} />;
}
