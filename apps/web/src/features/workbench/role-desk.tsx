import type { DeskLine, DeskShelf, DeskShelfKey, readDesk } from '@scenario-lab/contracts/desks';
import type { Answer } from '@scenario-lab/contracts/route';
import { Link } from 'react-router';
import { pageOf, path } from '../../app/paths.js';
import { DeskRow } from '../../components/desk-row.js';
import { Panel } from '../../components/object-page.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

type Desk = Answer<typeof readDesk>;

/** Where the whole of a shelf lies. */
const all: Record<DeskShelfKey, string> = {
  needs_unmatched: path.scenarios({ status: 'published' }),
  pairs_proposed: path.engagements(),
  standing_still: path.engagements(),
  to_review: path.reviews(),
  uncharged_looks: path.runs(),
  on_watch: path.certificates({ status: 'watch' }),
  leaks: path.benchmarks({ status: 'draft' }),
  to_verify: path.labOrganisations({ verified: 'false' }),
  role_proposals: path.organisation(),
  jobs_given_up: path.labConsole(),
  signing_keys: path.labSecurity(),
};

/** Where a line is worked on; the thing's own page where no other is better. */
function placeOf(key: DeskShelfKey, { thing, page }: DeskLine): string {
  if (!thing || !page) return all[key];
  if (key === 'needs_unmatched') return path.scenarioMatches(page);
  if (key === 'to_review') return path.reviews({ id: page });
  return pageOf(thing, page) ?? all[key];
}

const statusOf: Partial<Record<DeskShelfKey, string>> = {
  needs_unmatched: 'scenario',
  pairs_proposed: 'engagement',
  standing_still: 'engagement',
  to_review: 'run',
  on_watch: 'certificate',
};

/** What a shelf says of a line besides its title. */
function useSaid() {
  const { t, language } = useWords();
  return (key: DeskShelfKey, { state, detail }: DeskLine): string => {
    const said: (string | null)[] = [];
    if (key === 'uncharged_looks' && state) said.push(wordFor('runs.ledger.cause', state));
    if (key === 'leaks' && state) said.push(wordFor('benchmarks.sealing', state));
    if (key === 'to_verify' || key === 'signing_keys')
      said.push(state && wordFor('workbench.desk.state', state));
    if (key === 'on_watch') said.push(detail && wordFor('certificates.reason_of', detail));
    else if (key === 'role_proposals') {
      const roles = (state ?? '').split(' ').filter(Boolean);
      said.push(
        roles.map((role) => wordFor('status.membership', role)).join(language === 'zh' ? '、' : ', '),
      );
      said.push(detail && t('workbench.desk.proposed_by', { name: detail }));
    } else said.push(detail);
    return said.filter(Boolean).join(' · ');
  };
}

const openWord = (key: DeskShelfKey) => wordFor('workbench.desk.open', key);

/** A role's own desk: what is its to move, each with since when and until when. */
export function RoleDesk({
  side,
  shelves,
}: {
  side: Desk['sides'][number]['side'];
  shelves: readonly DeskShelf[];
}) {
  const { t } = useWords();
  const { count } = useFormats();
  const said = useSaid();
  return (
    <section className="sl-stack" aria-label={t(`status.role.${side}`)}>
      <div className="workbench-columns">
        {shelves.map(({ key, total, lines }) => (
          <Panel
            key={key}
            title={t(`workbench.desk.shelf.${key}`)}
            extra={
              <Link to={all[key]} aria-label={`${t('common.see_all')} ${t(`workbench.desk.shelf.${key}`)}`}>
                {total > 0 ? count(total) : t('common.see_all')}
              </Link>
            }
          >
            {lines.length === 0 ? (
              <p className="sl-muted">{t(`workbench.desk.none.${key}`)}</p>
            ) : (
              <div className="catalogue-rows">
                {lines.map((line) => {
                  const status = statusOf[key];
                  return (
                    <DeskRow
                      key={line.key}
                      to={placeOf(key, line)}
                      title={
                        key === 'jobs_given_up' && line.state ? (
                          wordFor('lab_console.jobs', line.state)
                        ) : (
                          <TextView text={line.title} />
                        )
                      }
                      tags={status && line.state ? <StatusTag thing={status} status={line.state} /> : null}
                      text={said(key, line)}
                      since={line.since}
                      due={key === 'signing_keys' && line.state === 'ended' ? null : line.due}
                      when="workbench.since"
                      open={openWord(key)}
                    />
                  );
                })}
              </div>
            )}
          </Panel>
        ))}
      </div>
    </section>
  );
}

/** Who is here and what is kept, for the admin. */
export function HouseFigures({ house }: { house: NonNullable<Desk['house']> }) {
  const { t } = useWords();
  const { count, bytes } = useFormats();
  const figures: [string, string, string | null][] = [
    [t('workbench.desk.people'), count(house.people), path.labPeople()],
    [t('workbench.desk.suspended'), count(house.suspended), path.labPeople()],
    [t('workbench.desk.organisations'), count(house.organisations), path.labOrganisations()],
    [t('workbench.desk.unverified'), count(house.unverified), path.labOrganisations({ verified: 'false' })],
    [t('workbench.desk.dataset_bytes'), bytes(house.datasetBytes), null],
    [t('workbench.desk.program_bytes'), bytes(house.programBytes), null],
  ];
  return (
    <dl className="workbench-figures">
      {figures.map(([name, value, to]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{to ? <Link to={to}>{value}</Link> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
