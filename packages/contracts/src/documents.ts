import { z } from 'zod';
import { ById, Id, Instant } from './common.js';
import { defineRoute } from './route.js';

/** Papers by which the lab verifies an organisation: of companies, of public bodies, of whoever acts for either. */
export const documentKinds = ['licence', 'public_body', 'authorisation', 'other'] as const;
export const DocumentKind = z.enum(documentKinds);
export type DocumentKind = z.infer<typeof DocumentKind>;

export const documentsAtMost = 10;
export const documentBytes = 10 * 1024 * 1024;

export const OrganisationDocument = z.object({
  id: Id,
  kind: DocumentKind,
  fileName: z.string(),
  bytes: z.number().int(),
  by: z.string(),
  at: Instant,
});
export type OrganisationDocument = z.infer<typeof OrganisationDocument>;

const one = { params: z.object({ id: Id, documentId: Id }) };

/** Read by the organisation's owners and the lab's admins; nobody else is told that there are any. */
export const listDocuments = defineRoute({
  name: 'organisation.list_documents',
  method: 'GET',
  path: '/organisations/:id/documents',
  access: 'organisation.read_documents',
  params: ById,
  reply: z.array(OrganisationDocument),
});
/**
 * A finished upload (`file`) of a PDF, PNG or JPEG, by its content, of at most 10 MiB. Errors: `invalid_input` naming
 * `uploadId`; `quota_exhausted` beyond ten.
 */
export const addDocument = defineRoute({
  name: 'organisation.add_document',
  method: 'POST',
  path: '/organisations/:id/documents',
  access: 'organisation.keep_documents',
  params: ById,
  body: z.object({ uploadId: Id, kind: DocumentKind }),
  reply: z.object({ id: Id }),
});
export const downloadDocument = defineRoute({
  name: 'organisation.download_document',
  method: 'GET',
  path: '/organisations/:id/documents/:documentId',
  access: 'organisation.read_documents',
  ...one,
  reply: 'stream',
});
export const removeDocument = defineRoute({
  name: 'organisation.remove_document',
  method: 'DELETE',
  path: '/organisations/:id/documents/:documentId',
  access: 'organisation.keep_documents',
  ...one,
  reply: 'none',
});

export const documentRoutes = [listDocuments, addDocument, downloadDocument, removeDocument];
