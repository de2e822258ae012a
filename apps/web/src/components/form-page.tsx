import './choice-input.css';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTitle } from './use-title.js';

/** A page that is one form: where one came from, what it is for, the fields. */
export function FormPage(props: {
  title: string;
  lead?: string;
  back: { to: string; label: ReactNode };
  children: ReactNode;
}) {
  useTitle(props.title);
  return (
    <div className="form-page">
      <header>
        <p className="sl-small">
          <Link to={props.back.to}>← {props.back.label}</Link>
        </p>
        <h1>{props.title}</h1>
        {props.lead ? <p className="sl-muted">{props.lead}</p> : null}
      </header>
      {props.children}
    </div>
  );
}
