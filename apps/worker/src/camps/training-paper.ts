import { trainingIn } from '@scenario-lab/contracts/camps';
import { metricNames } from '@scenario-lab/contracts/metrics';
import { instantIn } from '../pdf/marks.js';
import type { PaperOf } from '../pdf/print-papers.js';

/** A certificate of completion on paper: what was attended and solved, as it was signed. */
export const trainingPaper: PaperOf = (statement, zone) => {
  const said = trainingIn(statement);
  if (!said) return null;
  const { training, holder, camp, done, issuedAt } = said;
  const day = (iso: string) => instantIn(zone, new Date(iso)).slice(0, 10);
  const [from, until] = [day(camp.from), day(camp.until)];
  const same = (text: string) => ({ zh: text, en: text });
  const named = (id: string) => metricNames.find((one) => one.id === id) ?? { zh: id, en: id };
  const title = (language: 'zh' | 'en') =>
    (language === 'zh' ? (camp.title.zh ?? camp.title.en) : (camp.title.en ?? camp.title.zh)) ?? '';
  const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  return {
    path: `training-certificates/${training.number}`,
    paper: {
      title: { zh: '结业证书', en: 'Certificate of completion' },
      number: training.number,
      lead: { zh: '兹证明', en: 'This is to certify that' },
      name: same(holder.name),
      under: holder.organisation.name,
      sentence: {
        zh: `${from === until ? `于 ${from}` : `于 ${from} 至 ${until}`} 参加“${title('zh')}”，出勤 ${done.sessions.length} 讲、共 ${done.hours} 学时${done.tasks.length > 0 ? `，完成习题 ${done.tasks.length} 道` : ''}，达到结业要求，准予结业。`,
        en: `took part in “${title('en')}” (${from === until ? from : `${from} to ${until}`}), attended ${plural(done.sessions.length, 'session')} of ${done.hours} h${done.tasks.length > 0 ? `, solved ${plural(done.tasks.length, 'task')}` : ''} and completed what the camp asks.`,
      },
      table: {
        header: [
          { zh: '课程或习题', en: 'Session or task' },
          { zh: '日期或成绩', en: 'Date or result' },
        ],
        shares: [0.62, 0.38],
        rows: [
          ...done.sessions.map(({ topic, at }) => [topic, same(day(at))]),
          ...done.tasks.map(({ title: of, metric, best }) => {
            const { zh, en } = named(metric);
            const value = Number(best.toPrecision(4));
            return [of, { zh: `${zh} ${value}`, en: `${en} ${value}` }];
          }),
        ],
      },
      issuedAt,
      until: null,
    },
  };
};
