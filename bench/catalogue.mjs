import { strict as assert } from 'node:assert';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { cards, listCards } from './cards.mjs';
import { cookieOf, openLab } from './lab.mjs';
import { alternate, quantile, ratioRow } from './measure.mjs';
import { record } from './recorded.mjs';
import { agentOf, send, storm } from './requests.mjs';

const items = 20_000;
const connections = 64;
const rounds = 4;
const seconds = 3;

let filled = null;
/** The lab with 20,000 listed solutions; once for all benchmarks of a run. */
export function filledLab() {
  filled ??= openLab().then(async (lab) => ({ ...lab, ids: await listCards(lab.owner, cards(items)) }));
  return filled;
}

/** The real API with a signed-in session over the bare floor, 64 connections each in turn. */
export async function benchCatalogue() {
  const lab = await filledLab();
  const floor = await startFloor(lab);
  try {
    const headers = cookieOf(lab.people.vendor);
    const [fresh] = cards(1, 99);
    const at = (n) => lab.ids[(n * 7_919) % lab.ids.length];
    const asked = [
      ['list, default order', 0.7, () => ({ path: '/api/solutions?limit=20' })],
      ['list, newest first', 0.7, () => ({ path: '/api/solutions?limit=20&sort=newest' })],
      ['detail', 0.6, (n) => ({ path: `/api/solutions/${at(n)}` })],
      ['create', 0.4, () => ({ method: 'POST', path: '/api/solutions', body: fresh })],
    ];
    const rows = [];
    for (const [what, least, next] of asked) {
      if (what !== 'create') await same(lab.url, floor.url, next(1), headers);
      const at = (url) => () =>
        storm({ url, connections, seconds, next: (n) => ({ ...next(n), headers }) }).then(
          ({ perSecond }) => perSecond,
        );
      await at(lab.url)();
      const { ours, bare } = await alternate(rounds, { ours: at(lab.url), bare: at(floor.url) });
      rows.push(
        ratioRow({
          what: `catalogue: ${what}`,
          ours: quantile(ours, 0.5),
          floor: quantile(bare, 0.5),
          unit: '1/s',
          least,
        }),
      );
    }
    return rows;
  } finally {
    floor.stop();
  }
}

/** The floor gives what the API gives, to the last field, or the comparison says nothing. */
async function same(ours, floor, request, headers) {
  const agent = agentOf(1);
  try {
    const [one, other] = [
      await send(agent, ours, { ...request, headers }),
      await send(agent, floor, request),
    ];
    assert.deepEqual(JSON.parse(other), JSON.parse(one));
  } finally {
    agent.destroy();
  }
}

export async function startFloor({ owner, databaseUrl, ids, people }) {
  const { SolutionsQuery } = await import('../apps/api/dist/solutions/solutions.query.js');
  const { SolutionsService } = await import('../apps/api/dist/solutions/solutions.service.js');
  const actor = {
    personId: ids[0],
    organisationId: people.vendorId,
    controlGroupId: null,
    roles: ['vendor'],
    isOwner: true,
  };
  const browse = (sort) =>
    record(owner, (database) => new SolutionsQuery(database).list(actor, { limit: 20, sort }));
  const [list, lists] = [await browse('evidence'), await browse('newest')];
  const read = await record(owner, (database) => new SolutionsQuery(database).read(actor, ids[0]));
  await owner.query('BEGIN');
  // What the route’s schema fills in, the service is given.
  const [plain] = cards(1, 98);
  const card = { media: [], ...plain };
  const create = await record(owner, (database) => new SolutionsService(database).cards.create(actor, card));
  await owner.query('ROLLBACK');
  const event = create.statements.find(({ sql }) => sql.startsWith('INSERT INTO event'));
  const child = fork(fileURLToPath(new URL('floor-server.mjs', import.meta.url)));
  child.send({
    databaseUrl,
    list: list.statements,
    lists: lists.statements,
    read: read.statements,
    create: {
      statements: create.statements,
      ids: [create.reply.id, event.values[0]],
      card: JSON.stringify(card),
    },
  });
  const [{ port }] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}
