import { z } from '@hono/zod-openapi';
import type { ReadContext } from '../../../context';
import type { Vocabulary } from '../../../domain/facts';
import { parseSaidAt } from '../../../domain/said-at';
import { type SlugIndex, slugIndex } from '../../../domain/slug-index';
import { CHANNELS, FREQUENCIES, REASON_CODES, SUBSCRIBER_TYPES } from '../../../domain/vocabulary';
import { AppError, type InputFault } from '../../../errors';
import type { ApiClient } from '../../../services/api-client/authenticate';
import {
  type AnsweredQuestion,
  type AskedQuestion,
  decideQuestions,
} from '../../../services/decision/decide-questions';
import { refreshVocabulary } from '../../../services/vocabulary/refresh-vocabulary';
import {
  addressOf,
  countrySchema,
  emailSchema,
  externalRefSchema,
  phoneSchema,
  postalSchema,
  slugSchema,
  timezoneSchema,
} from './address-schema';
import { type Mounting, mountRead } from './route';

const QUESTIONS_MAX = 1_000;
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;
/** A question about now may have been on its way for this long. */
const PAST_TOLERANCE_MS = 60_000;
/** Calling hours and pauses may be asked ahead for this long. */
const AHEAD_MAX_MS = 31 * 24 * 60 * 60 * 1000;

const questionSchema = z.strictObject({
  id: z.string().max(200).optional(),
  email: emailSchema.optional(),
  phone: phoneSchema.optional(),
  postal: postalSchema.optional(),
  contact: externalRefSchema.optional(),
  channel: z.enum(CHANNELS),
  sender: slugSchema,
  topic: slugSchema,
  at: z.string().max(40).optional(),
  known_at: z.string().max(40).optional(),
  country: countrySchema.optional(),
  subscriber_type: z.enum(SUBSCRIBER_TYPES).optional(),
  timezone: timezoneSchema.optional(),
});
type GivenQuestion = z.output<typeof questionSchema>;

const bodySchema = z.strictObject({ questions: z.array(questionSchema).min(1).max(QUESTIONS_MAX) });

export const decisionSchema = z
  .object({
    id: z.string(),
    answer: z.enum(['allow', 'deny']),
    reasons: z.array(z.object({ code: z.enum(REASON_CODES), detail: z.string(), source: z.string() })).min(1),
    relied_on: z.array(z.string()),
    policy: z.object({ pack: z.string(), version: z.string(), rule: z.string() }),
    valid_until: z.iso.datetime(),
    frequency: z.enum(FREQUENCIES).optional(),
    address: z.string().optional(),
  })
  .openapi('Decision');

const EXAMPLE = {
  decisions: [
    {
      id: '1',
      answer: 'deny',
      reasons: [{ code: 'no_record', detail: 'Nobody agreed to this.', source: 'PECR 2003 reg 22(2)' }],
      relied_on: [],
      policy: { pack: 'uk', version: '2026-02-05', rule: 'email.individual' },
      valid_until: '2026-11-22T12:00:00.000Z',
    },
  ],
};

/** `POST /decisions`: may we contact? Reads only. */
export function mountDecisions(mounting: Mounting): void {
  mountRead(
    mounting,
    {
      method: 'post',
      path: '/decisions',
      operationId: 'decide',
      summary: 'May we contact?',
      description: `Up to ${QUESTIONS_MAX} questions a call, 4 MB. Each names whom by one of \`email\`, \`phone\` or \`postal\`, or by \`contact\` alone for that contact's primary address on the channel (named as \`address\` in the answer); \`contact\` may go with an address. Anything but a 200 with \`allow\` means do not send. Where the topic offers a choice of how often, \`frequency\` is the person's: send no more often than that (\`weekly\`: one in seven days, \`monthly\`: one in a calendar month). \`at\` may lie up to 31 days ahead; asking as of a past moment (\`at\` in the past, \`known_at\`) is not offered. The id is your own; without one it is the question's place in the list, from 1. No rate limit.`,
      tag: 'Decisions',
      scope: 'decisions',
      body: bodySchema,
      bodyLimit: BODY_LIMIT_BYTES,
      batch: { field: 'questions', limit: QUESTIONS_MAX },
      bodyExample: {
        questions: [
          { id: '1', email: 'ann@example.com', channel: 'email', sender: 'northgate', topic: 'offers' },
        ],
      },
      answers: {
        200: {
          description: 'One decision for each question, in order.',
          schema: z.object({ decisions: z.array(decisionSchema) }),
          example: EXAMPLE,
        },
      },
    },
    async (ctx, { client, body }) => {
      const asked = await readQuestions(ctx, client, body.questions);
      return { status: 200, body: answerJson(await decideQuestions(ctx, asked)) };
    },
  );
}

