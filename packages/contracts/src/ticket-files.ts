import { z } from 'zod';
import { Id } from './common.js';
import { defineRoute } from './route.js';

const MiB = 1024 * 1024;
/** What one ticket's reporter may hand in, and for how long after reporting. */
export const ticketFileLimits = { files: 3, bytes: 10 * MiB, hours: 24 } as const;
/** Kinds that are taken; what a file is, is told by its bytes. */
export const ticketFileTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;

/** `reading` until the sandbox has opened it; nobody sees a file before, and none that it refused. */
export const TicketFile = z.object({
  id: Id,
  name: z.string(),
  state: z.enum(['reading', 'ready', 'refused']),
  kind: z.enum(['picture', 'pdf']).nullable(),
  bytes: z.number().int().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  pages: z.number().int().nullable(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type TicketFile = z.infer<typeof TicketFile>;
/** The same as its reporter is told. */
export const ReportedFile = TicketFile.pick({ id: true, name: true, state: true });

/**
 * The bytes of one picture or PDF, by whoever holds the receipt, without an account. The receipt stands in the header
 * `x-ticket-receipt`, the name percent-encoded in `x-file-name`, so that neither is in an address.
 */
export const attachToTicket = defineRoute({
  name: 'ticket.attach',
  method: 'POST',
  path: '/ticket-receipts/files',
  access: 'public',
  reply: ReportedFile.extend({ left: z.number().int() }),
});
/** As the sandbox left it. For who handles the ticket and the lab's desk. */
export const ticketFile = defineRoute({
  name: 'ticket.read_files',
  method: 'GET',
  path: '/tickets/:id/files/:fileId',
  access: 'signed_in',
  params: z.object({ id: Id, fileId: Id }),
  query: z.object({ size: z.enum(['full', 'small']).default('full') }),
  reply: 'stream',
});

export const ticketFileRoutes = [attachToTicket, ticketFile];
