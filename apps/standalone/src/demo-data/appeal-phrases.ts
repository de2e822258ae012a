import type { Words } from './table.js';

export interface AppealDepartment {
  code: string;
  name: Words;
  /** What the caller complains of; {place} and {time} are filled in. */
  matters: string[];
}

/** Matters that sound alike but belong to different desks: the text decides, not one word of it. */
export const APPEAL_DEPARTMENTS: AppealDepartment[] = [
  {
    code: 'urban_management',
    name: { zh: '城市管理', en: 'Urban management' },
    matters: [
      '{place}流动摊贩{time}占道经营，油烟很大，行人过不去',
      '{place}的垃圾桶满了{time}没人清运，臭味难闻',
      '{place}广告牌松动，风一吹就晃，怕掉下来砸人',
      '{place}路灯{time}不亮，晚上回家不安全',
      '{place}商铺把桌椅摆到人行道上，{time}都是这样',
      '{place}渣土车{time}撒漏，路面全是泥',
    ],
  },
  {
    code: 'housing',
    name: { zh: '住房建设', en: 'Housing and construction' },
    matters: [
      '{place}工地{time}还在打桩施工，噪声太大睡不着',
      '{place}楼上卫生间漏水，物业一直不维修',
      '{place}小区电梯{time}停运，老人上下楼困难',
      '{place}新交房墙面开裂，开发商推脱不处理',
      '{place}物业费涨价没有经过业主大会',
      '{place}维修资金申请{time}没有答复',
    ],
  },
  {
    code: 'water',
    name: { zh: '水务排水', en: 'Water and drainage' },
    matters: [
      '{place}下雨就积水，{time}水深到膝盖',
      '{place}自来水{time}发黄，有异味',
      '{place}污水井冒溢，脏水流到路上',
      '{place}{time}停水没有提前通知',
      '{place}河道水面漂浮垃圾，水体发黑',
      '{place}水压太低，高层{time}用不上水',
    ],
  },
  {
    code: 'transport',
    name: { zh: '交通运输', en: 'Transport' },
    matters: [
      '{place}公交车{time}间隔太长，等了四十分钟',
      '{place}网约车司机拒载，还多收钱',
      '{place}路面坑洼，{time}骑车摔倒',
      '希望{place}增设公交站点，上班不方便',
      '{place}共享单车堆在地铁口，{time}没有调度',
      '{place}出租车绕路，要求退还多收费用',
    ],
  },
  {
    code: 'police',
    name: { zh: '公安交管', en: 'Police and traffic' },
    matters: [
      '{place}{time}有人飙车炸街，噪声扰民',
      '{place}红绿灯配时不合理，左转要等三轮',
      '{place}占用消防通道违停，{time}没人管',
      '{place}邻居{time}打麻将吵闹，报过警还是这样',
      '{place}养犬不牵绳，咬伤小孩',
      '{place}电动车逆行严重，{time}差点撞到人',
    ],
  },
  {
    code: 'market',
    name: { zh: '市场监管', en: 'Market regulation' },
    matters: [
      '在{place}超市买到过期食品，商家不退款',
      '{place}健身房{time}关门跑路，预付卡退不了',
      '{place}餐馆后厨不卫生，菜里有虫',
      '{place}电子秤缺斤少两，{time}都这样卖',
      '{place}药店价格标示和收银不一致',
      '{place}美容店虚假宣传，做完过敏',
    ],
  },
  {
    code: 'environment',
    name: { zh: '生态环境', en: 'Environment' },
    matters: [
      '{place}工厂{time}排放刺鼻气味，窗户不敢开',
      '{place}餐饮店油烟管道直排，没有净化装置',
      '{place}企业向河里排污水，水面有油膜',
      '{place}汽修店喷漆味道{time}很重',
      '{place}工厂机器低频噪声{time}不停',
      '{place}露天焚烧垃圾，黑烟很大',
    ],
  },
  {
    code: 'education',
    name: { zh: '教育', en: 'Education' },
    matters: [
      '{place}小学划片有疑问，孩子不能就近入学',
      '{place}培训机构{time}补课，不退学费',
      '{place}幼儿园伙食差，家长要求公开食谱',
      '{place}学校门口接送秩序混乱，老师{time}不在',
      '{place}中学作业太多，{time}写到十一点',
      '转学到{place}手续{time}没有回复',
    ],
  },
  {
    code: 'health',
    name: { zh: '卫生健康', en: 'Health' },
    matters: [
      '{place}社区医院疫苗{time}约不上',
      '{place}医院检查收费不清楚，要求明细',
      '{place}诊所没有执业许可证，输液后不适',
      '{place}急诊{time}排队三小时没有医生',
      '{place}医院病历复印窗口{time}没人',
      '独生子女补助在{place}卫生院办不了',
    ],
  },
  {
    code: 'social_security',
    name: { zh: '人力社保', en: 'Labour and social security' },
    matters: [
      '{place}公司拖欠工资{time}，老板不接电话',
      '社保转移到{place}{time}没有到账',
      '{place}工地农民工工资没发，要求帮助',
      '{place}单位不签劳动合同，不交社保',
      '失业金申请{time}没有审核',
      '退休手续在{place}窗口跑了三趟没办成',
    ],
  },
  {
    code: 'civil_affairs',
    name: { zh: '民政', en: 'Civil affairs' },
    matters: [
      '{place}养老院押金{time}不退',
      '低保申请在{place}社区{time}没有结果',
      '{place}社区日间照料中心{time}不开门',
      '残疾人补贴{time}没有发放',
      '{place}婚姻登记预约系统{time}打不开',
      '{place}地名牌写错，快递送不到',
    ],
  },
  {
    code: 'energy',
    name: { zh: '供电供气', en: 'Power and gas' },
    matters: [
      '{place}{time}停电，没有提前通知',
      '{place}天然气表不走字，{time}没有人来换',
      '{place}电压不稳，家电烧坏要求赔偿',
      '{place}楼道闻到燃气味，{time}没人检查',
      '{place}充电桩{time}充不进电',
      '{place}电费比上月多三倍，要求核查',
    ],
  },
];

