import './states.css';
import type { ReactNode } from 'react';

/** Why it is empty, in one sentence, and the one thing to do about it. */
export function EmptyState({ text, action }: { text: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{text}</p>
      {action}
    </div>
  );
}
