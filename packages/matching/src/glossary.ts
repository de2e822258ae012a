import { tokens } from './tokens.js';

/** One idea per row, Chinese words against English words or two-word phrases; the first of each is its name. */
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

const conceptOf = new Map<string, string>();
const names = new Map<string, { zh: string; en: string }>();

/** Filled at first use, since stemming and cutting the rows loads the dictionary. */
function concepts(): ReadonlyMap<string, string> {
  if (conceptOf.size > 0) return conceptOf;
  for (const [zh, en] of rows) {
    const zhWords = zh.split(' ');
    const name = { zh: zhWords[0] ?? zh, en: rowName(en) };
    const id = `~${name.en}`;
    names.set(id, name);
    for (const word of zhWords) conceptOf.set(word, id);
    if (phrases.has(en)) conceptOf.set(tokens(en).join(' '), id);
    else for (const word of tokens(en)) conceptOf.set(word, id);
  }
  return conceptOf;
}

const phrases = new Set([
  'water quality',
  'energy consumption',
  'remote sensing',
  'question answering',
  'blood cell',
  'quality inspection',
  'digital twin',
]);

function rowName(en: string): string {
  return phrases.has(en) ? en : (en.split(' ')[0] ?? en);
}

/** The idea behind a token, or behind two English tokens in a row (`remote sens`); undefined for all others. */
export function conceptFor(token: string): string | undefined {
  return concepts().get(token);
}

/** The name of an idea in both languages, for people. */
export function conceptName(id: string): { zh: string; en: string } | undefined {
  concepts();
  return names.get(id);
}
