import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import type { ChartTable } from './chart-table.js';

/** CSV with a byte-order mark, which is what spreadsheets need to read Chinese. */
export function csvOf(table: ChartTable): string {
  return csvForSpreadsheets([table.columns, ...table.rows]);
}

export function saveCsv(title: string, table: ChartTable): void {
  saveFile(`${title}.csv`, csvOf(table), 'text/csv');
}

/** Hands text or bytes to the reader as a file. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replace(/[\\/:*?"<>|]+/g, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
