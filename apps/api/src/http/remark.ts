/** What goes with a deed, whether it must be given or may be. */
export const remarkOf = (body: { remark?: string | undefined } | { reason: string }): string | undefined =>
  'reason' in body ? body.reason : body.remark;
