import { RegisterPage } from '../pages/register-page';
import { expect, test } from './journey';
import { site } from './site';

const oneClick = (url: string) => ({
  url: url.replace('/unsubscribe/', '/u/'),
  form: { 'List-Unsubscribe': 'One-Click' },
});

test('somebody joins with boxes they ticked, confirms by mail, leaves with one click, and may come back', async ({
  page,
  request,
  context,
  look,
}, info) => {
  test.setTimeout(240_000);
  const email = `joiner-${info.project.name}@example.com`;
  const form = new RegisterPage(page);
  const answer = () => site.decide({ email }, 'email');
  const partner = () => site.decide({ email }, 'email', 'northgate', 'events');

  const join = async () => {
    const mark = site.mailMark();
    await form.open();
    await form.email.fill(email);
    await form.name.fill('Joy Example');
    await form.box('Offers', 'Email').check();
    await form.send();
    await expect(form.title).toHaveText('Check your email');
    return site.nextMailTo(email, mark);
  };

  await test.step('no box is ticked, and what is missing is said at its field with everything kept', async () => {
    await form.open();
    expect(await form.boxes.count()).toBeGreaterThan(5);
    for (const box of await form.boxes.all()) await expect(box).not.toBeChecked();
    await look('register');
    await form.email.fill('joy at example');
    await form.name.fill('Joy Example');
    await form.box('Offers', 'Post').check();
    await form.send();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(form.email).toHaveValue('joy at example');
    await expect(form.name).toHaveValue('Joy Example');
    await expect(form.box('Offers', 'Post')).toBeChecked();
    await look('register-error');
    await form.problem.getByRole('link').first().click();
    await expect(form.email).toBeFocused();
  });

  const mail = await join();
  await look('register-sent');
  const link = site.linkIn(mail, '/register/confirm/');
  expect(mail.header('List-Unsubscribe')).toEqual([]);
  expect((await answer()).answer).toBe('deny');

  await test.step('a scanner that opens the link changes nothing', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await request.get(link)).status()).toBe(200);
      expect((await request.head(link)).status()).toBe(200);
    }
    expect((await answer()).answer).toBe('deny');
  });

  await test.step('the page shows what would be confirmed, and its button confirms just that', async () => {
    await page.goto(link);
    await expect(form.main).toContainText('Offers from Northgate: Email');
    await expect(form.main).not.toContainText(email);
    await look('register-confirm');
    await form.confirm();
    await expect(form.title).toHaveText('Thank you');
    await look('register-confirmed');
    expect(await answer()).toMatchObject({ answer: 'allow', reasons: [{ code: 'permission' }] });
    expect((await partner()).answer).toBe('deny');
    await page.goto(link);
    await expect(form.title).toHaveText('Thank you');
  });

  await test.step('one click stops it, and joining again counts once it is confirmed', async () => {
    const { unsubscribe } = await site.links(email);
    const { url, form: body } = oneClick(unsubscribe);
    expect((await request.post(url, { form: body, maxRedirects: 0 })).status()).toBe(200);
    expect(await answer()).toMatchObject({ answer: 'deny', reasons: [{ code: 'refused' }] });
    const again = site.linkIn(await join(), '/register/confirm/');
    expect(again).not.toBe(link);
    expect(await answer()).toMatchObject({ answer: 'deny', reasons: [{ code: 'refused' }] });
    await page.goto(again);
    await form.confirm();
    await expect(form.title).toHaveText('Thank you');
    expect(await answer()).toMatchObject({ answer: 'allow', reasons: [{ code: 'permission' }] });
  });

  await page.getByRole('link', { name: 'See and change your choices' }).click();
  await expect(form.main).toContainText('Offers');
  expect(await context.cookies()).toEqual([]);
});

test('an order offers a no beside it, which holds at once', async ({ page, look }, info) => {
  const email = `buyer-${info.project.name}@example.com`;
  const form = new RegisterPage(page);
  const mark = site.mailMark();
  await form.open('order');
  const no = page.getByRole('checkbox', { name: 'Do not send me this' });
  await expect(no).not.toBeChecked();
  await look('register-order');
  await form.email.fill(email);
  await no.check();
  await form.send('Send');
  await expect(form.title).toHaveText('We will not send you this');
  await look('register-refused');
  const { answer, reasons } = await site.decide({ email }, 'email');
  expect([answer, reasons[0]?.code]).toEqual(['deny', 'refused']);
  expect(await site.mailsTo(email, mark)).toEqual([]);
});

test('a browser that asks not to share is asked nothing for other companies', async ({ page, look }) => {
  await page.setExtraHTTPHeaders({ 'Sec-GPC': '1' });
  const form = new RegisterPage(page);
  await form.open();
  await expect(form.main).toContainText('asks us not to share');
  await expect(page.getByRole('heading', { name: 'Fellside Travel' })).toHaveCount(0);
  await look('register-gpc');
});

test('the forms are listed, in Arabic too', async ({ page, look }) => {
  await page.goto('/register');
  await expect(page.getByRole('link', { name: 'Register with Northgate', exact: true })).toBeVisible();
  await look('register-list');
  await page.goto('/register/northgate?lang=ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await look('register-arabic');
});
