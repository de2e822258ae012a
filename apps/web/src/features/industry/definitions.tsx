import type { Text } from '@scenario-lab/contracts/common';
import { TextView } from '../../components/text-view.js';

/** What each figure counts, as its file says it. */
export function Definitions({ of }: { of: readonly { figure: string; name: Text; definition: Text }[] }) {
  return (
    <dl className="sl-stack sl-tight">
      {of.map(({ figure, name, definition }) => (
        <div key={figure}>
          <dt>
            <strong>
              <TextView text={name} />
            </strong>
          </dt>
          <dd>
            <TextView text={definition} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
