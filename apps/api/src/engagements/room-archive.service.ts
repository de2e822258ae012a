import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { json, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import type { Env } from '../env.js';
import { BLOBS, DATABASE, ENV } from '../http/tokens.js';
import { EngagementsQuery } from './engagements.query.js';
import { holdEngagement } from './hold-engagement.js';
import { checklistsOf } from './room-checks.service.js';
import { type Filed, type RoomFile, roomIndexPage } from './room-index.js';
import { mentionsSql } from './room-people.js';
import { contactsOf, recordsOf, tasksOf } from './rooms.query.js';

/** Not every program opens a ZIP of 4 GiB and more; with what stands around the files this stays well below. */
const mostBytes = 3.5 * 2 ** 30;

const Paper = z.object({
  id: z.string(),
  kind: word<Filed['kind']>(),
  name: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  at: z.date(),
  taken_back: z.boolean(),
});
type Paper = z.output<typeof Paper>;

/** A file of the archive. */
interface Entry {
  name: string;
  bytes: number;
  at: Date;
  sha256: string;
}

const ExportRow = z.object({
  name: json<unknown>().nullable(),
  now: z.date(),
  by: z.string(),
});

/** The file of an engagement as one archive: what both sides have, in the order it came, with an index to it. */
@Injectable()
export class RoomArchiveService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(ENV) private readonly env: Pick<Env, 'LAB_TIME_ZONE'>,
    private readonly engagements: EngagementsQuery,
  ) {}

  /** Written down before the first byte goes out. Errors: `not_found`. */
  async export(
    actor: SignedIn,
    id: string,
    language: 'zh' | 'en',
  ): Promise<{ name: string; bytes: number; stream: Readable }> {
    const papers = await this.database.asActor(actor, async (tx) => {
      await holdEngagement(tx, actor, id, 'engagement.export_room');
      await recordEvent(tx, { thing: 'engagement', id, event: 'engagement.room_exported', by: actor });
      return papersOf(tx, id);
    });
    const engagement = await this.engagements.read(actor, id);
    const { documents, entries } = await this.gather(papers);
    const file = await this.database.asActor(actor, async (tx): Promise<RoomFile> => {
      const { name, now, by } = await queryOne(
        tx,
        ExportRow,
        `SELECT (SELECT o.name FROM organisation o WHERE 'operate' = ANY(o.roles) ORDER BY o.created_at LIMIT 1) AS name,
           now() AS now, coalesce(person_name(app_person()), '') AS by`,
      );
      return {
        format: 'scenario-lab-engagement-file/1',
        lab: name ?? {},
        exportedAt: now.toISOString(),
        exportedBy: by,
        engagement: {
          id: engagement.id,
          status: engagement.status,
          scenario: engagement.scenario,
          solution: engagement.solution,
          vendor: engagement.vendor,
          department: engagement.department,
          proposal: engagement.proposal,
          predictions: engagement.predictions,
          endReason: engagement.endReason,
          procurementNumber: engagement.procurementNumber,
          members: engagement.members,
        },
        contacts: await contactsOf(tx, id),
        records: (await recordsOf(tx, id, null)).map(({ may: _, ...record }) => record),
        tasks: (await tasksOf(tx, id, null)).map(({ may: _, late: __, ...task }) => task),
        checklists: await checklistsOf(tx, id, null),
        meetings: await meetingsOf(tx, id, engagement.vendor.id),
        messages: await allMessages(tx, id),
        runs: engagement.runs.map(({ id: runId, number, split, status, verdict }) => ({
          id: runId,
          number: String(number),
          split,
          status,
          verdict,
        })),
        reports: await reportsOf(tx, id),
        documents,
        timeline: await timelineOf(tx, id),
      };
    });
    const words = [
      { name: 'index.html', content: Buffer.from(roomIndexPage(file, language, this.env.LAB_TIME_ZONE)) },
      { name: 'index.json', content: Buffer.from(`${JSON.stringify(file, null, 2)}\n`) },
    ];
    const sums = [
      ...words.map(({ name, content }) => `${sha256Of(content)}  ${name}`),
      ...documents.flatMap(({ path, sha256 }) => (path ? [`${sha256}  ${path}`] : [])),
    ];
    words.push({ name: 'SHA256SUMS', content: Buffer.from(`${sums.join('\n')}\n`) });
    return {
      name: `engagement-${id}.zip`,
      ...(await this.zipped(words, entries, new Date(file.exportedAt))),
    };
  }

  /** The archive as it goes, one file after the other, held in memory never more than a piece of one. */
  private async zipped(
    words: readonly { name: string; content: Buffer }[],
    entries: readonly Entry[],
    exported: Date,
  ): Promise<{ bytes: number; stream: Readable }> {
    const zip = new ZipFile();
    let reading: Readable | null = null;
    for (const { name, content } of words) zip.addBuffer(content, name, { mtime: exported, compress: false });
    for (const { name, bytes, at, sha256 } of entries)
      zip.addReadStreamLazy(name, { size: bytes, mtime: at, compress: false }, (opened) => {
        this.blobs.get(sha256).then(
          (file) => {
            reading = file;
            opened(null, file);
          },
          opened as (error: unknown) => void,
        );
      });
    const stream = zip.outputStream as Readable;
    // Whoever goes away half-way leaves no file open here.
    stream.once('close', () => reading?.destroy());
    // A file that cannot be read any more breaks the answer off: an archive that lies is worse than none.
    zip.on('error', (error: Error) => stream.destroy(error));
    const bytes = await new Promise<number>((told) => zip.end(undefined, told as () => void));
    return { bytes, stream };
  }

  /** Each file is read once before: what the store holds must be what was put on record, or the index says that it is missing. */
  private async gather(papers: readonly Paper[]): Promise<{ documents: Filed[]; entries: Entry[] }> {
    const documents: Filed[] = [];
    const entries: Entry[] = [];
    let held = 0;
    for (const [place, paper] of papers.entries()) {
      const of = {
        kind: paper.kind,
        of: paper.id,
        name: paper.name,
        sha256: paper.sha256,
        bytes: paper.bytes,
      };
      if (paper.taken_back) {
        documents.push({ ...of, path: null, why: 'taken_back' });
        continue;
      }
      if (held + paper.bytes > mostBytes || !(await this.holds(paper.sha256))) {
        documents.push({ ...of, path: null, why: held + paper.bytes > mostBytes ? 'left_out' : 'missing' });
        continue;
      }
      held += paper.bytes;
      const path = `files/${String(place + 1).padStart(3, '0')}${extensionOf(paper.name)}`;
      documents.push({ ...of, path, why: null });
      entries.push({ name: path, bytes: paper.bytes, at: paper.at, sha256: paper.sha256 });
    }
    return { documents, entries };
  }

  private async holds(sha256: string): Promise<boolean> {
    if (!(await this.blobs.stat(sha256))) return false;
    const hash = createHash('sha256');
    for await (const piece of await this.blobs.get(sha256)) hash.update(piece as Buffer);
    return hash.digest('hex') === sha256;
  }
}

