import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../vocabulary';
import { POLICY_PACKS, packInForce } from './in-force';
import { UK_PACKS } from './uk';

const version = (iso: string, country = 'GB') =>
  packInForce(POLICY_PACKS, country, Date.parse(iso))?.version ?? null;

describe('the UK pack', () => {
  it('has a rule under its own name for every channel and type of subscriber, each with its sources', () => {
    for (const pack of UK_PACKS) {
      const ids = CHANNELS.flatMap((channel) => [`${channel}.individual`, `${channel}.corporate`]);
      expect(Object.keys(pack.rules).sort()).toEqual(ids.sort());
      for (const [id, rule] of Object.entries(pack.rules)) {
        expect(rule.id).toBe(id);
        const sources = [rule, ...rule.permits, ...rule.registers].map(({ source }) => source);
        for (const source of [...sources, rule.objectionSource]) expect(source).toMatch(/\w/);
      }
    }
  });

  it('lets soft opt-in permit electronic mail only', () => {
    for (const pack of UK_PACKS) {
      const soft = Object.values(pack.rules).filter((rule) =>
        rule.permits.some((p) => p.basis === 'soft_opt_in'),
      );
      expect(soft.map((rule) => rule.id).sort()).toEqual([
        'email.corporate',
        'email.individual',
        'sms.corporate',
        'sms.individual',
      ]);
    }
  });

  it('cites no charity soft opt-in anywhere', () => {
    expect(JSON.stringify(UK_PACKS)).not.toContain('22(3A)');
  });

  it('asks for hours of calls and texts, and of nothing else', () => {
    for (const rule of Object.values(UK_PACKS[0]?.rules ?? {})) {
      expect(rule.hours !== null).toBe(/^(phone|automated_call|sms)\./.test(rule.id));
    }
  });

  it('is used in the version in force at the instant asked, to the millisecond', () => {
    expect(version('2026-11-18T12:00:00Z')).toBe('2026-02-05');
    expect(version('2026-02-05T00:00:00.000Z')).toBe('2026-02-05');
    expect(version('2026-02-04T23:59:59.999Z')).toBe('2018-05-25');
    expect(version('2018-05-24T22:59:59.999Z')).toBeNull();
  });

  it('is out of force at the exact instant its validity ends', () => {
    const [old] = UK_PACKS;
    if (old?.validUntil == null) throw new Error('the first version has no end');
    expect(packInForce([old], 'GB', old.validUntil.getTime() - 1)).toBe(old);
    expect(packInForce([old], 'GB', old.validUntil.getTime())).toBeNull();
  });

  it('does not speak for Jersey, Guernsey or the Isle of Man', () => {
    for (const country of ['JE', 'GG', 'IM', 'UK', 'gb']) {
      expect(version('2026-11-18T12:00:00Z', country)).toBeNull();
    }
  });

  it('has versions that follow one another without gap or overlap', () => {
    UK_PACKS.forEach((pack, index) => {
      expect(pack.validUntil).toEqual(UK_PACKS[index + 1]?.validFrom ?? null);
    });
  });
});
