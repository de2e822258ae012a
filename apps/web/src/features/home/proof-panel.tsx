import type { Certificate } from '@scenario-lab/contracts/certificates';
import { type FormEvent, lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react';
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
          <WhenSeen
            waiting={<p className="sl-muted">{t('home.proof.checking', { number: newest.number })}</p>}
          >
            <LiveProof certificate={newest} />
          </WhenSeen>
        ) : (
          <p className="sl-muted">
            {t('home.no_certificates')} <Link to={path.aboutMethod()}>{t('shell.entry.about_method')}</Link>
          </p>
        )}
      </div>
    </section>
  );
}

/** Fetched and worked out when the reader comes to it: what nobody scrolls to costs nobody a round trip. */
function WhenSeen({ waiting, children }: { waiting: ReactNode; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(!('IntersectionObserver' in globalThis));
  useEffect(() => {
    if (seen || !place.current) return;
    const watch = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [seen]);
  return <div ref={place}>{seen ? <Suspense fallback={waiting}>{children}</Suspense> : waiting}</div>;
}
