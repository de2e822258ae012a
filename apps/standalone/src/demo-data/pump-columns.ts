import type { Column, ColumnType, Words } from './table.js';

type Extra = Partial<Pick<Column, 'role' | 'unit' | 'values' | 'known_at'>>;

function column(name: string, type: ColumnType, label: Words, meaning: Words, extra: Extra = {}): Column {
  return { name, type, known_at: 'always', role: 'feature', label, meaning, ...extra };
}

/** What the classifiers read, in the order of their weights. */
export const PUMP_FEATURES = [
  'rain_1h',
  'level',
  'level_rate',
  'current_ratio',
  'pressure',
  'vibration',
  'bearing_rise',
  'imbalance',
  'insulation',
  'starts_1h',
  'service_hours',
  'age',
] as const;

export const PUMP_COLUMNS: Column[] = [
  column(
    'id',
    'string',
    { zh: '记录编号', en: 'Record' },
    { zh: '一条巡检时刻的编号', en: 'One inspection moment' },
    { role: 'id' },
  ),
  column(
    'observed_at',
    'timestamp',
    { zh: '采集时间', en: 'Observed at' },
    { zh: '整点采集时间，东八区', en: 'Full hour, UTC+8' },
    { role: 'time' },
  ),
  column(
    'station',
    'string',
    { zh: '泵站', en: 'Station' },
    { zh: '泵站代号，作为抽样单元', en: 'Station code; the resampling unit' },
    { role: 'group' },
  ),
  column(
    'zone',
    'string',
    { zh: '排水片区', en: 'Drainage zone' },
    { zh: '泵站所属排水片区', en: 'Zone the station drains' },
    {
      role: 'slice',
      values: {
        centre: { zh: '中心片区', en: 'Centre' },
        east: { zh: '东片区', en: 'East' },
        south: { zh: '南片区', en: 'South' },
        west: { zh: '西片区', en: 'West' },
        north: { zh: '北片区', en: 'North' },
      },
    },
  ),
  column(
    'season',
    'string',
    { zh: '季节', en: 'Season' },
    { zh: '汛期为夏季', en: 'Summer is the flood season' },
    {
      role: 'slice',
      values: {
        spring: { zh: '春', en: 'Spring' },
        summer: { zh: '夏（汛期）', en: 'Summer (flood season)' },
        autumn: { zh: '秋', en: 'Autumn' },
        winter: { zh: '冬', en: 'Winter' },
      },
    },
  ),
  column(
    'rain_1h',
    'number',
    { zh: '小时雨量', en: 'Rain, last hour' },
    { zh: '最近雨量站前一小时累计', en: 'Nearest gauge, sum of the past hour' },
    { unit: 'mm' },
  ),
  column(
    'level',
    'number',
    { zh: '集水池水位', en: 'Sump level' },
    { zh: '相对池底', en: 'Above the sump floor' },
    { unit: 'm' },
  ),
  column(
    'level_rate',
    'number',
    { zh: '水位涨速', en: 'Level rise' },
    { zh: '最近十分钟水位变化率', en: 'Rate over the last ten minutes' },
    { unit: 'cm/min' },
  ),
  column(
    'current_ratio',
    'number',
    { zh: '电流比', en: 'Current ratio' },
    { zh: '实测电流除以额定电流', en: 'Measured over rated motor current' },
    { unit: '1' },
  ),
  column(
    'pressure',
    'number',
    { zh: '出口压力', en: 'Outlet pressure' },
    { zh: '出水管表压', en: 'Gauge pressure in the outlet' },
    { unit: 'kPa' },
  ),
  column(
    'vibration',
    'number',
    { zh: '振动烈度', en: 'Vibration' },
    {
      zh: '轴承座振动速度有效值，传感器掉线时为空',
      en: 'RMS velocity at the bearing; empty when the sensor drops out',
    },
    { unit: 'mm/s' },
  ),
  column(
    'bearing_rise',
    'number',
    { zh: '轴承温升', en: 'Bearing rise' },
    { zh: '轴承温度减环境温度', en: 'Bearing minus ambient temperature' },
    { unit: 'K' },
  ),
  column(
    'imbalance',
    'number',
    { zh: '三相不平衡度', en: 'Phase imbalance' },
    { zh: '三相电压不平衡百分比', en: 'Voltage imbalance of the three phases' },
    { unit: '%' },
  ),
  column(
    'insulation',
    'number',
    { zh: '绝缘电阻', en: 'Insulation' },
    { zh: '电机对地绝缘电阻，最近一次自检', en: 'Motor to earth, last self-test' },
    { unit: 'MΩ' },
  ),
  column(
    'starts_1h',
    'number',
    { zh: '小时启动次数', en: 'Starts, last hour' },
    { zh: '前一小时启动次数', en: 'Starts in the past hour' },
    { unit: '1' },
  ),
  column(
    'service_hours',
    'number',
    { zh: '检修后运行时长', en: 'Hours since service' },
    { zh: '上次检修后的累计运行', en: 'Running time since the last service' },
    { unit: 'h' },
  ),
  column(
    'age',
    'number',
    { zh: '机组年限', en: 'Age' },
    { zh: '投运年数', en: 'Years in operation' },
    { unit: 'a' },
  ),
  column(
    'state',
    'string',
    { zh: '24 小时内是否故障', en: 'Fault within 24 h' },
    { zh: '其后 24 小时内是否停机检修', en: 'Whether the unit was stopped for repair within 24 hours' },
    {
      role: 'target',
      known_at: 'never',
      values: { normal: { zh: '正常', en: 'Normal' }, fault: { zh: '故障', en: 'Fault' } },
    },
  ),
];
