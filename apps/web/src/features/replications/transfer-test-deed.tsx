import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import { type Replication, startTransferTest } from '@scenario-lab/contracts/cases';
import { useId, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** The lab starts the certified algorithm on the adopter's own benchmark; no other would say anything. */
export function TransferTestDeed({ replication }: { replication: Replication }) {
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const benchmarks = useRow(listBenchmarks, { query: { limit: 100, status: 'open' } }, { enabled: open });
  const own = (benchmarks.data?.items ?? [])
    .filter((one) => one.owner.id === replication.adopter.id && one.status === 'open')
    .map((one) => ({ value: one.versionId, label: text(one.title) }));
  const starting = useDeed(startTransferTest, { onSuccess: () => setOpen(false) });
  const label = t('deed.replication.start_transfer_test.label');
  return (
    <div>
      <Button tone="primary" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? (
        <Dialog
          title={label}
          okText={label}
          okDisabled={!chosen}
          pending={starting.isPending}
          onOk={() => {
            if (chosen) {
              starting.mutate({ params: { id: replication.id }, body: { benchmarkVersionId: chosen } });
            }
          }}
          onCancel={() => {
            setOpen(false);
            starting.reset();
          }}
        >
          <div className="sl-stack">
            <p>{t('deed.replication.start_transfer_test.says')}</p>
            <p className="sl-muted sl-small">{t('replications.transfer_says')}</p>
            <div>
              <label htmlFor={field}>{t('replications.benchmark')}</label>
              <SelectInput
                id={field}
                value={chosen}
                onChange={setChosen}
                options={own}
                disabled={own.length === 0}
              />
              {benchmarks.data && own.length === 0 ? (
                <p className="sl-small">
                  {t('replications.no_benchmark', { adopter: text(replication.adopter.name) })}
                </p>
              ) : null}
            </div>
            <ProblemAlert error={benchmarks.error ?? starting.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
