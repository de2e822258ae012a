import type { agreeInvitation, agreeMember } from '@scenario-lab/contracts/members';
import type { Args } from '@scenario-lab/contracts/route';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useWords } from '../../i18n/use-words.js';

type Row = typeof agreeMember | typeof agreeInvitation;

/** The second admin's yes or no. */
export function AgreeButtons<R extends Row>({ row, params }: { row: R; params: Args<R>['params'] }) {
  const { t } = useWords();
  const answering = useDeed<Row>(row);
  const answer = (agreed: boolean) => answering.mutate({ params, body: { agreed } } as Args<Row>);
  return (
    <span className="sl-row">
      <Button small tone="primary" pending={answering.isPending} onClick={() => answer(true)}>
        {t('organisations.agree')}
      </Button>
      <Button small pending={answering.isPending} onClick={() => answer(false)}>
        {t('organisations.disagree')}
      </Button>
      <ProblemAlert error={answering.error} />
    </span>
  );
}

/** Whose agreement is waited for. */
export function AskedOf({ names }: { names: readonly string[] }) {
  const { t } = useWords();
  return (
    <p className="sl-muted sl-small">
      {names.length > 0
        ? t('organisations.asked_of', { names: names.join(' · ') })
        : t('organisations.asked_nobody')}
    </p>
  );
}
