import { z } from 'zod';
import { Id, Instant, Sha256 } from './common.js';
import { defineRoute } from './route.js';

export const uploadPurposes = ['artifact', 'dataset', 'file'] as const;

/** A finished upload; its content is a blob named by its SHA-256. */
export const Upload = z.object({
  id: Id,
  fileName: z.string(),
  purpose: z.enum(uploadPurposes),
  bytes: z.number().int(),
  received: z.number().int(),
  sha256: Sha256.nullable(),
  createdAt: Instant,
});
export type Upload = z.infer<typeof Upload>;

/**
 * Resumable upload by the tus protocol 1.0 (`POST` creates, `HEAD`/`PATCH` go on, `DELETE` gives up);
 * metadata: `filename`, `purpose`. The upload's id is the last segment of the `Location` answered.
 */
export const tusUpload = defineRoute({
  name: 'upload.create',
  method: 'POST',
  status: 201,
  path: '/uploads',
  access: 'signed_in',
  reply: 'stream',
});
const ByUpload = z.object({ id: Id });
/** How much has arrived (`Upload-Offset`), a finished upload included; only for whoever began it. */
export const uploadOffset = defineRoute({
  name: 'upload.offset',
  method: 'HEAD',
  path: '/uploads/:id',
  access: 'signed_in',
  params: ByUpload,
  reply: 'stream',
});
export const continueUpload = defineRoute({
  name: 'upload.continue',
  method: 'PATCH',
  path: '/uploads/:id',
  access: 'signed_in',
  params: ByUpload,
  reply: 'stream',
});
/** What is finished stays, because something may already be made of it. */
export const giveUpUpload = defineRoute({
  name: 'upload.give_up',
  method: 'DELETE',
  path: '/uploads/:id',
  access: 'signed_in',
  params: ByUpload,
  reply: 'stream',
});
export const readUpload = defineRoute({
  name: 'upload.read',
  method: 'GET',
  path: '/upload-status/:id',
  access: 'signed_in',
  params: ByUpload,
  reply: Upload,
});

export const uploadRoutes = [tusUpload, uploadOffset, continueUpload, giveUpUpload, readUpload];
