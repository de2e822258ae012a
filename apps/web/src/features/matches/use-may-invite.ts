import { readScenario } from '@scenario-lab/contracts/scenarios';
import { useRow } from '../../app/api.js';
import { useMe } from '../../app/session.js';

/** Whether the reader writes letters for this need: its department, or a broker, while it is published. */
export function useMayInvite(scenarioId: string | null): boolean {
  const { me, is } = useMe();
  const { data } = useRow(
    readScenario,
    { params: { id: scenarioId ?? '' } },
    { enabled: scenarioId !== null },
  );
  if (data?.status !== 'published') return false;
  return is('broker') || (is('department') && data.owner.id === me?.organisation.id);
}
