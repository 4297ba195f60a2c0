import { z } from '@hono/zod-openapi';
import { parseSaidAt } from '../../../domain/said-at';
import { ACT_EFFECT, BASES, CHANNEL_SCOPES } from '../../../domain/vocabulary';
import { AppError, type InputFault } from '../../../errors';
import { recordConsentEvents } from '../../../services/consent-event/record-consent-events';
import { REPORTED_ACTS, type SubmittedEvent } from '../../../services/consent-event/submitted-event';
import {
  addressOf,
  emailSchema,
  externalRefSchema,
  phoneSchema,
  postalSchema,
  slugSchema,
} from './address-schema';
import { evidenceSchema, keepable } from './evidence-schema';
import { type Mounting, mountWrite } from './route';

const EVENTS_MAX = 1_000;

const eventSchema = z.strictObject({
  email: emailSchema.optional(),
  phone: phoneSchema.optional(),
  postal: postalSchema.optional(),
  contact: externalRefSchema.optional(),
  household: z.boolean().optional(),
  act: z.enum(REPORTED_ACTS),
  channel: z.enum(CHANNEL_SCOPES),
  sender: slugSchema.optional(),
  topic: slugSchema.optional(),
  basis: z.enum(BASES).optional(),
  notice_version: z.uuid().optional(),
  said_at: z.string().max(40).optional(),
  effective_until: z.string().max(40).optional(),
  assurance: z.enum(['asserted', 'confirmed']).optional(),
  evidence: evidenceSchema.optional(),
});
type GivenEvent = z.output<typeof eventSchema>;

const answerSchema = z.object({
  events: z.array(
    z.object({
      id: z.string().nullable(),
      ids: z.array(z.string()),
      repeated: z.boolean().optional(),
      effective: z.boolean().optional(),
      because: z.object({ code: z.string(), detail: z.string() }).optional(),
    }),
  ),
});

const DESCRIPTION = `All or nothing: up to ${EVENTS_MAX} events a call, and either all are recorded or none. Each names whom by one of \`email\`, \`phone\` or \`postal\` (with \`household\` for everyone there), or by \`contact\` alone: then a no falls on all of the contact's addresses for the channel. An opt-out is taken even when its address cannot be parsed.

* **No**: \`refused\`, \`withdrawn\`, \`objected\`, \`revoked\`. \`channel\`, \`sender\` and \`topic\` may be \`all\`; topic is, unless given. Any key with this scope may report a no for any sender. Without \`said_at\` it was said now; a time in the future counts as now; a day alone as its end (UTC).
* **Yes**: \`given\`, \`renewed\` name one channel, sender and topic, \`basis\`, \`notice_version\`, \`evidence\` and \`said_at\` (a day alone counts as its start), for the key's own senders. It lifts a standing no only when the key has the scope \`lift\` and \`assurance\` is \`confirmed\`; otherwise it is kept and answered with \`effective: false\`. \`requested\` notes that a confirmation was asked for.
* **Pause**: \`paused\` (until \`effective_until\`, if given) and \`resumed\` hold for all senders. \`resumed\` takes the scope \`lift\` and \`assurance\` \`confirmed\`, and names whom as \`paused\` did.

The answer has the ids of the events each element made: several when it fell on several addresses, none (\`repeated\`) when it repeats a no of the last 24 hours. 201 when anything was added. No rate limit.`;

/** `POST /consent-events`: choices taken elsewhere. */
export function mountConsentEvents(mounting: Mounting): void {
  mountWrite(
    mounting,
    {
      method: 'post',
      path: '/consent-events',
      operationId: 'recordConsentEvents',
      summary: 'Record choices taken elsewhere',
      description: DESCRIPTION,
      tag: 'Consent events',
      scope: 'consent-events',
      idempotent: true,
      body: z.strictObject({ events: z.array(eventSchema).min(1).max(EVENTS_MAX) }),
      batch: { field: 'events', limit: EVENTS_MAX },
      bodyExample: {
        events: [
          {
            email: 'ann@example.com',
            act: 'given',
            channel: 'email',
            sender: 'northgate',
            topic: 'offers',
            basis: 'consent',
            notice_version: '0192d3a4-5b6c-7d8e-9f00-112233445566',
            said_at: '2026-11-20T10:00:00Z',
            evidence: { page: 'https://example.com/join', words: 'Yes, send me offers by email' },
          },
        ],
      },
      answers: {
        201: {
          description: 'Recorded.',
          schema: answerSchema,
          example: {
            events: [
              {
                id: '0192d3a4-5b6c-7d8e-9f00-112233445567',
                ids: ['0192d3a4-5b6c-7d8e-9f00-112233445567'],
                effective: true,
              },
            ],
          },
        },
        200: {
          description: 'Every event repeated what is recorded already.',
          schema: answerSchema,
          example: { events: [{ id: null, ids: [], repeated: true }] },
        },
      },
      problems: [409],
    },
    async (ctx, { client, body, payload, idempotencyKey }) => {
      const done = await recordConsentEvents(ctx, client, readEvents(body.events), {
        clientId: client.id,
        route: 'POST /consent-events',
        key: idempotencyKey,
        payload,
      });
      return {
        status: done.status === 201 ? 201 : 200,
        body: done.body,
        ...(done.replayed ? { headers: { 'idempotent-replayed': 'true' } } : {}),
      };
    },
  );
}

function readEvents(events: readonly GivenEvent[]): SubmittedEvent[] {
  const faults: InputFault[] = [];
  const read = events.map((event, position) => readEvent(event, `#/events/${position}`, faults));
  if (faults.length > 0)
    throw new AppError(
      'unprocessable',
      'Nothing was recorded; mend the events named and send all again.',
      faults,
    );
  return read;
}

function readEvent(event: GivenEvent, pointer: string, faults: InputFault[]): SubmittedEvent {
  const address = addressOf(event);
  if (address === 'several')
    faults.push({ detail: 'Name one of email, phone and postal, not several.', pointer });
  if (address === null && event.contact === undefined)
    faults.push({ detail: 'Say whom: one of email, phone and postal, or contact.', pointer });
  const effect = ACT_EFFECT[event.act];
  if (event.sender === undefined && effect !== 'stop')
    faults.push({ detail: 'Name the sender, or all of them with "all".', pointer: `${pointer}/sender` });
  const until = event.effective_until === undefined ? null : parseSaidAt(event.effective_until, 'no');
  if (event.effective_until !== undefined && until === null)
    faults.push({
      detail: 'Give a day, or an instant with its offset.',
      pointer: `${pointer}/effective_until`,
    });
  return {
    address: address === 'several' ? null : address,
    contact: event.contact ?? null,
    household: event.household ?? false,
    act: event.act,
    channel: event.channel,
    sender: event.sender ?? 'all',
    topic: event.topic ?? 'all',
    basis: event.basis ?? null,
    noticeVersion: event.notice_version?.toLowerCase() ?? null,
    saidAt: event.said_at ?? null,
    effectiveUntil: until?.at ?? null,
    assurance: event.assurance ?? 'asserted',
    evidence: keepable(event.evidence),
  };
}
