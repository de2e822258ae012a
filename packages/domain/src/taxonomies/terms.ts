import type { CooperationMode, Field, SourceKind, TaxonomyTerm } from '@scenario-lab/contracts/taxonomies';
import { chains } from './chains.js';

type Names<K extends string> = Record<K, readonly [zh: string, en: string]>;

const kindOf = (kind: TaxonomyTerm['kind'], names: Names<string>): TaxonomyTerm[] =>
  Object.entries(names).map(([code, [zh, en]]) => ({ kind, code, name: { zh, en }, parent: null }));

/** City-operation fields (城市运行六大领域). */
const fields: Names<Field> = {
  economic_operation: ['经济运行', 'Economic operation'],
  market_supervision: ['市场监管', 'Market supervision'],
  social_management: ['社会管理', 'Social management'],
  public_services: ['公共服务', 'Public services'],
  environmental_protection: ['环境保护', 'Environmental protection'],
  citizens_appeals: ['社会诉求', "Citizens' appeals"],
};

const technologies: Names<string> = {
  machine_learning: ['机器学习', 'Machine learning'],
  computer_vision: ['计算机视觉', 'Computer vision'],
  language: ['自然语言处理', 'Natural language processing'],
  speech: ['语音识别与合成', 'Speech recognition and synthesis'],
  large_model: ['大模型', 'Large models'],
  agent: ['智能体', 'Agents'],
  knowledge_graph: ['知识图谱', 'Knowledge graphs'],
  forecasting: ['时序预测', 'Time-series forecasting'],
  anomaly_detection: ['异常检测', 'Anomaly detection'],
  optimisation: ['运筹优化', 'Operations research and optimisation'],
  remote_sensing: ['卫星遥感', 'Satellite remote sensing'],
  digital_twin: ['数字孪生与城市信息模型', 'Digital twins and city information models'],
  internet_of_things: ['物联感知', 'Internet of things'],
  robotics: ['机器人', 'Robotics'],
  drones: ['无人机与低空', 'Drones and low-altitude flight'],
  autonomous_driving: ['智能网联与自动驾驶', 'Connected and automated driving'],
  edge_computing: ['边缘计算', 'Edge computing'],
  privacy_computing: ['隐私计算', 'Privacy-preserving computation'],
  blockchain: ['区块链', 'Blockchain'],
  positioning: ['北斗与高精度定位', 'BeiDou and precise positioning'],
  virtual_reality: ['虚拟与增强现实', 'Virtual and augmented reality'],
  cyber_security: ['网络与数据安全', 'Network and data security'],
};

const industries: Names<string> = {
  artificial_intelligence: ['人工智能', 'Artificial intelligence'],
  big_data: ['大数据', 'Big data'],
  integrated_circuits: ['集成电路', 'Integrated circuits'],
  displays: ['新型显示', 'New displays'],
  software: ['高端软件与操作系统', 'High-end software and operating systems'],
  smart_terminals: ['智能终端', 'Smart terminals'],
  connected_vehicles: ['智能网联汽车', 'Connected vehicles'],
  low_altitude: ['低空经济', 'Low-altitude economy'],
  satellites: ['卫星互联网与应用', 'Satellite internet and applications'],
  aviation: ['航空航天', 'Aerospace'],
  medicine: ['医药健康', 'Medicine and health'],
  green: ['绿色低碳', 'Green and low-carbon'],
  rail: ['轨道交通', 'Rail transport'],
  robots: ['机器人', 'Robots'],
  culture: ['数字文创', 'Digital culture'],
};

const cooperationModes: Names<CooperationMode> = {
  purchase: ['采购', 'Purchase'],
  pilot: ['试点', 'Pilot'],
  open_call: ['揭榜挂帅', 'Open call'],
  joint_research: ['联合研发', 'Joint research'],
};

const qualifications: Names<string> = {
  high_tech: ['高新技术企业', 'High-tech enterprise'],
  technology_sme: ['科技型中小企业', 'Technology-based small or medium enterprise'],
  specialised_sme: ['专精特新中小企业', 'Specialised and innovative small or medium enterprise'],
  little_giant: ['专精特新“小巨人”企业', 'Specialised "little giant" enterprise'],
  single_champion: ['制造业单项冠军', 'Manufacturing single champion'],
  iso_9001: ['质量管理体系认证 ISO 9001', 'Quality management ISO 9001'],
  iso_27001: ['信息安全管理体系认证 ISO/IEC 27001', 'Information security management ISO/IEC 27001'],
  iso_42001: ['人工智能管理体系认证 ISO/IEC 42001', 'AI management system ISO/IEC 42001'],
  cmmi_3: ['CMMI 三级及以上', 'CMMI level 3 or above'],
  itss: ['信息技术服务标准 ITSS', 'IT service standard ITSS'],
  dcmm: ['数据管理能力成熟度 DCMM（GB/T 36073）', 'Data management maturity DCMM (GB/T 36073)'],
  mlps_3: [
    '网络安全等级保护三级（GB/T 22239）',
    'Classified protection of cybersecurity, level 3 (GB/T 22239)',
  ],
  surveying: ['测绘资质', 'Surveying and mapping licence'],
  algorithm_filing: ['算法备案', 'Algorithm filing'],
  generative_filing: ['生成式人工智能服务备案', 'Generative AI service filing'],
};

const sourceKinds: Names<SourceKind> = {
  public: ['公共数据', 'Public data'],
  enterprise: ['企业数据', 'Enterprise data'],
  personal: ['个人数据', 'Personal data'],
};

/** What tickets are about, in the words of a 12345 line. */
const ticketCategories: Names<string> = {
  roads_traffic: ['道路交通', 'Roads and traffic'],
  water_drainage: ['供水排水', 'Water and drainage'],
  public_utilities: ['公用事业', 'Public utilities'],
  city_appearance: ['市容环卫', 'City appearance and cleaning'],
  environment: ['生态环境', 'Environment'],
  housing: ['住房物业', 'Housing and property'],
  market: ['市场消费', 'Market and consumers'],
  public_safety: ['公共安全', 'Public safety'],
  livelihood: ['民生保障', 'Livelihood and social security'],
  government_service: ['政务服务', 'Government services'],
  pilot_installation: ['试点设施', 'Installations of a pilot'],
  other: ['其他', 'Something else'],
};

/** The lab's words as shipped; the lab may rename and add. */
export const shipped: readonly TaxonomyTerm[] = [
  ...kindOf('field', fields),
  ...kindOf('technology', technologies),
  ...kindOf('industry', industries),
  ...kindOf('cooperation_mode', cooperationModes),
  ...kindOf('qualification', qualifications),
  ...kindOf('source_kind', sourceKinds),
  ...kindOf('ticket_category', ticketCategories),
  ...chains,
];
