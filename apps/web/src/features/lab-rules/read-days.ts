const dayMs = 86_400_000;
const day = /\d{4}-\d{2}-\d{2}/;
const line = new RegExp(`^(${day.source})(?:\\s*(?:至|到|~|–|—|\\.\\.|to)\\s*(${day.source}))?$`);
/** No holiday is longer; a range beyond it is a slip of a year. */
const longest = 30;

const exists = (one: string) => {
  const at = Date.parse(`${one}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(one);
};

/** One day or a range of days a line; what is neither is answered with the number of its line. */
export function readDays(text: string): { days: string[]; faults: number[] } {
  const days = new Set<string>();
  const faults: number[] = [];
  for (const [index, said] of text.split('\n').entries()) {
    const trimmed = said.trim();
    if (trimmed === '') continue;
    const [, from = '', until = from] = line.exec(trimmed) ?? [];
    const span = (Date.parse(until) - Date.parse(from)) / dayMs;
    if (!exists(from) || !exists(until) || !(span >= 0 && span < longest)) {
      faults.push(index + 1);
      continue;
    }
    for (let n = 0; n <= span; n += 1)
      days.add(new Date(Date.parse(from) + n * dayMs).toISOString().slice(0, 10));
  }
  return { days: [...days].sort(), faults };
}

/** The same back: days that follow each other as one line. */
export function writeDays(days: readonly string[], to: string): string {
  const lines: [string, string][] = [];
  for (const one of [...days].sort()) {
    const last = lines.at(-1);
    if (last && Date.parse(one) - Date.parse(last[1]) === dayMs) last[1] = one;
    else lines.push([one, one]);
  }
  return lines.map(([from, until]) => (from === until ? from : `${from} ${to} ${until}`)).join('\n');
}
