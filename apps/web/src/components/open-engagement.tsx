import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import type { Opening } from './open-engagement-dialog.js';

const OpenEngagementDialog = lazy(() =>
  import('./open-engagement-dialog.js').then((file) => ({ default: file.OpenEngagementDialog })),
);

/** The department (or a broker) invites, the vendor proposes. */
export function OpenEngagement({ opening, children }: { opening: Opening; children?: ReactNode }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button tone="primary" onClick={() => setOpen(true)}>
        {children ?? t(`matches.${opening.way}`)}
      </Button>
      <Suspense>
        {open ? <OpenEngagementDialog opening={opening} onClose={() => setOpen(false)} /> : null}
      </Suspense>
    </>
  );
}
