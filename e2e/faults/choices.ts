import type { Context } from '../../lib/context';
import { parseAddress, type RawAddress } from '../../lib/domain/contact-point/address';
import { locate } from '../../lib/domain/contact-point/locate';
import { mintToken, NIL_UUID } from '../../lib/domain/token';
import type { Asked, Mark } from './judge';
import type { Site } from './site';

/** One request to a door, and what must hold once it was answered well. */
export interface Choice extends Asked {
  method: 'POST' | 'PUT';
  path: string;
  headers: Record<string, string>;
  body: string;
  /** The answers that say it holds. */
  success: readonly number[];
  /** Posted this many times at once, as some mailbox providers do. */
  copies: 1 | 2;
  /** Sent once more after the answer, as by a client that the answer never reached. */
  again: boolean;
  /** The contact a PUT makes, and how many addresses it then has. */
  contact: { externalRef: string; addresses: number } | null;
}

const ALL = 0;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** The id the service derives for an address. */
export function pointIdOf(ctx: Context, address: RawAddress): string {
  const parsed = parseAddress(address, 'GB');
  const id = parsed.ok ? locate(parsed.address, ctx.config.addressKeys).ids[0] : undefined;
  if (id === undefined) throw new Error('the harness made an address that is none');
  return id;
}

function mark(site: Site, email: string, cell: Partial<Mark> = {}): Mark {
  return {
    pointId: pointIdOf(site.ctx, { email }),
    effect: 'no',
    channel: 'email',
    senderNo: site.words.brand,
    topicNo: site.words.offers,
    ...cell,
  };
}

function tokenFor(site: Site, email: string, topicNo: number): string {
  const contactPointId = pointIdOf(site.ctx, { email });
  return mintToken(
    { contactPointId, channel: 'email', topicNo, messageId: NIL_UUID },
    'unsubscribe',
    site.ctx.links,
  );
}

const plain = { acknowledgedAt: null, copies: 1, again: false, contact: null } as const;

/** A one-click unsubscribe as a mailbox provider posts it (RFC 8058). */
export function oneClick(site: Site, email: string, copies: 1 | 2 = 1, topicNo = site.words.offers): Choice {
  return {
    ...plain,
    door: copies === 2 ? 'one-click, twice at once' : 'one-click',
    marks: [mark(site, email, { topicNo })],
    method: 'POST',
    path: `/u/${tokenFor(site, email, topicNo)}`,
    headers: FORM,
    body: 'List-Unsubscribe=One-Click',
    success: [200],
    copies,
  };
}

/** The button of the unsubscribe page. With `all`, the contact's other addresses (`others`) stop too. */
export function unsubscribePage(
  site: Site,
  email: string,
  scope: 'sender' | 'all',
  others: readonly RawAddress[] = [],
): Choice {
  const cell = { channel: 'all', senderNo: scope === 'all' ? ALL : site.words.brand, topicNo: ALL };
  const rest = others.map((address) => ({
    ...mark(site, email, cell),
    pointId: pointIdOf(site.ctx, address),
  }));
  return {
    ...plain,
    door: `unsubscribe page, ${scope}`,
    marks: [mark(site, email, cell), ...rest],
    method: 'POST',
    path: `/unsubscribe/${tokenFor(site, email, site.words.offers)}`,
    headers: FORM,
    body: `scope=${scope}`,
    success: [303],
  };
}

/** An address typed on `/unsubscribe`: no to everything. */
export function typedAddress(site: Site, email: string): Choice {
  return {
    ...plain,
    door: 'typed address',
    marks: [mark(site, email, { channel: 'all', senderNo: ALL, topicNo: ALL })],
    method: 'POST',
    path: '/unsubscribe',
    headers: { ...FORM, origin: site.url },
    body: new URLSearchParams({ address: email }).toString(),
    success: [303],
  };
}

/** Another system reports that these people said no. */
export function reportedNos(site: Site, emails: readonly string[]): Choice {
  const events = emails.map((email) => ({
    email,
    act: 'withdrawn',
    channel: 'email',
    sender: 'brand',
    topic: 'offers',
  }));
  return reported(
    site,
    'API, no',
    events,
    emails.map((email) => mark(site, email)),
  );
}

/** Another system reports a yes. Without its idempotency key, a repeat would be one event more. */
export function reportedYes(site: Site, email: string, topic: 'offers' | 'news' = 'offers'): Choice {
  const event = {
    email,
    act: 'given',
    channel: 'email',
    sender: 'brand',
    topic,
    basis: 'consent',
    notice_version: site.words.notice,
    said_at: new Date().toISOString(),
    assurance: 'confirmed',
    evidence: { page: 'https://example.com/join', words: 'Yes, write to me' },
  };
  return reported(
    site,
    'API, yes',
    [event],
    [mark(site, email, { effect: 'yes', topicNo: site.words[topic] })],
  );
}

function reported(site: Site, door: string, events: readonly object[], marks: readonly Mark[]): Choice {
  return {
    ...plain,
    door,
    marks,
    method: 'POST',
    path: '/api/v1/consent-events',
    headers: apiHeaders(site),
    again: true,
    body: JSON.stringify({ events }),
    success: [200, 201],
  };
}

/** Another system makes a contact with these addresses. */
export function putContact(
  site: Site,
  externalRef: string,
  emails: readonly string[],
  phones: readonly string[],
): Choice {
  return {
    ...plain,
    door: 'API, contact',
    marks: [],
    method: 'PUT',
    path: `/api/v1/contacts/${externalRef}`,
    headers: apiHeaders(site),
    again: true,
    body: JSON.stringify({ name: 'A Person', country: 'GB', subscriber_type: 'individual', emails, phones }),
    success: [200, 201],
    contact: { externalRef, addresses: emails.length + phones.length },
  };
}

function apiHeaders(site: Site): Record<string, string> {
  return {
    authorization: `Bearer ${site.apiKey}`,
    'content-type': 'application/json',
    'idempotency-key': site.ctx.newId(),
  };
}
