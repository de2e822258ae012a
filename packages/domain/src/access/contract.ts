import type { AccessMethod, PurposeKind } from '@scenario-lab/contracts/access';

export interface Contract {
  grantId: string;
  datasetUrl: string;
  /** Where programs run, as an address of the lab. */
  sandboxUrl: string;
  owner: { id: string; name: string };
  grantee: { id: string; name: string };
  purposeKind: PurposeKind;
  methods: readonly AccessMethod[];
  /** YYYY-MM-DD, its last day. */
  until: string;
  uses: number | null;
  /** 0 as it was given, then the number of the addendum in force. */
  terms: number;
}

interface Constraint {
  leftOperand: string;
  operator: string;
  rightOperand: unknown;
}

/**
 * A grant as an ODRL 2.2 agreement (https://www.w3.org/TR/odrl-model/, context of https://www.w3.org/ns/odrl.jsonld).
 * Downloading is `reproduce`; a test run is `use` at the lab's sandbox; a data job is `derive` there, with the duty to obtain
 * the owner's consent to each output. Passing the data on is prohibited.
 */
export function odrlOf(contract: Contract): Record<string, unknown> {
  const { uses } = contract;
  const always: Constraint[] = [
    {
      leftOperand: 'purpose',
      operator: 'eq',
      rightOperand: `urn:scenario-lab:purpose:${contract.purposeKind}`,
    },
    {
      leftOperand: 'dateTime',
      operator: 'lteq',
      rightOperand: { '@value': contract.until, '@type': 'http://www.w3.org/2001/XMLSchema#date' },
    },
  ];
  const counted: Constraint[] =
    uses === null ? [] : [{ leftOperand: 'count', operator: 'lteq', rightOperand: uses }];
  const there: Constraint = {
    leftOperand: 'virtualLocation',
    operator: 'eq',
    rightOperand: { '@id': contract.sandboxUrl },
  };
  const permissionOf: Record<AccessMethod, Record<string, unknown>> = {
    download: { action: 'reproduce', constraint: [...always, ...counted] },
    compute: { action: 'use', constraint: [...always, there] },
    // Of the data a count alone goes out, and the owner agrees to each.
    psi: {
      action: 'aggregate',
      constraint: [...always, ...counted],
      duty: [{ action: 'obtainConsent', consentedParty: `urn:uuid:${contract.owner.id}` }],
    },
    data_job: {
      action: 'derive',
      constraint: [...always, ...counted, there],
      duty: [{ action: 'obtainConsent', consentedParty: `urn:uuid:${contract.owner.id}` }],
    },
  };
  const party = ({ id, name }: Contract['owner']) => ({
    '@type': 'Party',
    uid: `urn:uuid:${id}`,
    'vcard:fn': name,
  });
  return {
    '@context': [
      'http://www.w3.org/ns/odrl.jsonld',
      { vcard: 'http://www.w3.org/2006/vcard/ns#', dct: 'http://purl.org/dc/terms/' },
    ],
    '@type': 'Agreement',
    uid: `urn:uuid:${contract.grantId}`,
    'dct:hasVersion': String(contract.terms),
    target: contract.datasetUrl,
    assigner: party(contract.owner),
    assignee: party(contract.grantee),
    permission: contract.methods.map((method) => permissionOf[method]),
    prohibition: [{ action: 'distribute' }],
  };
}
