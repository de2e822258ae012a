import { makeZip } from '../demo-data/zip.js';

const manifest = JSON.stringify({
  schema: 'scenario-lab/1',
  runtime: 'python',
  mode: 'batch',
  command: ['python3', 'main.py'],
});

/**
 * Predicts by the true law plus an offset, and looks for the sentinel wherever a program can look. If it finds
 * it, it spoils its own answer, so that a leak turns the verdict. (The needle is written backwards, for the
 * program itself is readable too.)
 */
const source = (offset: number, needles: readonly string[]) => `
import csv, json, os

NEEDLES = [text[::-1].encode() for text in ${JSON.stringify(needles.map((text) => [...text].reverse().join('')))}]

def seen():
    places = ['/in', '/out', '/tmp', '/dev/shm', '/home', '/root', '/etc', '/var', '/run', '/srv', '/opt', '/mnt', '/work', '/proc/self', '/proc/1']
    for place in places:
        for folder, _, names in os.walk(place):
            for name in names:
                path = os.path.join(folder, name)
                try:
                    if os.path.isfile(path) and os.path.getsize(path) < 50_000_000:
                        with open(path, 'rb') as file:
                            text = file.read(50_000_000)
                        if any(needle in text for needle in NEEDLES):
                            return path
                except OSError:
                    pass
    text = repr(dict(os.environ)).encode()
    return 'environment' if any(needle in text for needle in NEEDLES) else None

task = json.load(open('/in/task.json'))
found = seen()
with open('/in/' + task['inputs'], newline='') as source, open('/out/predictions.csv', 'w', newline='') as target:
    writer = csv.writer(target)
    writer.writerow(['id', 'prediction'])
    for row in csv.DictReader(source):
        value = 40 - 1.25 * float(row['temperature']) + 6.5 * float(row['occupancy']) + ${offset}
        writer.writerow([row['id'], 'nan' if found else repr(value)])
print('searched', 'found ' + found if found else 'nothing found')
`;

export function program(offset: number, needles: readonly string[]): Uint8Array {
  const data = (text: string) => new TextEncoder().encode(text);
  return makeZip([
    { name: 'main.py', data: data(source(offset, needles)) },
    { name: 'scenario-lab.json', data: data(manifest) },
  ]);
}
