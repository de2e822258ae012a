import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { type To, useAddress } from './reach.js';

/** One board of the cockpit: what it counts, and the numbers. */
export function Tile({
  area,
  title,
  says,
  children,
}: {
  area: string;
  title: string;
  says?: string;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section className={`cockpit-tile cockpit-${area}`} aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        {says ? <p>{says}</p> : null}
      </header>
      <div className="cockpit-tile-body">{children}</div>
    </section>
  );
}

/** A number that opens the list behind it. Null is a small number that was held back. */
export function Num({
  value,
  to,
  label,
  text,
}: {
  value: number | null;
  to: To | null;
  label: string;
  text?: string;
}) {
  const { t } = useWords();
  const { count } = useFormats();
  const address = useAddress()(to);
  const shown = value === null ? t('cockpit.few') : (text ?? count(value));
  // Nought has no list behind it.
  if (!address || value === 0) return <span className="cockpit-num">{shown}</span>;
  return (
    <Link className="cockpit-num" to={address} aria-label={`${label}${t('common.colon')}${shown}`}>
      {shown}
    </Link>
  );
}

/** Length says how much of the most there is; the number stands beside it. */
export function Bar({ share, kind }: { share: number; kind?: string }) {
  return (
    <span className={`cockpit-bar${kind ? ` cockpit-bar-${kind}` : ''}`} aria-hidden>
      <span style={{ inlineSize: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
    </span>
  );
}
