import { Refusal } from '@scenario-lab/domain/refusal';

/** What a form shows beside its field: a rule that the schema alone could not check. */
export function inputRefusal(...faults: { path: string; code: string; message?: string }[]): Refusal {
  return new Refusal('invalid_input', {
    errors: faults.map(({ path, code, message }) => ({
      path,
      code,
      message: message ?? code.replaceAll('_', ' '),
    })),
  });
}
