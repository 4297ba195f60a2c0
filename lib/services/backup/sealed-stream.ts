import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../../errors';

const MAGIC = Buffer.from('sayso backup\n', 'ascii');
const FORMAT = 1;
const SALT_BYTES = 16;
const PREFIX_BYTES = 7;
const TAG_BYTES = 16;
const CHUNK_BYTES = 1024 * 1024;
/** scrypt with N = 2^17, r = 8, p = 1: about 128 MB of memory for each guess. */
const SCRYPT_LOG_N = 17;
const SCRYPT_MAX_LOG_N = 20;
const SCRYPT_R = 8;
const SCRYPT_MAX_MEMORY = 2 ** 31 - 1;
/** Magic, format, log2 N, salt, nonce prefix. */
const HEADER_BYTES = MAGIC.length + 2 + SALT_BYTES + PREFIX_BYTES;

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
);

/**
 * Encrypts a stream under a passphrase: scrypt, then AES-256-GCM in chunks whose nonces count up and mark the last
 * (the STREAM construction), so that chunks cut off, left out or put in another order are noticed. The header is bound
 * into every chunk.
 */
export async function* seal(source: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const prefix = randomBytes(PREFIX_BYTES);
  const header = Buffer.concat([MAGIC, Buffer.from([FORMAT, SCRYPT_LOG_N]), salt, prefix]);
  const key = await keyOf(passphrase, salt, SCRYPT_LOG_N);
  yield header;
  let counter = 0;
  let waiting: Buffer | null = null;
  for await (const chunk of inChunks(source, CHUNK_BYTES)) {
    if (waiting !== null) yield sealChunk(waiting, key, nonceOf(prefix, counter++, false), header);
    waiting = chunk;
  }
  yield sealChunk(waiting ?? Buffer.alloc(0), key, nonceOf(prefix, counter, true), header);
}

/** Decrypts what {@link seal} made. Throws AppError `bad_input` for another file, passphrase or any change. */
export async function* unseal(source: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  let header: Buffer | null = null;
  let key: Buffer = Buffer.alloc(0);
  let counter = 0;
  let waiting: Buffer | null = null;
  let held: Buffer = Buffer.alloc(0);
  const open = (chunk: Buffer, last: boolean) => {
    if (header === null) throw notOurs();
    const nonce = nonceOf(header.subarray(HEADER_BYTES - PREFIX_BYTES), counter, last);
    counter += 1;
    return openChunk(chunk, key, nonce, header, counter === 1);
  };
  for await (const piece of source) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    if (header === null) {
      if (held.length < HEADER_BYTES) continue;
      header = held.subarray(0, HEADER_BYTES);
      held = held.subarray(HEADER_BYTES);
      key = await keyOfHeader(header, passphrase);
    }
    while (held.length >= CHUNK_BYTES + TAG_BYTES) {
      if (waiting !== null) yield open(waiting, false);
      waiting = held.subarray(0, CHUNK_BYTES + TAG_BYTES);
      held = held.subarray(CHUNK_BYTES + TAG_BYTES);
    }
  }
  if (held.length > 0) {
    if (waiting !== null) yield open(waiting, false);
    waiting = held;
  }
  yield open(waiting ?? Buffer.alloc(0), true);
}

function keyOfHeader(header: Buffer, passphrase: string): Promise<Buffer> {
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw notOurs();
  const format = header[MAGIC.length];
  if (format !== FORMAT)
    throw new AppError('bad_input', `The backup has format ${format}; this version reads ${FORMAT}.`);
  const logN = header[MAGIC.length + 1] ?? 0;
  if (logN < 10 || logN > SCRYPT_MAX_LOG_N) throw notOurs();
  const salt = header.subarray(MAGIC.length + 2, MAGIC.length + 2 + SALT_BYTES);
  return keyOf(passphrase, salt, logN);
}

function keyOf(passphrase: string, salt: Buffer, logN: number): Promise<Buffer> {
  const cost = { N: 2 ** logN, r: SCRYPT_R, p: 1, maxmem: SCRYPT_MAX_MEMORY };
  return derive(passphrase.normalize('NFC'), salt, 32, cost);
}

function nonceOf(prefix: Buffer, counter: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  prefix.copy(nonce);
  nonce.writeUInt32BE(counter, PREFIX_BYTES);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function sealChunk(chunk: Buffer, key: Buffer, nonce: Buffer, header: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header);
  return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
}

function openChunk(chunk: Buffer, key: Buffer, nonce: Buffer, header: Buffer, first: boolean): Buffer {
  if (chunk.length < TAG_BYTES) throw damaged(first);
  const cipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(header);
  cipher.setAuthTag(chunk.subarray(chunk.length - TAG_BYTES));
  const text = cipher.update(chunk.subarray(0, chunk.length - TAG_BYTES));
  try {
    return Buffer.concat([text, cipher.final()]);
  } catch {
    throw damaged(first);
  }
}

async function* inChunks(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let held = 0;
  for await (const piece of source) {
    pieces.push(piece);
    held += piece.length;
    if (held < size) continue;
    let all = Buffer.concat(pieces);
    for (; all.length >= size; all = all.subarray(size)) yield all.subarray(0, size);
    pieces = all.length > 0 ? [all] : [];
    held = all.length;
  }
  if (held > 0) yield Buffer.concat(pieces);
}

function notOurs(): AppError {
  return new AppError('bad_input', 'This is no Sayso backup.');
}

function damaged(first: boolean): AppError {
  return new AppError(
    'bad_input',
    first
      ? 'The passphrase is wrong, or the backup was damaged at its beginning.'
      : 'The backup was damaged, cut short or changed; nothing of it is used.',
  );
}
