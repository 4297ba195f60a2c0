import { OptOutPage } from '../pages/opt-out-page';
import { expect, test } from './journey';
import { site } from './site';

test('a typed address is opted out at once, with one answer for known and unknown', async ({
  page,
  cast,
  look,
}, info) => {
  const known = cast.joined(2).email;
  const unknown = `nobody-${info.project.name}@example.com`;
  const optOut = new OptOutPage(page);
  const answers: string[] = [];
  for (const email of [known, unknown]) {
    await optOut.open();
    await optOut.stop(email);
    await expect(optOut.title).toHaveText('You have opted out');
    answers.push(await optOut.main.innerText());
    expect((await site.decide({ email }, 'email')).reasons[0]?.code).toBe('refused');
  }
  expect(answers[1]).toBe(answers[0]);
  await look('opt-out-done');
});

test('a typed number stops calls and texts, in any spelling', async ({ page }, info) => {
  const number = info.project.name === 'plain' ? '0117 496 0777' : '0117 496 0888';
  const optOut = new OptOutPage(page);
  await optOut.open();
  await optOut.stop(` (${number.slice(0, 4)})${number.slice(4).replace(' ', '-')} `);
  await expect(optOut.title).toHaveText('You have opted out');
  const e164 = `+44${number.replaceAll(' ', '').slice(1)}`;
  for (const channel of ['phone', 'sms', 'fax'])
    expect((await site.decide({ phone: e164 }, channel)).reasons[0]?.code).toBe('refused');
});

test('an empty form says what is missing, leads to the field and keeps what was typed', async ({
  page,
  look,
}) => {
  const optOut = new OptOutPage(page);
  await optOut.open();
  await look('opt-out');
  await optOut.stop('');
  await expect(page).toHaveTitle(/^Error: /);
  await expect(optOut.problem).toContainText('There is a problem');
  await expect(optOut.address).toHaveAttribute('aria-invalid', 'true');
  await expect(optOut.address).toHaveAccessibleDescription(/Error: Type an email address or a phone number/);
  await look('opt-out-error');
  await optOut.problem.getByRole('link', { name: 'Type an email address or a phone number' }).click();
  await expect(optOut.address).toBeFocused();

  await optOut.stop('Jane Smith');
  await expect(optOut.problem).toBeVisible();
  await expect(optOut.address).toHaveValue('Jane Smith');
});

test('post to a typed postal address is stopped, and a form without one says so', async ({ page, look }) => {
  const optOut = new OptOutPage(page);
  await optOut.open();
  await optOut.openPost();
  await optOut.stopPost({ name: 'J Smith', lines: '', postcode: '' });
  await expect(optOut.problem.getByRole('link', { name: 'Type the address' })).toBeVisible();
  await expect(page.getByLabel('Name on the post')).toHaveValue('J Smith');
  await look('opt-out-post-error');
  await optOut.stopPost({ name: 'J Smith', lines: '12 Example Street\nLeeds', postcode: 'LS1 1AA' });
  await expect(optOut.title).toHaveText('You have opted out');
});
