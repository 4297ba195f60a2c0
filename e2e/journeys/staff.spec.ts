import type { Page } from '@playwright/test';
import { DeskPage } from '../pages/desk-page';
import { SignInPage } from '../pages/sign-in-page';
import type { Person } from './cast';
import { CountedKeys } from './counted-keys';
import { expect, test } from './journey';
import { site } from './site';

const AGENT = 'agent@example.com';
const DUE_DAYS = 28;

async function byMail(page: Page): Promise<void> {
  const signIn = new SignInPage(page);
  const mark = site.mailMark();
  await signIn.open('staff');
  await signIn.ask(AGENT);
  await page.goto(site.linkIn(await site.nextMailTo(AGENT, mark), '/signin/confirm'));
  await signIn.confirm();
  await expect(new DeskPage(page).title).toHaveText('Find somebody');
}

async function byCommand(page: Page, email: string, role: string): Promise<void> {
  const { link } = await site.run<{ link: string }>(
    'staff',
    'add',
    email,
    '--role',
    role,
    '--link',
    '--json',
  );
  await page.goto(link);
  await new SignInPage(page).confirm();
  await expect(new DeskPage(page).title).toHaveText('Find somebody');
}

/** As a caller's line shows it. */
const international = ({ mobile }: Person) => `+44 (0)${mobile.slice(1).replaceAll(' ', '-')}`;
const day = (date: Date) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format(date);

test('an agent finds somebody by number in another spelling, and an opt-out taken by phone holds at once', async ({
  page,
  cast,
  look,
}) => {
  const caller = cast.keen(3);
  const desk = new DeskPage(page);
  await new SignInPage(page).open('staff');
  await look('staff-signin');
  await byMail(page);
  await look('desk');
  const allowed = await site.decide({ phone: caller.mobile }, 'sms');
  expect(allowed.answer).toBe('allow');

  await desk.find(international(caller));
  await expect(desk.title).toContainText('1 person at');
  await look('desk-found');
  await desk.person(caller.name).click();
  await expect(desk.title).toHaveText(caller.name);
  await look('desk-person');

  await page.goBack();
  await desk.words.fill('Stop texting and ringing me, please.');
  await desk.callReference.fill('CALL-4711');
  await desk.channel('Fax').uncheck();
  await desk.record();
  await expect(desk.title).toHaveText('Recorded. Read this back');
  await expect(desk.readBack).toHaveText(/^From now, nobody we send for will call or text /);
  const due = day(new Date(Date.now() + DUE_DAYS * 24 * 60 * 60_000));
  await expect(desk.fact('Everything already under way ends by')).toHaveText(due);
  await expect(desk.fact('Who spoke')).toHaveText(caller.name);
  await look('desk-recorded');
  const refused = await site.decide({ phone: caller.mobile }, 'sms');
  expect(refused).toMatchObject({ answer: 'deny', reasons: [{ code: 'refused' }] });

  await desk.goTo('Requests');
  await expect(desk.row(caller.name).first()).toContainText(due);
  await look('desk-requests');

  await desk.row(caller.name).first().getByRole('link').click();
  await desk.fact('Who spoke').getByRole('link').click();
  // The yes to texts is taken back; calls never had one.
  const acts = desk.row('Stop texting and ringing me, please.');
  await expect(acts.filter({ hasText: 'Withdrawn: all marketing by text' })).toHaveCount(1);
  await expect(acts.filter({ hasText: 'Objected: all marketing by phone' })).toHaveCount(1);
  await expect(page.getByText('This look at the person has been recorded.')).toBeVisible();
  await look('desk-person-stopped');
});

