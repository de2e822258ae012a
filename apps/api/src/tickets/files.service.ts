import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Answer } from '@scenario-lab/contracts/route';
import { type attachToTicket, type TicketFile, ticketFileLimits } from '@scenario-lab/contracts/ticket-files';
import { execute, json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { tidyFileName } from '@scenario-lab/domain/uploads/tidy-file-name';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import type { Env } from '../env.js';
import { Attempts } from '../http/attempts.js';
import { inputRefusal } from '../http/input-refusal.js';
import { BLOBS, DATABASE, ENV } from '../http/tokens.js';
import { withReceipt } from './receipt.js';
import { readTicketRecord } from './ticket-record.js';

/** Files on their way at once, of all visitors: each is at most ten megabytes and goes straight into the store. */
const mostAtOnce = 6;

const FileRow = z.object({
  file_name: z.string(),
  kind: word<'picture' | 'pdf'>(),
  mime: z.string(),
  sha256: z.string(),
  small_sha256: z.string().nullable(),
});

/** What a reporter hands in with a ticket: kept unseen until the sandbox has opened it (ADR 125). */
@Injectable()
export class TicketFilesService {
  private readonly ofAddress: Attempts | null;
  private readonly ofAll: Attempts | null;
  private under = 0;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(ENV) env: Pick<Env, 'RATE_LIMITS'>,
  ) {
    const on = env.RATE_LIMITS === 'on';
    this.ofAddress = on ? new Attempts(database, { name: 'ticket-files', of: 20, seconds: 3_600 }) : null;
    this.ofAll = on ? new Attempts(database, { name: 'ticket-files-all', of: 2_000, seconds: 86_400 }) : null;
  }

  /**
   * The receipt is asked before a byte is read, and again with the ticket held when the file is there. Errors: `not_found`
   * for a code that is none; `too_late`; `too_many_requests`; `invalid_input`.
   */
  async attach(
    address: string,
    given: { receipt: string; name: string; bytes: number | null },
    body: AsyncIterable<Buffer>,
  ): Promise<Answer<typeof attachToTicket>> {
    await this.ofAddress?.take(address);
    const name = tidyFileName(given.name);
    if (!name) throw inputRefusal({ path: 'fileName', code: 'required' });
    if (given.bytes !== null && given.bytes > ticketFileLimits.bytes)
      throw inputRefusal({ path: 'file', code: 'file_too_big' });
    await withReceipt(this.database, given.receipt, (tx, hash) => roomOf(tx, hash));
    await this.ofAll?.take('all');
    if (this.under >= mostAtOnce) throw new Refusal('too_many_requests', { seconds: 10 });
    this.under += 1;
    try {
      const { sha256 } = await this.blobs.put(Readable.from(checked(body), { objectMode: false }));
      return await withReceipt(this.database, given.receipt, async (tx, hash) => {
        await execute(tx, 'SELECT 1 FROM ticket WHERE receipt_hash = $1 FOR UPDATE', [hash]);
        const { ticketId, left } = await roomOf(tx, hash);
        const id = newId();
        await execute(
          tx,
          'INSERT INTO ticket_file (id, ticket_id, file_name, source_sha256) VALUES ($1, $2, $3, $4)',
          [id, ticketId, name, sha256],
        );
        await recordEvent(tx, { thing: 'ticket', id: ticketId, event: 'ticket.file_handed_in' });
        await recordEvent(tx, {
          thing: 'ticket_file',
          id,
          event: 'ticket_file.handed_in',
          deliver: ['read-ticket-file'],
        });
        return { id, name, state: 'reading' as const, left: left - 1 };
      });
    } finally {
      this.under -= 1;
    }
  }

  /** Errors: the policy's own; `not_found` for a file that was not opened yet or was refused. */
  async file(
    actor: SignedIn,
    ticketId: string,
    id: string,
    size: 'full' | 'small',
  ): Promise<{ name: string; kind: 'picture' | 'pdf'; mime: string; bytes: number; stream: Readable }> {
    const row = await this.database.asActor(actor, async (tx) => {
      await readTicketRecord(tx, actor, ticketId, 'ticket.read_files');
      return queryRow(
        tx,
        FileRow,
        `SELECT file_name, kind, mime, sha256, small_sha256 FROM ticket_file WHERE id = $1 AND ticket_id = $2 AND sha256 IS NOT NULL`,
        [id, ticketId],
      );
    });
    const sha256 = row && ((size === 'small' && row.small_sha256) || row.sha256);
    const kept = sha256 ? await this.blobs.stat(sha256) : null;
    if (!row || !sha256 || !kept) throw new Refusal('not_found', { thing: 'ticket_file', id });
    const { file_name: name, kind, mime } = row;
    return { name, kind, mime, bytes: kept.bytes, stream: await this.blobs.get(sha256) };
  }
}

