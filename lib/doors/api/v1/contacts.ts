import { z } from '@hono/zod-openapi';
import { CHANNELS_OF_KIND, CONTACT_STATUSES, SUBSCRIBER_TYPES } from '../../../domain/vocabulary';
import { AppError } from '../../../errors';
import { type GivenAddress, putContact } from '../../../services/contact/put-contact';
import { type ShownContact, showContact } from '../../../services/contact/show-contact';
import {
  ADDRESS_MAX_CHARS,
  countrySchema,
  emailSchema,
  externalRefSchema,
  nameSchema,
  phoneSchema,
  postalOf,
  postalSchema,
  timezoneSchema,
} from './address-schema';
import { limitWrites } from './limit-writes';
import { type Mounting, mountRead, mountWrite } from './route';

const ADDRESSES_MAX = 50;
const PHONE_USES = CHANNELS_OF_KIND.phone as ['phone', 'automated_call', 'sms', 'fax'];

const bodySchema = z.strictObject({
  name: nameSchema.nullish(),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Give a language tag such as en-GB.')
    .max(35)
    .nullish(),
  country: countrySchema.nullish(),
  timezone: timezoneSchema.refine(isTimezone, 'Give a time zone such as Europe/London.').nullish(),
  subscriber_type: z.enum(SUBSCRIBER_TYPES).optional(),
  company: nameSchema.nullish(),
  position: nameSchema.nullish(),
  emails: z.array(emailSchema).max(ADDRESSES_MAX).optional(),
  phones: z
    .array(
      z.union([
        phoneSchema,
        z.strictObject({ value: phoneSchema, use: z.array(z.enum(PHONE_USES)).min(1).max(4).optional() }),
      ]),
    )
    .max(ADDRESSES_MAX)
    .optional(),
  postal: z.array(postalSchema).max(ADDRESSES_MAX).optional(),
});
type GivenContact = z.output<typeof bodySchema>;

const pathParams = z.object({
  external_ref: externalRefSchema.openapi({
    param: { name: 'external_ref', in: 'path' },
    description:
      'Your own name for the contact. It stands in URLs and logs: use a number or code, never an address.',
    example: 'crm-4711',
  }),
});

const savedSchema = z.object({
  id: z.string(),
  external_ref: z.string(),
  contact_points: z.array(z.object({ id: z.string(), kind: z.string(), gained: z.boolean() })),
});
const SAVED = {
  id: '0192d3a4-5b6c-7d8e-9f00-112233445566',
  external_ref: 'crm-4711',
  contact_points: [{ id: '6f1d7c52-8a4b-8c3d-9e0f-112233445566', kind: 'email', gained: true }],
};

const contactSchema = z.object({
  id: z.string(),
  external_ref: z.string(),
  name: z.string().nullable(),
  locale: z.string().nullable(),
  country: z.string().nullable(),
  timezone: z.string().nullable(),
  subscriber_type: z.enum(SUBSCRIBER_TYPES),
  company: z.string().nullable(),
  position: z.string().nullable(),
  status: z.enum(CONTACT_STATUSES),
  updated_at: z.string(),
  contact_points: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      value: z.string().nullable(),
      use: z.array(z.string()),
      primary: z.boolean(),
      permissions: z.array(
        z.object({
          channel: z.string(),
          sender: z.string(),
          topic: z.string(),
          answer: z.enum(['allow', 'deny']),
          reasons: z.array(z.string()),
          valid_until: z.string(),
        }),
      ),
    }),
  ),
});
const SHOWN = {
  id: '0192d3a4-5b6c-7d8e-9f00-112233445566',
  external_ref: 'crm-4711',
  name: 'Ann Example',
  locale: 'en-GB',
  country: 'GB',
  timezone: null,
  subscriber_type: 'individual',
  company: null,
  position: null,
  status: 'active',
  updated_at: '2026-11-22T12:00:00.000Z',
  contact_points: [
    {
      id: '6f1d7c52-8a4b-8c3d-9e0f-112233445566',
      kind: 'email',
      value: 'ann@example.com',
      use: ['email'],
      primary: true,
      permissions: [
        {
          channel: 'email',
          sender: 'northgate',
          topic: 'offers',
          answer: 'deny',
          reasons: ['no_record'],
          valid_until: '2026-11-22T13:00:00.000Z',
        },
      ],
    },
  ],
};

