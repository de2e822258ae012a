import { path } from '../paths.js';
import type { Here } from '../session.js';

export type NavigationKey =
  | 'home'
  | 'workbench'
  | 'scenarios'
  | 'editions'
  | 'solutions'
  | 'algorithms'
  | 'datasets'
  | 'shown_organisations'
  | 'badges'
  | 'industry'
  | 'records'
  | 'camps'
  | 'access_requests'
  | 'data_jobs'
  | 'contracts'
  | 'data_requests'
  | 'joint_needs'
  | 'engagements'
  | 'new_matches'
  | 'benchmarks'
  | 'runs'
  | 'reviews'
  | 'certificates'
  | 'verify'
  | 'pilots'
  | 'tickets'
  | 'report_problem'
  | 'cases'
  | 'replications'
  | 'foreign_packs'
  | 'cockpit'
  | 'console'
  | 'organisations'
  | 'imports'
  | 'control_groups'
  | 'synonyms'
  | 'people'
  | 'security'
  | 'audit'
  | 'taxonomies'
  | 'service_levels'
  | 'match_weights'
  | 'broker_records'
  | 'texts'
  | 'upkeep'
  | 'about_method'
  | 'guides';

export interface NavigationGroup {
  key: 'start' | 'markets' | 'matching' | 'validation' | 'field' | 'lab';
  entries: { key: NavigationKey; to: string }[];
}

/** What the side shows, in the order of the chain; only what the reader can open. */
export function navigationFor(here: Here): NavigationGroup[] {
  const signedIn = here.me !== null;
  const groups: { key: NavigationGroup['key']; entries: [NavigationKey, string, boolean][] }[] = [
    {
      key: 'start',
      entries: [
        ['workbench', path.workbench(), signedIn],
        ['home', path.home(), true],
        ['guides', path.guides(), true],
      ],
    },
    {
      key: 'markets',
      entries: [
        ['scenarios', path.scenarios(), true],
        ['solutions', path.solutions(), true],
        ['algorithms', path.algorithms(), true],
        ['datasets', path.datasets(), true],
        ['data_requests', path.dataRequests(), true],
        ['shown_organisations', path.shownOrganisations(), true],
        ['industry', path.industry(), true],
        ['records', path.records(), true],
        ['editions', path.editions(), true],
        ['access_requests', path.accessRequests(), signedIn],
        ['contracts', path.contracts(), signedIn],
        ['data_jobs', path.dataJobs(), signedIn],
      ],
    },
    {
      key: 'matching',
      entries: [
        ['engagements', path.engagements(), signedIn],
        [
          'joint_needs',
          path.jointNeeds(),
          here.is('department', 'operator', 'reviewer', 'broker', 'admin', 'observer'),
        ],
        ['new_matches', path.newMatches(), signedIn],
      ],
    },
    {
      key: 'validation',
      entries: [
        ['benchmarks', path.benchmarks(), true],
        ['runs', path.runs(), signedIn],
        ['reviews', path.reviews(), here.is('reviewer')],
        ['certificates', path.certificates(), true],
        ['badges', path.badges(), true],
        ['verify', path.verify(), true],
        ['about_method', path.aboutMethod(), true],
      ],
    },
    {
      key: 'field',
      entries: [
        ['pilots', path.pilots(), signedIn],
        ['tickets', path.tickets(), signedIn],
        ['report_problem', path.reportProblem(), true],
        ['cases', path.cases(), true],
        ['camps', path.camps(), true],
        ['replications', path.replications(), signedIn],
        [
          'foreign_packs',
          path.foreignPacks(),
          here.is('department', 'operator', 'reviewer', 'broker', 'admin', 'observer'),
        ],
      ],
    },
    {
      key: 'lab',
      entries: [
        ['cockpit', path.cockpit(), here.may('cockpit.read_all')],
        ['console', path.labConsole(), here.is('operator', 'reviewer', 'admin', 'observer')],
        [
          'organisations',
          path.labOrganisations(),
          here.is('operator', 'reviewer', 'broker', 'admin', 'observer'),
        ],
        [
          'control_groups',
          path.labControlGroups(),
          here.is('operator', 'reviewer', 'broker', 'admin', 'observer'),
        ],
        ['synonyms', path.labSynonyms(), here.is('operator', 'reviewer', 'broker', 'admin', 'observer')],
        ['imports', path.labImports(), here.is('operator', 'reviewer', 'admin', 'observer')],
        ['people', path.labPeople(), here.is('admin')],
        ['taxonomies', path.labTaxonomies(), here.may('taxonomy.read_uses')],
        ['service_levels', path.labServiceLevels(), here.may('lab.read_service_levels')],
        ['match_weights', path.labMatchWeights(), here.may('lab.read_match_weights')],
        ['broker_records', path.brokerRecords(), here.may('broker_record.read')],
        ['texts', path.labTexts(), here.may('lab.edit_texts')],
        ['upkeep', path.labUpkeep(), here.may('lab.read_upkeep')],
        ['audit', path.labAudit(), here.may('security.read_audit')],
        ['security', path.labSecurity(), here.is('admin')],
      ],
    },
  ];
  return groups
    .map(({ key, entries }) => ({
      key,
      entries: entries.filter(([, , shown]) => shown).map(([entry, to]) => ({ key: entry, to })),
    }))
    .filter(({ entries }) => entries.length > 0);
}
