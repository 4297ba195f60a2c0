import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import { PEER_HEADER } from '../../http/evidence';
import { codeFor, pointIdOf } from '../../services/account-address/addresses.fixture';
import { listAddresses } from '../../services/account-address/list-addresses';
import { seedTestVocabulary, testContext } from '../../services/context/context.fixture';
import { readDraft } from '../../services/form-draft/read-draft';
import { addPerson } from '../../services/person/person.fixture';
import { awayFrom } from '../doors.fixture';
import { changeAddresses } from './addresses';
import { keepTyped } from './keep-typed';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let count = 0;
let days = 22;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  await seedTestVocabulary(db);
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});
beforeEach(() => {
  days += 1;
  ctx.clock.now = new Date(Date.UTC(2026, 10, days, 12));
});

type Fields = Record<string, string | string[]>;

function formOf(fields: Fields, headers: Record<string, string> = {}): Request {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return new Request('https://x.example/account/addresses/change', { method: 'POST', body, headers });
}

async function somebody() {
  count += 1;
  const email = `cat${count}@example.com`;
  const { id } = await addPerson(db, { name: 'Cat Dean', addresses: [{ email }] });
  const person = { contactId: id, locale: 'en' };
  const send = async (fields: Fields) =>
    (await changeAddresses(formOf(fields, { [PEER_HEADER]: '' }), ctx, person)).headers.get('location') ?? '';
  const draftAt = async (location: string) => {
    const draft = new URL(location, 'https://x.example').searchParams.get('draft') ?? undefined;
    return readDraft(ctx, { id: draft, contactId: id, form: 'addresses' });
  };
  return { ...person, email, send, draftAt };
}
const anEmail = () => `dan${count++}@example.org`;
const aNumber = () => `07700 900${String(500 + count++)}`;

