import { z } from '@hono/zod-openapi';
import type { Context, ReadContext } from '../../../context';
import type { EvidenceBody } from '../../../domain/consent-event';
import { LANGUAGES } from '../../../domain/language';
import { AppError, type InputFault } from '../../../errors';
import type { ApiClient } from '../../../services/api-client/authenticate';
import type { DetailFault } from '../../../services/registration/read-details';
import {
  type RegistrationOutcome,
  requestRegistration,
} from '../../../services/registration/request-registration';
import { type ShownForm, showForm } from '../../../services/registration/show-form';
import { joinShowing } from '../../register/join-mark';
import {
  countrySchema,
  emailSchema,
  nameSchema,
  phoneSchema,
  postalSchema,
  slugSchema,
} from './address-schema';
import { evidenceSchema, keepable } from './evidence-schema';
import { type Answer, type Mounting, mountWrite } from './route';

const BOXES_MAX = 500;
const NOTICES_MAX = 20;
const ROUTE = 'POST /registrations';

const bodySchema = z.strictObject({
  form: slugSchema,
  version: z.number().int().min(1).max(999_999_999),
  language: z.enum(LANGUAGES),
  shown: z.string().regex(/^[0-9a-f]{64}$/, 'Send `shown` as GET /join-forms/{form} gave it.'),
  share: z.boolean().default(true),
  notice_versions: z.array(z.uuid()).max(NOTICES_MAX),
  email: emailSchema,
  name: nameSchema.optional(),
  company: nameSchema.optional(),
  phone: phoneSchema.optional(),
  postal: postalSchema.omit({ name: true, country: true }).optional(),
  country: countrySchema.optional(),
  reference: z.string().min(1).max(100).optional(),
  boxes: z.array(z.string().max(60)).max(BOXES_MAX).default([]),
  refused: z.boolean().default(false),
  evidence: evidenceSchema.optional(),
});
type GivenRegistration = z.output<typeof bodySchema>;

const answerSchema = z.object({
  status: z.enum(['confirmation_asked', 'recorded', 'refused']),
  confirm_within_days: z.number().int(),
});

const DESCRIPTION = `A form of your own as somebody filled it in, shown as \`GET /join-forms/{form}\` says; \`notice_versions\` are those of its sections. Only boxes that were shown can say anything, and a box left alone says nothing.

* \`confirmation_asked\`: a link is mailed, and nothing is permitted until the person confirms it. The answer is the same whether the address is known, and when it was written to too often to be written to again.
* \`recorded\`: a soft opt-in of a form whose \`confirm\` is \`none\`. It lifts no refusal.
* \`refused\`: the box that says no was ticked, and nothing else. \`refused\` is recorded at once in any case, by any key, even if the rest is not taken.

Takes the scope \`consent-events\` and a key made for the form's sender. \`share: false\`: the browser sent \`Sec-GPC: 1\`, and the form was shown without third parties.`;

/** `POST /registrations`. */
export function mountRegistrations(mounting: Mounting): void {
  mountWrite(
    mounting,
    {
      method: 'post',
      path: '/registrations',
      operationId: 'register',
      summary: 'Hand in a form of your own',
      description: DESCRIPTION,
      tag: 'Joining',
      scope: 'consent-events',
      idempotent: true,
      body: bodySchema,
      bodyExample: {
        form: 'newsletter',
        version: 1,
        language: 'en',
        shown: '0f'.repeat(32),
        notice_versions: ['0192d3a4-5b6c-7d8e-9f00-112233445566'],
        email: 'ann@example.com',
        name: 'Ann Example',
        boxes: ['email.1.2'],
        evidence: { page: 'https://www.example.com/join', ip: '192.0.2.1' },
      },
      answers: {
        201: {
          description: 'Taken.',
          schema: answerSchema,
          example: { status: 'confirmation_asked', confirm_within_days: 7 },
        },
      },
      problems: [404, 409],
    },
    async (ctx, { client, body, payload, idempotencyKey }) => {
      const shown = await formAsShown(ctx, body);
      if (!client.senderNos.has(shown.form.form.senderNo) && !(body.refused && body.boxes.length === 0))
        throw new AppError('forbidden', `This key was not made for the sender ${shown.form.sender.slug}.`);
      const request = { clientId: client.id, route: ROUTE, key: idempotencyKey, payload };
      return answerOf(shown.form, await submit(ctx, client, body, shown, request));
    },
  );
}

