// run from /work/main with tsx: starts embedded server, seeds, forks servers in-process, uses autocannon in child
import { createServer } from 'node:http';
import { spawnSync, spawn } from 'node:child_process';
import { mkdtempSync, chmodSync } from 'node:fs';
import { startEmbedded } from '/work/main/db/embedded/start-embedded';
import { migrateDatabase } from '/work/main/db/migrate';
import { openContext } from '/work/main/lib/services/context/open-context';
import { seedTestVocabulary, TEST_ADDRESS_KEY, TEST_LINK_KEY } from '/work/main/lib/services/context/context.fixture';
import { createApiClient } from '/work/main/lib/services/api-client/create-api-client';
import { openApi } from '/work/main/lib/doors/api/v1/api';
import { getRequestListener } from '@hono/node-server';
import { FACTS, factsParameters } from '/work/main/db/queries/facts';
import { parseAddress } from '/work/main/lib/domain/contact-point/address';
import { locate } from '/work/main/lib/domain/contact-point/locate';
import pg from 'pg';

const override = process.argv[2] !== 'nooverride';
const dir = mkdtempSync('/tmp/apibench/pg-'); chmodSync(dir, 0o711);
const embedded = await startEmbedded({ dataDir: dir + '/postgres', database: 'bench' });
await migrateDatabase(embedded.url);
const config: any = { databaseUrl: embedded.url, databaseAppUrl: null, poolSize: 16, defaultCountry: 'GB', linkKeys: [TEST_LINK_KEY], addressKeys: [TEST_ADDRESS_KEY], appUrl: 'https://p.example.com' };
const ctx = openContext(config);
const owner = new pg.Pool({ connectionString: embedded.url, max: 1 });
const words = await seedTestVocabulary({ asOwner: async (s: string, v: any[] = []) => (await owner.query(s, v)).rows } as any);
const { key } = await createApiClient(ctx, { name: 'b', scopes: ['decisions', 'consent-events', 'contacts'], senders: ['brand'] });
const api = openApi(ctx);
const N = 5000;
for (let b = 0; b < N; b += 1000) {
  const events = Array.from({ length: 1000 }, (_, i) => ({ email: `p${b + i}@example.com`, act: i % 3 ? 'given' : 'withdrawn', channel: 'email', sender: 'brand', topic: 'offers', basis: 'consent', notice_version: words.notice, said_at: '2026-01-01T00:00:00Z', evidence: { page: 'x' } }));
  const r = await api(new Request('http://x/api/v1/consent-events', { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify({ events }) }));
  if (r.status !== 201) throw new Error(await r.text());
}
await owner.query('analyze');
const mine = createServer(getRequestListener(api, { overrideGlobalObjects: override }) as any).listen(0);
const bare = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (c) => chunks.push(c));
  req.on('end', async () => {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const qs = body.questions.map((q: any) => { const p = parseAddress({ email: q.email }, 'GB'); if (!p.ok) throw new Error('x'); return { contactPointIds: locate(p.address, config.addressKeys).readIds, channel: q.channel, senderNo: words.brand, topicNo: words.offers, contactId: null }; });
    const rows = await ctx.db.reader.query(FACTS, factsParameters(qs));
    const text = JSON.stringify({ decisions: rows });
    res.writeHead(200, { 'content-type': 'application/json' }); res.end(text);
  });
}).listen(0);
const port = (s: any) => s.address().port;

import { decideQuestions } from '/work/main/lib/services/decision/decide-questions';
import { readFacts } from '/work/main/db/queries/facts';
const listener = port(mine); const lb = port(bare);
const agent = new (await import('node:http')).Agent({ keepAlive: true });
const body = (n: number, k: number) => JSON.stringify({ questions: Array.from({ length: n }, (_, i) => ({ id: String(i), email: `p${(k * n + i) % 5000}@example.com`, channel: 'email', sender: 'brand', topic: 'offers', country: 'GB' })) });
const { request } = await import('node:http');
const send = (p: number, b: string) => new Promise<number>((ok, no) => { const r = request({ host: '127.0.0.1', port: p, path: '/api/v1/decisions', method: 'POST', agent, headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'content-length': Buffer.byteLength(b) } }, (res) => { let n = 0; res.on('data', (d) => (n += d.length)); res.on('end', () => (res.statusCode === 200 ? ok(n) : no(new Error(String(res.statusCode))))); }); r.on('error', no); r.end(b); });
async function cpu(p: number, n: number, rounds: number) { const c = process.cpuUsage(); for (let k = 0; k < rounds; k++) await Promise.all(Array.from({ length: n === 1 ? 16 : 2 }, (_, j) => send(p, body(n, k * 16 + j)))); const u = process.cpuUsage(c); return (u.user + u.system) / 1000 / rounds / (n === 1 ? 16 : 2); }
for (const n of [1, 1000]) { const a: number[] = [], b: number[] = []; const rounds = n === 1 ? 60 : 6; await cpu(listener, n, rounds); await cpu(lb, n, rounds);
 for (let i = 0; i < 7; i++) { a.push(await cpu(listener, n, rounds)); b.push(await cpu(lb, n, rounds)); }
 const med = (x: number[]) => [...x].sort((p, q) => p - q)[3]!; console.log('node cpu ms per call (client included)', { override, n, mine: med(a), bare: med(b), ratio: med(b) / med(a) }); }
// split
const q = JSON.parse(body(1000, 0));
const v = await ctx.vocabulary.current();
const sender = v.senders.get(words.brand)!, topic = v.topics.get(words.offers)!;
const asked = q.questions.map((o: any) => ({ id: o.id, address: { email: o.email }, contact: null, channel: 'email', sender, topic, country: 'GB' }));
async function t(name: string, f: () => any, m = 15) { for (let i = 0; i < 5; i++) await f(); const c = process.cpuUsage(); for (let i = 0; i < m; i++) await f(); const u = process.cpuUsage(c); console.log(name, ((u.user + u.system) / 1000 / m).toFixed(2), 'ms cpu'); }
const { bodySchema } = await import('/work/main/lib/doors/api/v1/decisions') as any;
if (bodySchema) await t('zod', () => bodySchema.safeParse(q));
await t('json parse', () => JSON.parse(body(1000, 0)));
const fq = asked.map((o: any) => { const p = parseAddress(o.address, 'GB'); if (!p.ok) throw 1; return { contactPointIds: locate(p.address, config.addressKeys).readIds, channel: 'email', senderNo: words.brand, topicNo: words.offers, contactId: null }; });
await t('parse+locate', () => asked.map((o: any) => { const p = parseAddress(o.address, 'GB'); if (!p.ok) throw 1; return locate(p.address, config.addressKeys); }));
await t('facts raw query', () => ctx.db.reader.query(FACTS, factsParameters(fq)));
await t('readFacts', () => readFacts(ctx.db.reader, fq));
await t('decideQuestions', () => decideQuestions(ctx, asked));
const ans = await decideQuestions(ctx, asked);
await t('stringify answer', () => JSON.stringify(ans));
const rows = await ctx.db.reader.query(FACTS, factsParameters(fq));
await t('stringify rows', () => JSON.stringify(rows));
mine.close(); bare.close(); await ctx.db.end(); await owner.end(); await embedded.stop(); process.exit(0);
