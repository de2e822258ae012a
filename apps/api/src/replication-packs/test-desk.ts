import { Buffer } from 'node:buffer';
import { ProblemError } from '@scenario-lab/contracts/call';
import {
  pinTrustedLab,
  readForeignPack,
  receivePack,
  takePack,
  undoPack,
} from '@scenario-lab/contracts/foreign-packs';
import { newId } from '@scenario-lab/db/ids';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import type { TestApp } from '../http/test-app.js';

type Who = Parameters<TestApp['as']>[0];
export const at = (id: string) => ({ params: { id } });

/** What the desk of a receiving lab does with packs, in one line each. */
export function deskOf(here: TestApp) {
  /** An upload as it stands once its bytes have arrived. */
  async function uploaded(bytes: Uint8Array, who = here.cast.operator): Promise<string> {
    const blobs = await FilesystemStore.open({ dir: here.folders.blobs });
    const { sha256 } = await blobs.put(Buffer.from(bytes));
    const id = newId();
    await here.database.owner.query(
      `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256)
       VALUES ($1, $2, $3, 'pack.zip', 'file', $4, $4, $5)`,
      [id, who.organisationId, who.personId, bytes.length, sha256],
    );
    return id;
  }
  const pin = (keys: string, more: { recognises?: boolean; who?: Who } = {}) =>
    here.as(more.who ?? here.cast.operator)(pinTrustedLab, {
      body: {
        name: { en: 'Lab of the first city', zh: '首城实验室' },
        keys,
        recognises: more.recognises ?? false,
      },
    });
  const receive = async (bytes: Uint8Array) =>
    here.as(here.cast.operator)(receivePack, { body: { uploadId: await uploaded(bytes) } });
  const read = (id: string, who: Who = here.cast.operator) => here.as(who)(readForeignPack, at(id));
  const take = (id: string, vendorId: string | null = here.cast.vendor.organisationId) =>
    here.as(here.cast.operator)(takePack, {
      ...at(id),
      body: { adopterId: here.cast.department.organisationId, supplierId: vendorId },
    });
  const undo = (id: string) =>
    here.as(here.cast.operator)(undoPack, { ...at(id), body: { reason: 'not ours' } });
  return { uploaded, pin, receive, read, take, undo };
}

/** Reason and place of a refused pack. */
export const told = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => {
      if (!(error instanceof ProblemError)) return String(error);
      const { status, code, params } = error.problem;
      return `${status} ${code} ${params?.reason} ${params?.place}`;
    },
  );
