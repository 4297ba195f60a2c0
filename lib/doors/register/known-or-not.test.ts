import { afterAll, beforeAll, expect, it } from 'vitest';
import { PEER_HEADER } from '../../http/evidence';
import { addPerson } from '../../services/person/person.fixture';
import { doorsOf, somebody } from '../doors.fixture';
import { noting } from '../statements.fixture';
import { type JoinSite, joinSite } from './register.fixture';

let site: JoinSite;
beforeAll(async () => {
  site = await joinSite();
});
afterAll(() => site?.close());

const SAMPLES = 6;

/** Joins by the first box of the form, and tells what a browser, and whoever times it, can see of it. */
async function trace(email: string, sample: number) {
  const html = await (await site.ask('/register/northgate')).text();
  const [box] = site.boxes(html);
  const fields = await site.fill(
    'northgate',
    [
      ['email', email],
      ['choice', box?.value ?? ''],
    ],
    html,
  );
  const { ctx, taken } = noting(site.ctx);
  const answer = await doorsOf(ctx).post('/register/northgate', fields, {
    'content-type': 'application/x-www-form-urlencoded',
    [PEER_HEADER]: `198.51.${sample}.7`,
  });
  const body = (await answer.text()).replaceAll(email, 'ADDRESS');
  return { status: answer.status, headers: [...answer.headers], body, statements: taken() };
}

it('joining does and says the same for an address of a customer and one that nobody gave us', async () => {
  const traces: Awaited<ReturnType<typeof trace>>[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const known = somebody();
    await addPerson(site.test, { name: 'Ann Bell', addresses: [{ email: known }] });
    traces.push(await trace(known, 2 * sample), await trace(somebody(), 2 * sample + 1));
  }
  for (const one of traces) expect(one).toEqual(traces[0]);
  expect(traces[0]?.status).toBe(303);
  expect(traces[0]?.statements.length).toBeGreaterThan(3);
});
