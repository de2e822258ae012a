import { type Owned, owns, ownsOrReads } from '../conditions.js';
import { definePolicy, type Facts, fires } from '../policy.js';
import { certificateMachine } from './certificate.machine.js';

/** The owner is the vendor whose algorithm was certified. */
export interface CertificateFacts extends Facts, Owned {
  published: boolean;
  /** The vendor answered, or its time to answer has passed. */
  vendorHeard: boolean;
}

export const certificatePolicy = definePolicy<CertificateFacts>()('certificate', {
  read: {
    who: 'anyone',
    when: (actor, facts) => facts.published || ownsOrReads(actor, facts) === true || 'not_published',
  },
  publish: { who: ['vendor', 'operator'], when: owns, from: ['valid', 'watch', 'suspended'] },
  watch: fires(certificateMachine, 'watch'),
  clear: fires(certificateMachine, 'clear'),
  suspend: fires(certificateMachine, 'suspend', (_actor, facts) => facts.vendorHeard || 'vendor_not_heard'),
  reinstate: fires(certificateMachine, 'reinstate'),
  revoke: fires(certificateMachine, 'revoke'),
});
