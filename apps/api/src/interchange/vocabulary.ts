import type { AccessMode } from '@scenario-lab/contracts/datasets';
import type { Field } from '@scenario-lab/contracts/taxonomies';
import { webAddress } from '@scenario-lab/interchange/web-address';

/** Prefixes of what the catalogue is written in. */
export const prefixes = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

const authority = 'http://publications.europa.eu/resource/authority';

/** The access-right list DCAT-AP asks for. Data that are computed on and never read are not public. */
export const accessRights: Record<AccessMode, string> = {
  open: `${authority}/access-right/PUBLIC`,
  on_request: `${authority}/access-right/RESTRICTED`,
  sandbox_only: `${authority}/access-right/NON_PUBLIC`,
};

/** The data theme nearest to each of the six fields of city operation. */
export const themes: Record<Field, string> = {
  economic_operation: `${authority}/data-theme/ECON`,
  market_supervision: `${authority}/data-theme/JUST`,
  social_management: `${authority}/data-theme/SOCI`,
  public_services: `${authority}/data-theme/GOVE`,
  environmental_protection: `${authority}/data-theme/ENVI`,
  citizens_appeals: `${authority}/data-theme/GOVE`,
};

const known: [RegExp, string][] = [
  [/^cc[ -]?0\b/i, 'https://creativecommons.org/publicdomain/zero/1.0/'],
  [/^cc[ -]by[ -]sa[ -]4\.0\b/i, 'https://creativecommons.org/licenses/by-sa/4.0/'],
  [/^cc[ -]by[ -]nc[ -]4\.0\b/i, 'https://creativecommons.org/licenses/by-nc/4.0/'],
  [/^cc[ -]by[ -]4\.0\b/i, 'https://creativecommons.org/licenses/by/4.0/'],
  [/^apache[ -]?2\.0\b/i, 'https://spdx.org/licenses/Apache-2.0'],
  [/^mit$/i, 'https://spdx.org/licenses/MIT'],
];

/** The address of a licence where its text is one or names one everybody knows; null of any other text. */
export function licenceAddress(text: string): string | null {
  const address = webAddress(text);
  return address ?? known.find(([pattern]) => pattern.test(text.trim()))?.[1] ?? null;
}
