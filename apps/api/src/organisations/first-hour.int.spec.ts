import { createInvitation, readInvitation } from '@scenario-lab/contracts/accounts';
import {
  addDocument,
  documentsAtMost,
  downloadDocument,
  listDocuments,
  removeDocument,
} from '@scenario-lab/contracts/documents';
import { withdrawInvitation } from '@scenario-lab/contracts/members';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { makeActor } from '@scenario-lab/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

describe('an invitation taken back', () => {
  it('opens nothing any more, and only whoever may invite takes it back', async () => {
    const { vendor, otherVendor, admin } = app.cast;
    const id = vendor.organisationId;
    const make = () =>
      app.as(vendor)(createInvitation, {
        params: { id },
        body: { email: `${newId()}@example.org`, roles: ['member'] },
      });
    const made = await make();
    const token = made.link.split('/').at(-1) ?? '';
    const take = (who: Parameters<typeof app.as>[0], of = id, invitationId = made.id) =>
      statusOf(app.as(who)(withdrawInvitation, { params: { id: of, invitationId } }));
    expect(await take(null)).toBe('401 sign_in_required');
    expect(await take(otherVendor)).toBe('404 not_found');
    // Neither by way of one's own organisation.
    expect(await take(otherVendor, otherVendor.organisationId)).toBe('404 not_found');
    expect(await statusOf(app.as(null)(readInvitation, { params: { token } }))).toBe('done');
    expect(await take(vendor)).toBe('done');
    expect(await take(vendor)).toBe('404 not_found');
    expect(await statusOf(app.as(null)(readInvitation, { params: { token } }))).toBe('404 not_found');
    expect(await take(admin, id, (await make()).id)).toBe('done');
  });

  it('is not one that was accepted', async () => {
    const { vendor } = app.cast;
    const id = vendor.organisationId;
    const made = await app.as(vendor)(createInvitation, {
      params: { id },
      body: { email: `${newId()}@example.org`, roles: ['member'] },
    });
    await app.database.owner.query('UPDATE invitation SET accepted_at = now() WHERE id = $1', [made.id]);
    const params = { id, invitationId: made.id };
    expect(await statusOf(app.as(vendor)(withdrawInvitation, { params }))).toBe('404 not_found');
  });
});

const pdf = Buffer.from('%PDF-1.7\n%licence');
/** An upload as the tus routes leave it. */
async function uploaded(who: SignedIn, content: Buffer, name = '营业执照.pdf', bytes = content.length) {
  const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
  const { sha256 } = await blobs.put(content);
  const id = newId();
  await app.database.owner.query(
    `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256)
     VALUES ($1, $2, $3, $4, 'file', $5, $5, $6)`,
    [id, who.organisationId, who.personId, name, bytes, sha256],
  );
  return id;
}
const hand = async (who: SignedIn, content = pdf, of = who.organisationId, name?: string) =>
  app.as(who)(addDocument, {
    params: { id: of },
    body: { uploadId: await uploaded(who, content, name), kind: 'licence' },
  });

describe('papers for verification', () => {
  it('are their owner’s and the admin’s; to everybody else there are none', async () => {
    const { vendor, otherVendor, department, operator, reviewer, observer, admin } = app.cast;
    const id = vendor.organisationId;
    const made = await hand(vendor);
    const papers = (who: SignedIn | null, of = id) =>
      refusalOf(app.as(who)(listDocuments, { params: { id: of } }));
    const file = (who: SignedIn | null, documentId = made.id, of = id) =>
      refusalOf(app.as(who)(downloadDocument, { params: { id: of, documentId } }));
    expect(await app.as(vendor)(listDocuments, { params: { id } })).toMatchObject([
      { id: made.id, kind: 'licence', fileName: '营业执照.pdf', bytes: pdf.length },
    ]);
    expect(await app.as(admin)(listDocuments, { params: { id } })).toHaveLength(1);
    for (const who of [otherVendor, department, operator, reviewer, observer]) {
      expect(await papers(who)).toBe('404 not_found');
      expect(await file(who)).toBe('404 not_found');
      expect(await file(who, made.id, who.organisationId)).toMatch(/^40[34] /);
    }
    expect(await papers(null)).toBe('401 sign_in_required');
    // A member is not an owner; nor does row-level security alone show another's.
    const here = { name: 'Vendor A', roles: ['supply'], id };
    const member = await makeActor(app.database.owner, here, ['member'], ['vendor']);
    expect(await papers(member)).toBe('403 owner_only');
    expect(await app.sqlAs(otherVendor, 'SELECT * FROM organisation_document')).toEqual([]);
    await expect(app.sqlAs(otherVendor, `UPDATE organisation_document SET sha256 = 'x'`)).rejects.toThrow(
      /permission denied/,
    );

    const answer = await app.as(admin)(downloadDocument, { params: { id, documentId: made.id } });
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdf);

    expect(await refusalOf(app.as(admin)(removeDocument, { params: { id, documentId: made.id } }))).toBe(
      '404 not_found',
    );
    await app.as(vendor)(removeDocument, { params: { id, documentId: made.id } });
    expect(await file(vendor)).toBe('404 not_found');
    expect(await file(admin)).toBe('404 not_found');
  });

  it('are known by what they hold, not by their names, and one upload is one paper', async () => {
    const { vendor, otherVendor } = app.cast;
    const page = Buffer.from('<script>alert(1)</script>');
    expect(await refusalOf(hand(vendor, page, vendor.organisationId, 'licence.pdf'))).toBe(
      '422 invalid_input uploadId',
    );
    expect(await refusalOf(hand(vendor, Buffer.alloc(0)))).toMatch(/^4\d\d /);
    const body = (uploadId: string) => ({ uploadId, kind: 'other' as const });
    const params = { id: vendor.organisationId };
    const big = await uploaded(vendor, pdf, 'a.pdf', 11 * 2 ** 20);
    expect(await refusalOf(app.as(vendor)(addDocument, { params, body: body(big) }))).toBe(
      '422 invalid_input uploadId',
    );
    const foreign = await uploaded(otherVendor, pdf);
    expect(await refusalOf(app.as(vendor)(addDocument, { params, body: body(foreign) }))).toBe(
      '422 invalid_input uploadId',
    );
    const own = await uploaded(vendor, pdf);
    await app.as(vendor)(addDocument, { params, body: body(own) });
    expect(await refusalOf(app.as(vendor)(addDocument, { params, body: body(own) }))).toBe(
      '422 invalid_input uploadId',
    );
    expect(await refusalOf(hand(otherVendor, pdf, vendor.organisationId))).toBe('404 not_found');
    // What was refused is still there to be handed in again.
    const { rows } = await app.database.owner.query('SELECT used FROM upload WHERE id = $1', [big]);
    expect(rows).toEqual([{ used: false }]);
  });

  it('are ten at most, however many come at once', async () => {
    const { department } = app.cast;
    const answers = await Promise.all(Array.from({ length: 12 }, () => statusOf(hand(department))));
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(documentsAtMost);
    expect(answers.filter((answer) => answer.endsWith('quota_exhausted'))).toHaveLength(2);
  });
});
