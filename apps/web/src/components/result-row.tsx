import './catalogue-page.css';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface ResultRowProps {
  to: string;
  title: ReactNode;
  tags?: ReactNode;
  /** Shown before the words, and small. */
  picture?: { src: string; alt: string } | null | undefined;
  text?: ReactNode;
  meta?: ReactNode;
  /** The facts that decide, at most three. */
  figures?: readonly (readonly [label: string, value: ReactNode])[];
}

/** One dense row of a catalogue. */
export function ResultRow({ to, title, tags, picture, text, meta, figures = [] }: ResultRowProps) {
  return (
    <article className={picture ? 'result result-pictured' : 'result'}>
      {picture ? <img className="result-picture" src={picture.src} alt={picture.alt} loading="lazy" /> : null}
      <div className="result-title">
        <Link to={to}>{title}</Link>
        {tags}
      </div>
      {text ? <div className="result-text">{text}</div> : null}
      {meta ? <div className="result-meta">{meta}</div> : null}
      {figures.length > 0 ? (
        <dl className="result-figures">
          {figures.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </article>
  );
}
