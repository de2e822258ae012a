import type { Match } from '@scenario-lab/contracts/scenarios';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../components/button.js';
import { useWords } from '../../i18n/use-words.js';

const OpenEngagementDialog = lazy(() =>
  import('./open-engagement-dialog.js').then((file) => ({ default: file.OpenEngagementDialog })),
);

/** The department (or a broker) invites, the vendor proposes; whichever the reader may. */
export function OpenEngagement({ match }: { match: Match }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const way = (['invite', 'propose'] as const).find((one) => match.allowed.includes(`engagement.${one}`));
  if (!way) return null;
  return (
    <>
      <Button tone="primary" onClick={() => setOpen(true)}>
        {t(`matches.${way}`)}
      </Button>
      <Suspense>
        {open ? <OpenEngagementDialog match={match} way={way} onClose={() => setOpen(false)} /> : null}
      </Suspense>
    </>
  );
}
