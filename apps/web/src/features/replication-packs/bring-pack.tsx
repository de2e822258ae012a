import { ProblemError } from '@scenario-lab/contracts/call';
import { receivePack } from '@scenario-lab/contracts/foreign-packs';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { FileUpload } from '../../components/file-upload.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { knowsWord, useWords, wordFor } from '../../i18n/use-words.js';

/** A pack as a file: verified, and only then shown. */
export function BringPack() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [uploadId, setUploadId] = useState<string | null>(null);
  const receiving = useDeed(receivePack, { onSuccess: ({ id }) => navigate(path.foreignPack(id)) });
  return (
    <div>
      <Button tone="primary" onClick={() => setOpen(true)}>
        {t('foreign_packs.bring')}
      </Button>
      {open ? (
        <Dialog
          title={t('foreign_packs.bring')}
          okText={t('foreign_packs.verify')}
          okDisabled={!uploadId}
          pending={receiving.isPending}
          onOk={() => uploadId && receiving.mutate({ body: { uploadId } })}
          onCancel={() => {
            setOpen(false);
            receiving.reset();
          }}
        >
          <div className="sl-stack">
            <p>{t('foreign_packs.bring_says')}</p>
            <FileUpload
              purpose="file"
              accept=".zip"
              hint={t('foreign_packs.hint')}
              onChange={(upload) => {
                setUploadId(upload?.id ?? null);
                receiving.reset();
              }}
            />
            <ProblemAlert error={receiving.error} />
            <Why error={receiving.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}

/** What does not hold, and where. */
function Why({ error }: { error: unknown }) {
  if (!(error instanceof ProblemError) || error.problem.code !== 'pack_refused') return null;
  const { reason, place } = error.problem.params ?? {};
  if (!knowsWord('foreign_packs.fault', String(reason))) return null;
  return (
    <p role="status">
      <strong>{wordFor('foreign_packs.fault', String(reason))}</strong>{' '}
      {place ? <code>{String(place)}</code> : null}
    </p>
  );
}
