import type { Text } from '@scenario-lab/contracts/common';
import { pinTrustedLab } from '@scenario-lab/contracts/foreign-packs';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { BilingualInput } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { CheckInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { writtenText } from '../../components/written-text.js';
import { useWords } from '../../i18n/use-words.js';

interface Pin {
  name: Text | null;
  address: string;
  keys: string;
  recognises: boolean;
}
const empty: Pin = { name: null, address: '', keys: '', recognises: false };

/** Keys come by another way than the packs: pasted, and compared by their ids. */
export function PinLab() {
  const { t } = useWords();
  const ids = { name: useId(), address: useId(), keys: useId() };
  const [open, setOpen] = useState(false);
  const [pin, setPin] = useKept<Pin>('trusted-lab', empty);
  const pinning = useDeed(pinTrustedLab, {
    onSuccess: () => {
      setPin(empty);
      setOpen(false);
    },
  });
  const set = (part: Partial<Pin>) => setPin({ ...pin, ...part });
  const name = writtenText(pin.name);
  const label = t('deed.trusted_lab.pin.label');
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {open ? (
        <Dialog
          title={label}
          okText={label}
          okDisabled={!name || pin.keys.trim() === ''}
          pending={pinning.isPending}
          onOk={() => {
            if (name)
              pinning.mutate({
                body: { name, address: pin.address || null, keys: pin.keys, recognises: pin.recognises },
              });
          }}
          onCancel={() => {
            setOpen(false);
            pinning.reset();
          }}
        >
          <div className="sl-stack">
            <p>{t('foreign_packs.pin_says')}</p>
            <div>
              <label htmlFor={ids.name}>{t('foreign_packs.lab_name')}</label>
              <BilingualInput
                id={ids.name}
                value={pin.name}
                onChange={(next) => set({ name: next })}
                maxLength={200}
              />
            </div>
            <div>
              <label htmlFor={ids.address}>{t('foreign_packs.lab_address')}</label>
              <TextInput
                id={ids.address}
                value={pin.address}
                maxLength={500}
                onChange={(event) => set({ address: event.target.value })}
              />
            </div>
            <div>
              <label htmlFor={ids.keys}>{t('foreign_packs.lab_keys')}</label>
              <TextArea
                id={ids.keys}
                rows={5}
                maxLength={20_000}
                value={pin.keys}
                onChange={(event) => set({ keys: event.target.value })}
              />
            </div>
            <CheckInput
              checked={pin.recognises}
              onChange={(recognises) => set({ recognises })}
              label={t('foreign_packs.lab_recognises')}
            />
            <ProblemAlert error={pinning.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