export const APPEAL_STREETS = [
  '青桥街道',
  '柳溪街道',
  '望江路街道',
  '石坊街道',
  '云台街道',
  '南湖街道',
  '东桥镇',
  '竹园街道',
  '北站街道',
  '梧桐里街道',
  '新河街道',
  '清水镇',
  '双塔街道',
  '花坪街道',
  '松林街道',
  '学府街道',
  '龙泉巷街道',
  '银杏街道',
  '江湾街道',
  '工业园街道',
  '西岭镇',
  '金沙巷街道',
  '文昌街道',
  '锦绣街道',
];

export const APPEAL_PLACES = [
  '三号院',
  '农贸市场',
  '地铁口',
  '步行街',
  '小学旁边',
  '公园东门',
  '小区二期',
  '写字楼下',
  '老旧小区',
  '河边',
  '菜市场门口',
  '广场',
  '医院对面',
  '工业园',
  '公交站旁',
  '安置房',
  '夜市',
  '立交桥下',
];

export const APPEAL_TIMES = [
  '已经一周',
  '连续三天',
  '昨天晚上',
  '长期',
  '凌晨',
  '周末',
  '快一个月',
  '每天早上',
  '经常',
  '下雨以后',
];

export const APPEAL_OPENINGS = [
  '',
  '',
  '您好，',
  '来电人反映：',
  '市民反映',
  '我要投诉，',
  '请问',
  '再次来电，',
];

export const APPEAL_ENDINGS = [
  '',
  '，请尽快处理',
  '，希望有关部门核实',
  '，多次反映未解决',
  '，要求回电',
  '。谢谢',
  '，请协调解决',
];

/** Filler that names another desk's subject without being the matter, as callers do. */
export const APPEAL_ASIDES = [
  '，之前打过物业电话',
  '，找过社区也没用',
  '，派出所说不归他们管',
  '，附近还有学校',
  '，家里有老人和小孩',
  '，影响做生意',
  '，旁边就是工地',
  '，城管来过一次',
  '，环保也来看过',
  '，怀疑和停水有关',
  '，公交司机也这么说',
  '，水电费都按时交了',
];

/** Slips of dictation and of the keyboard: the same sound, another character. */
export const APPEAL_SLIPS: [string, string][] = [
  ['噪声', '噪音'],
  ['垃圾', '拉圾'],
  ['污水', '圬水'],
  ['物业', '物页'],
  ['工资', '公资'],
  ['公交', '公教'],
  ['油烟', '油咽'],
  ['停电', '亭电'],
  ['社保', '社报'],
  ['电梯', '电锑'],
  ['过期', '过其'],
  ['天然气', '天燃气'],
];
