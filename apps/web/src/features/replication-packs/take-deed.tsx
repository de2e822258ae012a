import { listOrganisations } from '@scenario-lab/contracts/accounts';
import { type ForeignPack, takePack } from '@scenario-lab/contracts/foreign-packs';
import { useId, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** For whom it is taken over, and who its vendor is here. */
export function TakeDeed({ pack }: { pack: ForeignPack }) {
  const { t } = useWords();
  const { text } = useFormats();
  const ids = { adopter: useId(), vendor: useId() };
  const [open, setOpen] = useState(false);
  const [adopterId, setAdopterId] = useState<string | null>(null);
  const [supplierId, setVendorId] = useState<string | null>(pack.vendorHere?.id ?? null);
  const departments = useRow(listOrganisations, { query: { role: 'demand', limit: 100 } }, { enabled: open });
  const vendors = useRow(listOrganisations, { query: { role: 'supply', limit: 100 } }, { enabled: open });
  const taking = useDeed(takePack, { onSuccess: () => setOpen(false) });
  const optionsOf = (of: typeof departments) =>
    (of.data?.items ?? []).map((one) => ({ value: one.id, label: text(one.name) }));
  const known = optionsOf(vendors);
  const here = pack.vendorHere;
  const choices =
    here && !known.some(({ value }) => value === here.id)
      ? [{ value: here.id, label: text(here.name) }, ...known]
      : known;
  const label = t('deed.foreign_pack.take.label');
  return (
    <div>
      <Button tone="primary" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? (
        <Dialog
          title={label}
          okText={label}
          okDisabled={!adopterId}
          pending={taking.isPending}
          onOk={() => {
            if (adopterId) taking.mutate({ params: { id: pack.id }, body: { adopterId, supplierId } });
          }}
          onCancel={() => {
            setOpen(false);
            taking.reset();
          }}
        >
          <div className="sl-stack">
            <p>{t('foreign_packs.take_says')}</p>
            <div>
              <label htmlFor={ids.adopter}>{t('foreign_packs.adopter')}</label>
              <SelectInput
                id={ids.adopter}
                value={adopterId}
                onChange={setAdopterId}
                options={optionsOf(departments)}
              />
            </div>
            <div>
              <label htmlFor={ids.vendor}>{t('foreign_packs.vendor')}</label>
              <SelectInput
                id={ids.vendor}
                value={supplierId}
                onChange={setVendorId}
                options={choices}
                none={t('foreign_packs.vendor_none')}
              />
              <p className="sl-muted sl-small">
                {text(pack.vendor)}
                {here && supplierId === here.id ? ` · ${t('foreign_packs.vendor_found')}` : ''}
              </p>
            </div>
            <ProblemAlert error={departments.error ?? vendors.error ?? taking.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
