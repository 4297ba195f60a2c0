import { z } from '@hono/zod-openapi';
import { BASES, CHANNELS } from '../../../domain/vocabulary';
import { listNotices } from '../../../services/vocabulary/list-notices';
import { type Mounting, mountRead } from './route';

const PAGE_DEFAULT = 100;
const PAGE_MAX = 500;

const noticeSchema = z.object({
  id: z.string(),
  slug: z.string(),
  version: z.number().int(),
  language: z.string(),
  words: z.string(),
  basis: z.enum(BASES),
  channels: z.array(z.enum(CHANNELS)),
  senders: z.array(z.string()),
  topics: z.array(z.string()),
  published_at: z.string(),
});

/** `GET /notice-versions`. */
export function mountNoticeVersions(mounting: Mounting): void {
  mountRead(
    mounting,
    {
      method: 'get',
      path: '/notice-versions',
      operationId: 'listNoticeVersions',
      summary: 'The exact words shown',
      description:
        'The published notice versions in the order of their ids, with the channels, senders and topics each names (no topics: every topic of the senders). A page at a time: the `Link` header with `rel="next"` leads on (RFC 8288). Any key may ask.',
      tag: 'Vocabulary',
      scope: null,
      query: z.strictObject({
        after: z.uuid().optional().openapi({ description: 'The last id of the page before.' }),
        limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
      }),
      answers: {
        200: {
          description: 'A page of notice versions.',
          schema: z.object({ notice_versions: z.array(noticeSchema) }),
          example: {
            notice_versions: [
              {
                id: '0192d3a4-5b6c-7d8e-9f00-112233445566',
                slug: 'join',
                version: 1,
                language: 'en',
                words: 'Yes, send me offers by email.',
                basis: 'consent',
                channels: ['email'],
                senders: ['northgate'],
                topics: ['offers'],
                published_at: '2026-01-01T00:00:00.000Z',
              },
            ],
          },
        },
      },
    },
    async (ctx, { query }) => {
      const { notices, more } = await listNotices(ctx, query.after ?? null, query.limit);
      const last = notices.at(-1);
      const body = JSON.stringify({
        notice_versions: notices.map(({ publishedAt, ...notice }) => ({
          ...notice,
          published_at: publishedAt,
        })),
      });
      if (!more || last === undefined) return { status: 200, body };
      const next = `/api/v1/notice-versions?after=${last.id}&limit=${query.limit}`;
      return { status: 200, body, headers: { link: `<${next}>; rel="next"` } };
    },
  );
}
