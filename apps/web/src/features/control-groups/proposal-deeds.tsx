import { decideKinProposal, type KinProposal } from '@scenario-lab/contracts/control-groups';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { KinEvidence } from '../../components/kin-evidence.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

/** Yes or no to a proposal, with the reason that is remembered. */
export function ProposalDeeds({ proposal }: { proposal: KinProposal }) {
  const { t } = useWords();
  const field = useId();
  const [answer, setAnswer] = useState<boolean | null>(null);
  const [reason, setReason] = useKept(
    `kin.${proposal.kind}.${[proposal.one.id, proposal.other.id].join('.')}`,
    '',
  );
  const close = () => {
    setAnswer(null);
    setReason('');
  };
  const deciding = useDeed(decideKinProposal, { onSuccess: close });
  const label = t(answer ? 'control_groups.accept' : 'control_groups.decline');
  return (
    <span className="sl-row">
      <Button small tone="primary" onClick={() => setAnswer(true)}>
        {t('control_groups.accept')}
      </Button>
      <Button small onClick={() => setAnswer(false)}>
        {t('control_groups.decline')}
      </Button>
      {answer === null ? null : (
        <Dialog
          title={label}
          okText={label}
          okDisabled={reason.trim() === ''}
          pending={deciding.isPending}
          onOk={() =>
            deciding.mutate({
              body: {
                kind: proposal.kind,
                value: proposal.value,
                oneId: proposal.one.id,
                otherId: proposal.other.id,
                accepted: answer,
                reason: reason.trim(),
              },
            })
          }
          onCancel={close}
        >
          <div className="sl-stack sl-tight">
            <KinEvidence proposal={proposal} />
            <p>{t(answer ? 'control_groups.accept_says' : 'control_groups.decline_says')}</p>
            <label htmlFor={field}>{t('control_groups.reason')}</label>
            <TextArea
              id={field}
              value={reason}
              maxLength={2_000}
              onChange={(event) => setReason(event.target.value)}
            />
            <ProblemAlert error={deciding.error} />
          </div>
        </Dialog>
      )}
    </span>
  );
}
