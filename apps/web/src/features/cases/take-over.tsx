import { requestReplication } from '@scenario-lab/contracts/cases';
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

/** Another department asks for what worked here. */
export function TakeOver({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const field = useId();
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useKept(`replication.${caseId}`, '');
  const asking = useDeed(requestReplication, {
    onSuccess: ({ id }) => {
      setPurpose('');
      return navigate(path.replication(id));
    },
  });
  const said = purpose.trim();
  return (
    <div>
      <Button tone="primary" onClick={() => setOpen(true)}>
        {t('cases.take_over')}
      </Button>
      {open ? (
        <Dialog
          title={t('cases.take_over')}
          okText={t('cases.ask')}
          okDisabled={said.length < least}
          pending={asking.isPending}
          onOk={() => asking.mutate({ params: { id: caseId }, body: { purpose: said } })}
          onCancel={() => {
            setOpen(false);
            asking.reset();
          }}
        >
          <div className="sl-stack">
            <p>{t('cases.take_over_says')}</p>
            <div>
              <label htmlFor={field}>{t('cases.purpose')}</label>
              <TextArea
                id={field}
                rows={5}
                maxLength={5_000}
                value={purpose}
                onChange={(event) => {
                  setPurpose(event.target.value);
                }}
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
