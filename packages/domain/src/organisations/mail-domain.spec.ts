import { describe, expect, it } from 'vitest';
import { domainOf, mailDomainFault } from './mail-domain.js';

describe('a mail domain', () => {
  it('of an organisation is taken, with its sub-domains as names of their own', () => {
    for (const domain of [
      'water.example',
      'mail.water.gov.cn',
      'a-b.com',
      'cdwater.com.cn',
      'lab.co.uk',
      '4399.com',
    ])
      expect([domain, mailDomainFault(domain)]).toEqual([domain, null]);
  });

  it('that anybody can get an address of is refused, below it too', () => {
    for (const domain of [
      'qq.com',
      'vip.qq.com',
      '163.com',
      'gmail.com',
      'x.y.gmail.com',
      'outlook.com',
      'mailinator.com',
    ])
      expect([domain, mailDomainFault(domain)]).toEqual([domain, 'domain_public']);
    // Whoever ends like one is none.
    expect(mailDomainFault('notqq.com')).toBeNull();
    expect(mailDomainFault('qq.com.water.example')).toBeNull();
  });

  it('under which others have their names is refused', () => {
    for (const domain of ['com.cn', 'gov.cn', 'sc.cn', 'co.uk', 'gov.uk', 'ac.jp'])
      expect([domain, mailDomainFault(domain)]).toEqual([domain, 'domain_public']);
  });

  it('that can be taken for another is refused', () => {
    // Cyrillic, full-width, written out and in the form of the wire.
    for (const domain of [
      'w\u0430ter.example',
      '\uff57ater.example',
      '水务.cn',
      'xn--80ak6aa92e.com',
      'water.xn--fiqs8s',
      'water.example\u200b',
    ])
      expect([domain, mailDomainFault(domain)]).toEqual([domain, 'domain_not_ascii']);
  });

  it('that is none is refused', () => {
    for (const domain of [
      '',
      'water',
      '.cn',
      'water..cn',
      '-a.cn',
      'a-.cn',
      'a_b.cn',
      'a@b.cn',
      '10.0.0.1',
      'a.b1',
      'a.cn.',
      `${'a'.repeat(64)}.cn`,
      `${'a.'.repeat(127)}cn`,
    ])
      expect([domain, mailDomainFault(domain)]).toEqual([domain, 'domain_form']);
  });

  it('is what follows the last @', () => {
    expect(domainOf('Someone@Water.Example')).toBe('water.example');
    expect(domainOf('"a@qq.com"@water.example')).toBe('water.example');
  });
});
