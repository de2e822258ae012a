import './states.css';
import type { CSSProperties, ReactNode } from 'react';
import { Icon } from './icon.js';

/** A standing remark on a page: something to know (`info`) or to mend (`warn`). */
export function Notice({ tone = 'info', children }: { tone?: 'info' | 'warn'; children: ReactNode }) {
  const style = tone === 'warn' ? ({ '--notice': 'var(--inconclusive)' } as CSSProperties) : undefined;
  return (
    <div className="notice" style={style} role="note">
      {tone === 'warn' ? <Icon name="warning" /> : <Icon name="info" />}
      <div>{children}</div>
    </div>
  );
}
