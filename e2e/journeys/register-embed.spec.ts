import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegisterPage } from '../pages/register-page';
import { expect, test } from './journey';
import { site } from './site';

let server: Server;
let snippet = '';
const file = join(tmpdir(), `sayso-embed-${process.pid}.yaml`);

/** Another website, on an origin of its own, with whatever stands in the snippet. */
async function openWebsite(): Promise<string> {
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><title>A shop</title><main><h1>A shop</h1>${snippet}</main></html>`,
    );
  });
  const listening = once(server, 'listening');
  server.listen(0, 'localhost');
  await listening;
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

test.afterEach(() => {
  server?.close();
  rmSync(file, { force: true });
});

test('a form copied into another website shows the same words and boxes, and leads to the same confirmation', async ({
  page,
  look,
}, info) => {
  test.setTimeout(240_000);
  const email = `reader-${info.project.name}@example.com`;
  const slug = `shop-${info.project.name}`;
  const origin = await openWebsite();
  const formFile = (origins: string) =>
    writeFileSync(
      file,
      `join_forms:
  - slug: ${slug}
    sender: northgate
    source: newsletter
    notice: northgate-sign-up
    topics: [offers, events]
    channels: [email]
    details: [name]
    needs_choice: true
    allowed_origins: ${origins}
`,
    );
  const form = new RegisterPage(page);
  const copy = async () => {
    await page.goto(`/register/${slug}/embed`);
    snippet = await page.getByLabel('Code to copy').inputValue();
  };
  const fillIn = async () => {
    await page.goto(`${origin}/`);
    for (const box of await form.boxes.all()) await expect(box).not.toBeChecked();
    await form.email.fill(email);
    await form.box('Offers', 'Email').check();
    await form.send('Send');
  };

  formFile('[]');
  await site.run('setup', file, '--json');
  await copy();
  await look('register-embed');
  await test.step('not set up for that website, it is shown again on our page to be sent from there', async () => {
    await fillIn();
    await expect(page).toHaveURL(new RegExp(`/register/${slug}`));
    await expect(form.problem).toContainText('This came from another website');
    await expect(form.email).toHaveValue(email);
    await expect(form.box('Offers', 'Email')).not.toBeChecked();
  });

  formFile(`["${origin}"]`);
  await site.run('setup', file, '--json');
  await copy();
  const mark = site.mailMark();
  await fillIn();
  await expect(form.title).toHaveText('Check your email');
  expect(page.url()).toContain(site.url(`/register/${slug}?sent`));
  const mail = await site.nextMailTo(email, mark);
  expect((await site.decide({ email }, 'email')).answer).toBe('deny');
  await page.goto(site.linkIn(mail, '/register/confirm/'));
  await form.confirm();
  await expect(form.title).toHaveText('Thank you');
  expect((await site.decide({ email }, 'email')).answer).toBe('allow');
});
