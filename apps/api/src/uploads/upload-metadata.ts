import { uploadPurposes } from '@scenario-lab/contracts/uploads';
import { Metadata } from '@tus/server';
import { InputError, type InputFault } from '../http/input-error.js';

export interface NewUpload {
  fileName: string;
  purpose: (typeof uploadPurposes)[number];
  bytes: number;
}

/**
 * A name for people to read, never a path: the last segment, without control and direction characters, at most
 * 200 characters. Null when nothing is left.
 */
export function tidyFileName(name: string): string | null {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cs}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim();
  if (plain === '' || /^\.+$/.test(plain)) return null;
  if (plain.length <= 200) return plain;
  const ending = plain.match(/\.[^.]{1,16}$/)?.[0] ?? '';
  const whole = plain.slice(0, 200 - ending.length).replace(/[\ud800-\udbff]$/, '');
  return whole + ending;
}

/**
 * What the creating request of the tus protocol announces. Errors: `InputError` naming `filename`, `purpose`
 * or `upload-length`.
 */
export function announced(headers: Record<string, string | string[] | undefined>): NewUpload {
  const faults: InputFault[] = [];
  const fault = (path: string, code: string, message: string) => faults.push({ path, code, message });
  const told = metadataOf(headers['upload-metadata']);
  const fileName = tidyFileName(told.filename ?? '');
  if (!fileName) fault('filename', 'required', 'the metadata must hold the name of the file');
  const purpose = uploadPurposes.find((one) => one === told.purpose);
  if (!purpose)
    fault('purpose', 'invalid_value', `the metadata must hold one of ${uploadPurposes.join(', ')}`);
  const length = headers['upload-length'];
  const bytes = typeof length === 'string' && /^\d{1,15}$/.test(length) ? Number(length) : 0;
  if (bytes === 0) fault('upload-length', 'too_small', 'the length must be known and not zero');
  if (!fileName || !purpose || faults.length > 0) throw new InputError(faults);
  return { fileName, purpose, bytes };
}

function metadataOf(header: string | string[] | undefined): Record<string, string | null | undefined> {
  if (typeof header !== 'string') return {};
  try {
    return Metadata.parse(header);
  } catch {
    throw new InputError([
      { path: 'upload-metadata', code: 'invalid_format', message: 'not metadata of the tus protocol' },
    ]);
  }
}
