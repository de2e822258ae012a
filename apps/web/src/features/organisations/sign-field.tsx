import { addLabPicture, type LabIdentity } from '@scenario-lab/contracts/identity';
import { readSolutionMedium } from '@scenario-lab/contracts/solution-media';
import { useEffect, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { FileUpload } from '../../components/file-upload.js';
import { LabSign } from '../../components/lab-sign.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

interface SignFieldProps {
  identity: LabIdentity;
  onChange: (picture: string | null) => void;
}

/** The picture in the place of the letters: handed in, redrawn in the sandbox, worn with the next saving. */
export function SignField({ identity, onChange }: SignFieldProps) {
  const { t } = useWords();
  const [handedIn, setHandedIn] = useState<string | null>(null);
  const [waiting, setWaiting] = useState(false);
  const adding = useDeed(addLabPicture, {
    onSuccess: ({ id }) => {
      setHandedIn(id);
      setWaiting(true);
    },
  });
  const reading = useRow(
    readSolutionMedium,
    { params: { id: handedIn ?? '' } },
    { enabled: handedIn !== null, ...(waiting ? { refetchInterval: 1_500 } : {}) },
  );
  const medium = handedIn === null ? undefined : reading.data;
  const isPicture = medium?.kind === 'picture';
  useEffect(() => {
    if (medium && medium.state !== 'reading') setWaiting(false);
  }, [medium]);
  useEffect(() => {
    if (handedIn === null || !isPicture) return;
    onChange(handedIn);
    setHandedIn(null);
  }, [handedIn, isPicture, onChange]);
  return (
    <fieldset className="sl-stack sl-tight sign-field">
      <legend>{t('field.picture')}</legend>
      <div className="sl-row">
        <LabSign identity={identity} />
        {identity.picture === null ? null : (
          <Button small onClick={() => onChange(null)}>
            {t('common.remove')}
          </Button>
        )}
      </div>
      <FileUpload
        key={identity.picture}
        purpose="file"
        accept=".png,.jpg,.jpeg,.webp"
        hint={t('organisations.identity.picture_help')}
        onChange={(upload) => upload && adding.mutate({ body: { uploadId: upload.id } })}
      />
      <div aria-live="polite">
        {medium?.state === 'reading' ? <p className="sl-muted">{t('solutions.media.kind.reading')}</p> : null}
        {medium?.state === 'refused' ? (
          <Notice tone="warn">
            {wordFor('solutions.media.problem', medium.problem?.code ?? 'not_readable')}
          </Notice>
        ) : null}
        {medium?.state === 'ready' && !isPicture ? (
          <Notice tone="warn">{t('organisations.identity.not_picture')}</Notice>
        ) : null}
      </div>
      <ProblemAlert error={adding.error ?? reading.error} />
    </fieldset>
  );
}
