import { addEvidence } from '@scenario-lab/contracts/tickets';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { FileUpload } from '../../components/file-upload.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

export function AddEvidence({ ticketId }: { ticketId: string }) {
  const { t } = useWords();
  const field = useId();
  const [note, setNote] = useKept(`evidence.${ticketId}`, '');
  const [uploadId, setUploadId] = useState<string | null>(null);
  /** A new key empties the field of the file. */
  const [round, setRound] = useState(0);
  const adding = useDeed(addEvidence, {
    onSuccess: () => {
      setNote('');
      setUploadId(null);
      setRound(round + 1);
    },
  });
  return (
    <div className="sl-stack sl-tight">
      <div>
        <label htmlFor={field}>{t('tickets.evidence_note')}</label>
        <TextArea
          id={field}
          rows={3}
          maxLength={4_000}
          value={note}
          onChange={(e) => setNote(e.target.value)}
        />
      </div>
      <FileUpload
        key={round}
        purpose="file"
        hint={t('tickets.evidence_file')}
        onChange={(upload) => setUploadId(upload?.id ?? null)}
      />
      <ProblemAlert error={adding.error} />
      <p>
        <Button
          disabled={note.trim() === ''}
          pending={adding.isPending}
          onClick={() => adding.mutate({ params: { id: ticketId }, body: { note: note.trim(), uploadId } })}
        >
          {t('tickets.add_evidence')}
        </Button>
      </p>
    </div>
  );
}
