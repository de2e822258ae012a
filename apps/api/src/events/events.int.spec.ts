import {
  editOrganisation,
  registerOrganisation,
  signOutEverywhere,
  suspendPerson,
} from '@scenario-lab/contracts/accounts';
import { live, readTimeline } from '@scenario-lab/contracts/lab';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { type Browser, browser, statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

let counter = 0;
async function newcomer() {
  counter += 1;
  const one = browser(app.baseUrl);
  const me = await one.do(registerOrganisation, {
    body: {
      name: { zh: `企业${counter}` },
      roles: ['supply'],
      owner: { name: '赵六', email: `live-${counter}@firm.example`, password: 'correct horse battery' },
    },
  });
  const rename = () =>
    one.do(editOrganisation, {
      params: { id: me.organisation.id },
      body: { name: { zh: `改名${counter}` } },
    });
  return { ...one, me, id: me.organisation.id, rename };
}

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

interface Stream {
  told: { thing: string; id: string; event: string }[];
  resyncs: number;
  ended: boolean;
  close(): void;
}

async function streamOf(who: Browser | string, things?: string): Promise<Stream> {
  const headers: Record<string, string> =
    typeof who === 'string' ? { authorization: `Bearer ${who}` } : { cookie: who.cookie() };
  const abort = new AbortController();
  const query = things === undefined ? '' : `?things=${encodeURIComponent(things)}`;
  const response = await fetch(`${app.baseUrl}${live.path}${query}`, { headers, signal: abort.signal });
  if (response.status !== 200) throw new Error(String(response.status));
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const stream: Stream = { told: [], resyncs: 0, ended: false, close: () => abort.abort() };
  open.push(stream);
  void (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        if (frame.startsWith('event: resync')) stream.resyncs += 1;
        else if (frame.startsWith('data: ')) stream.told.push(JSON.parse(frame.slice(6)));
      }
    }
    stream.ended = true;
  })().catch(() => {
    stream.ended = true;
  });
  return stream;
}

const soon = (what: () => void | Promise<void>) => vi.waitFor(what, { timeout: 5_000, interval: 20 });

describe('the history of a thing', () => {
  it('is read by its parties and the lab, and is not there for others', async () => {
    const one = await newcomer();
    await one.rename();
    const args = { params: { thing: 'organisation' as const, id: one.id } };
    const own = await one.do(readTimeline, args);
    expect(own.map((row) => row.event)).toEqual(['organisation.registered', 'organisation.edited']);
    expect(own[1]).toMatchObject({ actor: '赵六', organisation: { id: one.id }, remark: null });
    const lab = await app.as(app.cast.observer)(readTimeline, args);
    expect(lab.map((row) => row.actor)).toEqual(['赵六', '赵六']);
    expect(await statusOf(app.as(app.cast.otherVendor)(readTimeline, args))).toBe('404 not_found');
    expect(await statusOf(app.as(null)(readTimeline, args))).toBe('404 not_found');
    const odd = { params: { thing: 'person' as 'run', id: one.me.person.id } };
    expect(await statusOf(app.as(app.cast.admin)(readTimeline, odd))).toBe('404 not_found');
  });

  it('of a public thing names organisations to everybody, people and remarks only inside', async () => {
    const { vendor, operator, otherVendor } = app.cast;
    const id = newId();
    const event = newId();
    const sql = (text: string, values: unknown[]) => app.database.owner.query(text, values);
    await sql(
      `INSERT INTO solution (id, owner_id, status, card, listed) VALUES ($1, $2, 'listed', '{}', '{}')`,
      [id, vendor.organisationId],
    );
    await sql(
      `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('solution', $1, $2, 'own')`,
      [id, vendor.organisationId],
    );
    await sql(
      `INSERT INTO event (id, thing, thing_id, event, to_status, person_id, organisation_id) VALUES ($1, 'solution', $2, 'solution.listed', 'listed', $3, $4)`,
      [event, id, operator.personId, operator.organisationId],
    );
    await sql(`INSERT INTO remark (event_id, text) VALUES ($1, '已核实')`, [event]);
    const args = { params: { thing: 'solution' as const, id } };
    const seenBy = async (who: typeof vendor | null) => {
      const [row] = await app.as(who)(readTimeline, args);
      return [row?.organisation?.id, row?.actor, row?.remark];
    };
    expect(await seenBy(null)).toEqual([operator.organisationId, null, null]);
    expect(await seenBy(otherVendor)).toEqual([operator.organisationId, null, null]);
    expect(await seenBy(vendor)).toEqual([operator.organisationId, null, '已核实']);
    expect(await seenBy(operator)).toEqual([operator.organisationId, 'Lab operator', '已核实']);
  });

  it('of a version follows the parties of what it is a version of', async () => {
    const { vendor, otherVendor } = app.cast;
    const algorithm = newId();
    const version = newId();
    const event = newId();
    const sql = (text: string, values: unknown[]) => app.database.owner.query(text, values);
    await sql(
      `INSERT INTO algorithm (id, owner_id, task, status, card) VALUES ($1, $2, 'classification', 'draft', '{}')`,
      [algorithm, vendor.organisationId],
    );
    await sql(
      `INSERT INTO algorithm_version (id, algorithm_id, label, kind, file_name, bytes, sha256, sockets) VALUES ($1, $2, '1', 'python', 'a.zip', 1, '00', '{}')`,
      [version, algorithm],
    );
    await sql(
      `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('algorithm', $1, $2, 'own')`,
      [algorithm, vendor.organisationId],
    );
    await sql(
      `INSERT INTO event (id, thing, thing_id, event) VALUES ($1, 'algorithm_version', $2, 'algorithm_version.ready')`,
      [event, version],
    );
    await sql(`INSERT INTO remark (event_id, text) VALUES ($1, 'x')`, [event]);
    const args = { params: { thing: 'algorithm_version' as const, id: version } };
    expect(await app.as(vendor)(readTimeline, args)).toMatchObject([
      { event: 'algorithm_version.ready', remark: 'x' },
    ]);
    expect(await statusOf(app.as(otherVendor)(readTimeline, args))).toBe('404 not_found');
    expect(await app.sqlAs(otherVendor, 'SELECT 1 FROM event WHERE thing_id = $1', [version])).toEqual([]);
    expect(await app.sqlAs(otherVendor, 'SELECT 1 FROM remark WHERE event_id = $1', [event])).toEqual([]);
  });
});

