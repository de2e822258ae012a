import { fold } from './han-fold.js';
import { tokens } from './tokens.js';

/** As shipped, one idea per row, Chinese words against English words or two-word phrases; the first of each is its name. */
const rows: readonly (readonly [zh: string, en: string])[] = [
  ['预测 预报', 'forecast predict'],
  ['检测 探测', 'detect'],
  ['识别', 'recognition recognise recognize identify identification'],
  ['分类', 'classify classification'],
  ['监测 监控', 'monitor'],
  ['预警 告警 报警', 'warning alarm alert'],
  ['调度', 'dispatch scheduling'],
  ['优化', 'optimisation optimization optimise optimize'],
  ['内涝 积水 积水点', 'waterlogging flood'],
  ['交通', 'traffic'],
  ['客流 人流', 'ridership'],
  ['拥堵', 'congestion'],
  ['停车', 'parking'],
  ['信号灯', 'signal'],
  ['空气质量 大气', 'air'],
  ['污染', 'pollution'],
  ['排放', 'emission'],
  ['噪声 噪音', 'noise'],
  ['水质', 'water quality'],
  ['污水', 'sewage wastewater'],
  ['垃圾', 'waste garbage'],
  ['能耗', 'energy consumption'],
  ['能源', 'energy'],
  ['电力 用电', 'electricity power'],
  ['负荷', 'load'],
  ['碳', 'carbon'],
  ['排水', 'drainage'],
  ['管网', 'pipeline'],
  ['井盖', 'manhole'],
  ['道路', 'road'],
  ['路面', 'pavement'],
  ['裂缝', 'crack'],
  ['缺陷 瑕疵', 'defect'],
  ['桥梁', 'bridge'],
  ['隧道', 'tunnel'],
  ['地铁 轨道', 'metro subway'],
  ['公交', 'bus'],
  ['车辆', 'vehicle'],
  ['行人', 'pedestrian'],
  ['无人机', 'drone uav'],
  ['机器人', 'robot'],
  ['摄像头', 'camera'],
  ['视频', 'video'],
  ['图像 影像', 'image'],
  ['遥感', 'remote sensing'],
  ['卫星', 'satellite'],
  ['传感器', 'sensor'],
  ['物联网', 'iot'],
  ['边缘', 'edge'],
  ['云', 'cloud'],
  ['大模型', 'llm'],
  ['问答', 'question answering'],
  ['文本', 'text'],
  ['语音', 'speech voice'],
  ['翻译', 'translation translate'],
  ['检索 搜索', 'retrieval search'],
  ['推荐', 'recommendation recommend'],
  ['投诉', 'complaint'],
  ['热线', 'hotline'],
  ['工单', 'ticket'],
  ['派单 分派', 'routing'],
  ['市民 居民', 'citizen resident'],
  ['诉求', 'appeal'],
  ['医院', 'hospital'],
  ['医疗', 'medical healthcare'],
  ['疾病', 'disease'],
  ['血细胞', 'blood cell'],
  ['养老', 'elderly'],
  ['教育', 'education'],
  ['学校', 'school'],
  ['就业', 'employment'],
  ['企业', 'enterprise company'],
  ['风险', 'risk'],
  ['信用', 'credit'],
  ['欺诈', 'fraud'],
  ['市场', 'market'],
  ['监管', 'supervision regulation'],
  ['食品', 'food'],
  ['药品', 'drug'],
  ['安全', 'safety security'],
  ['消防', 'fire'],
  ['应急', 'emergency'],
  ['地震', 'earthquake'],
  ['气象 天气', 'weather meteorology'],
  ['降雨 降水', 'rainfall precipitation'],
  ['温度 气温', 'temperature'],
  ['异常', 'anomaly abnormal'],
  ['故障', 'fault failure'],
  ['维护 运维', 'maintenance'],
  ['设备', 'equipment'],
  ['质检', 'quality inspection'],
  ['巡检 检查', 'inspect'],
  ['定位', 'positioning localisation localization'],
  ['地图', 'map'],
  ['数字孪生', 'digital twin'],
  ['隐私', 'privacy'],
  ['电表 水表 仪表', 'meter gauge'],
  ['读数', 'reading'],
  ['自行车 单车', 'bicycle bike'],
  ['需求量', 'demand'],
  ['价格', 'price'],
  ['农业', 'agriculture'],
  ['森林', 'forest'],
  ['河流 河道', 'river'],
  ['施工 工地', 'construction'],
  ['建筑', 'building'],
];

