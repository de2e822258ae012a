import './tickets.css';
import { createScenario } from '@scenario-lab/contracts/scenarios';
import { type HotSpot, linkNeed, readHotSpots } from '@scenario-lab/contracts/ticket-rates';
import { useId, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { NumberInput } from '../../components/choice-input.js';
import { DistrictTiles } from '../../components/district-tiles.js';
import { FormPage } from '../../components/form-page.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What piles up where; a cluster becomes the draft of a need by one click (每月一题). */
export function HotSpotsPage() {
  const { t } = useWords();
  const field = useId();
  const [days, setDays] = useState<number | null>(30);
  const asked = days && days >= 1 && days <= 366 ? Math.floor(days) : 30;
  const { data, error, isPending } = useRow(readHotSpots, { query: { days: asked } });
  const counts = new Map<string, number>();
  for (const { region, tickets } of data ?? []) {
    if (region) counts.set(region, (counts.get(region) ?? 0) + tickets);
  }
  return (
    <FormPage
      title={t('tickets.hot.title')}
      lead={t('tickets.hot.lead')}
      back={{ to: path.tickets(), label: t('tickets.title') }}
    >
      <div className="form-pair">
        <div>
          <label htmlFor={field}>{t('tickets.hot.days')}</label>
          <NumberInput id={field} min={1} max={366} value={days} onChange={setDays} />
        </div>
      </div>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.length === 0 ? <p className="sl-muted">{t('tickets.hot.empty')}</p> : null}
      {data && data.length > 0 ? (
        <div className="sl-stack">
          <Panel title={t('tickets.hot.by_district')}>
            <DistrictTiles counts={counts} to={(region) => path.tickets({ region })} />
          </Panel>
          <Panel title={t('tickets.hot.by_matter')}>
            <Spots spots={data} days={asked} />
          </Panel>
        </div>
      ) : null}
    </FormPage>
  );
}

function Spots({ spots, days }: { spots: readonly HotSpot[]; days: number }) {
  const { t } = useWords();
  const { count } = useFormats();
  const here = useMe();
  const categories = useTerms('ticket_category');
  const regions = useTerms('region');
  const makes = here.may('scenario.create');
  const placeOf = ({ region }: HotSpot) => (region ? regions.nameOf(region) : t('tickets.hot.nowhere'));
  return (
    <div className="sl-scroll-x">
      <table className="ticket-lines">
        <thead>
          <tr>
            <th>{t('tickets.category')}</th>
            <th>{t('tickets.region')}</th>
            <th className="num">{t('tickets.hot.tickets')}</th>
            <th className="num">{t('tickets.hot.before')}</th>
            <th className="num">{t('tickets.hot.reopened')}</th>
            <th>{t('tickets.hot.examples')}</th>
            {makes ? <th aria-label={t('common.actions')} /> : null}
          </tr>
        </thead>
        <tbody>
          {spots.map((spot) => (
            <tr key={`${spot.category}:${spot.region}`}>
              <td>{categories.nameOf(spot.category)}</td>
              <td>{placeOf(spot)}</td>
              <td className="num">
                <Link to={path.tickets({ category: spot.category, region: spot.region ?? undefined })}>
                  {count(spot.tickets)}
                </Link>
              </td>
              <td className="num">{count(spot.before)}</td>
              <td className="num">{count(spot.reopened)}</td>
              <td>
                {spot.examples.map((one) => (
                  <div key={one.id} className="ticket-example">
                    <Link to={path.ticket(one.id)}>
                      <TextView text={one.title} />
                    </Link>
                  </div>
                ))}
              </td>
              {makes ? (
                <td>
                  <MakeNeed
                    spot={spot}
                    days={days}
                    category={categories.nameOf(spot.category)}
                    region={placeOf(spot)}
                  />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The draft says where it comes from, in the reader's language; the wizard goes on from there. */
function MakeNeed(props: { spot: HotSpot; days: number; category: string; region: string }) {
  const { spot, days, category, region } = props;
  const { t, language } = useWords();
  const navigate = useNavigate();
  const linking = useDeed(linkNeed);
  // The draft is there already when its tickets are linked: a lost line leaves a need without them, and says so there.
  const making = useDeed(createScenario, {
    onSuccess: ({ id }) =>
      linking.mutate(
        { body: { scenarioId: id, category: spot.category, region: spot.region, days } },
        { onSettled: () => void navigate(path.editScenario(id)) },
      ),
  });
  const text = (words: string) => ({ [language]: words });
  const make = () =>
    making.mutate({
      body: {
        title: text(t('tickets.hot.need_title', { category, region }).slice(0, 200)),
        field: 'citizens_appeals',
        region: spot.region,
        problem: text(
          t('tickets.hot.need_problem', {
            days,
            region,
            category,
            count: spot.tickets,
            before: spot.before,
            reopened: spot.reopened,
          }),
        ),
        today: text(
          t('tickets.hot.need_tickets', {
            numbers: spot.examples.map(({ number }) => number).join(language === 'zh' ? '、' : ', '),
          }),
        ),
      },
    });
  return (
    <>
      <Button small pending={making.isPending || linking.isPending} onClick={make}>
        {t('tickets.hot.make_need')}
      </Button>
      <ProblemAlert error={making.error} />
    </>
  );
}
