import { call, ProblemError } from '@scenario-lab/contracts/call';
import { attachToTicket, ticketFile, ticketFileLimits } from '@scenario-lab/contracts/ticket-files';
import {
  assignTicket,
  listTickets,
  lookUpTicket,
  readTicket,
  reportTicket,
  ticketDeeds,
} from '@scenario-lab/contracts/tickets';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ RATE_LIMITS: 'off' });
});
afterAll(() => app?.close());
type Who = Parameters<TestApp['as']>[0];

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(200, 7)]);
const pdf = Buffer.from('%PDF-1.7\nnot read here');
const report = () =>
  app.as(null)(reportTicket, {
    body: { title: { zh: '井盖破损' }, words: { zh: '路口井盖破损。' }, category: 'roads_traffic' },
  });
const idOf = async (number: string) =>
  (await app.as(app.cast.operator)(listTickets, { query: { q: number } })).items[0]?.id ?? '';
/** As the page sends it: the file is the body, receipt and name are headers. */
const attach = (receipt: string, bytes: Buffer, name = '现场.png', headers: Record<string, string> = {}) =>
  call(
    {
      baseUrl: app.baseUrl,
      fetch: (address, init) => fetch(address, { ...init, body: new Uint8Array(bytes) }),
    },
    attachToTicket,
    {},
    {
      headers: {
        'content-type': 'application/octet-stream',
        'x-ticket-receipt': receipt,
        'x-file-name': encodeURIComponent(name),
        ...headers,
      },
    },
  );
const lookUp = (receipt: string) => app.as(null)(lookUpTicket, { body: { receipt } });
const file = (who: Who, id: string, fileId: string, size: 'full' | 'small' = 'full') =>
  app.as(who)(ticketFile, { params: { id, fileId }, query: { size } });
/** What the worker leaves of a file. */
async function opened(fileId: string, full: string, mime = 'image/png') {
  const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
  const [one, small] = [await blobs.put(Buffer.from(full)), await blobs.put(Buffer.from(`small ${full}`))];
  await app.database.owner.query(
    `UPDATE ticket_file SET read_at = now(), source_sha256 = NULL, kind = $2, mime = $3, sha256 = $4, small_sha256 = $5, bytes = 3
     WHERE id = $1`,
    [fileId, mime === 'application/pdf' ? 'pdf' : 'picture', mime, one.sha256, small.sha256],
  );
}
const kept = async () => (await app.database.owner.query('SELECT * FROM ticket_file')).rows.length;

it('comes with the receipt, is seen by nobody before it was opened, then by who handles the ticket and the lab', async () => {
  const { operator, department, otherDepartment, vendor, observer, reviewer } = app.cast;
  const { number, receipt } = await report();
  const id = await idOf(number);
  const first = await attach(receipt, png);
  expect(first).toMatchObject({ name: '现场.png', state: 'reading', left: 2 });
  await attach(receipt.toLowerCase().replaceAll('-', ' '), pdf, '../../etc/说明.pdf');
  expect(await lookUp(receipt)).toMatchObject({
    files: [
      { name: '现场.png', state: 'reading' },
      { name: '说明.pdf', state: 'reading' },
    ],
    mayAttach: 1,
  });
  const { rows: jobs } = await app.database.owner.query(
    `SELECT job FROM delivery WHERE job = 'read-ticket-file' AND thing_id = $1`,
    [first.id],
  );
  expect(jobs).toHaveLength(1);
  expect((await app.as(operator)(readTicket, { params: { id } })).files).toMatchObject([
    { state: 'reading', kind: null },
    { state: 'reading' },
  ]);
  expect(await refusalOf(file(operator, id, first.id))).toBe('404 not_found');
  await opened(first.id, 'the picture');
  const seen = await file(operator, id, first.id);
  expect(await seen.text()).toBe('the picture');
  expect(seen.headers.get('content-type')).toBe('image/png');
  expect(seen.headers.get('content-security-policy')).toContain('sandbox');
  expect(seen.headers.get('x-content-type-options')).toBe('nosniff');
  expect(seen.headers.get('cache-control')).toContain('no-store');
  expect(await (await file(operator, id, first.id, 'small')).text()).toBe('small the picture');

  // Before it is theirs no department knows of it; then those who handle it do, and nobody who merely may read the ticket.
  expect(await refusalOf(file(department, id, first.id))).toBe('404 not_found');
  await app.as(operator)(assignTicket, {
    params: { id },
    body: { departmentId: department.organisationId, coHandlerIds: [otherDepartment.organisationId] },
  });
  for (const who of [department, otherDepartment, reviewer]) {
    const answer = await file(who, id, first.id).catch((error: unknown) => error);
    if (who === reviewer) expect(answer).toBeInstanceOf(ProblemError);
    else expect(await (answer as Response).text()).toBe('the picture');
  }
  await app.database.owner.query('UPDATE ticket SET vendor_id = $2 WHERE id = $1', [
    id,
    vendor.organisationId,
  ]);
  await app.database.owner.query(
    `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('ticket', $1, $2, 'oversee') ON CONFLICT DO NOTHING`,
    [id, vendor.organisationId],
  );
  for (const who of [vendor, observer]) {
    expect((await app.as(who)(readTicket, { params: { id } })).files).toEqual([]);
    expect(await refusalOf(file(who, id, first.id))).toMatch(/^40[34]/);
    expect(await app.sqlAs(who, 'SELECT * FROM ticket_file')).toEqual([]);
  }
  // Sent back, it is the former department's no longer.
  await app.as(department)(ticketDeeds.return, { params: { id }, body: { reason: '非本单位职责。' } });
  expect(await refusalOf(file(department, id, first.id))).toMatch(/^40[34]/);
  expect(await app.sqlAs(department, 'SELECT * FROM ticket_file')).toEqual([]);
});

