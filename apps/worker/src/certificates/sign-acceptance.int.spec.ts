import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { keyIdOf, verifyEnvelope } from '@scenario-lab/contracts/envelope';
import { acceptanceOf } from '@scenario-lab/contracts/pilot-acceptance';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JobsDesk } from '../desk.js';
import { renderAcceptance } from './pdf-acceptance.js';
import { signAcceptance } from './sign-acceptance.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 2);
  cast = await makeCast(database.owner);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

const line = { score: 4, words: '好用' };
const facts = {
  certificate: 'SL-2026-000001',
  indicators: [
    {
      criterion: 'mae',
      name: { zh: '平均误差' },
      unit: 'cm',
      direction: 'at_most',
      baseline: 31,
      target: 12,
      field: { value: 10.4, interval: { lower: 9.8, upper: 11 } },
      lab: 10,
      observations: 60,
      needed: 30,
      reached: true,
    },
  ],
  surveys: [],
};

it('seals a statement as a report is sealed, once, and the lab knows it by its digest', async () => {
  const { owner } = database;
  const exam = await makeExam(owner, cast);
  const [engagementId, pilotId, acceptanceId] = [newId(), newId(), newId()];
  await owner.query(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
     VALUES ($1, 'piloting', $2, $3, $4, $5)`,
    [
      engagementId,
      exam.scenarioId,
      exam.solutionId,
      cast.vendor.organisationId,
      cast.department.organisationId,
    ],
  );
  await owner.query(
    `INSERT INTO pilot (id, status, engagement_id, from_day, until_day, sites)
     VALUES ($1, 'accepted', $2, '2026-01-01', '2026-03-31', '["Shiling"]')`,
    [pilotId, engagementId],
  );
  await owner.query(
    `INSERT INTO acceptance (id, pilot_id, phase, decision, statement, rubric, facts, signed_by)
     VALUES ($1, $2, 'final', 'accept', '同意验收', $3, $4, $5)`,
    [
      acceptanceId,
      pilotId,
      JSON.stringify({ practice: line, front_line: line, citizens: line }),
      JSON.stringify(facts),
      cast.department.personId,
    ],
  );
  await owner.query(
    `INSERT INTO acceptance_condition (id, acceptance_id, pilot_id, words, due, owner, position)
     VALUES ($1, $2, $3, '补齐备用电源', '2026-06-01', 'vendor', 0)`,
    [newId(), acceptanceId, pilotId],
  );
  const keys = generateKeyPairSync('ed25519');
  const der = keys.publicKey.export({ type: 'spki', format: 'der' });
  const publicKey = der.subarray(der.length - 32).toString('base64');
  const kept = new Map<string, Buffer>();
  const desk = {
    db,
    publicUrl: 'https://lab.example',
    timeZone: 'Asia/Shanghai',
    acceptance: renderAcceptance,
    blobs: {
      put: async (bytes: Buffer) => {
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        kept.set(sha256, bytes);
        return { sha256 };
      },
    },
    key: async () => ({
      keyId: keyIdOf(publicKey),
      sign: (message: Uint8Array) => new Uint8Array(sign(null, message, keys.privateKey)),
    }),
  } as unknown as JobsDesk;
  await signAcceptance(desk, { thingId: pilotId });
  const read = async () =>
    (
      await owner.query(
        'SELECT envelope, digest, key_id, pdf_zh_sha256, pdf_en_sha256 FROM acceptance WHERE id = $1',
        [acceptanceId],
      )
    ).rows[0];
  const sealed = await read();
  const verified = verifyEnvelope(sealed.envelope, [publicKey]);
  if (!verified.ok) throw new Error(verified.code);
  expect(verified.digest).toBe(sealed.digest);
  expect(acceptanceOf(verified.statement)).toMatchObject({
    acceptanceId,
    decision: 'accept',
    statement: '同意验收',
    pilot: {
      id: pilotId,
      scenario: { zh: '下穿隧道积水' },
      solution: { zh: '液位预测' },
      from: '2026-01-01',
    },
    indicators: facts.indicators,
    surveys: [],
    conditions: [{ words: '补齐备用电源', due: '2026-06-01', owner: 'vendor' }],
  });
  // Both papers lie here, and the signed file names them by what they hold.
  expect([...kept.keys()].sort()).toEqual([sealed.pdf_zh_sha256, sealed.pdf_en_sha256].sort());
  const { subject } = verified.statement as { subject: { name: string; digest: { sha256: string } }[] };
  expect(subject.slice(1)).toEqual([
    { name: 'statement-zh.pdf', digest: { sha256: sealed.pdf_zh_sha256 } },
    { name: 'statement-en.pdf', digest: { sha256: sealed.pdf_en_sha256 } },
  ]);
  for (const bytes of kept.values()) expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  // One letter of what was said, and it is nobody's.
  const at = sealed.envelope.indexOf('"payload":"') + 60;
  const other = sealed.envelope[at] === 'A' ? 'B' : 'A';
  const changed = `${sealed.envelope.slice(0, at)}${other}${sealed.envelope.slice(at + 1)}`;
  expect(verifyEnvelope(changed, [publicKey]).ok).toBe(false);
  await signAcceptance(desk, { thingId: pilotId });
  expect(await read()).toEqual(sealed);
  const known = async (digest: string) =>
    (await owner.query('SELECT * FROM report_known($1, $2)', [digest, ''])).rows.length;
  expect([await known(sealed.digest), await known('0'.repeat(64))]).toEqual([1, 0]);
});
