// Columns of made-up people, and of things that look like them. Nothing here is of anybody; lists and forms are not those
// the detector looks with.
import { makeDice } from '../apps/standalone/dist/demo-data/seeded.js';

const surnames =
  '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 邓 冯 韩 曹 曾 彭 萧 蔡 潘 田 董 袁 于 余 叶 蒋 杜 苏 魏 程 吕 丁 沈 任 姚 卢 傅 钟 姜 崔 谭 廖 范 汪 陆 金 石 戴 贾 韦 夏 邱 方 侯 邹 熊 孟 秦 白 江 阎 薛 尹 段 雷 黎 史 龙 陶 贺 顾 毛 郝 龚 邵 万 钱 严 覃 武 戚 莫 孔 向 欧阳 上官'.split(
    ' ',
  );
const given =
  '伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 文辉 建华 玉梅 志强 海燕 晓东 丹 玲 鹏 雪 宇航 子涵 浩然 思远 欣怡 梓萱 一诺 若溪 俊杰 佳琪 天佑 春花 国庆 卫东 学军 小红 立新 少华 永康 正阳 可心 以宁 奕辰 素芬 翠花 德胜'.split(
    ' ',
  );
const roads = '人民路 天府大道 红星路 解放街 建设巷 玉林西路 科华北路 府青路 桂溪街 金桂路'.split(' ');
const estates = '阳光花园 锦绣家园 城南小区 翠湖苑 幸福公寓 万和城'.split(' ');
const districts = '锦江区 青羊区 金牛区 武侯区 成华区 高新区 温江区 郫都区 双流区 龙泉驿区'.split(' ');
const things =
  '水泵 井盖 路灯 摄像头 配电箱 金属护栏 石板 马路牙子 高压电缆 田间水渠 江堤 白云石 程控机 方砖'.split(' ');
const offices = '水务局 住建局 城管委 金牛街道办 高新分局 万年场派出所 石羊街道 白家镇政府'.split(' ');
const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** `rows` cells of each column with its name and how many cells hold which kind. */
export function people(seed, rows) {
  const dice = makeDice(seed);
  const digits = (count) => Array.from({ length: count }, () => dice.below(10)).join('');
  const two = (n) => String(n).padStart(2, '0');
  const date = (from, to) =>
    `${from + dice.below(to - from)}${two(1 + dice.below(12))}${two(1 + dice.below(28))}`;
  const name = () => dice.pick(surnames) + dice.pick(given);
  const idCard = () => {
    const head = `5101${two(1 + dice.below(20))}${date(1940, 2015)}${digits(3)}`;
    const sum = idWeights.reduce((total, weight, at) => total + weight * Number(head[at]), 0);
    return head + '10X98765432'[sum % 11];
  };
  const card = () => {
    const head = dice.pick(['621700', '622202', '623058', '436742', '552245']);
    const body = head + digits((head.startsWith('62') ? 19 : 16) - head.length - 1);
    const sum = [...body].reverse().reduce((total, digit, at) => {
      const worth = at % 2 === 0 ? Number(digit) * 2 : Number(digit);
      return total + (worth > 9 ? worth - 9 : worth);
    }, 0);
    const whole = body + ((10 - (sum % 10)) % 10);
    return dice.chance(0.3) ? whole.replace(/(\d{4})(?=\d)/g, '$1 ') : whole;
  };
  const mobile = () =>
    `${dice.pick(['', '', '', '+86 ', '86'])}1${dice.pick(['3', '5', '7', '8', '9'])}${digits(9)}`;
  const plate = () =>
    `川${dice.pick(['A', 'B', 'G'])}${dice.chance(0.3) ? `·${dice.pick(['D', 'F'])}${digits(5)}` : `${dice.pick(['A', 'K', 'Q', 'X'])}${digits(4)}`}`;
  const email = () =>
    `${dice.pick(['wang', 'li.na', 'zhang_w', 'x-chen'])}${digits(3)}@${dice.pick(['example.cn', 'mail.example.com', 'qq.example'])}`;
  const door = () =>
    dice.weighted([
      [
        () => `${dice.below(20) + 1}栋${dice.below(4) + 1}单元${dice.below(30) + 1}0${dice.below(8) + 1}室`,
        4,
      ],
      [() => `${dice.below(30) + 1}幢${dice.below(90) + 101}号`, 1],
      [() => `${dice.below(9) + 1}号楼${dice.below(900) + 101}`, 1],
    ])();
  const address = () =>
    dice.chance(0.85)
      ? `${dice.pick(['成都市', '四川省成都市', ''])}${dice.pick(districts)}${dice.pick(roads)}${dice.chance(0.3) ? '四段' : ''}${dice.below(400) + 1}号${dice.chance(0.5) ? dice.pick(estates) : ''}${door()}`
      : `${dice.pick(districts)}${dice.pick(['安德镇', '白家镇'])}${dice.pick(['红旗村', '新民村'])}${dice.below(9) + 1}组${dice.below(90) + 1}号`;
  const talk = (held) =>
    dice.pick([`来电反映：${held}，请尽快处理。`, `已核实（${held}）`, `市民留言 ${held} 等待回复`]);
  const quiet = () =>
    dice.pick(['道路破损，请修复。', '夜间施工噪声扰民。', '请问何时恢复供水？', '感谢及时处理。']);
  const order = () => `2${digits(15)}`;

  const column = (heading, make, holds = null, part = 1) => {
    let held = 0;
    const cells = Array.from({ length: rows }, () => {
      if (holds && dice.chance(1 - part)) return quiet();
      held += 1;
      return make();
    });
    return { name: heading, cells, holds: holds ? { [holds]: held } : {} };
  };
  return [
    column('证件号', idCard, 'id_card'),
    column('电话', mobile, 'mobile'),
    column('收款账户', card, 'bank_card'),
    column('车牌', plate, 'plate'),
    column('邮箱', email, 'email'),
    column('住处', address, 'address'),
    column('联系人', name, 'person_name'),
    column('办结人员', name, 'person_name'),
    column('留言一', () => talk(mobile()), 'mobile', 0.1),
    column('留言二', () => talk(idCard()), 'id_card', 0.05),
    column('留言三', () => talk(address()), 'address', 0.1),
    column('留言四', () => talk(card()), 'bank_card', 0.05),
    column('留言五', () => talk(plate()), 'plate', 0.1),
    // What only looks so.
    column('订单号', () => `${date(2020, 2026)}${digits(10)}`),
    column('流水号', () => `62${digits(17)}`),
    column('业务编号', order),
    column('批次', () => `51010${dice.below(10)}${date(1990, 2020)}${digits(4)}`),
    column('信用代码', () => `9151010${digits(1)}MA6${digits(7)}`),
    column('设备编号', () => `KX-${digits(4)}-${dice.pick(['A', 'B'])}${digits(3)}`),
    column('雷达编号', () => `${digits(12)}`),
    column('区县', () => dice.pick(districts)),
    column('物品', () => dice.pick(things)),
    column('承办单位', () => dice.pick(offices)),
    column('站址', () => `${dice.pick(roads)}${dice.below(400) + 1}号`),
    column('时间戳', () => String(1_600_000_000_000 + dice.below(99_999_999))),
    column('经纬度', () => `104.${digits(6)},30.${digits(6)}`),
    column('网址', () => `https://example.cn/${digits(6)}?a=${digits(3)}`),
    column('说明', quiet),
  ];
}
