import { leastFacts, type StatisticsDefinition } from './cockpit.js';

type Said = readonly [name: string, definition: string];
const define = (figure: string, unit: string, [nameZh, zh]: Said, [nameEn, en]: Said) => ({
  figure,
  unit,
  name: { zh: nameZh, en: nameEn },
  definition: { zh, en },
});

/** Every figure of a monthly report. A month is the lab's: from its first midnight to the next month's. */
export const monthDefinitions = [
  define(
    'month.published',
    'count',
    ['新公开', '本月发生的公开次数：方案、算法、数据集上架，需求发布，案例公开。再次上架或发布另计一次。'],
    [
      'Became public',
      'How often in the month: solutions, algorithms and datasets were listed, needs published, cases published. Again counts again.',
    ],
  ),
  define(
    'month.entered',
    'count',
    ['进入各阶段', '本月进入该阶段的对接数；“能力展示”为首次上架的解决方案数。'],
    [
      'Entered the stage',
      'Engagements that entered the stage in the month; for the showcase, solutions first listed.',
    ],
  ),
  define(
    'month.here',
    'count',
    ['月末在办', '本月最后一刻处于该阶段的对接数；“能力展示”为在架且尚无对接的解决方案数。'],
    [
      'In the stage at the end',
      'Engagements in the stage when the month ended; for the showcase, listed solutions without an engagement.',
    ],
  ),
  define(
    'month.median_days',
    'days',
    ['停留中位数', `本月离开该阶段者停留天数的中位数；不足 ${leastFacts} 件不公布。`],
    [
      'Median days in the stage',
      `Median stay of those who left the stage in the month; not told of fewer than ${leastFacts}.`,
    ],
  ),
  define(
    'month.buyer',
    'share',
    [
      '需求单位三率',
      `响应率、按期决定率、转化率，口径与驾驶舱相同，只计本月应答、应决定或已决定者；不足 ${leastFacts} 件不公布。`,
    ],
    [
      'Departments’ three rates',
      `Response, decisions on time, conversion as in the cockpit, of what was done or fell due in the month; not told of fewer than ${leastFacts}.`,
    ],
  ),
  define(
    'month.certificates',
    'count',
    ['证书', '本月签发、暂停、撤销的证书数。'],
    ['Certificates', 'Certificates issued, suspended and revoked in the month.'],
  ),
  define(
    'month.runs',
    'count',
    ['测试运行', '本月结束的测试运行数，无论结果；取消的不计。'],
    ['Runs', 'Test runs that ended in the month, however they ended; cancelled ones are not counted.'],
  ),
  define(
    'month.cpu_hours',
    'hours',
    ['算力用量', '上述运行所用的 CPU 时间之和，单位为小时。'],
    ['Compute used', 'CPU time of these runs, in hours.'],
  ),
  define(
    'month.data_uses',
    'count',
    ['数据使用', '本月使用记录的条数：测试运行、下载公开行、下载样例、数据任务、取走任务成果。'],
    [
      'Uses of data',
      'Lines of the use log in the month: by runs, open rows downloaded, samples downloaded, by data jobs, outputs of jobs taken.',
    ],
  ),
  define(
    'month.replications',
    'count',
    ['复制推广', '本月申请、采用、谢绝的复制推广数。'],
    ['Replications', 'Replications requested, adopted and declined in the month.'],
  ),
] as const satisfies readonly StatisticsDefinition[];