describe('the form that adds an address', () => {
  it('leads through the code to the list', async () => {
    const person = await somebody();
    const email = anEmail();
    expect(await person.send({ do: 'add', kind: 'email', email })).toBe('/account/addresses?done=asked');
    const address = pointIdOf(ctx, { email });
    const code = await codeFor(ctx, person.contactId, address);
    expect(await person.send({ do: 'confirm', address, code })).toBe('/account/addresses?done=confirmed');
    expect(await person.send({ do: 'confirm', address, code })).toBe('/account/addresses?problem=codeGone');
    expect(await person.send({ do: 'add', kind: 'email', email })).toBe('/account/addresses?done=already');
    expect(await person.send({ do: 'primary', address })).toBe('/account/addresses?done=primary');
    // The address they came with was never confirmed: nobody knows that they can sign in with it.
    expect(await person.send({ do: 'remove', address })).toBe('/account/addresses?problem=lastSignIn');
    const first = pointIdOf(ctx, { email: person.email });
    expect(await person.send({ do: 'again', address: first })).toBe('/account/addresses?done=asked');
    const proof = await codeFor(ctx, person.contactId, first);
    await person.send({ do: 'confirm', address: first, code: proof });
    expect(await person.send({ do: 'remove', address })).toBe('/account/addresses?done=removed');
  });

  it('keeps what was typed beside what is wrong, for its person alone and out of the URL', async () => {
    const [person, other] = [await somebody(), await somebody()];
    const location = await person.send({ do: 'add', kind: 'phone', phone: 'ring me', use: [] });
    expect(location).not.toContain('ring');
    expect(await person.draftAt(location)).toMatchObject({
      fields: { phone: ['ring me'] },
      faults: [{ field: 'use', fault: 'uses' }],
    });
    expect(await other.draftAt(location)).toBeNull();
    ctx.clock.now = new Date(ctx.clock.now.getTime() + 60 * 60_000);
    expect(await person.draftAt(location)).toBeNull();
  });

  it.each([
    [{ kind: 'email', email: '' }, [{ field: 'email', fault: 'email' }]],
    [{ kind: 'email', email: 'dan at home' }, [{ field: 'email', fault: 'email' }]],
    [{ kind: 'phone', phone: '12', use: 'sms' }, [{ field: 'phone', fault: 'phone' }]],
    [
      { kind: 'postal', name: '', lines: '', postcode: '', country: '' },
      [
        { field: 'name', fault: 'name' },
        { field: 'lines', fault: 'lines' },
        { field: 'country', fault: 'country' },
      ],
    ],
    [
      {
        kind: 'postal',
        name: 'Cat Dean',
        lines: '1 High Street\r\nLeeds',
        postcode: 'nowhere',
        country: 'GB',
      },
      [{ field: 'postcode', fault: 'postcode' }],
    ],
  ])('says what is wrong with %j', async (fields, faults) => {
    const person = await somebody();
    const draft = await person.draftAt(await person.send({ do: 'add', ...fields }));
    expect(draft?.faults).toEqual(faults);
  });

  it('takes a postal address and a fax number at once', async () => {
    const person = await somebody();
    const postal = {
      name: 'Cat Dean',
      lines: '1 High Street\r\n\r\nLeeds',
      postcode: 'LS1 1AA',
      country: 'GB',
    };
    expect(await person.send({ do: 'add', kind: 'postal', ...postal })).toBe('/account/addresses?done=added');
    expect(await person.send({ do: 'add', kind: 'phone', phone: aNumber(), use: 'fax' })).toBe(
      '/account/addresses?done=added',
    );
    const { addresses } = await listAddresses(ctx, person.contactId);
    expect(addresses.map((one) => one.channels)).toEqual([['email'], ['fax'], ['post']]);
  });

  it('counts wrong codes and says how many tries are left', async () => {
    const person = await somebody();
    const phone = aNumber();
    await person.send({ do: 'add', kind: 'phone', phone, use: ['calls', 'sms'] });
    const address = pointIdOf(ctx, { phone });
    const field = `code-${address}`;
    const wrong = String((Number(await codeFor(ctx, person.contactId, address)) + 1) % 1e6).padStart(6, '0');
    const faults = [];
    for (const code of ['12', wrong, wrong, wrong, wrong, wrong])
      faults.push((await person.draftAt(await person.send({ do: 'confirm', address, code })))?.faults[0]);
    expect(faults).toEqual([
      { field, fault: 'codeMalformed' },
      { field, fault: 'codeWrong', count: 4 },
      { field, fault: 'codeWrong', count: 3 },
      { field, fault: 'codeWrong', count: 2 },
      { field, fault: 'codeWrong', count: 1 },
      { field, fault: 'codeVoid' },
    ]);
    expect(await person.send({ do: 'again', address })).toBe('/account/addresses?done=asked');
    const code = await codeFor(ctx, person.contactId, address);
    expect(await person.send({ do: 'confirm', address, code })).toBe('/account/addresses?done=confirmed');
  });

  it('changes uses only as shown, and keeps the last way to sign in', async () => {
    const person = await somebody();
    const phone = aNumber();
    const address = pointIdOf(ctx, { phone });
    await person.send({ do: 'add', kind: 'phone', phone, use: 'sms' });
    const code = await codeFor(ctx, person.contactId, address);
    await person.send({ do: 'confirm', address, code });
    expect(await person.send({ do: 'uses', address, were: 'sms', use: ['sms', 'calls'] })).toBe(
      '/account/addresses?done=uses',
    );
    const none = await person.draftAt(await person.send({ do: 'uses', address, were: ['sms', 'calls'] }));
    expect(none?.faults).toEqual([{ field: `use-${address}`, fault: 'uses' }]);
    const own = pointIdOf(ctx, { email: person.email });
    expect(await person.send({ do: 'remove', address: own })).toBe('/account/addresses?problem=lastSignIn');
  });

  it('does nothing with what it cannot read, and nothing to addresses of others', async () => {
    const [person, other] = [await somebody(), await somebody()];
    const theirs = pointIdOf(ctx, { email: other.email });
    for (const fields of [{}, { do: 'add' }, { do: 'remove', address: 'x' }, { do: 'fly', address: theirs }])
      expect(await person.send(fields as Fields)).toBe('/account/addresses?problem=form');
    for (const what of ['primary', 'again', 'uses'])
      expect(await person.send({ do: what, address: theirs, use: 'fax' })).toBe(
        '/account/addresses?problem=notYours',
      );
    await person.send({ do: 'remove', address: theirs });
    expect((await listAddresses(ctx, other.contactId)).addresses).toHaveLength(1);
  });
});

describe('while the record is away', () => {
  it('a form is 503 with everything that was typed, and can be sent again as it is', async () => {
    const person = await somebody();
    const away = await awayFrom(ctx);
    const email = 'ann"<b>@example.org';
    const form = { back: '/account/addresses', visible: ['email'] };
    const response = await keepTyped(
      formOf({ do: 'add', kind: 'email', email, secret: 'kept' }),
      away,
      form,
      (typed) => changeAddresses(typed, away, person),
    );
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    const kept = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((one) => [
      one[1],
      one[2]?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
    ]);
    expect(kept).toEqual([
      ['do', 'add'],
      ['kind', 'email'],
      ['email', email],
      ['secret', 'kept'],
    ]);
    expect(html).toContain('action="/account/addresses/change"');
    expect(html).toContain('<bdi>ann&quot;&lt;b&gt;@example.org</bdi>');
    expect(html).not.toContain('<bdi>kept</bdi>');
    await away.db.end();
  });

  it('another fault is not dressed up as that', async () => {
    const request = formOf({ do: 'add' });
    const failing = keepTyped(request, ctx, { back: '/', visible: [] }, () => {
      throw new Error('something else');
    });
    await expect(failing).rejects.toThrow('something else');
  });
});
