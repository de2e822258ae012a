import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ImportCounts, ImportLine } from '@scenario-lab/contracts/catalogue-imports';
import type { HarvestProblem } from '@scenario-lab/contracts/catalogue-sources';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { readRange } from '@scenario-lab/domain/outbound/reachable';
import { Reader } from '@scenario-lab/interchange/reader';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HarvestDesk, harvestCatalogues } from './harvest-catalogues.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let server: Server;
let base = '';
let answer: (response: ServerResponse, url: URL) => void;
const asked: string[] = [];
const logged: string[] = [];
beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
  db = await openSystemDatabase(database.urls.score, 'test', 4, 'Asia/Shanghai');
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response, new URL(request.url ?? '', base));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await db?.close();
  await database?.drop();
});

const desk = (over: Partial<HarvestDesk> = {}): HarvestDesk => ({
  db,
  log: pino({ level: 'trace' }, { write: (text: string) => void logged.push(text) }),
  inward: { allowed: [readRange('127.0.0.1')!], patience: 2_000, idle: 2_000, whole: 10_000 },
  reader: new Reader(),
  base: 'https://lab.example',
  beat: 20,
  whole: 20_000,
  ending: new AbortController().signal,
  ...over,
});
const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];

async function source(over: { name?: string; address?: string; kind?: string; status?: string } = {}) {
  const { operator } = cast;
  const id = newId();
  await sql(
    `INSERT INTO catalogue_source (id, organisation_id, person_id, status, name, address, kind, every)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'day')`,
    [
      id,
      operator.organisationId,
      operator.personId,
      over.status ?? 'active',
      over.name ?? `Portal ${id}`,
      over.address ?? `${base}/api/3/action/package_search?key=s3cret`,
      over.kind ?? 'ckan',
    ],
  );
  return id;
}
interface Harvest {
  problem: HarvestProblem | null;
  counts: ImportCounts | null;
  lines: ImportLine[];
  import_id: string | null;
  ended_at: Date | null;
}
async function harvest(
  sourceId: string,
  over: { trial?: boolean; accept?: boolean } = {},
  at: Partial<HarvestDesk> = {},
): Promise<Harvest> {
  const id = newId();
  await sql(
    'INSERT INTO catalogue_harvest (id, source_id, person_id, trial, accept_vanished) VALUES ($1, $2, $3, $4, $5)',
    [id, sourceId, cast.operator.personId, over.trial ?? false, over.accept ?? false],
  );
  expect(await harvestCatalogues(desk(at))).toBe(1);
  const [row] = await sql<Harvest>('SELECT * FROM catalogue_harvest WHERE id = $1', [id]);
  expect(row?.ended_at).not.toBeNull();
  return row!;
}
const stateOf = async (id: string) =>
  (
    await sql<{ status: string; failures: number; next_at: Date | null }>(
      'SELECT status, failures, next_at FROM catalogue_source WHERE id = $1',
      [id],
    )
  )[0]!;
const found = (id: string, more: object = {}) => ({
  id,
  title: `${id} 公交线路`,
  notes: 'Lines and stops',
  license_title: 'CC BY 4.0',
  ...more,
});
const ckan =
  (...packages: object[]) =>
  (response: ServerResponse) =>
    response.end(JSON.stringify({ success: true, result: { count: packages.length, results: packages } }));
const cards = (sourceId: string) =>
  sql<{ id: string; title: string; status: string; gone: boolean; updated_at: Date }>(
    `SELECT id, card->'title'->>'zh' AS title, status, harvest ? 'vanishedAt' AS gone, updated_at FROM dataset
     WHERE harvest_source_id = $1 ORDER BY card->'title'->>'zh'`,
    [sourceId],
  );
