/**
 * What of a file the kernel looks at before it starts it (execve(2), binfmt_script, binfmt_elf), and where. Read at most
 * twice and never more than this many bytes at a time, however large the file is or says that it is.
 */
export const HEAD_BYTES = 256;

/** A file, as far as it is looked at: `length` bytes at most from `from`. */
export type ReadAt = (from: number, length: number) => Buffer;
/** Whether there is a file at an absolute path of the place where the program would run; null where nobody knows. */
export type IsThere = (path: string) => boolean | null;

const ELF = 0x7f454c46;
/** e_machine of elf(5) by what Node calls the processor. */
const machines: Record<string, number> = { x64: 62, arm64: 183 };
const PT_INTERP = 3;

export const isElf = (head: Buffer): boolean => head.length >= 20 && head.readUInt32BE(0) === ELF;
export const isScript = (head: Buffer): boolean => head.length >= 2 && head.readUInt16BE(0) === 0x2321;

const lacks = (path: string) => `needs ${path}, which the runtime environment does not have`;

/** What keeps the system from starting a file; null if nothing does, or nothing that is known for certain. */
export function startFault(read: ReadAt, isThere: IsThere): string | null {
  const head = read(0, HEAD_BYTES);
  if (isElf(head)) return elfFault(head, read, isThere);
  return isScript(head) ? scriptFault(head, isThere) : null;
}

function scriptFault(head: Buffer, isThere: IsThere): string | null {
  const line = head.toString('latin1', 2).split('\n', 1)[0]!;
  const whole = 2 + line.length < head.length || head.length < HEAD_BYTES;
  // The kernel takes the carriage return for a part of the interpreter's name, or of its argument.
  if (line.endsWith('\r')) return 'has Windows line ends (CRLF): save it with Unix line ends (LF)';
  // Spaces and tabs part the interpreter from the rest, which is one argument.
  const [, interpreter = '', argument = ''] = /^[ \t]*([^ \t\0]*)[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
  if (interpreter === '' || (argument === '' && !whole)) return null;
  // What env(1) is to find in PATH; its options know better than we do.
  const byName = /(^|\/)env$/.test(interpreter) && whole && /^[^-=/][^=/]*$/.test(argument);
  const needed = byName && argument !== 'node' ? [`/usr/bin/${argument}`, interpreter] : [interpreter];
  const missing = needed.find((path) => isThere(path) === false);
  return missing === undefined ? null : lacks(missing);
}

function elfFault(head: Buffer, read: ReadAt, isThere: IsThere): string | null {
  const [SIXTY_FOUR, LITTLE] = [2, 1];
  if (head[4] !== SIXTY_FOUR || head[5] !== LITTLE || head.readUInt16LE(18) !== machines[process.arch])
    return 'is built for another processor';
  const loader = loaderOf(head, read);
  return loader !== null && isThere(loader) === false ? lacks(loader) : null;
}

/** The dynamic loader an ELF file names, where its headers lie as linkers lay them; null where it names none. */
export function loaderOf(head: Buffer, read: ReadAt): string | null {
  if (head.length < 64) return null;
  const at = head.readBigUInt64LE(32);
  const [size, count] = [head.readUInt16LE(54), head.readUInt16LE(56)];
  // It must precede every loadable segment; the first may only tell of the headers themselves.
  for (let entry = 0; entry < Math.min(count, 3); entry += 1) {
    const from = Number(at) + entry * size;
    if (size < 56 || from + 56 > head.length) return null;
    if (head.readUInt32LE(from) !== PT_INTERP) continue;
    const place = head.readBigUInt64LE(from + 8);
    if (place > BigInt(Number.MAX_SAFE_INTEGER)) return null;
    const name = read(Number(place), HEAD_BYTES);
    const end = name.indexOf(0);
    return end > 0 ? name.toString('latin1', 0, end) : null;
  }
  return null;
}
