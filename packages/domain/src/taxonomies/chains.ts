import type { TaxonomyTerm } from '@scenario-lab/contracts/taxonomies';

type Name = readonly [zh: string, en: string];

/** Industry chains (产业链) as shipped, each from what is made to what runs in the city; the lab renames, adds and retires. */
const shipped: Readonly<Record<string, { name: Name; links: Readonly<Record<string, Name>> }>> = {
  chain_ai: {
    name: ['人工智能', 'Artificial intelligence'],
    links: {
      ai_compute: ['算力与芯片', 'Compute and chips'],
      ai_data: ['数据与标注', 'Data and labelling'],
      ai_models: ['模型与算法', 'Models and algorithms'],
      ai_platforms: ['平台与工具', 'Platforms and tools'],
      ai_applications: ['行业应用', 'Applications'],
    },
  },
  chain_sensing: {
    name: ['物联感知', 'Sensing and internet of things'],
    links: {
      sensing_devices: ['传感与终端', 'Sensors and devices'],
      sensing_networks: ['通信与边缘计算', 'Networks and edge computing'],
      sensing_recognition: ['识别与读数', 'Recognition and reading'],
      sensing_warning: ['分析与预警', 'Analysis and warning'],
      sensing_service: ['安装与运维', 'Installation and service'],
    },
  },
  chain_water: {
    name: ['智慧水务与生态环境', 'Water and environment'],
    links: {
      water_monitoring: ['监测设备', 'Monitoring equipment'],
      water_data: ['数据采集与治理', 'Data collection and care'],
      water_forecasting: ['预测与模型', 'Forecasts and models'],
      water_control: ['调度与控制', 'Dispatch and control'],
      water_operation: ['运维与处置', 'Operation and response'],
    },
  },
  chain_government: {
    name: ['数字政务与城市治理', 'Digital government and city care'],
    links: {
      government_data: ['数据归集与共享', 'Collecting and sharing data'],
      government_language: ['语言与知识', 'Language and knowledge'],
      government_events: ['事件发现与分派', 'Finding and routing events'],
      government_services: ['办事与服务', 'Services to citizens'],
      government_decisions: ['监管与决策', 'Supervision and decisions'],
    },
  },
  chain_data: {
    name: ['数据要素', 'Data as a resource'],
    links: {
      data_sources: ['数据来源', 'Sources'],
      data_governance: ['治理与标注', 'Care and labelling'],
      data_safety: ['安全与隐私计算', 'Safety and private computing'],
      data_circulation: ['流通与交易', 'Exchange'],
      data_use: ['开发利用', 'Use'],
    },
  },
  chain_vehicles: {
    name: ['智能网联汽车', 'Connected vehicles'],
    links: {
      vehicles_parts: ['感知与部件', 'Sensing and parts'],
      vehicles_software: ['计算与软件', 'Computing and software'],
      vehicles_roads: ['车路协同设施', 'Roadside systems'],
      vehicles_maps: ['地图与定位', 'Maps and positioning'],
      vehicles_travel: ['出行与运营', 'Travel and operation'],
    },
  },
  chain_low_altitude: {
    name: ['低空经济', 'Low-altitude economy'],
    links: {
      low_altitude_craft: ['整机与部件', 'Craft and parts'],
      low_altitude_navigation: ['导航与通信', 'Navigation and links'],
      low_altitude_traffic: ['飞行服务与管理', 'Flight services'],
      low_altitude_operation: ['运营与作业', 'Operation'],
      low_altitude_data: ['数据应用', 'Use of its data'],
    },
  },
};

/** A chain's place is its first link's: from upstream to downstream, as long as the lab says nothing else. */
export const chains: readonly TaxonomyTerm[] = Object.entries(shipped)
  .flatMap(([code, { name, links }]) => [
    { code, name, parent: null as string | null },
    ...Object.entries(links).map(([link, linkName]) => ({ code: link, name: linkName, parent: code })),
  ])
  .map(({ code, name: [zh, en], parent }, position) => ({
    kind: 'chain' as const,
    code,
    name: { zh, en },
    parent,
    position,
  }));
