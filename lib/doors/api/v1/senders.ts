import { z } from '@hono/zod-openapi';
import { SENDER_KINDS } from '../../../domain/vocabulary';
import { listSenders } from '../../../services/vocabulary/list-senders';
import { type Mounting, mountRead } from './route';

const senderSchema = z.object({
  id: z.number().int(),
  slug: z.string(),
  kind: z.enum(SENDER_KINDS),
  name: z.string(),
  legal_name: z.string(),
  privacy_url: z.string(),
  archived: z.boolean(),
});

/** `GET /senders`. */
export function mountSenders(mounting: Mounting): void {
  mountRead(
    mounting,
    {
      method: 'get',
      path: '/senders',
      operationId: 'listSenders',
      summary: 'On whose behalf',
      description: 'All senders: our own brands and each named third party. Any key may ask.',
      tag: 'Vocabulary',
      scope: null,
      answers: {
        200: {
          description: 'Every sender.',
          schema: z.object({ senders: z.array(senderSchema) }),
          example: {
            senders: [
              {
                id: 1,
                slug: 'northgate',
                kind: 'first_party',
                name: 'Northgate',
                legal_name: 'Northgate Ltd',
                privacy_url: 'https://example.com/privacy',
                archived: false,
              },
            ],
          },
        },
      },
    },
    async (ctx) => {
      const senders = (await listSenders(ctx)).map(({ legalName, privacyUrl, archived, ...sender }) => ({
        ...sender,
        legal_name: legalName,
        privacy_url: privacyUrl,
        archived,
      }));
      return { status: 200, body: JSON.stringify({ senders }) };
    },
  );
}
