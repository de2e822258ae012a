import { parseCsv } from '../../../../../cli/starter-kit/wasm/assembly/csv';
import { readText, writeText } from '../../../../../cli/starter-kit/wasm/assembly/files';
import { parseJson } from '../../../../../cli/starter-kit/wasm/assembly/json';

/** Points for how far a reading stands beyond where wear begins, in steps of `step`; an empty cell gives none. */
function points(text: string, start: f64, step: f64, most: f64): f64 {
  const x = parseFloat(text);
  if (F64.isNaN(x)) return 0;
  return Math.min(most, Math.max(0, (x - start) / step));
}

export function _start(): void {
  const task = parseJson(readText('/in', 'task.json'));
  const inputs = parseCsv(readText('/in', task.get('inputs').text));
  const id = inputs.column('id');
  const current = inputs.column('current_ratio');
  const pressure = inputs.column('pressure');
  const vibration = inputs.column('vibration');
  const bearing = inputs.column('bearing_rise');
  const imbalance = inputs.column('imbalance');
  const insulation = inputs.column('insulation');
  let out = 'id,prediction,score\n';
  for (let r = 0; r < inputs.rows.length; r++) {
    const row = inputs.rows[r];
    const sum =
      points(row[vibration], 2.6, 0.75, 4) +
      points(row[bearing], 24, 5, 4) +
      points(row[current], 0.86, 0.06, 4) +
      points(row[imbalance], 1.3, 0.42, 5) +
      // Falling pressure and insulation are trouble: the scale runs the other way.
      points((-parseFloat(row[pressure])).toString(), -150, 10, 4) +
      points((-parseFloat(row[insulation])).toString(), -26, 8, 3);
    const score = 1 / (1 + Math.exp(5.6 - 1.1 * sum));
    out += `${row[id]},${score >= 0.45 ? 'fault' : 'normal'},${score.toString()}\n`;
  }
  writeText('/out', task.get('output').get('file').text, out);
}
