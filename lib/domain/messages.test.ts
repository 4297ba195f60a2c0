import { expect, it } from 'vitest';
import { completed, isolated } from './messages';

it('tells in the first language what the other lacks, and nothing the first does not have', () => {
  const whole = { a: 'A', deep: { b: 'B', c: 'C' }, empty: 'E' };
  expect(completed(whole, { deep: { b: 'b', z: 'z' }, empty: '', x: 'x' })).toEqual({
    a: 'A',
    deep: { b: 'b', c: 'C' },
    empty: 'E',
  });
  expect(completed(whole, { a: { not: 'text' }, deep: 'not a tree' })).toEqual(whole);
});

it('keeps arguments apart, and leaves the branches of a plural alone', () => {
  const message = 'من {sender}: {days, plural, one {# يوم} other {days {days} {a}}} {topic}';
  expect(isolated({ deep: { message } })).toEqual({
    deep: {
      message:
        'من \u2068{sender}\u2069: {days, plural, one {# يوم} other {days {days} \u2068{a}\u2069}} \u2068{topic}\u2069',
    },
  });
});
