import { RegisterPage } from '../pages/register-page';
import { expect, test } from './journey';
import { site } from './site';

test('a yes to texts counts once the code texted to the number was typed', async ({ page, look }, info) => {
  test.setTimeout(240_000);
  const plain = info.project.name === 'plain';
  const email = `texter-${info.project.name}@example.com`;
  const typed = plain ? '07700 900981' : '07700 900982';
  const number = `+44${typed.replaceAll(' ', '').slice(1)}`;
  const form = new RegisterPage(page);
  const texts = () => site.decide({ phone: number }, 'sms');

  const mark = site.mailMark();
  await form.open();
  await form.email.fill(email);
  await page.getByLabel('Phone number').fill(typed);
  await form.box('Offers', 'Email').check();
  await form.box('Offers', 'Texts').check();
  await form.send();
  await page.goto(site.linkIn(await site.nextMailTo(email, mark), '/register/confirm/'));
  await expect(form.main).not.toContainText(typed.slice(2));
  await look('register-confirm-number');
  await form.confirm();
  expect((await site.decide({ email }, 'email')).answer).toBe('allow');
  expect((await texts()).answer).toBe('deny');

  const before = site.textMark();
  await page.getByRole('button', { name: 'Text me a code' }).click();
  const code = /\d{6}/.exec(await site.nextTextTo(number, before))?.[0] ?? 'no code';
  const field = page.getByLabel('Code from the text');
  await look('register-number');
  await field.fill(code === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: 'Confirm the number' }).click();
  await expect(form.problem).toContainText('That is not the code');
  await look('register-number-error');
  await field.fill(code);
  await page.getByRole('button', { name: 'Confirm the number' }).click();
  await expect(form.title).toHaveText('Thank you');
  await expect(field).toHaveCount(0);
  expect((await texts()).answer).toBe('allow');
});
