import { readBadge } from '@scenario-lab/contracts/badges';
import { ProblemError } from '@scenario-lab/contracts/call';
import { readCertificate } from '@scenario-lab/contracts/certificates';
import { type FormEvent, useId, useState } from 'react';
import { useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useSignedBadge, useSignedReport } from '../../components/use-signed-report.js';
import { useWords } from '../../i18n/use-words.js';

interface Numbered {
  text: string | null;
  error: Error | null;
  waiting: boolean;
}

/** The signed file behind a certificate's number, as this lab hands it to anybody. */
export function useNumbered(number: string | null): Numbered {
  const ofBadge = number?.startsWith('SB-') ?? false;
  const certificate = useRow(
    readCertificate,
    { params: { number: number ?? '' } },
    { enabled: !!number && !ofBadge },
  );
  const badge = useRow(readBadge, { params: { key: number ?? '' } }, { enabled: ofBadge });
  const report = useSignedReport(certificate.data?.reportId);
  const signed = useSignedBadge(badge.data?.id);
  const error = certificate.error ?? badge.error ?? report.error ?? signed.error;
  const text = report.data ?? signed.data;
  return { text: text ?? null, error, waiting: !!number && !error && text === undefined };
}

interface ByNumberProps {
  number: string | null;
  /** Null where another file stands in its place. */
  state: Numbered | null;
  onNumber: (number: string) => void;
}

export function ByNumber({ number, state, onNumber }: ByNumberProps) {
  const { t } = useWords();
  const id = useId();
  const [typed, setTyped] = useState(number ?? '');
  const send = (event: FormEvent) => {
    event.preventDefault();
    onNumber(typed.trim().toUpperCase());
  };
  const missing = state?.error instanceof ProblemError && state.error.problem.code === 'not_found';
  return (
    <form className="sl-stack sl-tight" onSubmit={send}>
      <label htmlFor={id}>{t('certificates.check.number')}</label>
      <span className="sl-row">
        <span className="sl-grow">
          <TextInput
            id={id}
            value={typed}
            maxLength={40}
            spellCheck={false}
            autoComplete="off"
            placeholder="SL-2026-000001"
            aria-describedby={`${id}-help`}
            onChange={(event) => setTyped(event.target.value)}
          />
        </span>
        <Button submit pending={state?.waiting ?? false} disabled={typed.trim() === ''}>
          {t('certificates.check.by_number')}
        </Button>
      </span>
      {missing ? (
        <Notice tone="warn">{t('certificates.check.no_such_number', { number: number ?? '' })}</Notice>
      ) : (
        <ProblemAlert error={state?.error ?? null} />
      )}
      <p id={`${id}-help`} className="sl-muted sl-small">
        {t('certificates.check.number_help')}
      </p>
    </form>
  );
}