test('an opt-out for a number nobody knows is kept, without a profile', async ({ page, look }, info) => {
  const number = info.project.name === 'plain' ? '0114 496 0123' : '0114 496 0456';
  const desk = new DeskPage(page);
  await byCommand(page, AGENT, 'agent');
  expect((await site.decide({ phone: number }, 'phone')).reasons[0]?.code).not.toBe('refused');
  await desk.find(number.replaceAll(' ', ''));
  await expect(page.getByRole('heading', { name: 'Nobody we know' })).toBeVisible();
  await look('desk-nobody');
  await desk.words.fill('Never ring me again.');
  await desk.record();
  await expect(desk.readBack).toHaveText(/^From now, nobody we send for will call, text or fax /);
  await expect(desk.fact('Who spoke')).toHaveText('Nobody we know; no profile was made');
  const { answer, reasons } = await site.decide({ phone: number }, 'phone');
  expect({ answer, first: reasons[0]?.code }).toEqual({ answer: 'deny', first: 'refused' });
  await page.getByRole('link', { name: 'what holds there' }).click();
  await expect(page.getByText('Nobody we know: there is no profile.')).toBeVisible();
  await look('desk-address');
});

test('a slip is undone by a new act with a reason, and what was said before counts again', async ({
  page,
  cast,
  look,
}) => {
  const { email } = cast.keen(3);
  const desk = new DeskPage(page);
  await byCommand(page, AGENT, 'agent');
  expect((await site.decide({ email }, 'email')).answer).toBe('allow');
  await desk.find(email.toUpperCase());
  await desk.words.fill('Wrong line of the list');
  await desk.record();
  await expect(desk.title).toHaveText('Recorded. Read this back');
  expect((await site.decide({ email }, 'email')).reasons[0]?.code).toBe('refused');

  await desk.undo('Typed the address of the caller before');
  await expect(desk.title).toHaveText('This request was undone');
  await look('desk-undone');
  expect((await site.decide({ email }, 'email')).answer).toBe('allow');
  await desk.fact('Who spoke').getByRole('link').click();
  await expect(desk.row('Typed the address of the caller before')).toContainText('A slip put right');
  await expect(desk.row('Wrong line of the list').first()).toContainText('undone');
});

test('a plain phone opt-out takes three keys beside what is typed', async ({ page }, info) => {
  const number = info.project.name === 'plain' ? '01134960777' : '01134960888';
  const desk = new DeskPage(page);
  await byCommand(page, AGENT, 'agent');
  const keys = new CountedKeys(page);
  await expect(desk.search).toBeFocused();
  await keys.type(number);
  await keys.press('Enter');
  await expect(desk.words).toBeFocused();
  await keys.type('Stop');
  await keys.press('Enter');
  await expect(desk.title).toHaveText('Recorded. Read this back');
  expect((await site.decide({ phone: number }, 'phone')).reasons[0]?.code).toBe('refused');
  await expect(desk.nextCaller).toBeFocused();
  await keys.press('Enter');
  await expect(desk.search).toBeFocused();
  expect(keys.typed).toBe(number.length + 'Stop'.length);
  expect(keys.pressed).toBe(3);
});

test('an agent may not open administration, an administrator may, and nobody else gets in', async ({
  page,
  look,
}) => {
  const desk = new DeskPage(page);
  await page.goto('/staff/team');
  await expect(new SignInPage(page).title).toHaveText('Sign in to the staff desk');
  await byCommand(page, AGENT, 'agent');
  await expect(page.getByRole('link', { name: 'Team' })).toHaveCount(0);
  await page.goto('/staff/team');
  await expect(desk.problem).toContainText('Your role does not allow that.');
  await expect(desk.title).toHaveText('Find somebody');
  await look('desk-refused');

  await page.context().clearCookies();
  await byCommand(page, 'admin@example.com', 'admin');
  await desk.goTo('Team');
  await expect(desk.title).toHaveText('Team');
  await look('desk-team');
});

test('the desk’s other pages: messages in trouble, and a search by postal address', async ({
  page,
  look,
}) => {
  const desk = new DeskPage(page);
  await byCommand(page, AGENT, 'agent');
  await desk.goTo('Messages');
  await expect(desk.title).toHaveText('Messages in trouble');
  await look('desk-messages');
  await desk.goTo('By postal address');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(desk.problem).toContainText('Type the address, or at least the postcode.');
  await look('desk-postal-error');
  await page.getByLabel('Postcode').fill('ls1 1aa');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { name: 'Record an opt-out for' })).toBeVisible();
  await look('desk-postal-found');
});