/** The bytes as they come, as long as they are few enough and begin like a picture or a PDF. */
async function* checked(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let all = 0;
  let head = Buffer.alloc(0);
  let known = false;
  for await (const chunk of body) {
    all += chunk.length;
    if (all > ticketFileLimits.bytes) throw inputRefusal({ path: 'file', code: 'file_too_big' });
    if (known) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < 12) continue;
    if (!isTaken(head)) throw inputRefusal({ path: 'file', code: 'picture_or_pdf' });
    known = true;
    yield head;
  }
  if (!known) throw inputRefusal({ path: 'file', code: 'picture_or_pdf' });
}

/** By its first bytes, so that nothing else is even stored; what it really is the sandbox says. */
function isTaken(head: Buffer): boolean {
  const text = head.toString('latin1', 0, 12);
  return (
    text.startsWith('\x89PNG\r\n\x1a\n') ||
    text.startsWith('\xff\xd8\xff') ||
    text.startsWith('%PDF-') ||
    (text.startsWith('RIFF') && text.slice(8) === 'WEBP')
  );
}

const FilesLeftRow = z.object({
  id: z.string(),
  late: z.boolean(),
  files: z.number(),
});

/** How many files the ticket of a receipt still takes. Errors: `not_found`. */
export async function filesLeft(
  tx: Tx,
  hash: string,
): Promise<{ ticketId: string; late: boolean; left: number }> {
  const ticket = await queryRow(
    tx,
    FilesLeftRow,
    `SELECT t.id, t.status = 'closed' OR t.merged_into IS NOT NULL OR t.created_at < now() - make_interval(hours => $2) AS late,
       (SELECT count(*)::int FROM ticket_file f WHERE f.ticket_id = t.id) AS files
     FROM ticket t WHERE t.receipt_hash = $1 AND t.status <> 'new'`,
    [hash, ticketFileLimits.hours],
  );
  if (!ticket) throw new Refusal('not_found', { thing: 'ticket' });
  const left = ticket.late ? 0 : Math.max(0, ticketFileLimits.files - ticket.files);
  return { ticketId: ticket.id, late: ticket.late, left };
}

async function roomOf(tx: Tx, hash: string): Promise<{ ticketId: string; left: number }> {
  const { ticketId, late, left } = await filesLeft(tx, hash);
  if (late) throw new Refusal('too_late');
  if (left === 0) throw inputRefusal({ path: 'file', code: 'enough_files' });
  return { ticketId, left };
}

type FilesOfAnswer = Omit<TicketFile, 'name' | 'state'> & { file_name: string; read_at: Date | null };

const FilesOfRow = z.object({
  id: z.string(),
  kind: word<NonNullable<FilesOfAnswer['kind']>>().nullable(),
  bytes: z.number().nullable(),
  problem: json<NonNullable<FilesOfAnswer['problem']>>().nullable(),
  width: z.number().nullable(),
  pages: z.number().nullable(),
  height: z.number().nullable(),
  file_name: z.string(),
  read_at: z.date().nullable(),
});

/** What was handed in with a ticket, oldest first; row-level security shows it to who may see it. */
export async function filesOf(tx: Tx, ticketId: string): Promise<TicketFile[]> {
  const rows = await queryRows(
    tx,
    FilesOfRow,
    `SELECT id, file_name, read_at, kind, bytes::float8 AS bytes, width, height, pages, problem FROM ticket_file
     WHERE ticket_id = $1 ORDER BY created_at, id`,
    [ticketId],
  );
  return rows.map(({ file_name, read_at, ...row }) => ({
    ...row,
    name: file_name,
    state: read_at === null ? 'reading' : row.kind === null ? 'refused' : 'ready',
  }));
}