const phrases = new Set([
  'water quality',
  'energy consumption',
  'remote sensing',
  'question answering',
  'blood cell',
  'quality inspection',
  'digital twin',
]);

/** Words that stand for each other; the first of each language is what people are told. */
export interface Synonyms {
  key: string;
  zh: readonly string[];
  en: readonly string[];
}

/** What the lab begins with and may change. */
export const shippedSynonyms: readonly Synonyms[] = rows.map(([zh, en]) => {
  const english = phrases.has(en) ? [en] : en.split(' ');
  return { key: english[0] ?? en, zh: zh.split(' '), en: english };
});

/** Another spelling of something that was typed: what it is called, and the terms a card must hold. */
export interface Synonym {
  surface: string;
  terms: readonly string[];
  /** The tokens it stands for. */
  typed: readonly string[];
}

export interface Glossary {
  /** The idea behind a token, or behind two tokens in a row (`remote sens`); undefined for all others. */
  conceptFor(token: string): string | undefined;
  /** The name of an idea in both languages, for people. */
  conceptName(id: string): { zh: string; en: string } | undefined;
  /** The other words for what a text says. */
  others(text: string): Synonym[];
}

/** Cutting and stemming the words loads the dictionary: done when something is first asked. */
export function glossaryOf(groups: readonly Synonyms[]): Glossary {
  const conceptOf = new Map<string, string>();
  const groupOf = new Map<string, Synonyms>();
  const fill = () => {
    for (const group of groups) {
      const id = `~${group.key}`;
      groupOf.set(id, group);
      for (const word of [...group.zh, ...group.en]) {
        const cut = tokens(word).join(' ');
        // A word of the lab's own may be cut where the dictionary does not know it.
        for (const one of [fold(word), cut]) if (one && !conceptOf.has(one)) conceptOf.set(one, id);
      }
    }
  };
  const concepts = () => {
    if (groupOf.size === 0) fill();
    return conceptOf;
  };
  return {
    conceptFor: (token) => concepts().get(token),
    conceptName: (id) => {
      concepts();
      const group = groupOf.get(id);
      const [zh, en] = [group?.zh[0] ?? group?.en[0], group?.en[0] ?? group?.zh[0]];
      return zh === undefined || en === undefined ? undefined : { zh, en };
    },
    others: (text) => {
      const known = concepts();
      const said = tokens(text);
      const ids = new Map<string, string[]>();
      said.forEach((token, at) => {
        const before = said[at - 1];
        const ideas = [
          { id: known.get(token), typed: [token] },
          { id: before && known.get(`${before} ${token}`), typed: [before ?? '', token] },
        ];
        for (const { id, typed } of ideas) if (id) ids.set(id, [...(ids.get(id) ?? []), ...typed]);
      });
      const spoken = new Set(said);
      return [...ids].flatMap(([id, typed]) => {
        const group = groupOf.get(id);
        return [...(group?.zh ?? []), ...(group?.en ?? [])]
          .map((surface) => ({ surface: fold(surface), terms: termsFor(fold(surface)), typed }))
          .filter(({ terms }) => terms.length > 0 && !terms.every((term) => spoken.has(term)));
      });
    },
  };
}

/** A short Chinese word is a term of its own, whole or as a pair; others are all of their words. */
function termsFor(word: string): string[] {
  const cut = tokens(word);
  return cut.includes(word) || /^\p{Script=Han}{2}$/u.test(word) ? [word] : [...new Set(cut)];
}

/** The glossary a lab has that has changed nothing. */
export const shippedGlossary = glossaryOf(shippedSynonyms);
