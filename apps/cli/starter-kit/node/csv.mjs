/** Reads RFC 4180 text into records. */
export function parseCsv(text) {
  const lines = [];
  let line = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',' || letter === '\n') {
      line.push(cell.endsWith('\r') ? cell.slice(0, -1) : cell);
      cell = '';
      if (letter === '\n') {
        lines.push(line);
        line = [];
      }
    } else cell += letter;
  }
  if (cell !== '' || line.length > 0) lines.push([...line, cell]);
  const [names = [], ...rows] = lines;
  return rows.map((values) => Object.fromEntries(names.map((name, i) => [name, values[i] ?? ''])));
}

const quote = (value) => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export function toCsv(names, rows) {
  const lines = rows.map((row) => names.map((name) => quote(row[name])).join(','));
  return `${[names.map(quote).join(','), ...lines].join('\n')}\n`;
}
