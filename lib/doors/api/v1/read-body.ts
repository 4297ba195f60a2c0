import { AppError } from '../../../errors';
import { boundedText } from '../../../http/body';

/**
 * The body as text, at most `limit` bytes. Where its length was announced the server has already held the client to
 * it, so the body is taken in one piece, which on the flood path is several times cheaper than as a stream.
 */
export async function readText(request: Request, limit: number): Promise<string> {
  const announced = request.headers.get('content-length');
  if (announced !== null && Number(announced) <= limit && !request.headers.has('transfer-encoding'))
    return request.text();
  return boundedText(request, limit);
}

/** A JSON body parsed; throws `bad_input` when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('bad_input', 'The body is not valid JSON.', [
      { detail: 'Send one JSON object in UTF-8.', pointer: '#' },
    ]);
  }
}

const JSON_TYPE = /^application\/(?:[a-z.-]+\+)?json(?:$|[ ;])/i;

/** Whether a content type is JSON. */
export function isJson(contentType: string | null): boolean {
  return contentType === 'application/json' || (contentType !== null && JSON_TYPE.test(contentType));
}

const BARE_KEY = /^[\x21\x23-\x7e]+$/;
const QUOTED_KEY = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
const KEY_MAX_CHARS = 255;

/** The `Idempotency-Key`: a structured-field string (RFC 8941 §3.3.3), or the same unquoted. Null when not sent. */
export function idempotencyKey(header: string | null): string | null {
  if (header === null) return null;
  const text = header.trim();
  const quoted = QUOTED_KEY.exec(text)?.[1]?.replace(/\\(["\\])/g, '$1');
  const key = quoted ?? (BARE_KEY.test(text) ? text : '');
  if (key === '' || key.length > KEY_MAX_CHARS)
    throw new AppError(
      'bad_input',
      `Idempotency-Key takes 1 to ${KEY_MAX_CHARS} printable ASCII characters, best a UUID in double quotes.`,
    );
  return key;
}
