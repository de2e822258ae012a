import { addDatasetVersion, createDataset, readDataset } from '@scenario-lab/contracts/datasets';
import { parquetBomb, pictureBombs } from '@scenario-lab/sandbox/testing/bombs';
import { until } from '../../seed/persona.js';
import type { AttackCase } from '../attack-case.js';
import type { World } from '../world.js';

const promise = 'a small file that is large once it is opened is refused, and its worker goes on';

type Columns = { name: string; type: 'image' | 'number' | 'string' }[];
let label = 0;
let made: Promise<string> | null = null;

/** What profiling says of a file handed in as a department's data. */
async function profiled(world: World, name: string, file: Uint8Array, columns: Columns): Promise<string> {
  const { department } = (await world.exam('requests')).people;
  made ??= department
    .call(createDataset, {
      body: {
        title: { zh: '炸弹', en: 'Bombs' },
        summary: { zh: '打开后极大的小文件。', en: 'Small files that are large once opened.' },
        fields: ['public_services'],
        accessMode: 'sandbox_only',
        sourceKind: 'public',
      },
    })
    .then(({ id }) => id);
  const id = await made;
  label += 1;
  const version = await department.call(addDatasetVersion, {
    params: { id },
    body: {
      uploadId: await department.upload('dataset', name, file),
      label: `0.${label}`,
      columns,
      split: { by: 'hash', sample: 0.1, validation: 0.1, hidden: 0.8 },
    },
  });
  const seen = await until(
    'a profile',
    async () =>
      (await department.call(readDataset, { params: { id } })).versions.find((one) => one.id === version.id),
    (one) => one?.status === 'ready' || one?.status === 'refused',
    400,
  );
  return [seen?.status, ...(seen?.problems.map(({ code, place }) => `${code} @ ${place}`) ?? [])].join(', ');
}

export const cases: AttackCase[] = [
  ...pictureBombs.map(
    ([what, file, problem]): AttackCase => ({
      name: `a picture: ${what}`,
      promise,
      way: 'in an archive with its table, profiled',
      expected: `refused, ${problem}`,
      attack: (world) =>
        profiled(world, 'album.zip', file, [
          { name: 'image', type: 'image' },
          { name: 'digit', type: 'number' },
        ]),
    }),
  ),
  {
    name: 'a Parquet file that is 4 GB as text',
    promise,
    way: 'a column of one long text, packed, profiled; an honest table after it',
    expected: 'refused, too_big, then ready',
    attack: async (world) => {
      const columns: Columns = [
        { name: 'a', type: 'string' },
        { name: 'b', type: 'number' },
      ];
      const file = await parquetBomb();
      if (file.length > 1_000_000) throw new Error(`the bomb has ${file.length} bytes`);
      const bomb = await profiled(world, 'table.parquet', file, columns);
      const rows = Array.from({ length: 200 }, (_, at) => `r${at},${at}`).join('\n');
      const honest = await profiled(world, 'table.csv', Buffer.from(`a,b\n${rows}\n`), columns);
      return `${bomb.replace(/ @ row \d+$/, '')}, then ${honest}`;
    },
  },
];
