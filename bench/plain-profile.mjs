const probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/**
 * The floor of intake: a table split by hand (quotes, doubled quotes, line ends in cells) and profiled column by column in
 * plain JavaScript, with the figures the lab's profile has: nulls, distinct values, type, quantiles, histogram, top values.
 */
export function plainProfile(text) {
  const [header, ...columns] = read(text);
  return { rows: columns[0].length, columns: columns.map((cells, at) => profileColumn(header[at], cells)) };
}

/** The header, then one list of cells per column. */
function read(text) {
  let header = null;
  let columns = [];
  let cells = [];
  let at = 0;
  const endRow = () => {
    if (header === null) {
      header = cells;
      columns = header.map(() => []);
    } else {
      if (cells.length !== header.length) throw new Error(`a row of ${cells.length} cells`);
      for (let column = 0; column < cells.length; column += 1) columns[column].push(cells[column]);
    }
    cells = [];
  };
  while (at < text.length) {
    if (text.charCodeAt(at) === 34) {
      let close = text.indexOf('"', at + 1);
      while (text.charCodeAt(close + 1) === 34) close = text.indexOf('"', close + 2);
      cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
      at = close + 1;
    } else {
      let end = at;
      for (
        let code = text.charCodeAt(end);
        code !== 44 && code !== 10 && end < text.length;
        code = text.charCodeAt(end)
      )
        end += 1;
      cells.push(text.slice(at, end));
      at = end;
    }
    if (text.charCodeAt(at) === 44) {
      at += 1;
      continue;
    }
    endRow();
    at += 1;
  }
  return [header, ...columns];
}

function profileColumn(name, cells) {
  const counts = new Map();
  for (const cell of cells) if (cell !== '') counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const values = [...counts.keys()];
  const numeric = values.length > 0 && values.every((value) => Number.isFinite(Number(value)));
  const timed =
    !numeric &&
    values.length > 0 &&
    values.every((value) => /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value)));
  const top = [...counts].sort((one, other) => other[1] - one[1]).slice(0, 20);
  const filled = cells.filter((cell) => cell !== '');
  const plain = { name, nulls: cells.length - filled.length, distinct: counts.size, top };
  if (!numeric && !timed) return { ...plain, type: 'string' };
  const numbers = Float64Array.from(filled, numeric ? Number : Date.parse).sort();
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const deviation = Math.sqrt(
    numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (numbers.length - 1),
  );
  const quantiles = probabilities.map(
    (p) => numbers[Math.min(numbers.length - 1, Math.floor(p * numbers.length))],
  );
  const [low, high] = [quantiles[0], quantiles.at(-1)];
  const histogram = new Array(20).fill(0);
  for (const value of numbers) {
    histogram[Math.min(19, Math.max(0, Math.floor(((value - low) / (high - low || 1)) * 20)))] += 1;
  }
  return { ...plain, type: numeric ? 'number' : 'timestamp', mean, deviation, quantiles, histogram };
}
