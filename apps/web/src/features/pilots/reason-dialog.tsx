import { useId } from 'react';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';

interface ReasonDialogProps {
  name: string;
  says: string;
  label: string;
  /** Under what is typed is kept; whoever does the deed forgets it when it is done. */
  kept: string;
  danger: boolean;
  deed: {
    isPending: boolean;
    error: unknown;
    mutate: (reason: string) => void;
  };
  onLeave: () => void;
}

/** Something is done to chosen points, and said why. */
export function ReasonDialog({ name, says, label, kept, danger, deed, onLeave }: ReasonDialogProps) {
  const field = useId();
  const [reason, setReason] = useKept(kept, '');
  return (
    <Dialog
      title={name}
      okText={name}
      danger={danger}
      okDisabled={reason.trim() === ''}
      pending={deed.isPending}
      onOk={() => deed.mutate(reason.trim())}
      onCancel={onLeave}
    >
      <div className="sl-stack sl-tight">
        <p>{says}</p>
        <label htmlFor={field}>{label}</label>
        <TextArea
          id={field}
          value={reason}
          maxLength={5_000}
          onChange={(event) => setReason(event.target.value)}
        />
        <ProblemAlert error={deed.error} />
      </div>
    </Dialog>
  );
}
