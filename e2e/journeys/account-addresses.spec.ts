import { AccountPage } from '../pages/account-page';
import { AddressesPage } from '../pages/addresses-page';
import { expect, test } from './journey';
import { signIn } from './signed-in';
import { site } from './site';

const codeIn = (text: string) => /\b\d{6}\b/.exec(text)?.[0] ?? 'no code';

test('a customer adds an email and a number by their codes, and a no said before holds there from the start', async ({
  page,
  cast,
  look,
}, info) => {
  test.setTimeout(240_000);
  const plain = info.project.name === 'plain';
  const { email } = cast.quiet(0);
  const added = `second-${info.project.name}@example.org`;
  const number = plain ? '07700 900991' : '07700 900992';
  const e164 = `+44${number.replaceAll(' ', '').slice(1)}`;
  const addresses = new AddressesPage(page);
  await signIn(page, email);
  await new AccountPage(page).stopEverything();

  await page
    .getByRole('navigation', { name: 'Your account' })
    .getByRole('link', { name: 'Addresses' })
    .click();
  await expect(addresses.title).toHaveText('Your addresses');
  await look('addresses');
  await addresses.unfold('an email address');
  // The browser's own check lets this through, ours does not: RFC 5321 §4.5.3.1.1 ends a local part at 64.
  const tooLong = `${'j'.repeat(65)}@example.com`;
  await addresses.addEmail(tooLong);
  await expect(addresses.problem).toContainText('Type one full email address');
  await expect(page.getByLabel('Email address', { exact: true })).toHaveValue(tooLong);
  await look('addresses-error');
  const mark = site.mailMark();
  await addresses.addEmail(added);
  await expect(addresses.news).toHaveText('A code is on its way. Type it below.');
  const mail = await site.nextMailTo(added, mark);
  expect(mail.subject).not.toMatch(/\d{6}/);
  const link = site.linkIn(mail, '/account/addresses/confirm');
  for (let turn = 0; turn < 3; turn += 1) await page.request.get(link);
  await addresses.open();
  await look('addresses-waiting');
  await page.goto(link);
  await look('addresses-confirm');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(addresses.news).toContainText('Confirmed. It is yours now');
  await expect(addresses.card(added)).toContainText('You sign in with it');
  expect((await site.decide({ email: added }, 'email')).reasons[0]?.code).toBe('refused');

  const before = site.textMark();
  await addresses.unfold('a phone or fax number');
  await addresses.addNumber(number, ['Texts']);
  const code = codeIn(await site.nextTextTo(e164, before));
  await addresses.typeCode(number, code === '000000' ? '000001' : '000000');
  await expect(addresses.problem).toContainText('You have 4 tries left');
  await look('addresses-code-error');
  await addresses.typeCode(number, code);
  await expect(addresses.card(number)).toContainText('Used for Texts');
  await expect(addresses.card(number)).toContainText('Confirmed on');
  expect((await site.decide({ phone: e164 }, 'sms')).reasons[0]?.code).toBe('refused');
  await look('addresses-added');

  await addresses.remove(number);
  await expect(addresses.news).toHaveText('Removed. We stop using it from now.');
  await expect(addresses.card(number)).toHaveCount(0);
  expect((await site.decide({ phone: e164 }, 'sms')).reasons[0]?.code).toBe('refused');
});

test('the link in the mail, opened where nobody is signed in, shows the code to carry over and adds nothing', async ({
  page,
  browser,
  cast,
}, info) => {
  const { email } = cast.quiet(1);
  const added = `elsewhere-${info.project.name}@example.org`;
  const addresses = new AddressesPage(page);
  await signIn(page, email);
  await addresses.open();
  await addresses.remove(email);
  await expect(addresses.problem).toContainText('You cannot remove this address yet');
  await addresses.unfold('an email address');
  const mark = site.mailMark();
  await addresses.addEmail(added);
  const link = site.linkIn(await site.nextMailTo(added, mark), '/account/addresses/confirm');

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(
    'Type this code where you added the address',
  );
  await expect(other.getByRole('button', { name: 'Confirm' })).toHaveCount(0);
  const code = (await other.locator('main code').textContent()) ?? '';
  await elsewhere.close();

  await addresses.open();
  await expect(addresses.card(added)).toHaveCount(0);
  await addresses.typeCode(added, code);
  await expect(addresses.news).toContainText('Confirmed. It is yours now');
  await addresses.remove(email);
  await expect(addresses.news).toHaveText('Removed. We stop using it from now.');
  await signIn(page, added);
});

test('details changed in two windows at once are asked about again, and nothing typed is lost', async ({
  page,
  context,
  cast,
  look,
}) => {
  const { email } = cast.quiet(2);
  await signIn(page, email);
  const tab = await context.newPage();
  for (const one of [page, tab]) await one.goto('/account/details');
  await tab.getByLabel('Company').fill('Bell Ltd');
  await tab.getByRole('button', { name: 'Save my details' }).click();
  await expect(tab.getByRole('status')).toHaveText('Saved.');

  await page.getByLabel('Company').fill('Cole Ltd');
  await page.getByLabel('Your role there').fill('Buyer');
  await page.getByRole('button', { name: 'Save my details' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Company: it now says “Bell Ltd”');
  await expect(page.getByLabel('Company')).toHaveValue('Cole Ltd');
  await expect(page.getByLabel('Your role there')).toHaveValue('Buyer');
  await look('details-conflict');
  await page.getByRole('button', { name: 'Save my details' }).click();
  await expect(page.getByRole('status')).toHaveText('Saved.');
  await expect(page.getByLabel('Company')).toHaveValue('Cole Ltd');
  await look('details');

  await page.getByLabel('Language', { exact: true }).selectOption('ar');
  await page.getByRole('button', { name: 'Save my details' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.goto('/account/addresses');
  await look('addresses-rtl');
});
