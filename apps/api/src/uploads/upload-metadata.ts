import { uploadPurposes } from '@scenario-lab/contracts/uploads';
import { tidyFileName } from '@scenario-lab/domain/uploads/tidy-file-name';
import { Metadata } from '@tus/server';
import { InputError, type InputFault } from '../http/input-error.js';

export interface NewUpload {
  fileName: string;
  purpose: (typeof uploadPurposes)[number];
  bytes: number;
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