describe('a catalogue that is read again', () => {
  it('is looked at without keeping anything, then taken over, and only what changed is written again', async () => {
    const id = await source({ status: 'trial' });
    answer = ckan(found('a'), found('b'), found('c', { title: '', name: '' }));
    const look = await harvest(id, { trial: true });
    expect(look).toMatchObject({
      problem: null,
      counts: { added: 2, refused: 1 },
      import_id: null,
      entries: 3,
    });
    expect(look.lines.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'refused']);
    expect(await cards(id)).toEqual([]);
    expect((await stateOf(id)).next_at).toBeNull();
    await sql("UPDATE catalogue_source SET status = 'active' WHERE id = $1", [id]);
    const first = await harvest(id);
    expect(first.counts).toEqual({ added: 2, changed: 0, vanished: 0, same: 0, refused: 1 });
    expect(first.import_id).not.toBeNull();
    const before = await cards(id);
    expect(before.map(({ title, status }) => [title, status])).toEqual([
      ['a 公交线路', 'listed'],
      ['b 公交线路', 'listed'],
    ]);
    // What a person of the lab has put right stays while the catalogue says what it said.
    await sql(
      `UPDATE dataset SET card = jsonb_set(card, '{title}', '{"zh": "改过"}'), listed = jsonb_set(listed, '{title}', '{"zh": "改过"}')
       WHERE id = $1`,
      [before[0]!.id],
    );
    answer = ckan(found('a'), found('b', { notes: 'Lines, stops and times' }), found('d'));
    const second = await harvest(id);
    expect(second.counts).toEqual({ added: 1, changed: 1, vanished: 0, same: 1, refused: 0 });
    const after = await cards(id);
    expect(after.map(({ title }) => title)).toEqual(['b 公交线路', 'd 公交线路', '改过']);
    expect(after.find((one) => one.id === before[0]!.id)?.updated_at).toEqual(before[0]!.updated_at);
    const nothing = await harvest(id);
    expect(nothing).toMatchObject({ counts: { same: 3, added: 0 }, lines: [], import_id: null });
    const { next_at, status } = await stateOf(id);
    expect(status).toBe('active');
    expect(Math.round((next_at!.getTime() - Date.now()) / 3_600_000)).toBe(24);
  });

  it('marks what it names no more, and takes the mark away when it comes back', async () => {
    const id = await source();
    answer = ckan(found('k'), found('l'));
    await harvest(id);
    answer = ckan(found('k'));
    const { counts, import_id } = await harvest(id);
    expect(counts).toMatchObject({ vanished: 1, same: 1, changed: 0 });
    const [line] = await sql<{ lines: ImportLine[] }>('SELECT lines FROM catalogue_import WHERE id = $1', [
      import_id,
    ]);
    expect(line!.lines.map(({ outcome, identifier }) => [outcome, identifier])).toEqual([['vanished', 'l']]);
    expect((await cards(id)).map(({ title, status, gone }) => [title, status, gone])).toEqual([
      ['k 公交线路', 'listed', false],
      ['l 公交线路', 'listed', true],
    ]);
    // Once marked it is not told again.
    expect((await harvest(id)).counts).toMatchObject({ vanished: 0, same: 1 });
    answer = ckan(found('k'), found('l'));
    expect((await harvest(id)).counts).toMatchObject({ changed: 1, same: 1 });
    expect((await cards(id)).map(({ gone }) => gone)).toEqual([false, false]);
  });

  it('does not lose what is broken there for what is gone', async () => {
    const id = await source();
    answer = ckan(found('m'), found('n'));
    await harvest(id);
    answer = ckan(found('m'), found('n', { title: '', name: '' }));
    expect((await harvest(id)).counts).toMatchObject({ vanished: 0, refused: 1, same: 1 });
  });
  it('is not believed when it names all its entries anew, until somebody says so', async () => {
    const id = await source();
    const six = ['1', '2', '3', '4', '5', '6'];
    answer = ckan(...six.map((one) => found(`old-${one}`)));
    await harvest(id);
    answer = ckan(...six.map((one) => found(`new-${one}`)));
    const held = await harvest(id);
    expect(held.problem).toEqual({ fetch: null, reading: null, vanished: { gone: 6, of: 6 } });
    expect(held.counts).toMatchObject({ added: 6, vanished: 6 });
    expect((await cards(id)).every(({ gone, title }) => !gone && title.startsWith('old'))).toBe(true);
    expect(await stateOf(id)).toMatchObject({ status: 'failing', failures: 1 });
    const said = await harvest(id, { accept: true });
    expect(said).toMatchObject({ problem: null, counts: { added: 6, vanished: 6 } });
    expect(await stateOf(id)).toMatchObject({ status: 'active', failures: 0 });
  });

  it('leaves other people’s entries and other sources’ alone', async () => {
    const one = await source({ name: 'One' });
    const other = await source({ name: 'Other' });
    const uuid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const theirs = '3f2504e0-4f89-41d3-9a0c-0305e82c3302';
    const datasetId = newId();
    await sql(
      `INSERT INTO dataset (id, owner_id, status, access_mode, card, harvest, harvest_key, words)
       VALUES ($1, $2, 'listed', 'open', '{"title": {"zh": "别人的"}}', '{}', $3, '')`,
      [datasetId, cast.department.organisationId, theirs],
    );
    answer = ckan(found(uuid), found('own'));
    await harvest(one);
    answer = ckan(found(uuid, { notes: 'mine now' }), found(theirs), found('own'), {
      ...found('https://lab.example/api/catalogue/x'),
    });
    const { counts, lines, import_id } = await harvest(other);
    // A plain name is of its own catalogue; an address or a UUID is one everywhere.
    expect(counts).toMatchObject({ added: 1, changed: 0, refused: 3 });
    expect(lines).toEqual([]);
    const [kept] = await sql<{ lines: ImportLine[] }>('SELECT lines FROM catalogue_import WHERE id = $1', [
      import_id,
    ]);
    expect(
      kept!.lines.flatMap(({ problems }) => problems.map(({ code, detail }) => `${code} ${detail}`)),
    ).toEqual(['other_source One', `not_ours ${theirs}`, 'own_entry https://lab.example/api/catalogue/x']);
    const [untouched] = await sql<{ title: string }>(
      `SELECT card->'title'->>'zh' AS title FROM dataset WHERE id = $1`,
      [datasetId],
    );
    expect(untouched!.title).toBe('别人的');
  });

  it('does not list again what the lab has delisted', async () => {
    const id = await source();
    answer = ckan(found('q'), found('r'));
    await harvest(id);
    const [q] = await cards(id);
    await sql("UPDATE dataset SET status = 'delisted', listed = NULL WHERE id = $1", [q!.id]);
    answer = ckan(found('q', { notes: 'Better' }), found('r'));
    expect((await harvest(id)).counts).toMatchObject({ same: 2, changed: 0 });
    expect((await cards(id))[0]?.status).toBe('delisted');
  });

  it('comes page by page, and is nothing where a page is missing', async () => {
    const all = Array.from({ length: 7 }, (_, at) => found(`p${at}`));
    const id = await source({ address: `${base}/portal` });
    const pages = (upTo: number) => (response: ServerResponse, url: URL) => {
      const start = Number(url.searchParams.get('start') ?? 0);
      const results = all.slice(start, Math.min(start + 3, upTo));
      response.end(JSON.stringify({ success: true, result: { count: all.length, results } }));
    };
    asked.length = 0;
    answer = pages(7);
    expect(await harvest(id)).toMatchObject({ pages: 3, entries: 7, counts: { added: 7 } });
    expect(asked).toEqual([
      '/portal/api/3/action/package_search?rows=500',
      '/portal/api/3/action/package_search?rows=500&start=3',
      '/portal/api/3/action/package_search?rows=500&start=6',
    ]);
    answer = pages(3);
    const broken = await harvest(id);
    expect(broken.problem?.reading).toMatchObject({ code: 'incomplete', detail: '3 of 7 entries came' });
    expect((await cards(id)).some(({ gone }) => gone)).toBe(false);
  });

  it('follows the pages of DCAT, beside it or elsewhere, and not in a circle', async () => {
    const page = (name: string, next: string | null) =>
      `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
       @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
       <https://data.example/${name}> a dcat:Dataset ; dct:title "${name}"@en ; dct:license <https://a.example/l> .
       <> a hydra:PartialCollectionView ${next ? `; hydra:next <${next}>` : ''} .`;
    const id = await source({ kind: 'dcat', address: `${base}/catalogue?page=1` });
    answer = (response, url) =>
      response.end(
        url.searchParams.get('page') === '1' ? page('one', 'catalogue?page=2') : page('two', null),
      );
    expect(await harvest(id)).toMatchObject({ problem: null, pages: 2, counts: { added: 2 } });
    answer = (response) => response.end(page('one', `${base}/catalogue?page=1`));
    expect((await harvest(id)).problem?.reading).toMatchObject({ code: 'incomplete' });
  });

  it('is refused where it leads inside, grows beyond all bounds, or is no catalogue', async () => {
    const problemOf = async (
      reply: typeof answer,
      at: Partial<HarvestDesk> = {},
      over: Parameters<typeof source>[0] = {},
    ) => {
      answer = reply;
      return (await harvest(await source(over), {}, at)).problem;
    };
    const inside = await problemOf((response) =>
      response.writeHead(302, { location: 'http://10.0.0.7/secret' }).end(),
    );
    expect(inside?.fetch).toMatchObject({ fault: 'address_refused', host: '10.0.0.7' });
    // A next page is another way to be led inside.
    const nextInside = await problemOf(
      (response) =>
        response.end(`@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
          @prefix hydra: <http://www.w3.org/ns/hydra/core#> . <https://d.example/x> a dcat:Dataset ; dct:title "x" .
          <> a hydra:PartialCollectionView ; hydra:next <http://169.254.169.254/latest/meta-data> .`),
      {},
      { kind: 'dcat' },
    );
    expect(nextInside?.fetch).toMatchObject({ fault: 'address_refused', host: '169.254.169.254' });
    const most = { pages: 3, page: 2_000, all: 3_000 };
    expect((await problemOf((response) => response.end('x'.repeat(5_000)), { most }))?.fetch).toMatchObject({
      fault: 'too_large',
      most: 2_000,
    });
    const endless = (response: ServerResponse, url: URL) =>
      response.end(
        JSON.stringify({
          result: { count: 900, results: [found(`e${url.searchParams.get('start') ?? 0}`)] },
        }),
      );
    expect((await problemOf(endless, { most }))?.reading).toMatchObject({ code: 'too_many' });
    expect((await problemOf((response) => response.writeHead(503).end()))?.fetch).toMatchObject({
      fault: 'status',
      code: 503,
    });
    expect((await problemOf((response) => response.end('<!doctype html><p>Sign in')))?.fetch).toMatchObject({
      fault: 'html',
    });
    expect((await problemOf((response) => response.end('{"result": [')))?.reading).toMatchObject({
      code: 'not_json',
      place: 'line 1, column 13',
    });
    expect((await problemOf(ckan()))?.reading).toMatchObject({ code: 'no_datasets' });
    const [{ many }] = (await sql<{ many: string }>(
      "SELECT count(*) AS many FROM dataset WHERE harvest->>'identifier' LIKE 'e%'",
    )) as [{ many: string }];
    expect(Number(many)).toBe(0);
    expect(logged.join('')).not.toMatch(/s3cret|10\.0\.0\.7|169\.254/);
  });

  it('tells of the first failure, backs off, and is paused when nothing helps', async () => {
    const id = await source();
    answer = (response) => response.writeHead(500).end();
    await harvest(id);
    const first = await stateOf(id);
    expect(first).toMatchObject({ status: 'failing', failures: 1 });
    expect(Math.round((first.next_at!.getTime() - Date.now()) / 60_000)).toBe(60);
    for (let times = 2; times <= 8; times += 1) await harvest(id);
    expect(await stateOf(id)).toEqual({ status: 'paused', failures: 8, next_at: null });
    expect(await sql('SELECT event FROM event WHERE thing_id = $1 ORDER BY id', [id])).toEqual([
      { event: 'catalogue_source.failed' },
      { event: 'catalogue_source.given_up' },
    ]);
  });

  it('is due by the clock, once, and nobody’s after it was removed', async () => {
    const id = await source();
    answer = ckan(found('t'));
    await sql("UPDATE catalogue_source SET next_at = now() - interval '1 minute' WHERE id = $1", [id]);
    expect(await harvestCatalogues(desk())).toBe(1);
    expect(await harvestCatalogues(desk())).toBe(0);
    const [mine] = await sql<{ person_id: string | null; import_id: string }>(
      'SELECT person_id, import_id FROM catalogue_harvest WHERE source_id = $1',
      [id],
    );
    expect(mine?.person_id).toBeNull();
    const [kept] = await sql<{ person_id: string }>('SELECT person_id FROM catalogue_import WHERE id = $1', [
      mine!.import_id,
    ]);
    expect(kept?.person_id).toBe(cast.operator.personId);
    await sql("UPDATE catalogue_source SET status = 'removed', next_at = NULL WHERE id = $1", [id]);
    answer = ckan(found('t'), found('u'));
    expect((await harvest(id)).counts).toBeNull();
    expect((await cards(id)).length).toBe(1);
  });

  it('is taken over from a reader that fell silent, and given up after three', async () => {
    const id = await source();
    answer = ckan(found('v'));
    const harvestId = newId();
    const silent = (tries: number) =>
      sql(
        `INSERT INTO catalogue_harvest (id, source_id, tries, beat_at) VALUES ($1, $2, $3, now() - interval '5 minutes')
         ON CONFLICT (id) DO UPDATE SET tries = $3, beat_at = now() - interval '5 minutes', ended_at = NULL`,
        [harvestId, id, tries],
      );
    await silent(1);
    expect(await harvestCatalogues(desk())).toBe(1);
    expect((await cards(id)).length).toBe(1);
    await silent(3);
    expect(await harvestCatalogues(desk())).toBe(0);
    const [row] = await sql<Harvest>('SELECT * FROM catalogue_harvest WHERE id = $1', [harvestId]);
    expect(row?.problem?.fetch?.fault).toBe('given_up');
    expect(await stateOf(id)).toMatchObject({ status: 'failing' });
  });
});
