import { askPack } from '@scenario-lab/contracts/replication-packs';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

const least = 10;

/** The lab asks both sides whether the case may go to other labs, and says for whom. */
export function AskPack({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const field = useId();
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useKept(`pack.${caseId}`, '');
  const asking = useDeed(askPack, {
    onSuccess: () => {
      setPurpose('');
      setOpen(false);
    },
  });
  const said = purpose.trim();
  const label = t('deed.replication_pack.ask.label');
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {open ? (
        <Dialog
          title={label}
          okText={label}
          okDisabled={said.length < least}
          pending={asking.isPending}
          onOk={() => asking.mutate({ params: { id: caseId }, body: { purpose: said } })}
          onCancel={() => {
            setOpen(false);
            asking.reset();
          }}
        >
          <div className="sl-stack">
            <p>{t('deed.replication_pack.ask.says')}</p>
            <div>
              <label htmlFor={field}>{t('packs.purpose')}</label>
              <TextArea
                id={field}
                rows={4}
                maxLength={5_000}
                value={purpose}
                onChange={(event) => setPurpose(event.target.value)}
              />
              <p className="sl-muted sl-small">{t('packs.purpose_help', { least })}</p>
            </div>
            <ProblemAlert error={asking.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
