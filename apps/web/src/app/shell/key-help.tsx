import { useState } from 'react';
import { CheckInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { useWords } from '../../i18n/use-words.js';
import { useMe } from '../session.js';
import { goEntries, singleKeys } from './keys.js';

/** All keys, as this reader has them, and the switch for those of one letter. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const here = useMe();
  const [on, setOn] = useState(singleKeys.on);
  const general = [
    [['Ctrl', 'K'], t('keys.palette')],
    [['/'], t('keys.search')],
    [['?'], t('keys.help')],
    [['Esc'], t('keys.leave')],
  ] as const;
  return (
    <Dialog title={t('keys.title')} okText={t('shell.close')} onOk={onClose} onCancel={onClose} only>
      <table className="sl-table key-help">
        <thead>
          <tr>
            <th scope="col">{t('keys.key')}</th>
            <th scope="col">{t('keys.does')}</th>
          </tr>
        </thead>
        <tbody>
          {general.map(([keys, does]) => (
            <tr key={does}>
              <td>
                <Keys keys={keys} />
              </td>
              <td>{does}</td>
            </tr>
          ))}
          {goEntries(here).map(({ letter, key }) => (
            <tr key={key}>
              <td>
                <Keys keys={['g', letter]} />
              </td>
              <td>{t('keys.go', { page: t(`shell.entry.${key}`) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <CheckInput
        label={t('keys.single')}
        checked={on}
        onChange={(next) => {
          singleKeys.set(next);
          setOn(next);
        }}
      />
    </Dialog>
  );
}

function Keys({ keys }: { keys: readonly string[] }) {
  return keys.map((key) => <kbd key={key}>{key}</kbd>);
}
