import {
  downloadDataCounters,
  listUnusedDatasets,
  readDataCounters,
} from '@scenario-lab/contracts/data-counters';
import { newId } from '@scenario-lab/db/ids';
import { shownRows } from '@scenario-lab/domain/datasets/told';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

interface Made {
  id: string;
  owner: string;
  mode: string;
  fields: string[];
  licence: string;
  status: string;
  versions: { rows: number | null; status: string; at: string }[];
}
const made: Made[] = [];
async function data(one: Omit<Made, 'id'>): Promise<string> {
  const id = newId();
  const card = {
    title: { zh: '数据' },
    summary: { zh: '数据' },
    fields: one.fields,
    technologies: [],
    licence: one.licence,
  };
  await app.database.owner.query(
    `INSERT INTO dataset (id, owner_id, status, card, listed, access_mode, fields) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, one.owner, one.status, card, one.status === 'listed' ? card : null, one.mode, one.fields],
  );
  for (const version of one.versions)
    await app.database.owner.query(
      `INSERT INTO dataset_version (id, dataset_id, label, status, file_name, bytes, sha256, columns, split, rows, created_at)
       VALUES ($1::uuid, $2, ($1::uuid)::text, $3, 'a.csv', 1, $4, '[]', '{}', $5, $6)`,
      [newId(), id, version.status, 'a'.repeat(64), version.rows, version.at],
    );
  made.push({ id, ...one });
  return id;
}
const monthAgo = (months: number, day = 15) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, day, 4)).toISOString();
};

const hasData = ({ versions }: Made) =>
  versions.some(({ status }) => ['ready', 'deprecated'].includes(status));

/** The same counted one by one, by other means. */
function afresh(of: Made[], at: (version: Made['versions'][number]) => boolean = () => true) {
  const newest = ({ versions, mode }: Made) => {
    const usable = versions
      .filter(({ status }) => ['ready', 'deprecated'].includes(status))
      .filter(at)
      .sort((one, other) => other.at.localeCompare(one.at));
    return shownRows(usable[0]?.rows ?? null, mode) ?? 0;
  };
  const part = (some: Made[]) => ({
    datasets: some.length,
    records: some.reduce((sum, one) => sum + newest(one), 0),
  });
  return {
    shared: part(of.filter(({ mode }) => mode !== 'open')),
    opened: part(of.filter(({ mode }) => mode === 'open')),
  };
}

it('counts as counting afresh does, by department, field, month and licence', async () => {
  const { department, otherDepartment, vendor } = app.cast;
  const [one, two, enterprise] = [department, otherDepartment, vendor].map((who) => who.organisationId) as [
    string,
    string,
    string,
  ];
  const modes = ['open', 'on_request', 'sandbox_only'];
  const rows = [0, 1, 9, 10, 94, 95, 99, 100, 125, 1_249, 1_250, 99_500, 123_456, 7, null];
  for (let at = 0; at < 45; at += 1)
    await data({
      owner: [one, two, enterprise][at % 3] as string,
      mode: modes[Math.floor(at / 3) % 3] as string,
      fields: [
        ['public_services'],
        ['public_services', 'market_supervision'],
        [],
        ['environmental_protection'],
      ][at % 4] as string[],
      licence: ['CC BY 4.0', '', 'ODbL'][at % 3] as string,
      status: at % 11 === 0 ? 'draft' : at % 13 === 0 ? 'delisted' : 'listed',
      versions: [
        { rows: rows[at % rows.length] ?? null, status: 'ready', at: monthAgo(14) },
        {
          rows: rows[(at * 7) % rows.length] ?? null,
          status: ['ready', 'refused', 'deprecated', 'retired', 'profiling'][at % 5] as string,
          at: monthAgo(at % 12),
        },
      ],
    });
  // Cards that only announce data, or whose every version was refused: they are listed, and are no data.
  for (const mode of modes)
    for (const versions of [[], [{ rows: null, status: 'refused', at: monthAgo(1) }]])
      await data({
        owner: one,
        mode,
        fields: ['economic_operation'],
        licence: 'announced',
        status: 'listed',
        versions,
      });
  const counters = await app.as(null)(readDataCounters, {});
  const listed = made.filter((data) => data.status === 'listed' && hasData(data));
  const government = listed.filter(({ owner }) => owner !== enterprise);
  expect(counters.total).toEqual(afresh(government));
  for (const owner of [one, two])
    expect(counters.byDepartment.find(({ department: who }) => who.id === owner)).toMatchObject(
      afresh(government.filter((data) => data.owner === owner)),
    );
  expect(counters.byDepartment.some(({ department: who }) => who.id === enterprise)).toBe(false);
  for (const { field, shared, opened } of counters.byField)
    expect({ shared, opened }).toEqual(afresh(government.filter(({ fields }) => fields.includes(field))));
  expect(counters.byField.map(({ field }) => field).sort()).toEqual(
    [...new Set(government.flatMap(({ fields }) => fields))].sort(),
  );
  expect(counters.months).toHaveLength(12);
  counters.months.forEach(({ month, shared, opened }) => {
    const then = afresh(government, (version) => version.at.slice(0, 7) <= month);
    expect([month, shared, opened]).toEqual([month, then.shared.records, then.opened.records]);
  });
  const open = listed.filter(({ mode }) => mode === 'open');
  for (const { licence, datasets, records } of counters.licences)
    expect({ datasets, records }).toEqual(afresh(open.filter((data) => data.licence === licence)).opened);
  expect(counters.licences.reduce((sum, { datasets }) => sum + datasets, 0)).toBe(open.length);
});

it('is the same for everybody, and tells no figure to the row of what nobody may read', async () => {
  const { department, operator, vendor } = app.cast;
  const id = await data({
    owner: app.cast.otherDepartment.organisationId,
    mode: 'sandbox_only',
    fields: ['citizens_appeals'],
    licence: '',
    status: 'listed',
    versions: [{ rows: 48_217, status: 'ready', at: monthAgo(0, 1) }],
  });
  const { at: _at, ...visitor } = await app.as(null)(readDataCounters, {});
  expect(visitor.byField.find(({ field }) => field === 'citizens_appeals')?.shared).toEqual({
    datasets: 1,
    records: 48_000,
  });
  for (const who of [department, operator, vendor, app.cast.otherDepartment]) {
    const { at: _then, ...theirs } = await app.as(who)(readDataCounters, {});
    expect(theirs).toEqual(visitor);
  }
  for (const lang of ['zh', 'en'] as const) {
    const csv = await (await app.as(null)(downloadDataCounters, { query: { lang } })).text();
    expect(csv).not.toContain('48217');
    expect(csv).toContain('48000');
    expect(csv).not.toContain(id);
    const lines = csv.trim().split('\n').length;
    const { byDepartment, byField, months, licences } = visitor;
    expect(lines).toBe(3 + 2 * (byDepartment.length + byField.length + months.length) + licences.length);
  }
});

it('names what nobody else ever used to its owner and the lab, and to nobody besides', async () => {
  const { department, otherDepartment, operator, observer, vendor } = app.cast;
  await app.database.owner.query('DELETE FROM data_use');
  const own = made.filter(
    (one) => one.owner === department.organisationId && one.status === 'listed' && hasData(one),
  );
  const [used, self] = own as [Made, Made];
  const use = (dataset: string, by: string) =>
    app.database.owner.query(
      `INSERT INTO data_use (id, dataset_id, dataset_version_id, organisation_id, kind)
       SELECT gen_random_uuid(), dataset_id, id, $2, 'download' FROM dataset_version WHERE dataset_id = $1 LIMIT 1`,
      [dataset, by],
    );
  await use(used.id, vendor.organisationId);
  // One's own look is no use.
  await use(self.id, department.organisationId);
  const list = async (who: Parameters<TestApp['as']>[0]) => {
    const { items, total } = await app.as(who)(listUnusedDatasets, { query: { limit: 100 } });
    expect(items).toHaveLength(total);
    return items;
  };
  const mine = await list(department);
  expect(mine.map(({ id }) => id).sort()).toEqual(
    own
      .filter(({ id }) => id !== used.id)
      .map(({ id }) => id)
      .sort(),
  );
  expect(mine.every(({ owner }) => owner.id === department.organisationId)).toBe(true);
  expect(
    (await list(otherDepartment)).every(({ owner }) => owner.id === otherDepartment.organisationId),
  ).toBe(true);
  const listed = made.filter((data) => data.status === 'listed' && hasData(data));
  for (const who of [operator, observer]) expect(await list(who)).toHaveLength(listed.length - 1);
});
