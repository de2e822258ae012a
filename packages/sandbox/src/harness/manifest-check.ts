import type { Member } from './members.js';
import type { Findings } from './problems.js';

export interface BundleManifest {
  schema: 'scenario-lab/1';
  runtime: 'python' | 'node' | 'native';
  mode: 'batch';
  command: string[];
}

const NAME = 'scenario-lab.json';
const LARGEST = 64 * 1024;
const interpreters: Record<string, string> = { python: 'python3', node: 'node' };

function parse(members: Member[], findings: Findings): Record<string, unknown> {
  const member = members.find(({ name }) => name === NAME);
  if (!member) {
    const deeper = members.find(({ name }) => name.endsWith(`/${NAME}`));
    const hint = deeper ? ` It lies in ${deeper.name}: pack the folder's content, not the folder.` : '';
    return findings.stop('no_manifest', NAME, `is missing at the top of the bundle.${hint}`);
  }
  if (member.bytes > LARGEST) return findings.stop('manifest', NAME, `is larger than ${LARGEST} bytes`);
  const content = member.read();
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch (error) {
    return findings.stop('manifest', NAME, `is not JSON in UTF-8: ${String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return findings.stop('manifest', NAME, 'is not an object');
  return value as Record<string, unknown>;
}

function checkCommand(command: unknown, findings: Findings): void {
  if (!Array.isArray(command) || command.length < 1 || command.length > 64) {
    findings.add('manifest', 'command', 'is not a list of 1 to 64 texts');
    return;
  }
  command.forEach((part: unknown, index) => {
    if (
      typeof part !== 'string' ||
      part.length < 1 ||
      part.length > 1000 ||
      /[\0\n\r]|\p{Surrogate}/u.test(part)
    )
      findings.add('manifest', `command[${index}]`, 'is not a text of 1 to 1000 characters on one line');
  });
}

/** The program a command names must be there: better told now than after a place in the queue. */
function checkProgram({ runtime, command }: BundleManifest, members: Member[], findings: Findings): void {
  const expected = interpreters[runtime];
  if (expected !== undefined && command[0] !== expected)
    findings.add('manifest', 'command[0]', `runtime ${runtime} is started with ${expected}`);
  const program = expected === undefined ? command[0] : command[1];
  if (program === undefined || program.startsWith('-')) return;
  const path = program.replace(/^(\.\/|\/app\/)/, '');
  if (!members.some(({ name }) => name === path))
    findings.add(
      'no_program',
      expected === undefined ? 'command[0]' : 'command[1]',
      `${path} is not in the bundle`,
    );
}

/**
 * The manifest of a bundle.
 * @throws {Unacceptable} naming every field that breaks the contract.
 */
export function checkManifest(members: Member[], findings: Findings): BundleManifest {
  const value = parse(members, findings);
  for (const key of Object.keys(value))
    if (!['schema', 'runtime', 'mode', 'command'].includes(key))
      findings.add('manifest', key, 'is not a known field');
  const one = (key: string, allowed: string[]) => {
    if (!allowed.includes(value[key] as string))
      findings.add('manifest', key, `must be one of ${allowed.join(', ')}`);
  };
  one('schema', ['scenario-lab/1']);
  one('runtime', ['python', 'node', 'native']);
  one('mode', ['batch']);
  checkCommand(value.command, findings);
  findings.settle();
  const { schema, runtime, mode, command } = value as unknown as BundleManifest;
  checkProgram({ schema, runtime, mode, command }, members, findings);
  findings.settle();
  return { schema, runtime, mode, command };
}
