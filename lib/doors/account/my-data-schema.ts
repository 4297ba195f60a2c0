import { z } from 'zod';

/** Raised whenever a field changes its meaning or goes; new fields alone leave it as it is. */
export const MY_DATA_VERSION = 1;

const instant = z.iso.datetime().describe('UTC, RFC 3339');
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable();
const addressId = z.uuid().describe('id of one of `addresses`, or of the place a postal address is at');
const scope = z
  .object({ sender: z.string(), topic: z.string() })
  .describe('names; `all` for everybody, or everything of a sender');

const profile = z.object({
  id: z.uuid(),
  reference: maybe(z.string()).describe('how other systems of the company name you'),
  name: maybe(z.string()),
  language: maybe(z.string()),
  country: maybe(z.string()),
  time_zone: maybe(z.string()),
  kind: z.string(),
  company: maybe(z.string()),
  position: maybe(z.string()),
  status: z.string(),
  created_at: instant,
  updated_at: instant,
});

const address = z.object({
  id: z.uuid(),
  kind: z.enum(['email', 'phone', 'postal']),
  as_typed: maybe(z.string()),
  as_stored: maybe(z.string()),
  postcode: maybe(z.string()),
  country: maybe(z.string()),
  extension: maybe(z.string()),
  channels: z.array(z.string()),
  primary: z.boolean(),
  signs_in: z.boolean(),
  used_from: instant,
  used_until: maybe(instant),
  confirmed_at: maybe(instant),
  verified_at: maybe(instant),
  deliverable: z.string(),
  shared_now: z.boolean().describe('somebody else uses it too'),
});

const choice = z.object({
  id: z.uuid(),
  said_together: z.uuid().describe('the same for everything said in one breath'),
  address_id: addressId,
  act: z.string(),
  channel: z.string(),
  about: scope,
  lawful_basis: maybe(z.string()),
  stop: maybe(z.string()).describe('why it paused or resumed'),
  way: z.string().describe('by which way it came in'),
  said_by: z.string().describe('person, staff, api_client or system'),
  sure_it_was_you: z.string().describe('none, asserted, link, confirmed or signed_in'),
  counts_against_an_earlier_no: z.boolean(),
  said_at: instant,
  recorded_at: instant,
  until: maybe(instant),
  put_right_later: z.boolean(),
  notice: maybe(
    z.object({
      id: z.uuid(),
      name: z.string(),
      version: z.number(),
      language: z.string(),
      words: z.string().describe('the exact words shown'),
    }),
  ),
  evidence: maybe(z.record(z.string(), z.unknown())).describe('what was written down along with it'),
  evidence_withheld: z.boolean().describe('said at a shared address under nobody’s name'),
  fingerprint: z.string().describe('SHA-256 of the event in its chain, in hexadecimal'),
});

const holding = z.object({
  address_id: addressId,
  channel: z.string(),
  about: scope,
  service_message: z.boolean(),
  answer: z.enum(['allow', 'deny']),
  state: z.string(),
  since: maybe(instant),
  reasons: z.array(z.object({ code: z.string(), detail: z.string() })),
});

const message = z.object({
  address_id: addressId,
  kind: z.string(),
  about: scope,
  subject: maybe(z.string()),
  state: z.string(),
  created_at: instant,
  settled_at: maybe(instant),
  attempts: z.array(z.object({ at: z.string(), outcome: z.string() })),
  reasons: z.array(z.string()),
});

const recipient = z.object({
  address_id: addressId,
  name: z.string(),
  legal_name: z.string(),
  privacy_notice: z.string(),
  what: z.string(),
  given_at: instant,
  on_choice: maybe(z.uuid()).describe('id of one of `choices`'),
  told_of_your_no_at: maybe(instant),
});

const request = z.object({
  reference: z.string(),
  kind: z.string(),
  way: z.string(),
  name: maybe(z.string()),
  words: maybe(z.string()),
  state: z.string(),
  received_at: instant,
  acknowledge_by: maybe(instant),
  acknowledged_at: maybe(instant),
  due_at: instant,
  extended_at: maybe(instant),
  closed_at: maybe(instant),
  steps: z.array(
    z.object({
      step: z.string(),
      at: instant,
      by: z.string(),
      due_at: maybe(instant),
      words: maybe(z.string()),
      mail: maybe(z.string()),
    }),
  ),
});

