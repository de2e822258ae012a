import './tickets.css';
import type { Answer } from '@scenario-lab/contracts/route';
import { type ImportLine, importTickets } from '@scenario-lab/contracts/tickets';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import type { Tone } from '../../components/tones.js';
import { useWords } from '../../i18n/use-words.js';
import { cellsOfFile } from './cells-of-file.js';

const mostRows = 1_001;
const toneOf: Record<ImportLine['state'], Tone> = {
  ready: 'running',
  made: 'pass',
  double: 'waiting',
  faulty: 'fail',
};

/** A sheet of the 12345 line: looked at row by row before anything is made, and made once. */
export function ImportTicketsPage() {
  const { t } = useWords();
  const field = useId();
  const [cells, setCells] = useState<string[][] | null>(null);
  const [fault, setFault] = useState<'unreadable' | 'too_long' | null>(null);
  const [seen, setSeen] = useState<Answer<typeof importTickets> | null>(null);
  const sending = useDeed(importTickets, { onSuccess: setSeen });
  const open = async (file: File | undefined) => {
    if (!file) return;
    setSeen(null);
    sending.reset();
    const read = await cellsOfFile(new Uint8Array(await file.arrayBuffer()));
    const wrong = read === null ? 'unreadable' : read.length > mostRows ? 'too_long' : null;
    setFault(wrong);
    setCells(wrong ? null : read);
    if (read && !wrong) sending.mutate({ body: { cells: read, apply: false } });
  };
  const ready = seen?.lines.filter(({ state }) => state === 'ready').length ?? 0;
  const made = seen?.lines.filter(({ state }) => state === 'made').length ?? 0;
  return (
    <FormPage
      title={t('tickets.import.title')}
      lead={t('tickets.import.lead')}
      back={{ to: path.tickets(), label: t('tickets.title') }}
    >
      <div className="sl-stack">
        <div>
          <label htmlFor={field}>{t('tickets.import.choose')}</label>
          <input
            id={field}
            type="file"
            accept=".xlsx,.csv,text/csv"
            onChange={(event) => void open(event.target.files?.[0])}
          />
          <p className="sl-muted sl-small">{t('tickets.import.hint')}</p>
        </div>
        {fault ? <Notice tone="warn">{t(`tickets.import.${fault}`)}</Notice> : null}
        <ProblemAlert error={sending.error} />
        {seen && seen.unread.length > 0 ? (
          <p className="sl-muted">{t('tickets.import.unread', { columns: seen.unread.join(' · ') })}</p>
        ) : null}
        {made > 0 ? (
          <div role="status">
            <Notice>{t('tickets.import.done', { count: made })}</Notice>
          </div>
        ) : null}
        {seen && made === 0 ? (
          <p className="sl-row">
            <Button
              tone="primary"
              disabled={ready === 0}
              pending={sending.isPending}
              onClick={() => cells && sending.mutate({ body: { cells, apply: true } })}
            >
              {t('tickets.import.apply', { count: ready })}
            </Button>
            {ready === 0 ? <span className="sl-muted">{t('tickets.import.nothing')}</span> : null}
          </p>
        ) : null}
        {seen ? <Lines lines={seen.lines} /> : null}
      </div>
    </FormPage>
  );
}

function Lines({ lines }: { lines: readonly ImportLine[] }) {
  const { t } = useWords();
  return (
    <div className="sl-scroll-x">
      <table className="ticket-lines">
        <thead>
          <tr>
            <th className="num">{t('tickets.import.row')}</th>
            <th>{t('common.status')}</th>
            <th>{t('tickets.number')}</th>
            <th>{t('tickets.report.what')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.row}>
              <td className="num">{line.row}</td>
              <td>
                <ToneTag tone={toneOf[line.state]}>{t(`tickets.import.state.${line.state}`)}</ToneTag>
              </td>
              <td>{line.externalId}</td>
              <td>
                {line.title}
                {line.faults.map(({ column, code, stops }) => (
                  <p
                    key={`${column}:${code}`}
                    className="sl-small"
                    style={{ color: stops ? 'var(--fail)' : 'var(--inconclusive)' }}
                  >
                    {column ? `${column} · ` : null}
                    {t(`tickets.import.fault.${code}`)}
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
