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
  onDone?: () => void;
}

/** Pictures or PDFs with a ticket, one after the other; the rest is kept where one is refused. */
export function AttachFiles({ receipt, left: first, onDone }: AttachFilesProps) {
  const { t } = useWords();
  const { count, bytes } = useFormats();
  const field = useId();
  const [sent, setSent] = useState<Attached[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const left = sent.at(-1)?.left ?? first;
  const attach = async (files: readonly File[]) => {
    setBusy(true);
    setError(null);
    try {
      for (const file of files.slice(0, left)) {
        const answer = await send(receipt, file);
        setSent((before) => [...before, answer]);
      }
      onDone?.();
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)));
    } finally {
      setBusy(false);
    }
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
      {sent.length > 0 ? (
        <ul role="status">
          {sent.map(({ id, name }) => (
            <li key={id}>{t('tickets.files.received', { name })}</li>
          ))}
        </ul>
      ) : null}
      <ProblemAlert error={error} />
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
