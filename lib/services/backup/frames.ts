import { z } from 'zod';
import { AppError } from '../../errors';

const shape = z.object({ table: z.string(), columns: z.array(z.string()) });

const manifest = z.object({
  product: z.literal('sayso'),
  format: z.literal(1),
  createdAt: z.string(),
  migrations: z.array(z.string()),
  keys: z.object({
    linkKeys: z.array(z.string()),
    addressKeys: z.array(z.string()),
    authSecret: z.string(),
  }),
});

export type BackupManifest = z.infer<typeof manifest>;

/** What a backup consists of, in this order: one manifest, then for each table its shape, its rows and its end. */
export type Frame =
  | { kind: 'manifest'; manifest: BackupManifest }
  | { kind: 'table'; shape: z.infer<typeof shape> }
  | { kind: 'rows'; bytes: Buffer }
  | { kind: 'end'; tables: number };

const MARKS = { manifest: 0x4d, table: 0x54, rows: 0x44, end: 0x5a } as const;
const HEAD_BYTES = 5;
const FRAME_MAX_BYTES = 64 * 1024 * 1024;

export function frame(one: Frame): Buffer {
  const body = bodyOf(one);
  const head = Buffer.alloc(HEAD_BYTES);
  head[0] = MARKS[one.kind];
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

function bodyOf(one: Frame): Buffer {
  switch (one.kind) {
    case 'manifest':
      return Buffer.from(JSON.stringify(one.manifest), 'utf8');
    case 'table':
      return Buffer.from(JSON.stringify(one.shape), 'utf8');
    case 'rows':
      return one.bytes;
    case 'end':
      return Buffer.from(JSON.stringify({ tables: one.tables }), 'utf8');
  }
}

/** Reads frames back. Throws AppError `bad_input` for anything that is none, and when the end is missing. */
export async function* frames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let held: Buffer = Buffer.alloc(0);
  let tables = 0;
  let ended = false;
  for await (const piece of source) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    for (;;) {
      if (held.length < HEAD_BYTES) break;
      const size = held.readUInt32BE(1);
      if (size > FRAME_MAX_BYTES || ended) throw incomplete();
      if (held.length < HEAD_BYTES + size) break;
      const one = read(held[0] ?? 0, held.subarray(HEAD_BYTES, HEAD_BYTES + size));
      held = held.subarray(HEAD_BYTES + size);
      if (one.kind === 'table') tables += 1;
      if (one.kind === 'end') ended = one.tables === tables;
      if (one.kind === 'end' && !ended) throw incomplete();
      yield one;
    }
  }
  if (!ended || held.length > 0) throw incomplete();
}

function read(mark: number, body: Buffer): Frame {
  if (mark === MARKS.rows) return { kind: 'rows', bytes: body };
  const value: unknown = JSON.parse(body.toString('utf8'));
  if (mark === MARKS.table) return { kind: 'table', shape: shape.parse(value) };
  if (mark === MARKS.end)
    return { kind: 'end', tables: z.object({ tables: z.number() }).parse(value).tables };
  if (mark === MARKS.manifest) return { kind: 'manifest', manifest: manifest.parse(value) };
  throw incomplete();
}

function incomplete(): AppError {
  return new AppError('bad_input', 'The backup is incomplete.');
}
