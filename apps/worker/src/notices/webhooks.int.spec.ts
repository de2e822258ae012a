import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mostFailures, type WebhookFormat } from '@scenario-lab/contracts/webhooks';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import { addParty } from '@scenario-lab/db/parties';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { readRange } from '@scenario-lab/domain/outbound/reachable';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverWebhooks } from './deliver-webhooks.js';
import { type Came, robotSays, robotSecrets as secrets, standardHolds } from './test-receivers.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let server: Server;
let base = '';
const logged: string[] = [];
const log = pino({ level: 'trace' }, { write: (text: string) => void logged.push(text) });
const loopback = [readRange('127.0.0.1')!];

const came: Came[] = [];
/** What the server says next: a status, or a robot's own judgement. */
let mood: number | 'redirects' | 'silent' | 'says nothing of it' = 200;

beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
  // As it registers.
  await database.owner.query(
    `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('organisation', $1, $1, 'own') ON CONFLICT DO NOTHING`,
    [cast.vendor.organisationId],
  );
  db = await openSystemDatabase(database.urls.score, 'test', 8, 'Asia/Shanghai');
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      came.push({ path: request.url ?? '', headers: request.headers, body });
      if (mood === 'silent') return;
      if (mood === 'redirects')
        return void response.writeHead(302, { location: `${base}/elsewhere` }).end('see elsewhere');
      if (mood === 'says nothing of it') return void response.writeHead(200).end('<html>fine</html>');
      response.writeHead(mood, { 'content-type': 'application/json' });
      const robot = /^\/(wecom|dingtalk|feishu)/.test(request.url ?? '');
      return void response.end(
        robot ? JSON.stringify(robotSays(request.url ?? '', body)) : 'x'.repeat(100_000),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await db?.close();
  await database?.drop();
});
beforeEach(async () => {
  mood = 200;
  came.length = 0;
  logged.length = 0;
  await database.owner.query('DELETE FROM webhook');
  await database.owner.query('DELETE FROM notice_due');
});

const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];
const look = (allowed = loopback, patience = 2_000) =>
  deliverWebhooks({ db, log, publicUrl: 'https://lab.example/', outward: { allowed, patience } });
const tell = async () => {
  while ((await db.asSystem(makeNotices)) > 0);
};
const now = () =>
  sql(
    `UPDATE webhook SET rest_until = now(); UPDATE webhook_delivery SET due_at = now() WHERE state = 'waiting'`,
  );
const whsec = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;

async function hook(
  format: WebhookFormat,
  more: {
    of?: SignedIn;
    address?: string;
    kinds?: string[];
    titled?: boolean;
    language?: string;
    secret?: string;
  } = {},
): Promise<string> {
  const id = newId();
  const address = more.address ?? `${base}/${format}${format === 'wecom' ? '?key=the-key' : ''}`;
  const secret = more.secret ?? { standard: whsec, wecom: null, ...secrets }[format];
  await sql(
    `INSERT INTO webhook (id, organisation_id, name, format, address, shown_address, secret, kinds, language, titled)
     VALUES ($1, $2, 'hook', $3, $4, 'x', $5, $6, $7, $8)`,
    [
      id,
      (more.of ?? cast.vendor).organisationId,
      format,
      address,
      secret,
      more.kinds ?? ['decision'],
      more.language ?? 'zh',
      more.titled ?? true,
    ],
  );
  return id;
}

async function card(owner: SignedIn, event = 'solution.listed', title = '井盖监测'): Promise<string> {
  const id = newId();
  await sql(`INSERT INTO solution (id, owner_id, status, card) VALUES ($1, $2, 'in_review', $3)`, [
    id,
    owner.organisationId,
    { title: { zh: title } },
  ]);
  await db.asSystem(async (tx) => {
    await addParty(tx, 'solution', id, owner.organisationId, 'own');
    await recordEvent(tx, { thing: 'solution', id, event, by: cast.operator });
  });
  return id;
}
const deliveries = () =>
  sql<{ state: string; tries: number; fault: string | null; code: number | null; event: string }>(
    'SELECT state, tries, fault, code, event FROM webhook_delivery ORDER BY created_at, id',
  );

