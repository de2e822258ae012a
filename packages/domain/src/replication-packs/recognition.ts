import type { Recognition, recognitionReasons } from '@scenario-lab/contracts/foreign-packs';

type Reason = (typeof recognitionReasons)[number];

export interface RecognitionFacts {
  /** The sending lab's certificates are recognised here by policy, and the lab is still believed. */
  labRecognised: boolean;
  labEnded: boolean;
  certificate: { expiresAt: string; demonstration: boolean } | null;
  /** Null where none came along. */
  report: string | null;
  /** SHA-256 of the program the signed report speaks of; null where it says none. */
  reportArtifact: string | null;
  artifact: string | null;
  programIncluded: boolean;
}

/**
 * Whether a certificate of another lab counts here. All that stands against it is named. Recognised or not, what it
 * cannot say is tested again: the adopter's own hidden rows and criteria, the program as it arrived, the field. Pure.
 */
export function recognitionOf(facts: RecognitionFacts, now: Date): Recognition {
  const { certificate, report } = facts;
  const reasons: Reason[] = [];
  if (facts.labEnded) reasons.push('lab_ended');
  else if (!facts.labRecognised) reasons.push('lab_not_recognised');
  if (!certificate) reasons.push('no_certificate');
  else {
    if (Date.parse(certificate.expiresAt) <= now.getTime()) reasons.push('certificate_expired');
    if (certificate.demonstration) reasons.push('demonstration');
  }
  if (report === null) reasons.push('no_report');
  else if (report !== 'genuine') reasons.push('report_not_genuine');
  else if (facts.reportArtifact !== facts.artifact) reasons.push('report_of_other_program');
  return {
    recognised: reasons.length === 0,
    reasons,
    retests: [
      'hidden_split',
      'own_criteria',
      ...(facts.programIncluded ? (['program_inspected'] as const) : []),
      'field',
    ],
  };
}
