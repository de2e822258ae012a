/**
 * Providers whose addresses anybody can get: joining by such a domain would let in whoever asks. Written down by us from
 * the providers' own registration pages (November 2026), the Chinese ones first; sub-domains count with them.
 */
const openToAll = new Set(
  `qq.com foxmail.com 163.com 126.com yeah.net 188.com 163.net sina.com sina.cn sina.com.cn sohu.com aliyun.com
   139.com 189.cn wo.cn wo.com.cn 21cn.com 21cn.net tom.com 263.net 263.net.cn eyou.com 51.com 58.com chinaren.com
   sogou.com netease.com 2980.com 88.com 111.com email.cn mail.cn china.com citiz.net ehome.cn
   gmail.com googlemail.com outlook.com outlook.cn hotmail.com hotmail.co.uk live.com live.cn msn.com msn.cn passport.com
   yahoo.com yahoo.cn yahoo.com.cn yahoo.com.hk yahoo.com.tw yahoo.co.jp yahoo.co.uk ymail.com rocketmail.com
   icloud.com me.com mac.com privaterelay.appleid.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de web.de
   t-online.de freenet.de mail.com mail.ru inbox.ru list.ru bk.ru yandex.ru yandex.com ya.ru rambler.ru zoho.com zohomail.com
   aol.com naver.com hanmail.net daum.net kakao.com fastmail.com fastmail.fm tutanota.com tuta.com tuta.io hey.com
   hushmail.com mailbox.org posteo.de orange.fr laposte.net free.fr libero.it wp.pl onet.pl seznam.cz
   duck.com simplelogin.com anonaddy.me mozmail.com relay.firefox.com
   mailinator.com guerrillamail.com sharklasers.com yopmail.com temp-mail.org tempmail.com 10minutemail.com trashmail.com
   getnada.com maildrop.cc dispostable.com moakt.com linshiyouxiang.net`
    .split(/\s+/)
    .filter(Boolean),
);

/** Second levels under which names are sold or given out to others (of China with its provinces), and top levels' usual ones. */
const provinces =
  'bj sh tj cq he sx nm ln jl hl js zj ah fj jx sd ha hb hn gd gx hi sc gz yn xz sn gs qh nx xj tw hk mo';
const chinese = new Set(`ac com edu gov mil net org ${provinces}`.split(' '));
const usual = new Set([
  'ac',
  'co',
  'com',
  'edu',
  'gob',
  'gov',
  'go',
  'gouv',
  'mil',
  'ne',
  'net',
  'or',
  'org',
]);

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export type MailDomainFault = 'domain_form' | 'domain_not_ascii' | 'domain_public';

/**
 * What keeps a domain from standing for one organisation; null for none. Names in other scripts are refused, written out
 * or as `xn--`: what looks alike cannot be told apart by whoever confirms it.
 */
export function mailDomainFault(domain: string): MailDomainFault | null {
  const labels = domain.split('.');
  if (/[^ -~]/.test(domain) || labels.some((one) => one.startsWith('xn--'))) return 'domain_not_ascii';
  if (domain.length > 253 || labels.length < 2 || !labels.every((one) => label.test(one)))
    return 'domain_form';
  const top = labels.at(-1) ?? '';
  if (!/^[a-z]{2,}$/.test(top)) return 'domain_form';
  const second = labels.at(-2) ?? '';
  if (labels.length === 2 && (top === 'cn' ? chinese : top.length === 2 ? usual : none).has(second))
    return 'domain_public';
  return labels.some((_, at) => openToAll.has(labels.slice(at).join('.'))) ? 'domain_public' : null;
}
const none: ReadonlySet<string> = new Set();

/** What follows the last `@`, small; an address of a sub-domain is not one of the domain. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();
