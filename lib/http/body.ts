import { AppError } from '../errors';

/** Reads a body as text, at most `limit` bytes; more is `too_large` without reading on. */
export async function boundedText(request: Request, limit: number): Promise<string> {
  return new TextDecoder().decode(await boundedBytes(request, limit));
}

/** Reads a body as bytes, at most `limit`; more is `too_large` without reading on. */
export async function boundedBytes(request: Request, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > limit) throw tooLarge(limit);
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge(limit);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function tooLarge(limit: number): AppError {
  return new AppError('too_large', `The body may have at most ${limit} bytes; send less at a time.`);
}

/** A public form as it arrived: several values per field, none trusted. */
export type FormFields = ReadonlyMap<string, readonly string[]>;

const FORM_LIMIT_BYTES = 64 * 1024;

/**
 * Reads a form, urlencoded or multipart. What cannot be parsed yields an empty form rather than an error:
 * a door with a valid token acts on the token (promise 5). A body that is too large counts as empty, too.
 */
export async function lenientForm(request: Request, limit = FORM_LIMIT_BYTES): Promise<FormFields> {
  const fields = new Map<string, string[]>();
  try {
    const type = request.headers.get('content-type') ?? '';
    const bytes = await boundedBytes(request, limit);
    const parsed = type.startsWith('multipart/form-data')
      ? await new Response(Buffer.from(bytes), { headers: { 'content-type': type } }).formData()
      : new URLSearchParams(new TextDecoder().decode(bytes));
    for (const [name, value] of parsed.entries()) {
      if (typeof value !== 'string') continue;
      const values = fields.get(name);
      if (values === undefined) fields.set(name, [value]);
      else values.push(value);
    }
  } catch {
    fields.clear();
  }
  return fields;
}

/** The first value of a field, trimmed; empty when absent. */
export function firstValue(fields: FormFields, name: string): string {
  return (fields.get(name)?.[0] ?? '').trim();
}
