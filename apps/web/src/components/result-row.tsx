import './catalogue-page.css';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface ResultRowProps {
  to: string;
  title: ReactNode;
  tags?: ReactNode;
  text?: ReactNode;
  meta?: ReactNode;
  /** The facts that decide, at most three. */
  figures?: readonly (readonly [label: string, value: ReactNode])[];
}

/** One dense row of a catalogue. */
export function ResultRow({ to, title, tags, text, meta, figures = [] }: ResultRowProps) {
  return (
    <article className="result">
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
