import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { FACTS, factsParameters } from '../../db/queries/facts';
import { parseAddress } from '../../lib/domain/contact-point/address';
import { locate } from '../../lib/domain/contact-point/locate';
import type { Channel } from '../../lib/domain/vocabulary';

/**
 * The references of the benchmark: bare `node:http` handlers on the same database, doing the least that could be
 * called the same work. One process; the paths choose the handler.
 */
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 16 });
const addressKeys = [Buffer.from(process.env.BENCH_ADDRESS_KEY ?? '', 'hex')];
const page = Buffer.from(process.env.BENCH_PAGE ?? '', 'base64');

const OPT_OUT = {
  name: 'bare_opt_out',
  text: `WITH event AS (INSERT INTO bench_event (contact_point_id, said_at, body) VALUES ($1, now(), $2) RETURNING contact_point_id, said_at)
INSERT INTO bench_permission (contact_point_id, channel, sender_no, topic_no, no_at)
SELECT contact_point_id, 1, 1, 1, said_at FROM event
ON CONFLICT (contact_point_id, channel, sender_no, topic_no) DO UPDATE SET no_at = excluded.no_at`,
};
const SELECT_ONE = { name: 'bare_select', text: 'SELECT kind, normalised FROM contact_point WHERE id = $1' };

interface AskedJson {
  questions: {
    id: string;
    email?: string;
    phone?: string;
    channel: Channel;
    sender: string;
    topic: string;
  }[];
}

const server = createServer((request, response) => {
  handle(request).then(
    ({ type, body }) =>
      response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body),
    () => response.writeHead(500).end(),
  );
});

async function handle(request: IncomingMessage): Promise<{ type: string; body: Buffer }> {
  const path = request.url ?? '/';
  const id = path.slice(path.lastIndexOf('/') + 1);
  if (path.startsWith('/opt-out/')) {
    await pool.query({ ...OPT_OUT, values: [id, '{"door":"one_click"}'] });
    return { type: 'text/plain', body: Buffer.from('ok\n') };
  }
  if (path.startsWith('/page/')) {
    await pool.query({ ...SELECT_ONE, values: [id] });
    return { type: 'text/html; charset=utf-8', body: page };
  }
  const rows = await decide(JSON.parse(await bodyOf(request)) as AskedJson);
  return { type: 'application/json', body: Buffer.from(JSON.stringify(rows)) };
}

async function decide(asked: AskedJson): Promise<unknown[]> {
  const questions = asked.questions.map((question) => {
    const raw = question.email === undefined ? { phone: question.phone ?? '' } : { email: question.email };
    const parsed = parseAddress(raw, 'GB');
    return {
      contactPointIds: parsed.ok ? locate(parsed.address, addressKeys).readIds : [],
      channel: question.channel,
      senderNo: 1,
      topicNo: 1,
      contactId: null,
    };
  });
  const { rows } = await pool.query({ ...FACTS, values: factsParameters(questions) });
  return rows;
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });
}

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
