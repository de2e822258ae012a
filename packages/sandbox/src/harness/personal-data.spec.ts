import { describe, expect, it } from 'vitest';
import { bankCardChecks, holdsNames, idCardChecks, personName } from './personal-data.js';
import { PersonalTally } from './personal-tally.js';

// JavaScript reads these as RE2 does.
const isName = (text: string) =>
  new RegExp(`^(?:${personName.replaceAll('\\p{Han}', '\\p{Script=Han}')})$`, 'u').test(text);

describe('personal data', () => {
  it('of numbers with a check are known by it', () => {
    expect(idCardChecks('11010519491231002X')).toBe(true);
    expect(idCardChecks('110105194912310021')).toBe(false);
    for (const card of [
      '4111111111111111',
      '5500 0000 0000 0004',
      '6222 0200 0000 0000 007',
      '378282246310005',
    ])
      expect([card, bankCardChecks(card)]).toEqual([card, luhn(card)]);
    expect(bankCardChecks('4111111111111111')).toBe(true);
    expect(bankCardChecks('4111111111111112')).toBe(false);
    // Right by Luhn, of no issuer.
    expect(bankCardChecks('3000000000000004')).toBe(false);
  });

  it('are names by surname and ending, and no places, offices or things', () => {
    for (const name of ['王伟', '李秀英', '欧阳娜', '诸葛亮', '张建国'])
      expect([name, isName(name)]).toEqual([name, true]);
    for (const word of [
      '高新区',
      '金牛区',
      '武侯区',
      '水务局',
      '东站',
      '成都市',
      '王',
      '张三丰先生',
      '方案',
      '安全',
    ])
      expect([word, isName(word)]).toEqual([word, false]);
  });

  it('are names of a column, not of a word in it', () => {
    expect(holdsNames('区县', 3, 23)).toBe(false);
    expect(holdsNames('a', 8, 10)).toBe(true);
    expect(holdsNames('a', 4, 4)).toBe(false);
    expect(holdsNames('联系人', 2, 9)).toBe(true);
    expect(holdsNames('联系人', 0, 9)).toBe(false);
  });

  it('are not what a tenth of any long numbers passes by chance', () => {
    const orders = new PersonalTally();
    for (let n = 0; n < 100; n += 1) orders.note('bank_card', 3, n % 10 === 0);
    expect(orders.of('order', 100)).toEqual({});
    const cards = new PersonalTally();
    for (let n = 0; n < 10; n += 1) cards.note('bank_card', 2, n !== 0);
    expect(cards.of('card', 10)).toEqual({ bank_card: 18 });
  });
});

/** Worked out the other way round, by the rule as it is written. */
function luhn(card: string): boolean {
  const digits = card.replace(/\D/g, '').split('').map(Number);
  const parity = digits.length % 2;
  const sum = digits.reduce((total, digit, at) => {
    if (at % 2 !== parity) return total + digit;
    return total + (digit * 2 > 9 ? digit * 2 - 9 : digit * 2);
  }, 0);
  return sum % 10 === 0;
}
