import type { Verdict } from '../scenarios/criterion.js';
import type { Split } from './outcome.js';

export const artifactKinds = ['bundle', 'wasm', 'onnx', 'oci', 'predictions', 'endpoint'] as const;
export type ArtifactKind = (typeof artifactKinds)[number];

/** `predictions` carry no code; an `endpoint` hands the inputs to its vendor. Neither proves anything. */
export const certifiableKinds: readonly ArtifactKind[] = ['bundle', 'wasm', 'onnx', 'oci'];

export interface Certifiable {
  status: string;
  split: Split;
  kind: ArtifactKind;
  sandboxLevel: 'hardened' | 'basic';
  /** `demonstration`: packaged data whose truth anybody may look up. */
  truth: 'undisclosed' | 'demonstration' | 'disclosed';
  criteria: readonly { must: boolean; verdict: Verdict }[];
}

export const certificateObstacles = [
  'not_approved',
  'not_hidden',
  'no_must',
  'must_not_passed',
  'sandbox_basic',
  'kind_not_certifiable',
  'truth_disclosed',
] as const;
export type CertificateObstacle = (typeof certificateObstacles)[number];

export interface CertificateAnswer {
  ok: boolean;
  /** Everything that stands in the way, not only the first. */
  reasons: CertificateObstacle[];
  /** To be printed on the certificate: "demonstration, truth public". */
  demonstration: boolean;
}

/** May a certificate follow from this run? Approval alone says only that it was properly conducted. */
export function mayCertify(run: Certifiable): CertificateAnswer {
  const musts = run.criteria.filter((criterion) => criterion.must);
  const stands: Readonly<Record<CertificateObstacle, boolean>> = {
    not_approved: run.status !== 'approved',
    not_hidden: run.split !== 'hidden',
    no_must: musts.length === 0,
    must_not_passed: musts.some((criterion) => criterion.verdict !== 'pass'),
    sandbox_basic: run.sandboxLevel !== 'hardened',
    kind_not_certifiable: !certifiableKinds.includes(run.kind),
    truth_disclosed: run.truth === 'disclosed',
  };
  const reasons = certificateObstacles.filter((obstacle) => stands[obstacle]);
  return { ok: reasons.length === 0, reasons, demonstration: run.truth === 'demonstration' };
}
