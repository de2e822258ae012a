import type { ChartTable } from './chart-table.js';

/** A spreadsheet runs a cell that starts like a formula; an apostrophe in front makes it text. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** CSV with a byte-order mark, which is what spreadsheets need to read Chinese. */
export function csvOf(table: ChartTable): string {
  return `\uFEFF${[table.columns, ...table.rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
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
