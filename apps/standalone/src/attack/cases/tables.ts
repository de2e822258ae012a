import { addDatasetVersion, createDataset, readDataset } from '@scenario-lab/contracts/datasets';
import { badTables } from '@scenario-lab/sandbox/testing/hostile-tables';
import { until } from '../../seed/persona.js';
import type { AttackCase } from '../attack-case.js';
import type { World } from '../world.js';

const promise = 'a bad table is refused with its place, and nothing of it is half written';

type Door = (file: Uint8Array) => Promise<string>;
let door: Promise<Door> | null = null;

/** A department's data set to which any file can be handed in; @returns what profiling says of it. */
function open(world: World): Promise<Door> {
  door ??= (async () => {
    const { department } = (await world.exam('requests')).people;
    const { id } = await department.call(createDataset, {
      body: {
        title: { zh: '坏表', en: 'Bad tables' },
        summary: { zh: '各有毛病的表。', en: 'Tables, each with a fault of its own.' },
        fields: ['public_services'],
        accessMode: 'sandbox_only',
        sourceKind: 'public',
      },
    });
    let label = 0;
    return async (file) => {
      label += 1;
      const uploadId = await department.upload('dataset', 'table.csv', file);
      const made = await department.call(addDatasetVersion, {
        params: { id },
        body: {
          uploadId,
          label: `0.${label}`,
          columns: [
            { name: 'a', type: 'string' },
            { name: 'b', type: 'number' },
          ],
          split: { by: 'hash', sample: 0.1, validation: 0.1, hidden: 0.8 },
        },
      });
      const version = await until(
        'a profile',
        async () =>
          (await department.call(readDataset, { params: { id } })).versions.find((one) => one.id === made.id),
        (one) => one?.status === 'ready' || one?.status === 'refused',
      );
      const problems = version?.problems.map(({ code, place }) => `${code} @ ${place}`) ?? [];
      return [version?.status, ...problems].join(', ');
    };
  })();
  return door;
}

const table = (what: string, file: Buffer | string, expected: string): AttackCase => ({
  name: `a table: ${what}`,
  promise,
  way: 'uploaded as a department’s data and profiled',
  expected,
  attack: async (world) => (await open(world))(Buffer.from(file)),
});

const rows = Array.from({ length: 200 }, (_, at) => `r${at},${at}`).join('\n');

export const cases: AttackCase[] = [
  table('an honest one', `a,b\n${rows}\n`, 'ready'),
  ...badTables
    // Nothing at all is refused by the upload itself.
    .filter(([, file]) => file.length > 0)
    .map(([what, file, problem]) => table(what, file, `refused, ${problem}`)),
];
