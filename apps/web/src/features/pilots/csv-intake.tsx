import { type Pilot, recordObservations } from '@scenario-lab/contracts/pilots';
import type { Answer } from '@scenario-lab/contracts/route';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { saveFile } from '../../components/csv.js';
import { FindingsTable } from '../../components/findings-table.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { type Fault, type ReadObservations, readObservations } from './observations-csv.js';

type Receipt = Answer<typeof recordObservations>;

/** One request takes this many points. */
const batch = 10_000;
const previewed = 8;
const faultsShown = 50;

/** A file read in the browser: its first rows and every fault are shown before anything is sent. */
export function CsvIntake({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { count } = useFormats();
  const field = useId();
  const [file, setFile] = useState<{ name: string; read: ReadObservations } | null>(null);
  const [sent, setSent] = useState<Receipt | null>(null);
  const [reason, setReason] = useKept(`points-file.${pilot.id}`, '');
  const [sending, setSending] = useState(false);
  const recording = useDeed(recordObservations);
  const points = file?.read.points ?? [];

  const open = async (chosen: File | undefined) => {
    if (!chosen) return;
    setSent(null);
    recording.reset();
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    setFile({ name: chosen.name, read: readObservations(bytes, { ...pilot, now: Date.now() }) });
  };
  const send = async () => {
    setSending(true);
    const total: Receipt = { accepted: 0, duplicates: 0, corrected: 0, quarantined: 0 };
    try {
      for (let from = 0; from < points.length; from += batch) {
        const part = points
          .slice(from, from + batch)
          .map(({ criterion, at, value, site }) => ({ criterion, at, value, site }));
        const got = await recording.mutateAsync({
          params: { id: pilot.id },
          body: { points: part, source: 'csv', reason: reason.trim() || undefined },
        });
        total.accepted += got.accepted;
        total.duplicates += got.duplicates;
        total.corrected += got.corrected;
        total.quarantined += got.quarantined;
      }
      setSent(total);
      setFile(null);
      setReason('');
    } catch {
      // Said by `recording.error` below; the file stays, and points sent twice count once.
      setSent(total.accepted + total.duplicates + total.quarantined > 0 ? total : null);
    } finally {
      setSending(false);
    }
  };

  return (
    <div className="sl-stack sl-tight">
      <h3>{t('pilots.csv')}</h3>
      <p className="sl-muted sl-small">{t('pilots.csv_says', { zone: pilot.timeZone })}</p>
      <div className="sl-row">
        <label htmlFor={field} className="sl-button sl-button-quiet">
          {t('pilots.choose_csv')}
        </label>
        <input
          id={field}
          className="sl-visually-hidden"
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(event) => {
            void open(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button tone="link" onClick={() => saveFile('observations.csv', templateOf(pilot), 'text/csv')}>
          {t('pilots.csv_template')}
        </Button>
      </div>
      {file ? (
        <>
          <p>
            <strong>{file.name}</strong> ·{' '}
            {t('pilots.csv_read', { points: count(points.length), faults: count(file.read.faults.length) })}
          </p>
          {file.read.unreadable.length > 0 ? <FindingsTable findings={file.read.unreadable} /> : null}
          <Faults faults={file.read.faults} />
          <Preview pilot={pilot} points={points.slice(0, previewed)} />
          {points.length > 0 ? (
            <div>
              <label htmlFor={`${field}-reason`}>{t('pilots.correction_reason')}</label>
              <TextInput
                id={`${field}-reason`}
                value={reason}
                maxLength={500}
                onChange={(event) => setReason(event.target.value)}
              />
            </div>
          ) : null}
          <div className="sl-row">
            <Button
              tone="primary"
              pending={sending}
              disabled={points.length === 0}
              onClick={() => void send()}
            >
              {t('pilots.csv_send', { points: count(points.length) })}
            </Button>
            <Button onClick={() => setFile(null)}>{t('common.cancel')}</Button>
          </div>
        </>
      ) : null}
      <ProblemAlert error={recording.error} />
      {sent ? (
        <p role="status">
          {t('pilots.csv_sent', { accepted: count(sent.accepted), duplicates: count(sent.duplicates) })}
          {sent.corrected > 0 ? t('pilots.corrected', { shown: count(sent.corrected) }) : null}
          {sent.quarantined > 0
            ? t('quarantine.apart', { count: sent.quarantined, shown: count(sent.quarantined) })
            : null}
        </p>
      ) : null}
    </div>
  );
}

function Faults({ faults }: { faults: readonly Fault[] }) {
  const { t } = useWords();
  if (faults.length === 0) return null;
  return (
    <div className="sl-stack sl-tight" role="alert">
      <p>{t('pilots.csv_faults')}</p>
      <ul className="record-faults sl-small">
        {faults.slice(0, faultsShown).map((fault) => (
          <li key={`${fault.line}:${fault.code}:${fault.cell}`}>
            {fault.line > 0 ? t('pilots.csv_line', { line: fault.line }) : null}
            {t(`pilots.fault.${fault.code}`)}
            {fault.cell ? <code> {fault.cell.slice(0, 80)}</code> : null}
          </li>
        ))}
      </ul>
      {faults.length > faultsShown ? (
        <p className="sl-muted sl-small">
          {t('pilots.csv_more_faults', { more: faults.length - faultsShown })}
        </p>
      ) : null}
    </div>
  );
}

function Preview({ pilot, points }: { pilot: Pilot; points: ReadObservations['points'] }) {
  const { t } = useWords();
  const { instant, figure, text } = useFormats();
  if (points.length === 0) return null;
  const nameOf = (id: string) => text(pilot.kpis.find(({ criterion }) => criterion.id === id)?.name) || id;
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <caption className="sl-visually-hidden">{t('pilots.csv_preview')}</caption>
        <thead>
          <tr>
            <th scope="col" className="sl-number">
              {t('pilots.line')}
            </th>
            <th scope="col">{t('pilots.at')}</th>
            <th scope="col">{t('pilots.site')}</th>
            <th scope="col">{t('pilots.kpi')}</th>
            <th scope="col" className="sl-number">
              {t('pilots.value')}
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={`${point.line}:${point.criterion}`}>
              <td className="sl-number">{point.line}</td>
              <td>{instant(point.at)}</td>
              <td>{point.site ?? (pilot.sites.length === 1 ? pilot.sites[0] : '–')}</td>
              <td>{nameOf(point.criterion)}</td>
              <td className="sl-number">{figure(point.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** An empty table with the pilot's own indicators, ready to fill in. */
function templateOf(pilot: Pilot): string {
  return `\uFEFFtime,site,${pilot.kpis.map(({ criterion }) => criterion.id).join(',')}\r\n`;
}