/** What an archive calls a file is the lab's own; of what somebody called it only a plain ending is kept. */
const extensionOf = (name: string) => /\.[a-z0-9]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? '';

const sha256Of = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Those of the room and of its pilots, in the order they came. */
const papersOf = (tx: Tx, id: string): Promise<Paper[]> =>
  queryRows(
    tx,
    Paper,
    `SELECT r.id, r.kind, r.file_name AS name, r.sha256, r.bytes::float8 AS bytes, r.at, r.taken_back_at IS NOT NULL AS taken_back
     FROM room_record r WHERE r.engagement_id = $1 AND r.file_name IS NOT NULL
     UNION ALL
     SELECT d.id, 'paper', d.file_name, d.sha256, d.bytes::float8, d.created_at, false
     FROM pilot_document d JOIN pilot p ON p.id = d.pilot_id WHERE p.engagement_id = $1
     ORDER BY at, id`,
    [id],
  );

type MeetingsOfAnswer = Omit<RoomFile['meetings'][number], 'starts'> & { starts: Date };

const MeetingsOfRow = z.object({
  kind: word<MeetingsOfAnswer['kind']>(),
  place: z.string(),
  agreed: z.boolean(),
  calledOff: z.boolean(),
  who: z.string().nullable(),
  minutes: z.number(),
  starts: z.date(),
});

