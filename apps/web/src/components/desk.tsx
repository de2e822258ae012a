import './desk.css';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useSearchParams } from 'react-router';

interface DeskProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** One line of the list. */
  line: (item: T) => ReactNode;
  /** What is opened beside it. */
  item: (item: T) => ReactNode;
  /** What stands beside the list while nothing is chosen. */
  hint: ReactNode;
}

const wide = () => matchMedia('(min-width: 900px)').matches;

/** Page kind 4 of the look: what waits at the left, the chosen one beside it; arrow keys (or j, k) move. */
export function Desk<T>({ label, items, keyOf, line, item, hint }: DeskProps<T>) {
  const [params, setParams] = useSearchParams();
  const list = useRef<HTMLUListElement>(null);
  const named = items.findIndex((one) => keyOf(one) === params.get('id'));
  // Side by side there is room for the first one; stacked, the list alone comes first.
  const at = named < 0 && wide() ? 0 : named;
  const chosen = items[at];
  const choose = (index: number) => {
    const next = items[index];
    if (next === undefined) return;
    setParams(
      (before) => {
        before.set('id', keyOf(next));
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
    list.current?.querySelectorAll('button')[index]?.focus({ preventScroll: false });
  };
  const move = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(items.length - 1, at + by)));
  };
  return (
    <div className="desk">
      <ul ref={list} className="desk-list sl-plain" aria-label={label} onKeyDown={move}>
        {items.map((one, index) => (
          <li key={keyOf(one)}>
            <button type="button" aria-pressed={index === at} onClick={() => choose(index)}>
              {line(one)}
            </button>
          </li>
        ))}
      </ul>
      <div className="desk-item">{chosen === undefined ? hint : item(chosen)}</div>
    </div>
  );
}