/** `PUT` and `GET /contacts/{external_ref}`. */
export function mountContacts(mounting: Mounting): void {
  mountWrite(
    mounting,
    {
      method: 'put',
      path: '/contacts/{external_ref}',
      operationId: 'putContact',
      summary: 'Make or replace a contact',
      description: `Replaces the whole contact: a field left out is emptied, an address left out is detached, never un-refused. The first address of each kind is the primary one. \`use\` says which channels a number serves (all, unless given). A postal address without a name is taken to be the contact's own. An address gained takes over the contact's own standing refusals and pauses. A contact holds at most ${ADDRESSES_MAX} addresses of a kind. At most 6,000 calls a minute for each key (\`RateLimit\`).`,
      tag: 'Contacts',
      scope: 'contacts',
      idempotent: true,
      pathParams,
      body: bodySchema,
      bodyExample: {
        name: 'Ann Example',
        country: 'GB',
        locale: 'en-GB',
        subscriber_type: 'individual',
        emails: ['ann@example.com'],
        phones: [{ value: '020 7946 0958', use: ['phone', 'sms'] }],
        postal: [{ lines: ['1 High Street', 'London'], postcode: 'N1 1AA', country: 'GB' }],
      },
      answers: {
        201: { description: 'Made.', schema: savedSchema, example: SAVED },
        200: { description: 'Replaced.', schema: savedSchema, example: SAVED },
      },
      problems: [409, 429],
    },
    async (ctx, { client, body, externalRef, payload, idempotencyKey }) => {
      const headers = await limitWrites(ctx, 'contacts', client.id);
      const done = await putContact(ctx, readContact(readRef(externalRef), body, client.id), {
        clientId: client.id,
        route: 'PUT /contacts',
        key: idempotencyKey,
        payload,
      });
      if (done.replayed) headers['idempotent-replayed'] = 'true';
      return { status: done.status === 201 ? 201 : 200, body: done.body, headers };
    },
  );
  mountRead(
    mounting,
    {
      method: 'get',
      path: '/contacts/{external_ref}',
      operationId: 'getContact',
      summary: 'A contact, and what may be sent to it now',
      description:
        "The contact with its present addresses and, for the key's senders and their live topics, what may be sent to each now. Before a message is sent ask `POST /decisions`.",
      tag: 'Contacts',
      scope: 'contacts',
      pathParams,
      answers: { 200: { description: 'The contact.', schema: contactSchema, example: SHOWN } },
      problems: [404, 422],
    },
    async (ctx, { client, externalRef }) => {
      const shown = await showContact(ctx, readRef(externalRef), client.senderNos);
      if (shown === null) throw new AppError('not_found', 'No contact has this external reference.');
      return { status: 200, body: contactJson(shown) };
    },
  );
}

function readRef(externalRef: string): string {
  const parsed = externalRefSchema.safeParse(externalRef);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'unprocessable',
    'An external reference has 1 to 200 characters, none of them a control character.',
  );
}

function readContact(externalRef: string, given: GivenContact, clientId: string) {
  return {
    externalRef,
    fields: {
      name: given.name ?? null,
      locale: given.locale ?? null,
      country: given.country ?? null,
      timezone: given.timezone ?? null,
      subscriberType: given.subscriber_type ?? ('unknown' as const),
      company: given.company ?? null,
      position: given.position ?? null,
    },
    addresses: readAddresses(given),
    actor: `api_client:${clientId}`,
  };
}

function readAddresses(given: GivenContact): GivenAddress[] {
  const emails = (given.emails ?? []).map((email, i) => ({
    address: { email },
    channels: CHANNELS_OF_KIND.email,
    pointer: `#/emails/${i}`,
  }));
  const phones = (given.phones ?? []).map((phone, i) => ({
    address: { phone: typeof phone === 'string' ? phone : phone.value },
    channels: typeof phone === 'string' ? PHONE_USES : (phone.use ?? PHONE_USES),
    pointer: typeof phone === 'string' ? `#/phones/${i}` : `#/phones/${i}/value`,
  }));
  const postal = (given.postal ?? []).map((one, i) => ({
    address: postalOf({ ...one, name: one.name ?? given.name?.slice(0, ADDRESS_MAX_CHARS) }),
    channels: CHANNELS_OF_KIND.postal,
    pointer: `#/postal/${i}`,
  }));
  return [...emails, ...phones, ...postal];
}

function contactJson({ contact, points }: ShownContact): string {
  return JSON.stringify({
    id: contact.id,
    external_ref: contact.externalRef,
    name: contact.name,
    locale: contact.locale,
    country: contact.country,
    timezone: contact.timezone,
    subscriber_type: contact.subscriberType,
    company: contact.company,
    position: contact.position,
    status: contact.status,
    updated_at: contact.updatedAt,
    contact_points: points.map((point) => ({
      id: point.id,
      kind: point.kind,
      value: point.typed ?? point.normalised,
      use: point.channels,
      primary: point.primary,
      permissions: point.permissions.map(({ validUntil, ...permission }) => ({
        ...permission,
        valid_until: validUntil,
      })),
    })),
  });
}

function isTimezone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
