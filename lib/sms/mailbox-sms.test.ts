import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Relay, startRelay } from '../jobs/mail-world.fixture';
import { createMailer, type Mailer } from '../mail/transport';
import { openSms } from './open-sms';
import { textWithCode } from './text-with-code';

let relay: Relay;
let mailer: Mailer;
const mailFrom = 'Preferences <preferences@example.com>';

beforeAll(async () => {
  relay = await startRelay();
  mailer = createMailer({ smtpUrl: relay.url, from: mailFrom, dkim: null });
});
afterAll(async () => {
  await mailer.close();
  await relay.close();
});

const TEXT = {
  id: '0192aaaa-0000-7000-8000-000000000000',
  to: '+447700900123',
  text: 'One <b>two</b>\n\n#3',
};

it('a text shows in the local mailbox under its number when nothing else is set up', async () => {
  const sms = openSms({ sms: null, smtpUrl: null, mailFrom }, mailer);
  expect(await sms.send(TEXT)).toEqual({ outcome: 'accepted' });
  const [arrived] = relay.arrived;
  expect(arrived?.to).toEqual(['447700900123@sms.invalid']);
  expect(arrived?.mail.subject).toBe('SMS to +447700900123');
  expect(arrived?.mail.text?.trim()).toBe(TEXT.text);
  expect(arrived?.mail.html).toContain('One &lt;b&gt;two&lt;/b&gt;');
});

it('a mailbox that is full or gone is a failure, not a throw', async () => {
  relay.refuse = { code: 452, text: 'full' };
  const sms = openSms({ sms: null, smtpUrl: null, mailFrom }, mailer);
  expect(await sms.send(TEXT)).toEqual({ outcome: 'failed', reason: 'mailbox' });
  relay.refuse = null;
});

it('with a relay for mail and no gateway no text leaves, least of all by mail', async () => {
  const before = relay.arrived.length;
  const sms = openSms({ sms: null, smtpUrl: relay.url, mailFrom }, mailer);
  expect(await sms.send(TEXT)).toEqual({ outcome: 'failed', reason: 'no gateway: set SMS_URL' });
  expect(relay.arrived).toHaveLength(before);
});

it('the words fit one text and end with the line that binds the code to the site', () => {
  const text = textWithCode({
    code: '012345',
    name: 'Northgate Stationery',
    host: 'preferences.example.com',
    minutes: 10,
    language: 'en',
  });
  expect(text.length).toBeLessThanOrEqual(160);
  expect(text.split('\n').at(-1)).toBe('@preferences.example.com #012345');
});
