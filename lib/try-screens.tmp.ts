import { chromium, type Page } from '@playwright/test';
import { resolveConfig } from '/work/main/lib/services/context/resolve-config';
import { openContext } from '/work/main/lib/services/context/open-context';
import { mintSignInLink } from '/work/main/lib/services/sign-in/mint-sign-in-link';
const { config } = await resolveConfig('join');
const ctx = openContext(config);
const q = (text: string) => ctx.db.reader.query({ name: 'x' + text.length, text });
const [c] = await q("select p.normalised as email, count(*) from contact_contact_point u join contact_point p on p.id=u.contact_point_id join contact_contact_point o on o.contact_id=u.contact_id join contact k on k.id=u.contact_id where u.sign_in and k.country='GB' and k.status='active' group by 1 order by count(*) desc limit 1") as any[];
const staff = await q("select email, role from staff order by role") as any[];
console.log(c, staff);
const admin = staff.find((s) => s.role === 'admin');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const js = process.argv[2] !== 'nojs';
for (const scheme of (js ? ['light', 'dark'] : ['light']) as ('light'|'dark')[]) {
  const context = await browser.newContext({ javaScriptEnabled: js, colorScheme: scheme, baseURL: 'http://localhost:3000', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  page.on('pageerror', (e) => console.log('PAGEERROR', e.message.slice(0, 200)));
  page.on('console', (m) => { if (m.type() === 'error') console.log('CONSOLE', m.text().slice(0, 300)); });
  const shot = async (name: string) => {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `/tmp/shots/${name}-${scheme}-${width}${js ? '' : '-nojs'}.png`, fullPage: true });
      const over = js ? await page.evaluate(() => document.documentElement.scrollWidth - innerWidth) : 0;
      if (over > 0) console.log('OVERFLOW', name, width, over);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  await page.goto('/signin'); await shot('signin');
  const link = await mintSignInLink(ctx, { email: c.email, side: 'account' });
  await page.goto(link!.url); await page.goto(link!.url); await shot('confirm');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/account');
  await shot('account');
  const box = page.locator('input[name=choice]').first();
  await box.setChecked(!(await box.isChecked()));
  await page.getByRole('button', { name: 'Save my choices' }).click();
  await page.waitForURL('**/account?saved=1'); await shot('account-saved');
  const slink = await mintSignInLink(ctx, { email: admin.email, side: 'staff' });
  await page.goto(slink!.url);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/staff', {timeout: 15000}).catch(async () => console.log('AT', page.url(), (await page.locator('main').innerText().catch(() => '')).slice(0, 200))); await shot('staff');
  const t0 = Date.now();
  await page.locator('#q').fill('020 7946 0991'); await page.keyboard.press('Enter');
  await page.waitForURL('**/staff/search/**'); await shot('search-number');
  console.log('focus', js ? await page.evaluate(() => document.activeElement?.id) : '');
  await page.locator('#words').fill('Do not ring me again'); await page.keyboard.press('Enter');
  await page.waitForURL('**/staff/requests/**'); console.log('ms', Date.now() - t0); await shot('request');
  console.log(await page.locator('.say').innerText());
  await page.goto('/staff'); await shot('staff2');
  const name = ((await q("select k.name from contact k join contact_contact_point u on u.contact_id=k.id where k.country='GB' group by k.id order by count(*) desc limit 1")) as any[])[0].name;
  await page.locator('#q').fill(name.split(' ').at(-1)); await page.keyboard.press('Enter');
  await page.waitForURL('**/staff/search/**'); await shot('search-name');
  await page.locator('.people a').first().click(); await page.waitForURL('**/staff/person/**'); await shot('person');
  await page.locator('section h3 a').first().click(); await page.waitForURL('**/staff/address/**'); await shot('address');
  for (const p of ['requests', 'messages', 'team', 'postal']) { await page.goto(`/staff/${p}`); await shot(p); }
  await context.close();
}
await browser.close(); await ctx.db.end();
