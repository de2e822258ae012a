import { readFileSync } from 'node:fs';
import type { SandboxResult } from '../types.js';
import type { RunPython } from './channels.js';

/** Long enough that a busy machine does not sleep through it. */
const bitsAt = (seconds: number) => Math.max(300, Math.round(4 / seconds));

const common = `
import json, multiprocessing, os, time
plan = json.load(open('/in/plan.json'))
bits, T, begin, way = plan['bits'], plan['seconds'], plan['begin'], plan['way']
def burn(pipes):
    for _ in range(pipes):
        for fd in os.pipe(): os.close(fd)
def spin(until):
    while time.time() < until: pass
`;

const sender = `${common}
def worker():
    for index, bit in enumerate(bits):
        end = begin + (index + 1) * T
        while time.time() < begin + index * T: time.sleep(T / 50)
        if bit: spin(end)
if way == 'processor':
    others = [multiprocessing.Process(target=worker) for _ in range(os.cpu_count())]
    for other in others: other.start()
    assert time.time() < begin, 'late'
    for other in others: other.join()
else:
    held = []
    assert time.time() < begin, 'late'
    while time.time() < begin - 0.01: time.sleep(0.002)
    for index, bit in enumerate(bits):
        while time.time() < begin + index * T: pass
        if way == 'eventfd':
            while bit and len(held) < 60: held.append(os.eventfd(0))
            while not bit and held: os.close(held.pop())
        elif bit: burn(1500)
`;

const reader = `${common}
seen = []
last = 0
assert time.time() < begin, 'late'
for index in range(len(bits)):
    start, end = begin + index * T, begin + (index + 1) * T
    while time.time() < start: time.sleep(T / 50)
    if way == 'processor':
        count = 0
        while time.time() < end: count += 1
        seen.append(-count)
    else:
        while time.time() < end - T / 4: pass
        if way == 'eventfd':
            fd = os.eventfd(0)
            seen.append(int(open(f'/proc/self/fdinfo/{fd}').read().split('eventfd-id:')[1].split()[0]))
            os.close(fd)
        else:
            burn(520)
            a, b = os.pipe(); now = os.fstat(a).st_ino; os.close(a); os.close(b)
            seen.append(now - last); last = now
json.dump(seen, open('/out/read.json', 'w'))
`;

const burner = `${common}
began = time.process_time(); burn(plan['pipes']); spent = time.process_time() - began
a, b = os.pipe()
json.dump([os.fstat(a).st_ino, spent], open('/out/read.json', 'w'))
`;

/** Bits a second of a channel that errs in this share of the bits (binary symmetric channel). */
function capacity(errors: number, seconds: number): number {
  const h = (p: number) => (p <= 0 || p >= 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p));
  return (1 - h(Math.min(0.5, errors))) / seconds;
}

function numbers(result: SandboxResult): number[] {
  if (result.kind !== 'finished') throw new Error(result.detail);
  const file = result.outputs[0];
  if (result.outcome !== 'ok' || !file) throw new Error(`${result.outcome}: ${result.log.stderr}`);
  return JSON.parse(readFileSync(file.path, 'utf8')) as number[];
}

type Way = 'processor' | 'eventfd' | 'inodes';

async function together(run: RunPython, way: Way, seconds: number): Promise<string> {
  let state = 7;
  const bits = Array.from({ length: bitsAt(seconds) }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) & 1;
  });
  const plan = JSON.stringify({ bits, seconds, begin: Date.now() / 1000 + 10, way });
  const one = (source: string) =>
    run({
      app: { 'main.py': source },
      input: { 'plan.json': plan },
      command: ['python3', 'main.py'],
      limits: { cpuSeconds: 200, wallSeconds: 200 },
    });
  const [sent, read] = await Promise.all([one(sender), one(reader)]);
  if (sent.kind !== 'finished' || sent.outcome !== 'ok') throw new Error('the sender failed');
  const seen = numbers(read);
  const middle = [...seen].sort((a, b) => a - b)[seen.length >> 1] ?? 0;
  const wrong = bits.filter((bit, index) => (seen[index]! >= middle ? 1 : 0) !== bit).length / bits.length;
  return `${way}, ${seconds * 1000} ms a bit: ${(wrong * 100).toFixed(0)} % wrong, ${capacity(wrong, seconds).toFixed(0)} bits a second`;
}

/** How far the number of the next pipe moves by itself between two runs, and how far a run can push it. */
async function betweenRuns(run: RunPython): Promise<string> {
  const burnt = (pipes: number) =>
    run({
      app: { 'main.py': burner },
      input: { 'plan.json': JSON.stringify({ pipes, bits: [], seconds: 0, begin: 0, way: 'inodes' }) },
      command: ['python3', 'main.py'],
      limits: { cpuSeconds: 60, wallSeconds: 120 },
    }).then(numbers);
  const quiet: number[] = [];
  for (let index = 0; index < 8; index += 1) quiet.push((await burnt(2000))[0] ?? 0);
  const steps = quiet.slice(1).map((one, index) => one - quiet[index]!);
  const spread = Math.max(...steps) - Math.min(...steps) + 1;
  const [, spent = 1] = await burnt(400_000);
  const perSecond = 800_000 / spent;
  const bits = Math.log2((30 * perSecond) / spread);
  return `inodes, one run after the other: ${Math.round(perSecond)} numbers a CPU second against a spread of ${spread}, ${bits.toFixed(0)} bits by a run of 30 CPU seconds`;
}

/** What is left when nothing is shared: lines for `docs/threat-model.md`. Takes about three minutes. */
export async function measureRemaining(run: RunPython, say: (line: string) => void): Promise<void> {
  for (const seconds of [0.002, 0.005, 0.01, 0.02, 0.05]) say(await together(run, 'processor', seconds));
  for (const seconds of [0.0005, 0.001, 0.002, 0.005]) say(await together(run, 'eventfd', seconds));
  for (const seconds of [0.005, 0.01]) say(await together(run, 'inodes', seconds));
  say(await betweenRuns(run));
}
