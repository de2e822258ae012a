import type { Dataset } from '@scenario-lab/contracts/datasets';
import { setUpkeep, type Upkeep, upkeepPaces } from '@scenario-lab/contracts/fetches';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextInput } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** How often the data are renewed, whether they are late, and for their owner where the lab fetches them. */
export function UpkeepPanel({ dataset, may }: { dataset: Dataset; may: boolean }) {
  const { t } = useWords();
  const { ago } = useFormats();
  const [open, setOpen] = useState(false);
  const { upkeep } = dataset;
  return (
    <Panel title={t('fetches.upkeep.title')}>
      <div className="sl-stack sl-tight">
        {upkeep ? (
          <>
            <p className="sl-row">
              {t('fetches.upkeep.every', { pace: t(`fetches.upkeep.paces.${upkeep.every}`) })}
              {upkeep.late ? <ToneTag tone="inconclusive">{t('fetches.upkeep.late')}</ToneTag> : null}
            </p>
            {upkeep.last ? (
              <p className="sl-muted sl-small">{t('fetches.upkeep.last', { when: ago(upkeep.last) })}</p>
            ) : null}
            {upkeep.source ? <Source source={upkeep.source} /> : null}
          </>
        ) : (
          <p className="sl-muted">{t('fetches.upkeep.none')}</p>
        )}
        {may ? (
          <div>
            <Button onClick={() => setOpen(true)}>{t('fetches.upkeep.change')}</Button>
          </div>
        ) : null}
      </div>
      {open ? <Setting id={dataset.id} upkeep={upkeep} onEnd={() => setOpen(false)} /> : null}
    </Panel>
  );
}

function Source({ source }: { source: NonNullable<Upkeep['source']> }) {
  const { t } = useWords();
  const { instant, bytes } = useFormats();
  const { problem, failures, nextAt } = source;
  return (
    <>
      <p className="sl-small" style={{ overflowWrap: 'anywhere' }}>
        <code>{source.address}</code>
      </p>
      {nextAt ? (
        <p className="sl-muted sl-small">{t('fetches.upkeep.next', { when: instant(nextAt) })}</p>
      ) : (
        <p className="sl-small">{t('fetches.upkeep.waits')}</p>
      )}
      {failures > 0 && problem ? (
        <p className="sl-small">
          {t('fetches.upkeep.failed', {
            failures,
            why: t(`fetches.fault.${problem.fault}`, {
              code: problem.code ?? '',
              most: problem.most === null ? '' : bytes(problem.most),
            }),
          })}
        </p>
      ) : null}
    </>
  );
}

function Setting({ id, upkeep, onEnd }: { id: string; upkeep: Upkeep | null; onEnd: () => void }) {
  const { t } = useWords();
  const [pace, address] = [useId(), useId()];
  const [every, setEvery] = useState<string>(upkeep?.every ?? '');
  const [from, setFrom] = useState(upkeep?.source?.address ?? '');
  const saving = useDeed(setUpkeep, { onSuccess: onEnd });
  const save = () =>
    saving.mutate({
      params: { id },
      body: {
        every: upkeepPaces.find((one) => one === every) ?? null,
        address: every && from.trim() ? from.trim() : null,
      },
    });
  return (
    <Dialog
      title={t('fetches.upkeep.change')}
      okText={t('common.save')}
      pending={saving.isPending}
      onOk={save}
      onCancel={onEnd}
    >
      <div className="sl-stack">
        <div>
          <label htmlFor={pace}>{t('fetches.upkeep.pace')}</label>
          <SelectInput
            id={pace}
            value={every}
            onChange={(value) => setEvery(value ?? '')}
            options={[
              { value: '', label: t('fetches.upkeep.no_pace') },
              ...upkeepPaces.map((value) => ({ value, label: t(`fetches.upkeep.paces.${value}`) })),
            ]}
          />
        </div>
        {every ? (
          <div>
            <label htmlFor={address}>{t('fetches.upkeep.address')}</label>
            <TextInput
              id={address}
              type="url"
              inputMode="url"
              placeholder="https://"
              maxLength={2_000}
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
            <p className="sl-muted sl-small">{t('fetches.upkeep.address_help')}</p>
          </div>
        ) : null}
        <ProblemAlert error={saving.error} />
      </div>
    </Dialog>
  );
}