describe('the live stream', () => {
  it('tells each reader what it may see, and only what it asked for', async () => {
    const one = await newcomer();
    const other = await newcomer();
    const [all, chosen, stranger, lab] = await Promise.all([
      streamOf(one),
      streamOf(one, `organisation:${other.id},organisation:${newId()}`),
      streamOf(await app.tokenOf(app.cast.otherVendor)),
      streamOf(await app.tokenOf(app.cast.operator)),
    ]);
    await one.rename();
    await other.rename();
    const edited = (id: string) => ({ thing: 'organisation', id, event: 'organisation.edited' });
    await soon(() => expect(lab.told).toEqual([edited(one.id), edited(other.id)]));
    await soon(() => expect(all.told).toEqual([edited(one.id)]));
    expect(chosen.told).toEqual([]);
    expect(stranger.told).toEqual([]);
  });

  it('never speaks of accounts, not even to the lab', async () => {
    const lab = await streamOf(await app.tokenOf(app.cast.admin));
    const one = await newcomer();
    await app.as(app.cast.admin)(suspendPerson, {
      params: { id: one.me.person.id },
      body: { suspended: true },
    });
    await soon(() => expect(lab.told.map((notice) => notice.event)).toEqual(['organisation.registered']));
  });

  it('ends at once with the session, or with the person', async () => {
    const one = await newcomer();
    const mine = await streamOf(one);
    await one.do(signOutEverywhere, {});
    await soon(() => expect(mine.ended).toBe(true));
    const other = await newcomer();
    const theirs = await streamOf(other);
    await app.as(app.cast.admin)(suspendPerson, {
      params: { id: other.me.person.id },
      body: { suspended: true },
    });
    await soon(() => expect(theirs.ended).toBe(true));
    await expect(streamOf(other)).rejects.toThrow('401');
  });

  it('survives the loss of its connection and says that something may have been missed', async () => {
    const one = await newcomer();
    const stream = await streamOf(one);
    await app.database.owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'scenario-lab-live' AND datname = current_database()`,
    );
    await soon(() => expect(stream.resyncs).toBe(1));
    await one.rename();
    await soon(() => expect(stream.told).toHaveLength(1));
    const { rows } = await app.database.owner.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'scenario-lab-live' AND datname = current_database()`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('is refused beyond twelve of one person, and for what is not a pair', async () => {
    const one = await newcomer();
    const streams = await Promise.all(Array.from({ length: 12 }, () => streamOf(one)));
    await expect(streamOf(one)).rejects.toThrow('429');
    streams[0]?.close();
    await soon(() => streamOf(one).then(() => undefined));
    const other = await newcomer();
    for (const things of ['run', 'colour:018f0000-0000-7000-8000-000000000000', 'run:1', '']) {
      await expect(streamOf(other, things)).rejects.toThrow('422');
    }
  });
});
