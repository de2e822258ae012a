/** A run that may speak for a certificate in doubt, and the certificate. */
export interface Revalidation {
  certificate: {
    status: string;
    algorithmVersionId: string;
    scenarioId: string | null;
    hiddenDigest: string;
    watchedAt: number;
  };
  run: {
    algorithmVersionId: string;
    scenarioId: string | null;
    hiddenDigest: string;
    submittedAt: number;
    split: string;
    overall: string | null;
  };
}

/**
 * Does an approved run clear a watched certificate? Only the same program, tested after the doubt arose, on other hidden
 * rows of the same need: the rows it was certified on would only give the old answer again.
 */
export function revalidates({ certificate, run }: Revalidation): boolean {
  return (
    certificate.status === 'watch' &&
    run.split === 'hidden' &&
    run.overall === 'pass' &&
    run.algorithmVersionId === certificate.algorithmVersionId &&
    run.scenarioId !== null &&
    run.scenarioId === certificate.scenarioId &&
    run.hiddenDigest !== certificate.hiddenDigest &&
    run.submittedAt >= certificate.watchedAt
  );
}