/** The form as the caller says it was shown, with its words; null for words that are not those it was shown with. */
async function formAsShown(
  ctx: ReadContext,
  body: GivenRegistration,
): Promise<{ form: ShownForm; words: string | null }> {
  const asked = { slug: body.form, language: body.language, withoutPartners: !body.share };
  const shown = { version: body.version, noticeIds: body.notice_versions.map((id) => id.toLowerCase()) };
  const was = await showForm(ctx, { ...asked, shown });
  const form = was ?? (await showForm(ctx, asked));
  if (form === null) throw new AppError('not_found', `There is no form "${body.form}".`);
  const { words, mark } = joinShowing(form, body.language);
  return { form, words: was !== null && mark === body.shown ? words : null };
}

function submit(
  ctx: Context,
  client: ApiClient,
  body: GivenRegistration,
  shown: { form: ShownForm; words: string | null },
  repeatable: Parameters<typeof requestRegistration>[1]['repeatable'],
): Promise<RegistrationOutcome> {
  const evidence: EvidenceBody = { page: ROUTE };
  if (body.evidence !== undefined) evidence.reported = keepable(body.evidence);
  if (!body.share) evidence.gpc = true;
  return requestRegistration(ctx, {
    shown: shown.form,
    typed: {
      email: body.email,
      name: body.name ?? '',
      company: body.company ?? '',
      phone: body.phone ?? '',
      lines: body.postal?.lines.join('\n') ?? '',
      postcode: body.postal?.postcode ?? '',
      country: body.country ?? '',
      reference: body.reference ?? '',
    },
    ticked: body.boxes,
    refused: body.refused,
    language: body.language,
    words: shown.words,
    evidence,
    actor: { kind: 'api_client', id: client.id },
    peer: null,
    byCompany: true,
    repeatable,
  });
}

function answerOf({ form }: ShownForm, outcome: RegistrationOutcome): Answer {
  const taken = (status: z.output<typeof answerSchema>['status'], replayed: boolean): Answer => ({
    status: 201,
    body: JSON.stringify({ status, confirm_within_days: form.confirmWithinDays }),
    ...(replayed ? { headers: { 'idempotent-replayed': 'true' } } : {}),
  });
  switch (outcome.outcome) {
    case 'asked':
      return taken('confirmation_asked', outcome.replayed);
    case 'recorded':
      return taken('recorded', outcome.replayed);
    case 'refused':
      return taken('refused', false);
    case 'faulty':
      throw new AppError(
        'unprocessable',
        'No yes was taken; mend what is named and send it again. A no that was ticked is recorded.',
        outcome.faults.map(faultOf),
      );
    case 'unshown':
      throw new AppError(
        'unprocessable',
        'What was shown is not this form as it is, so no yes counts. Show it as GET /join-forms/{form} says. A no that was ticked is recorded.',
        [{ detail: 'Not the words and boxes of this form and version.', pointer: '#/shown' }],
      );
    default:
      return outcome satisfies never;
  }
}

const POINTERS: Record<DetailFault['field'], string> = {
  email: '#/email',
  name: '#/name',
  phone: '#/phone',
  lines: '#/postal',
  postcode: '#/postal/postcode',
  country: '#/country',
  choice: '#/boxes',
};

function faultOf({ field, problem }: DetailFault): InputFault {
  const detail = problem === 'missing' ? 'This is needed for what was ticked.' : 'This cannot be read.';
  return { detail, pointer: POINTERS[field] };
}
