import { campMachine } from '@scenario-lab/contracts/camps/camp.machine';
import { policies } from '@scenario-lab/domain/policies';
import { always, asks, type Source, turnsOf } from './inbox-source.js';

const moment = (which: 'min' | 'max', part: 'at' | 'until') =>
  `(SELECT ${which}((s->>'${part}')::timestamptz) FROM jsonb_array_elements(t.sessions) s)`;

/** A camp whose first session has begun, or whose last is over. */
export const campSources: readonly Source[] = [
  {
    thing: 'camp',
    from: 'camp t',
    id: 't.id',
    status: 't.status',
    title: 't.title',
    born: 't.created_at',
    since: `CASE t.status WHEN 'running' THEN ${moment('max', 'until')} ELSE ${moment('min', 'at')} END`,
    columns: `jsonb_build_object('instructs', camp_instructs(t.id)) AS facts`,
    waits: turnsOf(
      campMachine,
      { lab: always },
      {
        'camp.start': `${moment('min', 'at')} <= now()`,
        'camp.finish': `${moment('max', 'until')} <= now()`,
      },
    ),
    may: asks(policies.camp),
  },
];
