import { listImports } from '@scenario-lab/contracts/catalogue-imports';
import { useState } from 'react';
import { useRow } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useTitle } from '../../components/use-title.js';
import { useWords } from '../../i18n/use-words.js';
import { CountsView } from './counts-view.js';
import { ImportForm } from './import-form.js';
import { ImportsLog } from './imports-log.js';
import { SourcesPanel } from './sources-panel.js';

/** Catalogues of other houses, taken over: a file is looked at first, taken over then, and can be taken back. */
export function ImportsPage() {
  const { t } = useWords();
  useTitle(t('interchange.title'));
  const here = useMe();
  const [done, setDone] = useState<Parameters<typeof CountsView>[0]['counts'] | null>(null);
  const { data, error, isPending } = useRow(listImports, { query: { limit: 50 } });
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('interchange.title')}</h1>
        <p className="sl-muted">{t('interchange.lead')}</p>
      </header>
      {done ? (
        <Notice>
          <strong>{t('interchange.done')}</strong>
          <CountsView counts={done} />
        </Notice>
      ) : null}
      <SourcesPanel />
      {here.may('catalogue_import.create') ? <ImportForm onDone={setDone} /> : null}
      <Panel title={t('interchange.log')}>
        <ProblemAlert error={error} />
        {isPending ? <PageSkeleton kind="rows" /> : null}
        {data ? <ImportsLog imports={data.items} /> : null}
      </Panel>
    </div>
  );
}