async function readQuestions(
  ctx: ReadContext,
  client: ApiClient,
  questions: readonly GivenQuestion[],
): Promise<AskedQuestion[]> {
  const held = await ctx.vocabulary.current();
  const known = names(held, questions) ? held : await refreshVocabulary(ctx);
  const index = slugIndex(known);
  const faults: InputFault[] = [];
  const forbidden: InputFault[] = [];
  const nowMs = ctx.now().getTime();
  const asked: AskedQuestion[] = [];
  for (let i = 0; i < questions.length; i += 1) {
    const question = questions[i] as GivenQuestion;
    const read = readQuestion(question, i, index, nowMs, faults);
    if (read === null) continue;
    if (client.senderNos.has(read.sender.no)) asked.push(read);
    else
      forbidden.push({
        detail: `This key was not made for the sender ${question.sender}.`,
        pointer: `#/questions/${i}/sender`,
      });
  }
  if (faults.length > 0)
    throw new AppError('unprocessable', 'Nothing was decided; mend the questions named and ask again.', [
      ...faults,
      ...forbidden,
    ]);
  if (forbidden.length > 0)
    throw new AppError(
      'forbidden',
      'Nothing was decided: the key does not answer for these senders.',
      forbidden,
    );
  return asked;
}

/** Whether a copy of the vocabulary knows every name; a topic made a moment ago elsewhere may be missing. */
function names(vocabulary: Vocabulary, questions: readonly GivenQuestion[]): boolean {
  const index = slugIndex(vocabulary);
  return questions.every((question) => {
    const sender = index.sender(question.sender);
    return sender !== undefined && index.topic(sender, question.topic) !== undefined;
  });
}

function readQuestion(
  question: GivenQuestion,
  position: number,
  index: SlugIndex,
  nowMs: number,
  faults: InputFault[],
): AskedQuestion | null {
  const before = faults.length;
  const fault = (field: string, detail: string) =>
    faults.push({ detail, pointer: `#/questions/${position}${field}` });
  const sender = index.sender(question.sender);
  const topic = sender === undefined ? undefined : index.topic(sender, question.topic);
  if (sender === undefined) fault('/sender', `There is no sender "${question.sender}".`);
  else if (topic === undefined) fault('/topic', `${question.sender} has no topic "${question.topic}".`);
  const address = addressOf(question);
  if (address === 'several') fault('', 'Name one of email, phone and postal, not several.');
  if (address === null && question.contact === undefined)
    fault('', 'Say whom: one of email, phone and postal, or contact.');
  const at =
    question.at === undefined ? undefined : readAt(question.at, nowMs, (detail) => fault('/at', detail));
  if (question.known_at !== undefined) fault('/known_at', PAST_NOT_OFFERED);
  if (faults.length > before || sender === undefined || topic === undefined || address === 'several')
    return null;
  const asked: AskedQuestion = {
    id: question.id ?? String(position + 1),
    address,
    contact: question.contact ?? null,
    channel: question.channel,
    sender,
    topic,
  };
  if (at !== undefined) asked.at = at;
  if (question.country !== undefined) asked.country = question.country;
  if (question.subscriber_type !== undefined) asked.subscriberType = question.subscriber_type;
  if (question.timezone !== undefined) asked.timezone = question.timezone;
  return asked;
}

const PAST_NOT_OFFERED =
  'Asking as of a past moment is not offered: leave it out to ask about now, or ask up to 31 days ahead.';

function readAt(text: string, nowMs: number, fault: (detail: string) => void): Date | undefined {
  const read = parseSaidAt(text, 'yes');
  if (read === null || read.dayOnly) {
    fault('Give an instant with its offset, such as 2026-11-22T10:00:00Z.');
    return undefined;
  }
  if (read.at.getTime() < nowMs - PAST_TOLERANCE_MS) fault(PAST_NOT_OFFERED);
  else if (read.at.getTime() > nowMs + AHEAD_MAX_MS) fault('Nobody can tell more than 31 days ahead.');
  return read.at;
}

function answerJson(answered: readonly AnsweredQuestion[]): string {
  return JSON.stringify({
    decisions: answered.map(({ id, decision, primary }) => ({
      id,
      answer: decision.answer,
      reasons: decision.reasons,
      relied_on: decision.reliedOn,
      policy: decision.policy,
      valid_until: decision.validUntil,
      // Left out by JSON when the topic offers no choice of how often.
      frequency: decision.frequency,
      // Left out by JSON when the question named the address itself.
      address: primary,
    })),
  });
}
