import { certificateMachine } from '@scenario-lab/contracts/certificates/certificate.machine';
import type { Owned } from '../conditions.js';
import { definePolicy, type Facts, fires } from '../policy.js';

/** The owner is the vendor whose algorithm was certified. What was issued is public, whatever has become of it. */
export interface CertificateFacts extends Facts, Owned {
  /** The vendor answered, or its time to answer has passed. */
  vendorHeard: boolean;
}

export const certificatePolicy = definePolicy<CertificateFacts>()('certificate', {
  read: { who: 'anyone' },
  watch: fires(certificateMachine, 'watch'),
  clear: fires(certificateMachine, 'clear'),
  suspend: fires(certificateMachine, 'suspend', (_actor, facts) => facts.vendorHeard || 'vendor_not_heard'),
  reinstate: fires(certificateMachine, 'reinstate'),
  revoke: fires(certificateMachine, 'revoke'),
});
