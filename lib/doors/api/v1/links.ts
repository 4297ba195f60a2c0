import { z } from '@hono/zod-openapi';
import type { Context } from '../../../context';
import { slugIndex } from '../../../domain/slug-index';
import { AppError, type InputFault } from '../../../errors';
import type { ApiClient } from '../../../services/api-client/authenticate';
import { type LinkRecipient, mintLinks } from '../../../services/link/mint-links';
import { refreshVocabulary } from '../../../services/vocabulary/refresh-vocabulary';
import { emailSchema, slugSchema } from './address-schema';
import { limitWrites } from './limit-writes';
import { type Mounting, mountWrite } from './route';

const RECIPIENTS_MAX = 1_000;

const recipientSchema = z.strictObject({
  email: emailSchema,
  sender: slugSchema,
  topic: slugSchema,
  message: z.uuid().optional(),
});
type GivenRecipient = z.output<typeof recipientSchema>;

const linksSchema = z.object({
  email: z.string(),
  unsubscribe_url: z.string(),
  preferences_url: z.string(),
  headers: z.object({
    'List-Unsubscribe': z.string(),
    'List-Unsubscribe-Post': z.string(),
    'List-Id': z.string(),
  }),
});

const EXAMPLE = {
  links: [
    {
      email: 'ann@example.com',
      unsubscribe_url: 'https://say.example/u/AQ…',
      preferences_url: 'https://say.example/preferences/AQ…',
      headers: {
        'List-Unsubscribe': '<https://say.example/u/AQ…>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'List-Id': '"Offers" <offers.northgate.say.example>',
      },
    },
  ],
};

/** `POST /links`: the links and headers another system puts into its own mail. */
export function mountLinks(mounting: Mounting): void {
  mountWrite(
    mounting,
    {
      method: 'post',
      path: '/links',
      operationId: 'mintLinks',
      summary: 'Unsubscribe links and list headers',
      description: `For systems that send their own mail: up to ${RECIPIENTS_MAX} recipients a call, answered in order. Put the headers into the message, and have its DKIM signature cover them (RFC 8058 §4). An address never seen before gets a contact point without a profile. \`message\` is your own id of the message, a UUID. The same question has the same answer, so a call may simply be repeated; an Idempotency-Key is not needed. Links work for ever. At most 6,000 calls a minute for each key (\`RateLimit\`).`,
      tag: 'Links',
      scope: 'links',
      body: z.strictObject({ recipients: z.array(recipientSchema).min(1).max(RECIPIENTS_MAX) }),
      batch: { field: 'recipients', limit: RECIPIENTS_MAX },
      bodyExample: { recipients: [{ email: 'ann@example.com', sender: 'northgate', topic: 'offers' }] },
      answers: {
        200: {
          description: 'Links of each recipient, in order.',
          schema: z.object({ links: z.array(linksSchema) }),
          example: EXAMPLE,
        },
      },
      problems: [429],
    },
    async (ctx, { client, body }) => {
      const headers = await limitWrites(ctx, 'links', client.id);
      const links = await mintLinks(ctx, await readRecipients(ctx, client, body.recipients));
      const answered = links.map((one, index) => ({
        email: body.recipients[index]?.email,
        unsubscribe_url: one.unsubscribeUrl,
        preferences_url: one.preferencesUrl,
        headers: one.headers,
      }));
      return { status: 200, body: JSON.stringify({ links: answered }), headers };
    },
  );
}

async function readRecipients(
  ctx: Context,
  client: ApiClient,
  recipients: readonly GivenRecipient[],
): Promise<LinkRecipient[]> {
  const index = slugIndex(await refreshVocabulary(ctx));
  const faults: InputFault[] = [];
  const forbidden: InputFault[] = [];
  const read = recipients.flatMap((given, position): LinkRecipient[] => {
    const pointer = `#/recipients/${position}`;
    const sender = index.sender(given.sender);
    const topic = sender === undefined ? undefined : index.topic(sender, given.topic);
    if (sender === undefined)
      faults.push({ detail: `There is no sender "${given.sender}".`, pointer: `${pointer}/sender` });
    else if (topic === undefined)
      faults.push({ detail: `${sender.slug} has no topic "${given.topic}".`, pointer: `${pointer}/topic` });
    else if (!client.senderNos.has(sender.no))
      forbidden.push({
        detail: `This key was not made for the sender ${sender.slug}.`,
        pointer: `${pointer}/sender`,
      });
    if (sender === undefined || topic === undefined) return [];
    return [{ email: given.email, sender, topic, message: given.message ?? null }];
  });
  if (faults.length > 0)
    throw new AppError('unprocessable', 'No links were made; mend the recipients named and ask again.', [
      ...faults,
      ...forbidden,
    ]);
  if (forbidden.length > 0)
    throw new AppError('forbidden', 'No links were made: the key is not for these senders.', forbidden);
  return read;
}
