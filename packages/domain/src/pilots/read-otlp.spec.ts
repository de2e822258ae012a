import { ExportMetrics } from '@scenario-lab/contracts/otlp';
import { describe, expect, it } from 'vitest';
import { readOtlp } from './read-otlp.js';

const at = '1780300800000000000';
const exported = (metrics: object[], resource: object[] = []) =>
  ExportMetrics.parse({
    resourceMetrics: [{ resource: { attributes: resource }, scopeMetrics: [{ metrics }] }],
  });
const known = new Set(['mae', 'count']);

describe('an export of OpenTelemetry', () => {
  it('is read by gauges and sums that may fall, with the site of the point or of its resource', () => {
    const site = (name: string) => ({ key: 'site', value: { stringValue: name } });
    const read = readOtlp(
      exported(
        [
          { name: 'mae', unit: 'cm', gauge: { dataPoints: [{ timeUnixNano: at, asDouble: 9.5 }] } },
          {
            name: 'count',
            sum: {
              aggregationTemporality: 2,
              isMonotonic: false,
              dataPoints: [{ timeUnixNano: at, asInt: '-3', attributes: [site('West')] }],
            },
          },
        ],
        [site('East')],
      ),
      known,
    );
    expect(read).toEqual({
      points: [
        { criterion: 'mae', at: '2026-06-01T08:00:00.000Z', value: 9.5, site: 'East' },
        { criterion: 'count', at: '2026-06-01T08:00:00.000Z', value: -3, site: 'West' },
      ],
      rejected: 0,
      reasons: [],
    });
  });

  it('says how many are no points and why', () => {
    const read = readOtlp(
      exported([
        {
          name: 'cpu',
          gauge: {
            dataPoints: [
              { timeUnixNano: at, asDouble: 1 },
              { timeUnixNano: at, asDouble: 2 },
            ],
          },
        },
        { name: 'mae', sum: { isMonotonic: true, dataPoints: [{ timeUnixNano: at, asInt: 4 }] } },
        {
          name: 'mae',
          gauge: { dataPoints: [{ timeUnixNano: at }, { asDouble: 3 }, { timeUnixNano: '0', asDouble: 3 }] },
        },
        { name: 'mae', gauge: { dataPoints: [{ timeUnixNano: '99999999999999999999', asDouble: 1 }] } },
        { name: 'mae', histogram: { dataPoints: [{}] } },
      ]),
      known,
    );
    expect(read.points.map(({ at: moment }) => moment)).toEqual(['5138-11-16T09:46:39.999Z']);
    expect(read.rejected).toBe(6);
    expect(read.reasons).toEqual([
      'cpu: no criterion of the pilot',
      'mae: a counter that only grows is no value',
      'mae: no value',
      'mae: no time',
    ]);
  });

  it('of nothing is nothing', () => {
    expect(readOtlp(ExportMetrics.parse({}), known)).toEqual({ points: [], rejected: 0, reasons: [] });
  });
});
