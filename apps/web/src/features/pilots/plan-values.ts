import type { Text } from '@scenario-lab/contracts/common';
import { type Criterion, criterionNames, criterionUnit } from '@scenario-lab/contracts/metrics';
import type { Design } from '@scenario-lab/contracts/pilot-design';
import type { Safeguard } from '@scenario-lab/contracts/pilot-parts';
import type { Pilot } from '@scenario-lab/contracts/pilots';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { sliceWords } from '@scenario-lab/contracts/words/slice-words';
import { writtenText } from '../../components/written-text.js';
import { metricName } from '../../i18n/metric-words.js';

export interface PlanValues {
  from: string | null;
  until: string | null;
  sites: string[];
  conditions: Text | null;
  /** `id`: one that is there already and keeps its tick. */
  milestones: {
    id?: string;
    title: Text | null;
    from: string | null;
    due: string | null;
    owner: 'vendor' | 'department';
  }[];
  risks: {
    what: string;
    likelihood: number | null;
    impact: number | null;
    owner: 'vendor' | 'department';
    measure: string;
  }[];
  safeguards: Safeguard[];
  design: { kind: Design['kind'] | 'none'; from: string | null; controls: string[]; assumption: string };
  kpis: {
    criterion: Criterion;
    name: Text | null;
    unit: string;
    baseline: number | null;
    target: number | null;
    observations: number | null;
    plausible: { least: number | null; most: number | null };
  }[];
}

const noDesign: PlanValues['design'] = { kind: 'none', from: null, controls: [], assumption: '' };

/** What one hears of a month of daily values. */
const observations = 30;

/** Every criterion of the need becomes an indicator: same name, unit and direction, its threshold as target. */
export function planOf(criteria: readonly Criterion[], { subject }: About): PlanValues {
  return {
    from: null,
    until: null,
    sites: [],
    conditions: null,
    milestones: [],
    risks: [],
    safeguards: [],
    design: noDesign,
    kpis: criteria.map((criterion) => ({
      criterion,
      name: nameOf(criterion),
      unit: unitOf(criterion, subject?.unit),
      baseline: null,
      target: criterion.threshold,
      observations,
      plausible: { least: null, most: null },
    })),
  };
}

/** In the need's unit; `1` is that of a share, as records of the field have it. */
function unitOf({ metric, unit }: Criterion, own: string | undefined): string {
  const inUnit = criterionNames.find(({ id }) => id === metric)?.unit === 'target';
  return criterionUnit(metric, unit || (inUnit ? own : undefined), 'en') || '1';
}

function nameOf(criterion: Criterion): Text {
  const slice = criterion.slice;
  const zh = slice ? `（${sliceWords(slice, 'zh')}）` : '';
  const en = slice ? ` (${sliceWords(slice, 'en')})` : '';
  return { zh: metricName(criterion.metric, 'zh') + zh, en: metricName(criterion.metric, 'en') + en };
}

/** The plan as it stands. */
export const valuesOf = (pilot: Pilot): PlanValues => ({
  from: pilot.from,
  until: pilot.until,
  sites: pilot.sites,
  conditions: pilot.conditions,
  milestones: pilot.milestones.map(({ id, title, from, due, owner }) => ({ id, title, from, due, owner })),
  risks: pilot.risks,
  safeguards: pilot.safeguards,
  design: { ...noDesign, ...pilot.design?.design },
  kpis: pilot.kpis.map(({ criterion, name, unit, baseline, target, observations: needed, plausible }) => ({
    criterion,
    name,
    unit,
    baseline,
    target,
    observations: needed,
    plausible: plausible ?? { least: null, most: null },
  })),
});

/** The row's body; what is not filled in stays out, so that the schema names it. */
export function bodyOf(values: PlanValues) {
  return {
    from: values.from ?? undefined,
    until: values.until ?? undefined,
    sites: values.sites,
    conditions: writtenText(values.conditions),
    milestones: values.milestones.map(({ id, title, from, due, owner }) => ({
      id,
      title: writtenText(title) ?? undefined,
      from,
      due: due ?? undefined,
      owner,
    })),
    risks: values.risks.map(({ what, likelihood, impact, owner, measure }) => ({
      what: what.trim(),
      likelihood: likelihood ?? undefined,
      impact: impact ?? undefined,
      owner,
      measure: measure.trim(),
    })),
    // A draft kept before plans had these.
    safeguards: (values.safeguards ?? []).map((one) => ({
      ...one,
      what: one.what.trim(),
      number: one.number.trim(),
    })),
    design: designOf(values.design ?? noDesign, values.sites),
    kpis: values.kpis.map((kpi) => ({
      ...kpi,
      criterion: { id: kpi.criterion.id },
      name: writtenText(kpi.name) ?? undefined,
      plausible: kpi.plausible.least === null && kpi.plausible.most === null ? null : kpi.plausible,
    })),
  };
}

/** Controls that are no sites any more go with them. */
function designOf({ kind, from, controls, assumption }: PlanValues['design'], sites: readonly string[]) {
  const day = from ?? undefined;
  if (kind === 'none') return null;
  if (kind === 'shadow') return { kind, from: day };
  if (kind === 'before_after') return { kind, from: day, assumption: assumption.trim() };
  return {
    kind,
    from: day,
    controls: controls.filter((site) => sites.includes(site)),
    assumption: assumption.trim(),
  };
}
