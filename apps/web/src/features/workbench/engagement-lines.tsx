import type { EngagementRow } from '@scenario-lab/contracts/engagements';
import { path } from '../../app/paths.js';
import { ResultRow } from '../../components/result-row.js';
import { StageRail } from '../../components/stage-rail.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';

/** Engagements as either side sees them: the need, the other party, how far along the chain. */
export function EngagementLines({
  items,
  other,
}: {
  items: readonly EngagementRow[];
  other: 'vendor' | 'department';
}) {
  const { ago } = useFormats();
  return (
    <div className="catalogue-rows">
      {items.map((one) => (
        <ResultRow
          key={one.id}
          to={path.engagement(one.id)}
          title={<TextView text={one.scenario.title} />}
          tags={<StatusTag thing="engagement" status={one.status} />}
          text={<StageRail steps={one.rail} small />}
          meta={
            <>
              <TextView text={one[other].name} />
              <TextView text={one.solution.title} />
              <span>{ago(one.updatedAt)}</span>
            </>
          }
        />
      ))}
    </div>
  );
}
