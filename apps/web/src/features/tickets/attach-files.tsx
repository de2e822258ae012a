import { call } from '@scenario-lab/contracts/call';
import type { Answer } from '@scenario-lab/contracts/route';
import { attachToTicket, ticketFileLimits, ticketFileTypes } from '@scenario-lab/contracts/ticket-files';
import { useId, useState } from 'react';
import { client } from '../../app/api.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

type Attached = Answer<typeof attachToTicket>;

/** The file is the body: it goes as it is, and the receipt and its name beside it in headers, in no address. */
const send = (receipt: string, file: File): Promise<Attached> =>
  call(
    { ...client, fetch: (address, init) => fetch(address, { ...init, body: file }) },
    attachToTicket,
    {},
    {
      headers: {
        'content-type': 'application/octet-stream',
        'x-ticket-receipt': receipt,
        'x-file-name': encodeURIComponent(file.name),
      },
    },
  );

interface AttachFilesProps {
  receipt: string;
  /** How many the ticket still takes. */
  left: number;
  /** Shows what was received itself. */
  onDone?: () => void;
}

/** Why one was not taken; null where the ticket holds as many as it takes. */
interface Refused {
  key: string;
  name: string;
  fault: Error | null;
}

/** Pictures or PDFs with a ticket, one after the other: one that is refused is named and stops none of the others. */
export function AttachFiles({ receipt, left: first, onDone }: AttachFilesProps) {
  const { t } = useWords();
  const { count, bytes } = useFormats();
  const field = useId();
  const [sent, setSent] = useState<Attached[]>([]);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused[]>([]);
  const left = sent.at(-1)?.left ?? first;
  const attach = async (files: readonly File[]) => {
    setBusy(true);
    setRefused([]);
    let room = left;
    let taken = 0;
    for (const file of files) {
      const { name, size, lastModified } = file;
      const key = `${name}.${size}.${lastModified}`;
      const not = (fault: Error | null) => setRefused((before) => [...before, { key, name, fault }]);
      if (room <= 0) {
        not(null);
        continue;
      }
      try {
        const answer = await send(receipt, file);
        room = answer.left;
        taken += 1;
        setSent((before) => [...before, answer]);
      } catch (fault) {
        not(fault instanceof Error ? fault : new Error(String(fault)));
      }
    }
    setBusy(false);
    if (taken > 0) onDone?.();
  };
  return (
    <section className="sl-stack sl-tight">
      <h2>{t('tickets.files.add')}</h2>
      <p className="sl-muted sl-small">
        {t('tickets.files.says', {
          most: count(ticketFileLimits.files),
          size: bytes(ticketFileLimits.bytes),
          hours: count(ticketFileLimits.hours),
        })}
      </p>
      {sent.length > 0 && !onDone ? (
        <ul role="status">
          {sent.map(({ id, name }) => (
            <li key={id}>{t('tickets.files.received', { name })}</li>
          ))}
        </ul>
      ) : null}
      {refused.map(({ key, name, fault }) => (
        <div key={key}>
          <p>
            <strong>{t('tickets.files.not_taken', { name })}</strong>
            {fault ? null : ` ${t('tickets.files.enough')}`}
          </p>
          <ProblemAlert error={fault} />
        </div>
      ))}
      {left > 0 ? (
        <div>
          <label htmlFor={field}>{t('tickets.files.choose', { shown: count(left) })}</label>
          <input
            id={field}
            type="file"
            multiple
            disabled={busy}
            accept={ticketFileTypes.join(',')}
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              void attach(files);
            }}
          />
          {busy ? <span role="status">{t('tickets.files.sending')}</span> : null}
        </div>
      ) : (
        <p className="sl-muted">{t('tickets.files.enough')}</p>
      )}
    </section>
  );
}
