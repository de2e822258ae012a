import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { password } from './lab.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const cli = join(root, 'apps/cli/dist/main.js');
/** What the demonstration's pump exam is passed with. */
const program = join(root, 'apps/standalone/dist/demo/pump-trees.zip');

export interface Home {
  /** Types one of the page's commands, as it stands there. Throws where it does not end well. */
  type: (command: string) => string;
  /** Puts the vendor's own program in place of the starter kit's. */
  program: (folder: string) => void;
  leave: () => void;
}

/** A vendor's own machine: a folder, the command line, and nothing of the lab's but its address. */
export function atHome(email: string): Home {
  const folder = mkdtempSync(join(tmpdir(), 'scenario-lab-home-'));
  const env = { PATH: process.env.PATH ?? '', HOME: folder, LANG: 'en_GB.UTF-8' };
  return {
    type: (command) => {
      const [tool, ...typed] = command.split(/\s+/);
      if (tool !== 'scenario-lab') throw new Error(`not a command of the lab’s: ${command}`);
      // Somebody at a keyboard is asked for both.
      const args = typed[0] === 'login' ? [...typed, '--email', email] : typed;
      return execFileSync(process.execPath, [cli, ...args], {
        cwd: folder,
        env,
        input: `${password}\n`,
        encoding: 'utf8',
        timeout: 120_000,
      });
    },
    program: (name) => {
      execFileSync('python3', ['-m', 'zipfile', '-e', program, join(folder, name)]);
      // Looks are counted by artifact too: two vendors with the very same bytes would share them.
      writeFileSync(join(folder, name, 'VENDOR.txt'), `${email}\n`);
    },
    leave: () => rmSync(folder, { recursive: true, force: true }),
  };
}
