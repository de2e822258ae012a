import type { Dataset } from '@scenario-lab/contracts/datasets';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../components/button.js';
import { useWords } from '../../i18n/use-words.js';

const AskAccessDialog = lazy(() =>
  import('./ask-access-dialog.js').then((file) => ({ default: file.AskAccessDialog })),
);

/** Asks the owner for access. */
export function AskAccess({ dataset }: { dataset: Dataset }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button tone="primary" onClick={() => setOpen(true)}>
        {t('datasets.ask_access')}
      </Button>
      <Suspense>
        {open ? <AskAccessDialog dataset={dataset} onClose={() => setOpen(false)} /> : null}
      </Suspense>
    </div>
  );
}
