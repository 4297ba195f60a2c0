import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailbox } from './mailbox';
import { createMailer } from './transport';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sayso-mailbox-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function subjects(webUrl: string): Promise<string[]> {
  const answer = (await (await fetch(new URL('api/email', webUrl))).json()) as { subject: string }[];
  return answer.map((email) => email.subject);
}

async function deliver(smtpUrl: string, id: string, subject: string) {
  const mailer = createMailer({ smtpUrl, from: 'sayso@say.example', dkim: null });
  const outcome = await mailer.send({
    kind: 'essential',
    messageId: `<${id}@say.example>`,
    to: 'ann@shop.example',
    subject,
    html: '<p>Hello</p>',
    text: 'Hello',
  });
  await mailer.close();
  return outcome;
}

function status(webUrl: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(webUrl, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the local mailbox', () => {
  it('receives mail, shows it, keeps it across restarts, and refuses pages of other sites', async () => {
    const first = await startMailbox({ dataDir });
    expect(first.smtpUrl).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+$/);
    expect((await deliver(first.smtpUrl, 'one', 'Kept')).outcome).toBe('accepted');
    expect(await subjects(first.webUrl)).toEqual(['Kept']);
    expect(await (await fetch(first.webUrl, { headers: { accept: 'text/html' } })).text()).toContain('<html');

    const host = new URL(first.webUrl).host;
    expect(await status(first.webUrl, { host, origin: 'http://evil.example' })).toBe(403);
    expect(await status(first.webUrl, { host: 'evil.example' })).toBe(403);
    expect(await status(first.webUrl, { host, accept: 'text/html', origin: `http://${host}` })).toBe(200);
    await first.stop();
    await expect(fetch(first.webUrl)).rejects.toThrow();

    const second = await startMailbox({ dataDir });
    expect(await subjects(second.webUrl)).toEqual(['Kept']);
    await second.stop();
  }, 60_000);

  it('says which setting to change when its port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(startMailbox({ dataDir, webPort: port })).rejects.toThrow(/SAYSO_MAILBOX_PORT/);
    taken.close();
  }, 60_000);
});
