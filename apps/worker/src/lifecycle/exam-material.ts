/** Stands in the truth of hidden rows, and in a feature no program of this exam is given, and nowhere else. */
export const sentinel = '8675309';
export const rows = 800;

export const table = () => {
  const lines = ['when,x,site,y'];
  for (let row = 0; row < rows; row += 1) {
    const when = new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10);
    const x = ((row * 7_919) % 1_000) / 10;
    const noise = ((row * 104_729) % 997) / 997 - 0.5;
    // The latest rows are hidden; only they carry the mark.
    const site = row >= rows / 2 ? `site-${sentinel}` : `site-${row % 3}`;
    lines.push(`${when},${x},${site},${(2 * x + noise).toFixed(2)}${row >= rows / 2 ? sentinel : '5'}`);
  }
  return `${lines.join('\n')}\n`;
};

export const columns = [
  { name: 'when', type: 'timestamp', role: 'time' },
  { name: 'x', type: 'number' },
  { name: 'site', type: 'string' },
  { name: 'y', type: 'number', role: 'target' },
];
export const limits = {
  cpuSeconds: 30,
  wallSeconds: 60,
  memoryBytes: 512 * 2 ** 20,
  processes: 32,
  tmpBytes: 2 ** 20,
  outBytes: 4 * 2 ** 20,
  logBytes: 2 ** 20,
};
export const program = `import csv, json
task = json.load(open('/in/task.json'))
rows = csv.DictReader(open('/in/' + task['inputs']))
out = open('/out/' + task['output']['file'], 'w')
out.write('id,prediction\\n')
for row in rows:
    out.write('%s,%s\\n' % (row['id'], 2 * float(row['x'])))
print('done')
`;
export const manifest = {
  schema: 'scenario-lab/1',
  runtime: 'python',
  mode: 'batch',
  command: ['python3', 'main.py'],
};
