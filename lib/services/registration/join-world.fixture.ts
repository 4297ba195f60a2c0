import type { Context } from '../../context';
import { parseAddress, type RawAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import { slugIndex } from '../../domain/slug-index';
import type { LinkClaims } from '../../domain/token';
import type { Channel } from '../../domain/vocabulary';
import { decideQuestions } from '../decision/decide-questions';
import { applySetup } from '../setup/apply-setup';
import { demoSetup } from '../setup/demo-setup';
import { openTestContext, type TestContext } from '../setup/test-context.fixture';
import { NO_DETAILS, type TypedDetails } from './read-details';
import { type RegistrationOutcome, requestRegistration } from './request-registration';
import { BY_BROWSER, type SentForm } from './sent-form';
import { showForm } from './show-form';

export interface Sending {
  form?: string;
  typed: Partial<TypedDetails>;
  /** Boxes such as `email northgate/offers`. */
  tick?: readonly string[];
  refused?: boolean;
  gpc?: boolean;
  words?: string | null;
  peer?: string;
  byCompany?: boolean;
}

export interface EventRow {
  act: string;
  channel: string;
  door: string;
  assurance: string;
  lifting: boolean;
  basis: string | null;
  contact_id: string | null;
  body: Record<string, unknown> | null;
}

/** The demo's senders, notices and forms on a database of the test file's own. */
export interface JoinWorld extends TestContext {
  /** A box's value in a form, for `email northgate/offers`. */
  box(named: string): Promise<string>;
  send(sending: Sending): Promise<RegistrationOutcome>;
  /** What the link in the newest mail to an address stands for. */
  linkOf(email: string): Promise<LinkClaims>;
  pointId(address: RawAddress): Promise<string>;
  events(address: RawAddress): Promise<EventRow[]>;
  /** `allow`, or the first reason of a denial. */
  answer(address: RawAddress, named: string): Promise<string>;
  contactsOf(email: string): Promise<{ id: string; name: string | null; country: string | null }[]>;
}

let people = 0;

/** An address nobody has used in this test file. */
export function newcomer(): string {
  people += 1;
  return `newcomer${people}@example.com`;
}

/** Opens it; `close` drops the database. */
export async function openJoinWorld(): Promise<JoinWorld> {
  const opened = await openTestContext();
  const { ctx, test } = opened;
  await applySetup(ctx, demoSetup());
  const cell = async (named: string) => {
    const [channel = '', path = ''] = named.split(' ');
    const [senderSlug = '', topicSlug = ''] = path.split('/');
    const index = slugIndex(await ctx.vocabulary.current());
    const sender = index.sender(senderSlug);
    const topic = sender === undefined ? undefined : index.topic(sender, topicSlug);
    if (sender === undefined || topic === undefined) throw new Error(`nothing is called ${named}`);
    return { channel: channel as Channel, sender, topic };
  };
  const box = async (named: string) => {
    const { channel, sender, topic } = await cell(named);
    return `${channel}.${sender.no}.${topic.no}`;
  };
  const pointId = async (address: RawAddress) => pointIdOf(ctx, address);
  return {
    ...opened,
    box,
    pointId,
    send: async (sending) => requestRegistration(ctx, await sentForm(ctx, sending, box)),
    async linkOf(email) {
      const contactPointId = await pointId({ email });
      const [row] = await test.asOwner<{ id: string }>(
        'SELECT id FROM registration WHERE contact_point_id = $1 ORDER BY mailed_at DESC, id DESC LIMIT 1',
        [contactPointId],
      );
      if (row === undefined) throw new Error('nothing waits for this address');
      return { contactPointId, channel: 'email', topicNo: 0, messageId: row.id };
    },
    async events(address) {
      return test.asOwner<EventRow>(
        `SELECT e.act, e.channel, e.door, e.assurance, e.lifting, e.basis, e.contact_id, v.body
         FROM consent_event e LEFT JOIN evidence v USING (contact_point_id, instruction_id)
         WHERE e.contact_point_id = $1 ORDER BY e.seq`,
        [await pointId(address)],
      );
    },
    async answer(address, named) {
      const [answered] = await decideQuestions(ctx, [
        { id: '1', address, contact: null, ...(await cell(named)) },
      ]);
      const decision = answered?.decision;
      return decision?.answer === 'allow' ? 'allow' : (decision?.reasons[0]?.code ?? 'nothing');
    },
    async contactsOf(email) {
      return test.asOwner(
        `SELECT k.id, k.name, k.country FROM contact_contact_point u JOIN contact k ON k.id = u.contact_id
         WHERE u.contact_point_id = $1 AND u.detached_at IS NULL ORDER BY k.id`,
        [await pointId({ email })],
      );
    },
  };
}

function pointIdOf(ctx: Context, address: RawAddress): string {
  const parsed = parseAddress(address, 'GB');
  if (!parsed.ok) throw new Error('not an address');
  return locate(parsed.address, ctx.config.addressKeys).ids[0] ?? '';
}

async function sentForm(
  ctx: Context,
  sending: Sending,
  box: (named: string) => Promise<string>,
): Promise<SentForm> {
  const asked = {
    slug: sending.form ?? 'northgate',
    language: 'en',
    withoutPartners: sending.gpc ?? false,
  };
  const shown = await showForm(ctx, asked);
  if (shown === null) throw new Error('there is no such form');
  return {
    shown,
    typed: { ...NO_DETAILS, ...sending.typed },
    ticked: await Promise.all((sending.tick ?? []).map(box)),
    refused: sending.refused ?? false,
    language: 'en',
    words: sending.words === undefined ? 'The words as rendered.' : sending.words,
    evidence: { ip: '192.0.2.1' },
    actor: { kind: 'person', id: null },
    peer: sending.peer ?? null,
    byCompany: sending.byCompany ?? false,
    repeatable: BY_BROWSER,
  };
}
