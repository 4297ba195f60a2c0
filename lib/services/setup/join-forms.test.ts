import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySetup } from './apply-setup';
import { demoSetup } from './demo-setup';
import { parseSetup } from './parse-setup';
import { openTestContext, type TestContext } from './test-context.fixture';

const faultsOf = (form: string) => {
  const parsed = parseSetup(`join_forms:\n${form.replace(/^/gm, '  ')}`);
  return parsed.ok ? [] : parsed.faults.map(({ detail }) => detail);
};
const SOUND = `- slug: order
  sender: northgate
  source: order
  kind: soft_opt_in
  notice: northgate-checkout
  similar_products: boots
  topics: [offers]
  channels: [email]`;

describe('a form in a setup file', () => {
  it('that is sound is taken', () => {
    expect(faultsOf(SOUND)).toEqual([]);
  });

  it.each([
    [
      'is reached under a word of its own',
      SOUND.replace('slug: order', 'slug: confirm'),
      /cannot be "confirm"/,
    ],
    ['asks for the address a channel needs', SOUND.replace('[email]', '[email, sms]'), /sms needs phone/],
    [
      'soft, names the similar products',
      SOUND.replace('  similar_products: boots\n', ''),
      /similar products/,
    ],
    [
      'soft, is of a sale or its negotiation',
      SOUND.replace('source: order', 'source: newsletter'),
      /order or enquiry/,
    ],
    [
      'soft, covers electronic mail alone',
      `${SOUND.replace('[email]', '[email, post]')}\n  details: [postal]`,
      /email and sms only/,
    ],
    [
      'offers third parties under a notice',
      `${SOUND}\n  partners: [fellside-travel]`,
      /name it in partners_notice/,
    ],
    [
      'confirms every consent',
      `${SOUND.replace('kind: soft_opt_in', 'kind: opt_in')}\n  confirm: none`,
      /always confirmed/,
    ],
    [
      'names websites by their origin',
      `${SOUND}\n  allowed_origins: ["https://www.example.com/shop"]`,
      /origin/,
    ],
    ['has no fax', SOUND.replace('[email]', '[fax]'), /./],
    ['stands once', `${SOUND}\n${SOUND}`, /named twice/],
  ])('%s', (_promise, form, fault) => {
    expect(faultsOf(form).join('\n')).toMatch(fault);
  });
});

describe('setting up forms', () => {
  let world: TestContext;
  beforeAll(async () => {
    world = await openTestContext();
    await applySetup(world.ctx, demoSetup());
  });
  afterAll(() => world?.close());

  const versions = () =>
    world.test.asOwner<{ slug: string; version: number }>(
      'SELECT slug, version FROM join_form ORDER BY slug, version',
    );
  const changed = (change: object) => {
    const file = demoSetup();
    return { ...file, join_forms: file.join_forms.map((form) => ({ ...form, ...change })) };
  };

  it('a second time changes nothing', async () => {
    const before = await versions();
    expect(before.map(({ version }) => version)).toEqual([1, 1, 1, 1]);
    expect((await applySetup(world.ctx, demoSetup())).changes).toEqual([]);
    expect(await versions()).toEqual(before);
  });

  it('shows what would change without changing it, and then publishes a version beside the old one', async () => {
    const before = await versions();
    const wanted = changed({ confirm_within_days: 3 });
    const report = await applySetup(world.ctx, wanted, { dryRun: true });
    expect(report.changes).toHaveLength(4);
    expect(report.changes[0]).toMatchObject({
      subject: 'form',
      action: 'publish version',
      fields: ['confirm_within_days'],
    });
    expect(await versions()).toEqual(before);
    await applySetup(world.ctx, wanted);
    expect(await versions()).toHaveLength(8);
  });

  it('names what is left out and leaves it', async () => {
    const report = await applySetup(world.ctx, { ...demoSetup(), join_forms: [] });
    expect(report.notInFile).toContain('form newsletter');
  });

  it.each([
    ['no such notice', { notice: 'nothing' }, /no notice nothing/],
    ['a notice of another basis', { notice: 'northgate-checkout', kind: 'opt_in' as const }, /not consent/],
    ['no such topic', { topics: ['nothing'] }, /no topic/],
    ['an essential topic', { topics: ['account'] }, /essential/],
    ['a third party as its sender', { sender: 'fellside-travel' }, /none of our own/],
    [
      'an own brand as third party',
      { partners: ['northgate-print'], partners_notice: 'partners' },
      /no third party/,
    ],
  ])('is refused for %s', async (_what, change, fault) => {
    const refused = await applySetup(world.ctx, changed(change)).then(
      () => '',
      (error: { faults: { detail: string }[] }) => error.faults.map(({ detail }) => detail).join('\n'),
    );
    expect(refused).toMatch(fault);
  });

  it('cannot alter a version that was shown', async () => {
    await expect(
      world.ctx.db.transaction((tx) =>
        tx.query({ name: 'alter', text: `UPDATE join_form SET listed = false` }, []),
      ),
    ).rejects.toThrow(/permission denied/);
  });
});
