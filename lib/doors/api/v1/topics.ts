import { z } from '@hono/zod-openapi';
import { CHANNELS, FREQUENCIES } from '../../../domain/vocabulary';
import { listTopics } from '../../../services/vocabulary/list-topics';
import { slugSchema } from './address-schema';
import { type Mounting, mountRead } from './route';

const topicSchema = z.object({
  id: z.number().int(),
  slug: z.string(),
  sender: z.string(),
  name: z.string(),
  description: z.string(),
  essential: z.boolean(),
  channels: z.array(z.enum(CHANNELS)),
  frequencies: z.array(z.enum(FREQUENCIES)),
  archived: z.boolean(),
});

/** `GET /topics`. */
export function mountTopics(mounting: Mounting): void {
  mountRead(
    mounting,
    {
      method: 'get',
      path: '/topics',
      operationId: 'listTopics',
      summary: 'What a person ticks',
      description: "All topics, or those of one sender. A topic's slug is its sender's own. Any key may ask.",
      tag: 'Vocabulary',
      scope: null,
      query: z.strictObject({ sender: slugSchema.optional().openapi({ example: 'northgate' }) }),
      answers: {
        200: {
          description: 'The topics.',
          schema: z.object({ topics: z.array(topicSchema) }),
          example: {
            topics: [
              {
                id: 1,
                slug: 'offers',
                sender: 'northgate',
                name: 'Offers',
                description: 'Sales and discounts',
                essential: false,
                channels: ['email', 'sms'],
                frequencies: ['every', 'weekly', 'monthly'],
                archived: false,
              },
            ],
          },
        },
      },
    },
    async (ctx, { query }) => ({
      status: 200,
      body: JSON.stringify({ topics: await listTopics(ctx, query.sender ?? null) }),
    }),
  );
}
