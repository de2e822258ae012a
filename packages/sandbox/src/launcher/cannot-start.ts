import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { type IsThere, type ReadAt, startFault } from '../harness/start-fault.js';
import type { Ground } from './ground.js';
import { ownTools, type RunSpec } from './protocol.js';

/** Also of a link: where it leads is for the sandbox to find out. */
const exists = (path: string): boolean => {
  try {
    return !lstatSync(path).isDirectory();
  } catch {
    return false;
  }
};

/** No part of the way is a link, which would lead out of the folder here and not inside. */
function hasLinks(root: string, path: string): boolean {
  for (let at = path; at.length > root.length; at = dirname(at))
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) return true;
  return false;
}

/** Whether a program of this run would find a file; null where the way there has links or is nobody's to know. */
function finder({ artifactDir }: RunSpec, { rootDir, rootBinds }: Ground): IsThere {
  return (path) => {
    const place = normalize(resolve('/app', path));
    if (/[\0\n]/.test(place) || path.includes('..')) return null;
    if (place.startsWith('/app/')) {
      const file = join(artifactDir ?? '/nowhere', place.slice('/app'.length));
      return artifactDir !== undefined && hasLinks(artifactDir, file) ? null : exists(file);
    }
    if (rootBinds.some(([, inside]) => place === inside || place.startsWith(`${inside}/`))) return null;
    const inRoot = /^\/(usr|bin|lib|lib64)\//.test(place);
    // At the top there is nothing else but what every run is given: /in, /out, /tmp, /proc, /dev.
    if (!inRoot) return /^\/(in|out|tmp|proc|dev)\//.test(place) ? null : false;
    return exists(join(rootDir, place.startsWith('/usr/') ? place : join('/usr', place)));
  };
}

/** The folder is the run's own copy: nobody changes it any more. */
function fileFault(path: string, isThere: IsThere): string | null {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const about = fstatSync(fd);
    if (!about.isFile()) return null;
    if ((about.mode & 0o111) === 0) return 'is not marked as executable';
    const read: ReadAt = (from, length) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(fd, bytes, 0, length, from));
    };
    return startFault(read, isThere);
  } finally {
    closeSync(fd);
  }
}

/**
 * Why the program of a run can never start; null where it may. Asked before anything is started, of the names in the
 * command and of a few hundred bytes of the program's file: whatever a program does once it has started, its exit code and
 * its words among it, is not asked, for a program may say what it likes.
 */
export function cannotStart(spec: RunSpec, ground: Ground): string | null {
  if (ownTools.includes(spec.runtime)) return null;
  const program = spec.command[0]!;
  const isThere = finder(spec, ground);
  if (!program.includes('/'))
    return program === 'node' || isThere(`/usr/bin/${program}`) !== false ? null : 'not found';
  const inside = resolve('/app', program);
  if (!inside.startsWith('/app/') || spec.artifactDir === undefined) return null;
  const there = isThere(inside);
  if (there !== true) return there === false ? 'not found' : null;
  return fileFault(join(spec.artifactDir, inside.slice('/app/'.length)), isThere);
}
