import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execute, queryRow } from '@scenario-lab/db/core/rows';
import { rowsOfEdition } from '@scenario-lab/domain/editions/read-edition-file';
import { type ListRow, readList as rowsOf } from '@scenario-lab/domain/editions/read-list';
import { toolLimits } from '@scenario-lab/sandbox/types';
import { z } from 'zod';
import { fetchBlob } from '../blobs/fetch.js';
import type { ExecuteDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { SandboxFault, tryJob } from '../queue/try-job.js';

const Report = z.union([
  z.object({
    ok: z.literal(true),
    sheets: z.array(
      z.object({
        name: z.string(),
        rows: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()) })),
      }),
    ),
    /** A file of JSON, as it is. */
    document: z.unknown().optional(),
  }),
  z.object({
    ok: z.literal(false),
    problems: z.array(z.object({ code: z.string(), place: z.string(), detail: z.string() })),
  }),
]);
type Report = z.infer<typeof Report>;

const mostRows = 2_000;

/** Lists that came and were not read yet. */
export const unreadLists = `SELECT id, created_at AS since, organisation_id AS organisation FROM list_import
  WHERE read_at IS NULL AND problems IS NULL`;

const ReadListRow = z.object({
  sha256: z.string(),
});

/** Opens a list's file in the sandbox and lays its lines down for the lab to look at. */
export async function readList(desk: ExecuteDesk, { thingId }: WakeUp): Promise<void> {
  if (!desk.sandbox.status.available) return;
  await onceAtATime(desk.db, `read-list:${thingId}`, () =>
    tryJob(desk, 'read-list', thingId, async () => {
      const unread = await desk.db.asSystem((tx) =>
        queryRow(
          tx,
          ReadListRow,
          `SELECT i.sha256 FROM list_import i WHERE i.id IN (SELECT id FROM (${unreadLists}) u) AND i.id = $1`,
          [thingId],
        ),
      );
      if (!unread) return;
      const report = await reportOf(desk, thingId, unread.sha256);
      const rows = report.ok ? linesOf(report) : [];
      const problems = report.ok ? faultsOf(rows) : report.problems;
      await desk.db.asSystem(async (tx) => {
        await execute(tx, 'UPDATE list_import SET read_at = now(), problems = $2 WHERE id = $1', [
          thingId,
          problems.length > 0 ? JSON.stringify(problems) : null,
        ]);
        if (problems.length > 0) return;
        for (const [at, line] of rows.entries()) {
          await execute(
            tx,
            `INSERT INTO list_import_row (import_id, number, kind, sheet, row, said, unit) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
            [thingId, at + 1, line.kind, line.sheet, line.row, JSON.stringify(line.values), line.unit],
          );
        }
      });
    }),
  );
}

/** Of an edition's own file both languages, of a sheet what it says; of JSON that is no edition nothing. */
const linesOf = ({ sheets, document }: Extract<Report, { ok: true }>): ListRow[] =>
  document === undefined ? rowsOf(sheets) : (rowsOfEdition(document) ?? []);

function faultsOf(rows: readonly ListRow[]): { code: string; place: string; detail: string }[] {
  if (rows.length === 0) return [{ code: 'no_list', place: 'file', detail: '' }];
  return rows.length > mostRows ? [{ code: 'too_many_rows', place: 'file', detail: `${mostRows}` }] : [];
}

async function reportOf(desk: ExecuteDesk, id: string, sha256: string): Promise<Report> {
  const place = join(desk.workDir, 'profiles', randomUUID());
  await mkdir(join(place, 'in'), { recursive: true, mode: 0o711 });
  try {
    await fetchBlob(desk.blobs, sha256, join(place, 'in', 'table'));
    const result = await desk.sandbox.run(
      { id, runtime: 'profile', inputDir: join(place, 'in'), limits: toolLimits, options: { list: true } },
      { signal: desk.ending },
    );
    try {
      if (result.kind === 'platform_fault') throw new SandboxFault(result.reason, result.detail);
      const written = result.outputs.find(({ name }) => name === 'list.json');
      // Nothing else was in there: a file that ends the tool is itself at fault.
      const refused = (detail: string): Report => ({
        ok: false,
        problems: [{ code: 'not_readable', place: 'file', detail }],
      });
      if (result.outcome !== 'ok' || !written) return refused(result.outcome);
      const parsed = Report.safeParse(JSON.parse(await readFile(written.path, 'utf8')));
      return parsed.success ? parsed.data : refused('report');
    } finally {
      await desk.sandbox.discard(result);
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
