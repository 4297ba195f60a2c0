import { afterAll, beforeAll, expect, it } from 'vitest';
import { asVisitor } from '../auth/mount';
import type { Context } from '../context';
import type { RawAddress } from '../domain/contact-point/address';
import { STEP_MS } from '../http/evenly';
import { PEER_HEADER } from '../http/evidence';
import { addStaffMember } from '../services/person/person.fixture';
import { contactWith, doorsOf, SITE, somebody, type TestSite, testSite } from './doors.fixture';
import { requestLink } from './sign-in/request-link';
import { noting } from './statements.fixture';

let site: TestSite;

beforeAll(async () => {
  site = await testSite();
});
afterAll(() => site.close());

/** What a browser, and whoever times it, can tell of one request. */
interface Trace {
  status: number;
  headers: [string, string][];
  body: string;
  statements: string[];
}

type Send = (ctx: Context, address: string, sample: number) => Promise<Response>;

const SAMPLES = 8;
/** From a network of its own each: the shared counter must not tell the samples apart. */
const headersOf = (sample: number) => ({
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
  [PEER_HEADER]: `198.51.${sample}.7`,
});

async function trace(send: Send, address: string, sample: number): Promise<Trace> {
  const { ctx, taken } = noting(site.ctx);
  const answer = await send(ctx, address, sample);
  const headers = [...answer.headers].map(([name, value]): [string, string] =>
    // Random each time, and as long each time.
    name === 'set-cookie' ? [name, value.replace(/=[\w-]{43};/, '=;')] : [name, value],
  );
  const body = (await answer.text()).replaceAll(address, 'ADDRESS');
  return { status: answer.status, headers, body, statements: taken() };
}

/** Asks about known and unknown addresses in turn: every trace must be every other, whichever it was about. */
async function expectAlike(
  send: Send,
  known: (sample: number) => Promise<string>,
  unknown: (sample: number) => string,
): Promise<Trace> {
  const traces: Trace[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    traces.push(await trace(send, await known(sample), 2 * sample));
    traces.push(await trace(send, unknown(sample), 2 * sample + 1));
  }
  const [first] = traces;
  if (first === undefined) throw new Error('nothing was asked');
  for (const one of traces) expect(one).toEqual(first);
  expect(first.statements.length).toBeGreaterThan(0);
  return first;
}

const publicForm =
  (path: string, field: string): Send =>
  (ctx, address, sample) =>
    doorsOf(ctx).post(path, [[field, address]], headersOf(sample));

const signIn =
  (side: 'account' | 'staff'): Send =>
  (ctx, email, sample) => {
    const body = new URLSearchParams({ side, email });
    const request = new Request(`${SITE}/signin/request`, {
      method: 'POST',
      headers: headersOf(sample),
      body,
    });
    return asVisitor(request, ctx, requestLink);
  };

async function customer(address: RawAddress & { email?: string; phone?: string }): Promise<string> {
  await contactWith(site, [address]);
  return address.email ?? address.phone ?? '';
}
async function signingIn(): Promise<string> {
  const email = await customer({ email: somebody() });
  await site.test.asOwner('UPDATE contact_contact_point SET sign_in = true');
  return email;
}
const number = (sample: number, first: string) => `+4477009${first}${String(sample).padStart(4, '0')}`;

it('asking for a link to one’s choices does and says the same for an address nobody gave us', async () => {
  const seen = await expectAlike(
    publicForm('/', 'email'),
    () => customer({ email: somebody() }),
    () => somebody(),
  );
  expect([seen.status, seen.statements.includes('enqueue_jobs')]).toEqual([303, true]);
});

it('asking to sign in does and says the same for an address nobody gave us', async () => {
  const seen = await expectAlike(signIn('account'), signingIn, () => somebody());
  expect([seen.status, seen.statements.includes('enqueue_jobs')]).toEqual([303, true]);
});

it('asking to sign in as staff does and says the same for somebody who is not staff', async () => {
  const staff = async (sample: number) => {
    const email = `agent${sample}@staff.example`;
    await addStaffMember(site.test, 'agent', email);
    return email;
  };
  const seen = await expectAlike(signIn('staff'), staff, (sample) => `nobody${sample}@staff.example`);
  expect([seen.status, seen.statements.includes('enqueue_jobs')]).toEqual([303, true]);
});

it('opting out by email address does and says the same for an address nobody gave us', async () => {
  const seen = await expectAlike(
    publicForm('/unsubscribe', 'address'),
    () => customer({ email: somebody() }),
    () => somebody(),
  );
  expect(seen.status).toBe(303);
});

it('opting out by number does and says the same for a number nobody gave us', async () => {
  const seen = await expectAlike(
    publicForm('/unsubscribe', 'address'),
    (sample) => customer({ phone: number(sample, '1') }),
    (sample) => number(sample, '2'),
  );
  expect(seen.status).toBe(303);
});

it('opting out is answered at a full step, so that an address that said something before is not told by a later answer', async () => {
  const before = somebody();
  await trace(publicForm('/unsubscribe', 'address'), before, 240);
  for (const address of [before, somebody()]) {
    const begun = performance.now();
    const { status } = await trace(publicForm('/unsubscribe', 'address'), address, 241);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(STEP_MS);
    expect(status).toBe(303);
  }
});

it('asked too often, it does and says the same for both', async () => {
  const often = async (email: string) => {
    for (let time = 0; time < 3; time++) await trace(publicForm('/', 'email'), email, 250);
    return email;
  };
  const unknown = await Promise.all(Array.from({ length: SAMPLES }, () => often(somebody())));
  const seen = await expectAlike(
    publicForm('/', 'email'),
    async () => often(await customer({ email: somebody() })),
    (sample) => unknown[sample] ?? '',
  );
  expect([seen.status, seen.statements.includes('enqueue_jobs')]).toEqual([303, false]);
});
