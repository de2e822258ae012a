import { CsvError, records } from '@scenario-lab/tables/records';
import { Findings } from './problems.js';

/**
 * A first look at a prediction file: text, CSV, `id` and `prediction`, no row twice. Whether the values
 * make sense is for the exam to say.
 * @throws {Unacceptable}
 */
export function checkPredictions(bytes: Buffer): { rows: number; columns: string[] } {
  const findings = new Findings();
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return findings.stop('not_utf8', 'file', 'is not UTF-8');
  }
  const seen = new Set<string>();
  let columns: string[] | null = null;
  let rows = 0;
  try {
    for (const cells of records([text])) {
      if (columns === null) {
        columns = cells;
        for (const name of ['id', 'prediction'])
          if (!cells.includes(name)) findings.add('missing_column', 'row 1', `column ${name} is missing`);
        if (new Set(cells).size !== cells.length)
          findings.add('duplicate_column', 'row 1', 'two columns of one name');
        findings.settle();
        continue;
      }
      rows += 1;
      if (cells.length !== columns.length)
        findings.add('ragged', `row ${rows + 1}`, `${cells.length} cells, the header has ${columns.length}`);
      const id = cells[columns.indexOf('id')] ?? '';
      if (seen.has(id)) findings.add('duplicate_id', `row ${rows + 1}`, `id ${id} comes twice`);
      seen.add(id);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    findings.stop(error.code, `row ${error.row}, column ${error.column}`, error.cell);
  }
  if (columns === null) findings.stop('empty', 'file', 'has no header');
  findings.settle();
  return { rows, columns: columns ?? [] };
}
