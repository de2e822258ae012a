import type { Certificate } from '@scenario-lab/contracts/certificates';
import { type FormEvent, lazy, Suspense, useId, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';

// The verifier's cryptography comes after the page has been read.
const LiveProof = lazy(() => import('./live-proof.js').then((file) => ({ default: file.LiveProof })));

/** Verify a certificate here; the newest one is verified before the reader's eyes. */
export function ProofPanel({ newest }: { newest: Certificate | null }) {
  const { t } = useWords();
  const go = useNavigate();
  const id = useId();
  const [typed, setTyped] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    const number = typed.trim().toUpperCase();
    if (number) void go(path.verify({ number }));
  };
  return (
    <section className="sl-panel">
      <h2>{t('home.proof.title')}</h2>
      <p className="sl-muted">{t('home.proof.says')}</p>
      <div className="home-proof">
        <form onSubmit={send}>
          <label htmlFor={id}>{t('home.proof.number')}</label>
          <span className="sl-row">
            <TextInput
              id={id}
              value={typed}
              maxLength={40}
              spellCheck={false}
              autoComplete="off"
              placeholder="SL-2026-000001"
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button submit disabled={typed.trim() === ''}>
              {t('home.proof.button')}
            </Button>
          </span>
        </form>
        {newest ? (
          <Suspense
            fallback={<p className="sl-muted">{t('home.proof.checking', { number: newest.number })}</p>}
          >
            <LiveProof certificate={newest} />
          </Suspense>
        ) : (
          <p className="sl-muted">
            {t('home.no_certificates')} <Link to={path.aboutMethod()}>{t('shell.entry.about_method')}</Link>
          </p>
        )}
      </div>
    </section>
  );
}
