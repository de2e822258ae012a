import { requestForeignReplication } from '@scenario-lab/contracts/foreign-packs';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

const least = 10;

/** The adopting department asks for what worked elsewhere. */
export function ReplicateDeed({ packId }: { packId: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const field = useId();
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useKept(`foreign-replication.${packId}`, '');
  const asking = useDeed(requestForeignReplication, {
    onSuccess: ({ id }) => {
      setPurpose('');
      return navigate(path.replication(id));
    },
  });
  const said = purpose.trim();
  const label = t('foreign_packs.replicate');
  return (
    <div>
      <Button tone="primary" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? (
        <Dialog
          title={label}
          okText={label}
          okDisabled={said.length < least}
          pending={asking.isPending}
          onOk={() => asking.mutate({ params: { id: packId }, body: { purpose: said } })}
          onCancel={() => {
            setOpen(false);
            asking.reset();
          }}
        >
          <div className="sl-stack">
            <p>{t('foreign_packs.replicate_says')}</p>
            <div>
              <label htmlFor={field}>{t('cases.purpose')}</label>
              <TextArea
                id={field}
                rows={5}
                maxLength={5_000}
                value={purpose}
                onChange={(event) => setPurpose(event.target.value)}
              />
              <p className="sl-muted sl-small">{t('cases.purpose_help', { least })}</p>
            </div>
            <ProblemAlert error={asking.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