/** Talks, and where the vendor had a seat; who else came is not this engagement's to keep. */
async function meetingsOf(tx: Tx, id: string, vendorId: string): Promise<RoomFile['meetings']> {
  const rows = await queryRows(
    tx,
    MeetingsOfRow,
    `SELECT g.kind, g.place, s.starts, s.minutes, x.who, g.called_off_at IS NOT NULL AS "calledOff",
       g.kind <> 'talk' OR g.vendor_at IS NOT NULL AND g.department_at IS NOT NULL AS agreed
     FROM meeting g JOIN meeting_slot s ON s.meeting_id = g.id
       LEFT JOIN meeting_seat x ON x.slot_id = s.id AND x.vendor_id = $2 AND x.left_at IS NULL AND x.seated_at IS NOT NULL
     WHERE g.engagement_id = $1 OR x.id IS NOT NULL AND g.scenario_id = (SELECT e.scenario_id FROM engagement e WHERE e.id = $1)
     ORDER BY s.starts, s.id`,
    [id, vendorId],
  );
  return rows.map((row) => ({ ...row, starts: row.starts.toISOString() }));
}

type AllMessagesAnswer = Omit<RoomFile['messages'][number], 'at'> & { at: Date };

const AllMessagesRow = z.object({
  id: z.string(),
  text: z.string(),
  organisation: json<AllMessagesAnswer['organisation']>(),
  author: z.string(),
  mentions: z.array(z.string()),
  at: z.date(),
});

/** Also those the page has no room for. */
async function allMessages(tx: Tx, id: string): Promise<RoomFile['messages']> {
  const rows = await queryRows(
    tx,
    AllMessagesRow,
    `SELECT m.id, m.at, m.text, coalesce(person_name(m.person_id), '') AS author,
       jsonb_build_object('id', o.id, 'name', o.name) AS organisation, ${mentionsSql}
     FROM message m JOIN organisation o ON o.id = m.organisation_id WHERE m.engagement_id = $1 ORDER BY m.at, m.id`,
    [id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

const ReportsOfRow = z.object({
  edition: z.string(),
  reportId: z.string(),
  runId: z.string(),
  digest: z.string().nullable(),
  issued_at: z.date(),
});

async function reportsOf(tx: Tx, id: string): Promise<RoomFile['reports']> {
  const rows = await queryRows(
    tx,
    ReportsOfRow,
    `SELECT q.report_id AS "reportId", q.run_id AS "runId", q.edition, q.digest, q.issued_at
     FROM report q JOIN run r ON r.id = q.run_id WHERE r.engagement_id = $1 ORDER BY q.issued_at, q.edition`,
    [id],
  );
  return rows.map(({ issued_at, ...row }) => ({ ...row, issuedAt: issued_at.toISOString() }));
}

type TimelineOfAnswer = Omit<RoomFile['timeline'][number], 'at'> & { at: Date };

const TimelineOfRow = z.object({
  remark: z.string().nullable(),
  organisation: json<NonNullable<TimelineOfAnswer['organisation']>>().nullable(),
  by: z.string().nullable(),
  event: z.string(),
  at: z.date(),
});

/** Of the engagement and its pilots; what happened to runs stands in their reports. */
async function timelineOf(tx: Tx, id: string): Promise<RoomFile['timeline']> {
  const rows = await queryRows(
    tx,
    TimelineOfRow,
    `SELECT e.at, e.event, p.name AS by, o.name AS organisation, r.text AS remark FROM event e
       LEFT JOIN person p ON p.id = e.person_id LEFT JOIN organisation o ON o.id = e.organisation_id
       LEFT JOIN remark r ON r.event_id = e.id
     WHERE e.thing = 'engagement' AND e.thing_id = $1
       OR e.thing = 'pilot' AND e.thing_id IN (SELECT w.id FROM pilot w WHERE w.engagement_id = $1)
     ORDER BY e.seq`,
    [id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