const device = { browser: maybe(z.string()), system: maybe(z.string()) };

/** The export of one person's data: every field, described. Published as JSON Schema beside it. */
export const myDataSchema = z
  .object({
    schema: z.object({ name: z.literal('sayso.my-data'), version: z.literal(MY_DATA_VERSION), url: z.url() }),
    made_at: instant,
    left_out: z.array(z.string()).describe('parts too long to give whole; ask us for the rest'),
    profile,
    profile_history: z.array(
      z.object({
        valid_from: instant,
        recorded_at: instant,
        kind: z.string(),
        country: maybe(z.string()),
        time_zone: maybe(z.string()),
        status: z.string(),
        changed_by: z.string(),
      }),
    ),
    addresses: z.array(address),
    address_deliverability: z.array(
      z.object({ address_id: addressId, from: instant, deliverable: z.string(), cause: z.string() }),
    ),
    register_listings: z.array(
      z.object({ address_id: addressId, register: z.string(), from: instant, until: maybe(instant) }),
    ),
    printed_codes: z
      .array(z.object({ address_id: addressId, about: scope, printed_at: instant }))
      .describe('codes printed on letters to you; not the code itself, which works without anything else'),
    what_holds_now: z.array(holding),
    choices: z.array(choice),
    pauses_and_restrictions: z.array(
      z.object({
        address_id: addressId,
        kind: z.string(),
        channel: z.string(),
        from: instant,
        until: maybe(instant),
        in_force: z.boolean(),
      }),
    ),
    frequencies: z.array(
      z.object({
        address_id: addressId,
        channel: z.string(),
        about: scope,
        frequency: z.string(),
        way: z.string(),
        said_by: z.string(),
        said_at: instant,
        recorded_at: instant,
      }),
    ),
    repeated_refusals: z
      .array(z.object({ address_id: addressId, channel: z.string(), about: scope, last_said_at: instant }))
      .describe('a no said again while it stood'),
    messages: z.array(message).describe('emails sent to you, without their text'),
    messages_waiting: z.array(
      z.object({
        address_id: addressId,
        about: scope,
        subject: maybe(z.string()),
        since: instant,
        sent: z.boolean(),
      }),
    ),
    recipients: z.array(recipient).describe('every third party that was given your data'),
    notices_to_recipients: z.array(
      z.object({
        address_id: addressId,
        name: z.string(),
        state: z.string(),
        created_at: instant,
        settled_at: maybe(instant),
      }),
    ),
    recorded_by_staff: z.array(
      z.object({
        medium: z.string(),
        words: z.string(),
        read_back: z.string(),
        call_reference: maybe(z.string()),
        received_at: instant,
        recorded_at: instant,
        due_at: instant,
        outcome: z.string(),
        undone_at: maybe(instant),
      }),
    ),
    looks_by_staff: z.array(z.object({ at: instant, what: z.string(), role: z.string() })),
    data_requests: z.array(request),
    registrations: z.array(
      z.object({
        address_id: addressId,
        form: z.string(),
        form_version: z.number(),
        language: z.string(),
        answers: maybe(z.record(z.string(), z.unknown())),
        sent_at: instant,
        lapses_at: instant,
        confirmed_at: maybe(instant),
      }),
    ),
    addresses_to_confirm: z.array(
      z.object({
        kind: z.string(),
        as_typed: z.string(),
        channels: z.array(z.string()),
        asked_at: instant,
        lapses_at: instant,
        code_sent_at: maybe(instant),
        code_tries: maybe(z.number()),
      }),
    ),
    sessions: z.array(z.object({ started_at: instant, last_used_at: instant, ends_at: instant, ...device })),
    sign_in_links: z.array(z.object({ asked_at: maybe(instant), ends_at: instant, ...device })),
    links_asked_for: z.array(z.object({ kind: z.string(), at: instant, ...device })),
  })
  .describe('Everything held of one person. Nothing of anybody else who uses the same address.');

export type MyDataJson = z.infer<typeof myDataSchema>;
