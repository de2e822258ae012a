export class Csv {
  constructor(
    public names: string[],
    public rows: string[][],
  ) {}

  /** The place of a column, or -1. */
  column(name: string): i32 {
    return this.names.indexOf(name);
  }
}

/** RFC 4180: commas, double quotes, LF or CRLF. */
export function parseCsv(text: string): Csv {
  const lines: string[][] = [];
  let line: string[] = [];
  let at: i32 = 0;
  while (at < text.length) {
    let cell = '';
    if (text.charCodeAt(at) === 34) {
      at++;
      for (;;) {
        const end = text.indexOf('"', at);
        if (end < 0) {
          cell += text.substring(at);
          at = text.length;
          break;
        }
        cell += text.substring(at, end);
        at = end + 1;
        if (at < text.length && text.charCodeAt(at) === 34) {
          cell += '"';
          at++;
        } else break;
      }
    } else {
      const start = at;
      while (at < text.length) {
        const letter = text.charCodeAt(at);
        if (letter === 44 || letter === 10 || letter === 13) break;
        at++;
      }
      cell = text.substring(start, at);
    }
    line.push(cell);
    if (at < text.length && text.charCodeAt(at) === 44) {
      at++;
      if (at === text.length) line.push('');
      continue;
    }
    if (at < text.length && text.charCodeAt(at) === 13) at++;
    if (at < text.length && text.charCodeAt(at) === 10) at++;
    lines.push(line);
    line = [];
  }
  if (line.length > 0) lines.push(line);
  const names = lines.length > 0 ? lines.shift() : ([] as string[]);
  return new Csv(names, lines);
}

/** A cell as it must stand in a CSV file. */
export function csvCell(text: string): string {
  if (text.includes('"') || text.includes(',') || text.includes('\n')) {
    return `"${text.replaceAll('"', '""')}"`;
  }
  return text;
}
