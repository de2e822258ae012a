import { call } from '@scenario-lab/contracts/call';
import {
  BadPoints,
  blindAgain,
  blindKeys,
  distinctKeys,
  leastKeys,
  mostKeys,
  newSecret,
} from '@scenario-lab/contracts/key-match-protocol';
import { handInPoints, type KeyMatch, readPoints } from '@scenario-lab/contracts/key-matches';

import { useId, useState } from 'react';
import { client, useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import type { KeyTable } from './read-keys.js';

/** Where this browser keeps the secret between the rounds; nobody else has it. */
const place = (id: string) => `scenario-lab.key-match.${id}`;

/** One side's part: its file is read and blinded here, then the other side's points once more. */
export function HandIn({ match, side }: { match: KeyMatch; side: 'owner' | 'grantee' }) {
  const { t } = useWords();
  const { count } = useFormats();
  const [done, setDone] = useState<{ done: number; of: number } | null>(null);
  const [bad, setBad] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const [secret, setSecret] = useState(() => localStorage.getItem(place(match.id)));
  const handing = useDeed(handInPoints);
  const round = match.state === 'agreed' ? ('first' as const) : ('second' as const);
  const send = (points: string[]) =>
    handing.mutateAsync({ params: { id: match.id, round }, body: { points } });
  const work = async (of: number, points: (told: (n: number) => void) => Promise<string[]>) => {
    setBad(false);
    setFailed(null);
    setDone({ done: 0, of });
    try {
      await send(await points((n) => setDone({ done: n, of })));
      return true;
    } catch (error) {
      if (error instanceof BadPoints) setBad(true);
      else setFailed(error);
      return false;
    } finally {
      setDone(null);
    }
  };
  const first = (keys: string[]) => {
    const kept = secret ?? newSecret();
    localStorage.setItem(place(match.id), kept);
    setSecret(kept);
    return work(keys.length, (told) => blindKeys(keys, kept, told));
  };
  const second = async () => {
    if (secret === null) return;
    try {
      const { points } = await call(client, readPoints, { params: { id: match.id } });
      // Its work is done: whoever finds this browser later finds nothing to undo the blinding with.
      if (await work(points.length, (told) => blindAgain(points, secret, told)))
        localStorage.removeItem(place(match.id));
    } catch (error) {
      setFailed(error);
    }
  };
  return (
    <div className="sl-stack sl-tight">
      {round === 'first' ? (
        <ChooseKeys match={match} side={side} busy={done !== null} onKeys={(keys) => void first(keys)} />
      ) : secret === null ? (
        <Notice tone="warn">{t('keyMatches.lost')}</Notice>
      ) : (
        <div>
          <Button tone="primary" pending={done !== null} onClick={() => void second()}>
            {t('keyMatches.again')}
          </Button>
        </div>
      )}
      {done ? (
        <p aria-live="polite" className="sl-muted">
          {t('keyMatches.working', { done: count(done.done), of: count(done.of) })}
        </p>
      ) : null}
      {bad ? <Notice tone="warn">{t('keyMatches.bad_points')}</Notice> : null}
      <ProblemAlert error={failed ?? handing.error} />
    </div>
  );
}

function ChooseKeys(props: {
  match: KeyMatch;
  side: 'owner' | 'grantee';
  busy: boolean;
  onKeys: (keys: string[]) => void;
}) {
  const { match, side, busy, onKeys } = props;
  const { t } = useWords();
  const { count } = useFormats();
  const [field, select] = [useId(), useId()];
  const [table, setTable] = useState<KeyTable | 'unreadable' | null>(null);
  const [column, setColumn] = useState('');
  const read = async (file: File | undefined) => {
    if (!file) return;
    // The reader of tables comes only where a table is read.
    const { readKeys } = await import('./read-keys.js');
    const found = await readKeys(file).catch(() => null);
    setTable(found ?? 'unreadable');
    setColumn(found?.columns.find((name) => name === match.column) ?? found?.columns[0] ?? '');
  };
  const keys = table === null || table === 'unreadable' ? [] : distinctKeys(table.cells.get(column) ?? []);
  const fits = keys.length >= leastKeys && keys.length <= mostKeys;
  return (
    <div className="sl-stack sl-tight">
      <p>
        {side === 'owner'
          ? t('keyMatches.file_owner', { version: match.version.label, column: match.column })
          : t('keyMatches.file_grantee', { list: match.list })}
      </p>
      <div>
        <label htmlFor={field} className="sl-button sl-button-quiet">
          {t('keyMatches.choose')}
        </label>
        <input
          id={field}
          className="sl-visually-hidden"
          type="file"
          accept=".xlsx,.csv,.tsv,.txt"
          onChange={(event) => void read(event.target.files?.[0])}
        />
      </div>
      <p className="sl-muted sl-small">
        {t('keyMatches.file_says', { least: count(leastKeys), most: count(mostKeys) })} {t('keyMatches.keep')}
      </p>
      {table === 'unreadable' ? <Notice tone="warn">{t('keyMatches.unreadable')}</Notice> : null}
      {table !== null && table !== 'unreadable' ? (
        <>
          <div>
            <label htmlFor={select}>{t('keyMatches.column')}</label>
            <SelectInput
              id={select}
              value={column}
              onChange={(value) => setColumn(value ?? '')}
              options={table.columns.map((value) => ({ value, label: value }))}
            />
          </div>
          <p aria-live="polite">
            {fits
              ? t('keyMatches.keys', { shown: count(keys.length) })
              : t(keys.length < leastKeys ? 'keyMatches.too_few' : 'keyMatches.too_many', {
                  shown: count(keys.length),
                  least: count(leastKeys),
                  most: count(mostKeys),
                })}
          </p>
          <div>
            <Button tone="primary" pending={busy} disabled={!fits} onClick={() => onKeys(keys)}>
              {t('keyMatches.hand_in')}
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}