describe('a webhook', () => {
  it('is sent what concerns its organisation, once, signed as the standard says', async () => {
    await hook('standard');
    await hook('standard', { of: cast.otherVendor });
    const id = await card(cast.vendor);
    await tell();
    await sql('INSERT INTO notice_due SELECT event_id FROM webhook_delivery');
    await tell();
    await Promise.all([look(), look()]);
    expect(came).toHaveLength(1);
    const [one] = came as [Came];
    expect(standardHolds(one, whsec)).toBe(true);
    expect(standardHolds({ ...one, body: `${one.body} ` }, whsec)).toBe(false);
    expect(one.headers['webhook-id']).toMatch(/^msg_[0-9a-f-]{36}$/);
    expect(JSON.parse(one.body)).toMatchObject({
      type: 'solution.listed',
      data: {
        kind: 'decision',
        thing: 'solution',
        thingId: id,
        title: { zh: '井盖监测' },
        link: `https://lab.example/solutions/${id}`,
      },
    });
    expect(await deliveries()).toMatchObject([{ state: 'arrived', tries: 1, code: 200 }]);
  });

  it('is told of chosen kinds alone, of no title unless one wants it, and of nothing while it is paused', async () => {
    await hook('standard', { titled: false });
    await hook('standard', { kinds: ['run', 'desk'] });
    const paused = await hook('standard');
    await sql('UPDATE webhook SET paused_at = now() WHERE id = $1', [paused]);
    await card(cast.vendor, 'solution.listed', '不公开的题目');
    // The desk's is the lab's, whoever asks for it.
    await card(cast.vendor, 'solution.submitted');
    await tell();
    await look();
    expect(came).toHaveLength(1);
    expect(came[0]?.body).not.toContain('不公开的题目');
  });

  it('tells the lab’s what waits at its desks', async () => {
    await hook('standard', { of: cast.operator, kinds: ['desk'] });
    await card(cast.vendor, 'solution.submitted');
    await tell();
    await look();
    expect(came.map(({ body }) => JSON.parse(body).type)).toEqual(['solution.submitted']);
  });

  it('is signed by both secrets while they overlap, and by the new one alone afterwards', async () => {
    const id = await hook('standard');
    const old = `whsec_${Buffer.from('the secret before, as long as it').toString('base64')}`;
    await sql(
      `UPDATE webhook SET previous_secret = $2, overlap_until = now() + interval '1 hour' WHERE id = $1`,
      [id, old],
    );
    await card(cast.vendor);
    await tell();
    await look();
    expect([standardHolds(came[0]!, whsec), standardHolds(came[0]!, old)]).toEqual([true, true]);
    await sql(`UPDATE webhook SET overlap_until = now() - interval '1 second' WHERE id = $1`, [id]);
    await card(cast.vendor);
    await tell();
    await look();
    expect([standardHolds(came[1]!, whsec), standardHolds(came[1]!, old)]).toEqual([true, false]);
  });

  it('is tried again under the same id, later and later, and a message that never goes through is given up', async () => {
    await hook('standard');
    await card(cast.vendor);
    await tell();
    mood = 503;
    await look();
    await look();
    expect(came).toHaveLength(1);
    const [{ later }] = (await sql<{ later: boolean }>(
      `SELECT due_at > now() + interval '3 seconds' AS later FROM webhook_delivery`,
    )) as [{ later: boolean }];
    expect(later).toBe(true);
    expect(await deliveries()).toMatchObject([{ state: 'waiting', tries: 1, fault: 'status', code: 503 }]);
    for (let time = 0; time < 7; time += 1) {
      await now();
      await look();
    }
    expect(await deliveries()).toMatchObject([{ state: 'failed', tries: 8 }]);
    expect(new Set(came.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    mood = 200;
    await sql(`UPDATE webhook_delivery SET state = 'waiting', tries = 0`);
    await now();
    await look();
    expect(await deliveries()).toMatchObject([{ state: 'arrived', tries: 1, fault: null }]);
  });

  it('is switched off after many failures in a row, its owners are told, and what is gone at once', async () => {
    const id = await hook('standard');
    for (let time = 0; time < 2; time += 1) await card(cast.vendor);
    await tell();
    mood = 500;
    for (let time = 0; time < mostFailures + 3; time += 1) {
      await now();
      await look();
    }
    const [row] = await sql<{ failures: number; off: boolean }>(
      'SELECT failures, disabled_at IS NOT NULL AS off FROM webhook WHERE id = $1',
      [id],
    );
    expect(row).toEqual({ failures: mostFailures, off: true });
    await tell();
    const told = await sql<{ person_id: string }>(
      `SELECT person_id FROM notice WHERE event = 'organisation.webhook_disabled'`,
    );
    expect(told.map((one) => one.person_id)).toContain(cast.vendor.personId);
    const gone = await hook('standard');
    await card(cast.vendor);
    await tell();
    mood = 410;
    await look();
    expect(await sql('SELECT 1 FROM webhook WHERE id = $1 AND disabled_at IS NOT NULL', [gone])).toHaveLength(
      1,
    );
  });

  it('holds nobody up: one that never answers costs the others nothing', async () => {
    await hook('standard', { address: `${base}/slow` });
    await card(cast.vendor);
    await tell();
    mood = 'silent';
    await look(loopback, 300);
    expect(await deliveries()).toMatchObject([{ state: 'waiting', fault: 'late' }]);
  });
});

describe('an address', () => {
  it.each([
    ['of this machine', 'https://127.0.0.1/x'],
    ['of this machine by name', 'https://localhost/x'],
    ['of version 6', 'https://[::1]/x'],
    ['of version 4 in version 6', 'https://[::ffff:127.0.0.1]/x'],
    ['of a cloud’s own figures', 'https://169.254.169.254/latest/meta-data'],
    ['written as one number', 'https://2130706433/x'],
    ['written in octal', 'https://0177.0.0.1/x'],
    ['of the public network without a lock', 'http://1.1.1.1/x'],
    ['of no known way', 'ftp://1.1.1.1/x'],
    ['with a login', 'https://lab:secret@1.1.1.1/x'],
  ])('%s is not written to', async (_what, address) => {
    await hook('standard', { address });
    await card(cast.vendor);
    await tell();
    await look([]);
    expect(await deliveries()).toMatchObject([{ state: 'waiting', fault: 'address_refused' }]);
    expect(came).toEqual([]);
  });

  it('that leads elsewhere is not followed', async () => {
    await hook('standard');
    await card(cast.vendor);
    await tell();
    mood = 'redirects';
    await look();
    expect(came.map(({ path }) => path)).toEqual(['/standard']);
    expect(await deliveries()).toMatchObject([{ state: 'waiting', fault: 'status', code: 302 }]);
  });

  it('is in no log, nor is a secret or an answer', async () => {
    for (const format of ['standard', 'wecom', 'dingtalk', 'feishu'] as const) await hook(format);
    await card(cast.vendor);
    await tell();
    mood = 500;
    await look();
    expect(logged).toHaveLength(4);
    for (const word of ['the-key', whsec, secrets.dingtalk, secrets.feishu, '127.0.0.1', 'xxx'])
      expect(logged.join('')).not.toContain(word);
  });
});

describe('a robot', () => {
  it.each(['wecom', 'dingtalk', 'feishu'] as const)(
    'of %s takes what was signed for it, many together',
    async (format) => {
      await hook(format);
      await card(cast.vendor, 'solution.listed', '井盖监测');
      await card(cast.vendor, 'solution.returned', '多行\n题目\u2028再一行');
      await tell();
      await look();
      expect(came).toHaveLength(1);
      const body = JSON.parse(came[0]?.body ?? '{}');
      const text: string = (format === 'feishu' ? body.content.text : body.text.content) ?? '';
      expect(text).toContain('井盖监测：');
      expect(text).toContain('多行 题目 再一行：');
      expect(text.split('\n')).toHaveLength(5);
      expect(await deliveries()).toMatchObject([{ state: 'arrived' }, { state: 'arrived' }]);
    },
  );

  it.each(['dingtalk', 'feishu'] as const)(
    'of %s that finds the signature wrong has taken nothing',
    async (format) => {
      await hook(format, { secret: 'another secret' });
      await card(cast.vendor);
      await tell();
      await look();
      expect(await deliveries()).toMatchObject([
        { state: 'waiting', fault: 'robot', code: format === 'dingtalk' ? 310000 : 19021 },
      ]);
    },
  );

  it('that says nothing one could read has taken nothing', async () => {
    await hook('wecom');
    await card(cast.vendor);
    await tell();
    mood = 'says nothing of it';
    await look();
    expect(await deliveries()).toMatchObject([{ state: 'waiting', fault: 'answer_unread', code: null }]);
  });

  it('is told no more bytes than it takes, however long the titles are', async () => {
    await hook('wecom');
    await Promise.all(
      Array.from({ length: 15 }, () => card(cast.vendor, 'solution.listed', '长题目🚰'.repeat(30))),
    );
    await tell();
    await look();
    expect(came).toHaveLength(1);
    const content: string = JSON.parse(came[0]?.body ?? '{}').text.content;
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2_048);
    expect(content).toMatch(/另有 \d+ 条/);
    expect(content).not.toContain('\ufffd');
    expect((await deliveries()).every(({ state }) => state === 'arrived')).toBe(true);
    await card(cast.vendor);
    await tell();
    // It rests between two messages.
    await look();
    expect(came).toHaveLength(1);
  });
});