it('of another ticket is not reached through one’s own', async () => {
  const { operator, department } = app.cast;
  const [one, other] = [await report(), await report()];
  const [oneId, otherId] = [await idOf(one.number), await idOf(other.number)];
  const handed = await attach(other.receipt, png);
  await attach(one.receipt, png);
  await opened(handed.id, 'of the other');
  await app.as(operator)(assignTicket, {
    params: { id: oneId },
    body: { departmentId: department.organisationId },
  });
  expect(await refusalOf(file(department, oneId, handed.id))).toBe('404 not_found');
  expect(await refusalOf(file(department, otherId, handed.id))).toBe('404 not_found');
  expect((await lookUp(one.receipt)).files).toHaveLength(1);
  await expect(app.sqlAs(null, 'SELECT * FROM ticket_file')).rejects.toThrow(/denied/);
});

it('is refused where it is none, too large, too many, too late or without a receipt, and nothing is kept', async () => {
  const { receipt, number } = await report();
  const before = await kept();
  const refused: [() => Promise<unknown>, string][] = [
    [() => attach(receipt, Buffer.from('<svg onload=alert(1)>')), '422 invalid_input file'],
    [() => attach(receipt, Buffer.from('MZ program')), '422 invalid_input file'],
    [() => attach(receipt, Buffer.from('short')), '422 invalid_input file'],
    [() => attach(receipt, Buffer.alloc(0)), '422 invalid_input file'],
    [() => attach(receipt, png, '..'), '422 invalid_input fileName'],
    [() => attach(receipt, png, 'x', { 'x-file-name': '%E0%A4%A' }), '422 invalid_input fileName'],
    [() => attach(receipt, png, 'x', { 'content-type': 'text/plain' }), '422 invalid_input file'],
    [() => attach('AAAA-BBBB-CCCC-DDDD', png), '404 not_found'],
    [() => attach('', png), '404 not_found'],
    [
      () => attach(receipt, Buffer.concat([png, Buffer.alloc(ticketFileLimits.bytes)])),
      '422 invalid_input file',
    ],
  ];
  for (const [asked, answer] of refused) expect(await refusalOf(asked())).toBe(answer);
  // Without a length, so that only counting finds it.
  const endless = fetch(`${app.baseUrl}/ticket-receipts/files`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-ticket-receipt': receipt,
      'x-file-name': 'a.png',
    },
    body: new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(png)),
      pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)),
    }),
    duplex: 'half',
  } as RequestInit).then(
    (response) => response.status,
    () => 'cut off',
  );
  expect([422, 'cut off']).toContain(await endless);
  expect(await kept()).toBe(before);
  for (let n = 0; n < ticketFileLimits.files; n += 1) await attach(receipt, png, `${n}.png`);
  expect(await refusalOf(attach(receipt, png))).toBe('422 invalid_input file');
  // Many at once are no way around it.
  const second = await report();
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, (_, n) => refusalOf(attach(second.receipt, png, `${n}.png`))),
  );
  expect(outcomes.filter((answer) => answer === 'went through')).toHaveLength(ticketFileLimits.files);
  const third = await report();
  await app.database.owner.query(
    `UPDATE ticket SET created_at = now() - interval '25 hours' WHERE number = $1`,
    [third.number],
  );
  expect(await refusalOf(attach(third.receipt, png))).toBe('409 too_late');
  expect((await lookUp(third.receipt)).mayAttach).toBe(0);
  expect(number).not.toBe('');
});

it('is counted by whom it comes from', async () => {
  const limited = await testApp({ RATE_LIMITS: 'on' });
  try {
    const { receipt } = await limited.as(null)(reportTicket, {
      body: { title: { zh: '井盖' }, words: { zh: '破损。' }, category: 'roads_traffic' },
    });
    const send = () =>
      fetch(`${limited.baseUrl}/ticket-receipts/files`, {
        method: 'POST',
        headers: {
          'content-type': 'application/octet-stream',
          'x-ticket-receipt': receipt,
          'x-file-name': 'a.txt',
        },
        body: 'nothing of worth',
      }).then(({ status }) => status);
    const answers: number[] = [];
    for (let n = 0; n < 22; n += 1) answers.push(await send());
    expect(answers.slice(0, 20).every((status) => status === 422)).toBe(true);
    expect(answers.at(-1)).toBe(429);
  } finally {
    await limited.close();
  }
});
