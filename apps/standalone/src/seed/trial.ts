import { readRun, submitRun } from '@scenario-lab/contracts/runs';
import { type Persona, until } from './persona.js';

const ends = ['finished', 'algorithm_fault', 'platform_fault', 'cancelled'];

/**
 * The run on the sample that the lab asks for before the first hidden one; takes no look.
 * Errors: one that could not be scored.
 */
export async function tryOnSample(
  vendor: Persona,
  pair: { algorithmVersionId: string; benchmarkVersionId: string },
): Promise<void> {
  const { id, number } = await vendor.call(submitRun, { body: { ...pair, split: 'sample' } });
  const run = await until(
    `run ${number} on the sample`,
    () => vendor.call(readRun, { params: { id } }),
    (one) => ends.includes(one.status),
    180,
  );
  if (run.status !== 'finished') {
    throw new Error(
      `run ${number} on the sample ended as ${run.status} (${run.outcome ?? run.platformFault})`,
    );
  }
}
