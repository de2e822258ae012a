import { expect } from 'vitest';
import type { InspectOptions, InspectReport } from '../harness/inspect.js';
import { toolLimits } from '../types.js';
import { type Bench, outputText } from './open-for-tests.js';

export type Inspecting = (
  kind: InspectOptions['kind'],
  file: Buffer,
  more?: Partial<InspectOptions>,
) => Promise<InspectReport>;

/** What the inspector says of a file, run in the true chain; a refused file leaves nothing but the report. */
export async function inspectFile(
  bench: Bench,
  ...[kind, file, more = {}]: Parameters<Inspecting>
): Promise<InspectReport> {
  const result = await bench.run({
    runtime: 'inspect',
    input: { artifact: file },
    options: { kind, ...more },
    limits: toolLimits,
  });
  expect([result.outcome, result.log.stderr]).toEqual(['ok', '']);
  const report = JSON.parse(outputText(result, 'report.json')) as InspectReport;
  if (!report.ok) expect(result.outputs.map(({ name }) => name)).toEqual(['report.json']);
  await bench.sandbox.discard(result);
  return report;
}

/** Codes of a report's problems, each once. */
export const codesOf = (report: InspectReport): string[] =>
  report.ok ? [] : [...new Set(report.problems.map(({ code }) => code))];
