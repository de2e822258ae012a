import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ColumnEntry,
  FileProblem,
  Profile,
  ReadAs,
  type Reading,
} from '@scenario-lab/contracts/datasets';
import { type ColumnMask, MaskPreview } from '@scenario-lab/contracts/masking';
import { asWritten } from '@scenario-lab/domain/datasets/masked';
import { type SandboxResult, tableLimits } from '@scenario-lab/sandbox/types';
import { z } from 'zod';
import type { ExecuteDesk } from '../desk.js';
import { SandboxFault } from '../queue/try-job.js';

const Report = z.union([
  Profile.extend({
    ok: z.literal(true),
    readAs: ReadAs,
    masked: MaskPreview.shape.columns.optional(),
  }),
  z.object({ ok: z.literal(false), problems: z.array(FileProblem) }),
]);

/** How the tool is to read the file. */
export interface HowToRead {
  /** What the owner says of columns. */
  declared: readonly ColumnEntry[];
  /** And of the file. */
  reading?: Reading;
  /** A table that the lab has written itself. */
  asIs?: boolean;
  /** Columns whose values must stand in other data, with the file of those beside the table; null where there is none. */
  references?: readonly { column: string; file: string | null }[];
  /** The table is to be written masked. */
  masking?: { masks: ColumnMask[]; key: string; examples: boolean };
}

export interface TableReport {
  report: z.infer<typeof Report>;
  /** Path of a file the tool wrote; it is gone when `use` has ended. */
  written(name: string): string | undefined;
}

/**
 * Opens one file in the sandbox and hands its report on. `fill` lays the file at the path it is given. Errors: a
 * fault of ours, for the job to be woken again.
 */
export async function withTableReport(
  desk: ExecuteDesk,
  id: string,
  how: HowToRead,
  fill: (path: string) => Promise<unknown>,
  use: (table: TableReport) => Promise<void>,
): Promise<void> {
  const place = join(desk.workDir, 'profiles', randomUUID());
  await mkdir(join(place, 'in'), { recursive: true, mode: 0o711 });
  try {
    await fill(join(place, 'in', 'table'));
    const { size } = await stat(join(place, 'in', 'table'));
    const result = await desk.sandbox.run(
      {
        id,
        runtime: 'profile',
        inputDir: join(place, 'in'),
        limits: tableLimits(size),
        options: { ...optionsOf(how), file: 'table' },
      },
      { signal: desk.ending },
    );
    try {
      if (result.kind === 'platform_fault') throw new SandboxFault(result.reason, result.detail);
      const written = (wanted: string) => result.outputs.find(({ name }) => name === wanted)?.path;
      await use({ report: await reportOf(result), written });
    } finally {
      await desk.sandbox.discard(result);
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

const optionsOf = ({ declared, reading = {}, asIs = false, masking, references = [] }: HowToRead) => ({
  ...(masking ? { masking } : {}),
  declared: declared.map(({ name, type }) => ({ name, type })),
  // Of a table the lab wrote itself they were checked before, of a masked one they are when it is taken.
  rules:
    asIs || masking
      ? []
      : declared.flatMap(({ name, rules }) => {
          if (!rules) return [];
          const { inData, ...own } = rules;
          const file = references.find(({ column }) => column === name)?.file ?? null;
          return [{ column: name, ...own, ...(inData ? { among: file && `/in/${file}` } : {}) }];
        }),
  asIs,
  reading: asIs ? asWritten : reading,
});

/** What the tool found. A file that ends the tool itself is the file's fault, for nothing else was in there. */
async function reportOf(
  result: Extract<SandboxResult, { kind: 'finished' }>,
): Promise<z.infer<typeof Report>> {
  const refused = (detail: string) => ({
    ok: false as const,
    problems: [{ code: 'not_readable', place: 'file', detail }],
  });
  const report = result.outputs.find(({ name }) => name === 'profile.json');
  if (result.outcome !== 'ok' || !report) return refused(result.outcome);
  const parsed = Report.safeParse(JSON.parse(await readFile(report.path, 'utf8')));
  return parsed.success ? parsed.data : refused('report');
}
