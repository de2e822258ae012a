import { createInterface } from 'node:readline/promises';
import type { Desk } from './desk.js';

type Asking = Pick<Desk, 'stdin' | 'ask' | 'signal'>;

/** One line from a terminal, shown as it is typed. */
export async function askLine({ stdin, ask, signal }: Asking, prompt: string): Promise<string> {
  ask(prompt);
  const lines = createInterface({ input: stdin });
  try {
    return (await lines.question('', { signal })).trim();
  } finally {
    lines.close();
  }
}

/** Everything a pipe holds. */
export async function readAll({ stdin }: Asking): Promise<string> {
  let text = '';
  for await (const chunk of stdin) text += String(chunk);
  return text;
}

const ENTER = ['\r', '\n', '\u0004'];
const CTRL_C = '\u0003';
const BACKSPACE = ['\u007f', '\b'];

/** A line that is not echoed; from a pipe, its first line. */
export async function askSecret(asking: Asking, prompt: string): Promise<string> {
  const { stdin, ask } = asking;
  if (!stdin.isTTY) return (await readAll(asking)).split(/\r?\n/, 1)[0]!;
  ask(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  try {
    return await new Promise<string>((resolve, reject) => {
      let typed = '';
      const listen = (text: string) => {
        for (const key of text) {
          if (ENTER.includes(key) || key === CTRL_C) {
            stdin.off('data', listen);
            if (key === CTRL_C) reject(new DOMException('interrupted', 'AbortError'));
            else resolve(typed);
            return;
          }
          typed = BACKSPACE.includes(key) ? [...typed].slice(0, -1).join('') : typed + key;
        }
      };
      stdin.on('data', listen);
    });
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    ask('\n');
  }
}
