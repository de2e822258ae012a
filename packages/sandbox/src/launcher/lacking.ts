/** Something the host lacks; `code` is translated by the client. */
export class Lacking extends Error {
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}
