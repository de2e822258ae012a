import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { surroundings } from '../env.js';
import { type Lab, startLab } from '../lab.js';
import { demonstrationPassword, gatherLabOnly } from '../seed/cast.js';
import { type Persona, signIn } from '../seed/persona.js';

export const say = (line: string) => process.stdout.write(`${line}\n`);

export interface Taken {
  imported: number;
  refused: number;
}

/**
 * Starts a lab of its own, hands each file to `one` as the lab's operator and says at the end what became of them all.
 * A file that cannot be taken at all is one refusal with its reason; the others go on. Ends the process: 0, or 1 where
 * the lab did not start.
 */
export async function takeAllOver(
  files: readonly string[],
  one: (operator: Persona, path: string) => Promise<Taken>,
): Promise<never> {
  let lab: Lab | null = null;
  const folder = await mkdtemp(join(tmpdir(), 'scenario-lab-interop-'));
  const leave = async (code: number): Promise<never> => {
    await lab?.stop();
    await rm(folder, { recursive: true, force: true });
    process.exit(code);
  };
  process.on('SIGINT', () => void leave(130));
  process.on('SIGTERM', () => void leave(143));
  try {
    await chmod(folder, 0o755);
    lab = await startLab(
      { port: 0, host: '127.0.0.1', data: join(folder, 'data'), empty: false, reset: false, help: false },
      surroundings(),
      (line) => process.stderr.write(`${line}\n`),
    );
    await gatherLabOnly(`${lab.local}/api`, lab.admin.email);
    const operator = await signIn(`${lab.local}/api`, 'operator@lab.example', demonstrationPassword);
    const sum: Taken = { imported: 0, refused: 0 };
    for (const file of files) {
      const { imported, refused } = await one(operator, file).catch((error: unknown): Taken => {
        say(`refused ${file}: ${reasonOf(error)}`);
        return { imported: 0, refused: 1 };
      });
      sum.imported += imported;
      sum.refused += refused;
    }
    say(`imported ${sum.imported}, refused ${sum.refused}`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return leave(1);
  }
  return leave(0);
}

/** The place the lab names, where it names one. */
function reasonOf(error: unknown): string {
  const problem = (error as { problem?: { errors?: { code: string; message: string }[] } }).problem;
  const [first] = problem?.errors ?? [];
  if (first) return `${first.code} (${first.message})`;
  return error instanceof Error ? error.message : String(error);
}
