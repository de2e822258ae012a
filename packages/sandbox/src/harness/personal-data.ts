export type PersonalKind = 'id_card' | 'mobile' | 'bank_card' | 'plate' | 'email' | 'address' | 'person_name';
/** Those that are written in a form of their own, wherever they stand. */
type Formed = Exclude<PersonalKind, 'person_name'>;

const SURROUNDED_BY_OTHERS = (inner: string) => `(^|[^0-9A-Za-z])(${inner})([^0-9A-Za-z]|$)`;

export interface Candidate {
  /** RE2 expression whose group 2 is the candidate. */
  pattern: string;
  /** A cheap SQL condition on `v` that every cell with a candidate meets. */
  first: string;
}

/** Characters of the shortest candidate, an e-mail address. */
export const SHORTEST_CANDIDATE = 6;

const patterns: Record<Formed, string> = {
  // GB 11643-1999: six digits of place, eight of birth, three of order, one check character.
  id_card: SURROUNDED_BY_OTHERS(
    '[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]',
  ),
  mobile: SURROUNDED_BY_OTHERS('((\\+|00)?86[- ]?)?1[3-9][0-9]{9}'),
  // ISO/IEC 7812: the issuers whose cards are carried here, alone or in groups of four.
  bank_card: SURROUNDED_BY_OTHERS('[3-6][0-9]{14,18}|[3-6][0-9]{3}([ -][0-9]{4}){3}([ -]?[0-9]{1,3})?'),
  // GA 36-2018: province, office letter, then five characters, or six for new-energy vehicles; no I and O.
  plate:
    '()([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?([A-HJ-NP-Z0-9]{5}|[DF][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DF]|[A-HJ-NP-Z0-9]{4}[学警港澳挂]))',
  email: '()([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,})',
  // Down to somebody's door: a road, estate or village, then a building, a unit, a flat or a household's number.
  address:
    '()(\\p{Han}{1,20}(路|街|大道|巷|弄|村|小区|花园|苑|公寓|家园|社区|城|庭|府|里|坊)[\\p{Han}0-9A-Za-z#-]{0,16}?([0-9]{1,5}(栋|幢|单元|室|户|号楼|组[0-9]{1,4}号)|[0-9A-Za-z]{1,3}座[0-9]{3,4}))',
};

export const candidates: Record<Formed, Candidate> = {
  id_card: { pattern: patterns.id_card, first: 'length(v) >= 18' },
  mobile: { pattern: patterns.mobile, first: 'length(v) >= 11' },
  bank_card: { pattern: patterns.bank_card, first: 'length(v) >= 15' },
  plate: { pattern: patterns.plate, first: 'length(v) >= 7 AND strlen(v) > length(v)' },
  email: { pattern: patterns.email, first: "contains(v, '@')" },
  address: { pattern: patterns.address, first: 'length(v) >= 7 AND strlen(v) > length(v)' },
};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';

/** True if the check character of an 18-character identity number is right (GB 11643-1999, ISO 7064 MOD 11-2). */
export function idCardChecks(candidate: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(candidate[index]), 0);
  return CHECK[sum % 11] === candidate[17]?.toUpperCase();
}

const ISSUERS = /^(?:62\d{14,17}|4\d{15}|5[1-5]\d{14}|35(?:2[89]|[3-8]\d)\d{12}|3[47]\d{13})$/;

/** A card number of a known issuer whose last digit is right (Luhn). */
export function bankCardChecks(candidate: string): boolean {
  const digits = candidate.replace(/[ -]/g, '');
  if (!ISSUERS.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const worth = at % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (worth > 9 ? worth - 9 : worth);
  }, 0);
  return sum % 10 === 0;
}

/**
 * Kinds whose numbers carry a check, and the part of a column's different candidates that must pass it: of any long numbers a
 * tenth passes by chance, and order numbers are not somebody's cards for that.
 */
export const checked: Partial<Record<PersonalKind, { passes(candidate: string): boolean; part: number }>> = {
  id_card: { passes: idCardChecks, part: 0.3 },
  bank_card: { passes: bankCardChecks, part: 0.5 },
};

/** The hundred or so commonest surnames, nine tenths of all people; then those of two characters. */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
const DOUBLE = '欧阳|上官|司马|诸葛|皇甫|尉迟|令狐|慕容|司徒|东方|夏侯|公孙';
/** Characters that given names end in, and few other words beginning with a surname do. */
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛超明霞平刚桂英华玉兰萍红建国梅鑫波斌宇浩凯秀珍玲燕辉鹏飞莉彬帅倩琳晶欢颖雪慧峰瑞佳婷怡欣子轩涵梓睿博文思语嘉怡晨宁龙云林志俊健雯洁琴莹亮博蕾薇翔璐蓉瑶菲露丹凤清东旭振荣贵福生祥全胜坤庆春兵松岩楠成顺诚毅恒达义琪悦然雨萌彤阳昊天泽铭源哲航';

/** RE2 of a cell that is a Chinese name and nothing else. */
export const personName = `((${DOUBLE})\\p{Han}{0,1}|[${SURNAMES}]\\p{Han}{0,1})[${GIVEN}]`;

const forNames =
  /姓名|名字|联系人|负责人|经办人|申请人|投诉人|当事人|户主|业主|法人$|法定代表人|驾驶员|患者|员工|^xm$|^(?:full|person|contact|driver|patient|owner)?[ _]?name$/i;
/** In a column that holds names everything of their shape is one, however the given name ends. */
export const nameShaped = `((${DOUBLE})\\p{Han}{1,2}|[${SURNAMES}]\\p{Han}{1,2})`;

/**
 * Whether a column holds names: by its heading, a fifth of its different cells is enough; without one more than half must be
 * names, and there must be some. Single words look like names too often.
 */
export function holdsNames(heading: string, names: number, distinct: number): boolean {
  if (names === 0 || distinct === 0) return false;
  return forNames.test(heading) ? names / distinct >= 0.2 : names >= 5 && names / distinct > 0.55;
}
