import { AppError, type InputFault } from '../../../errors';
import { problemResponse } from '../../../http/problem';
import { respond } from '../../../http/respond';

export const REQUEST_ID_HEADER = 'x-request-id';

/** Any thrown value as `application/problem+json`, with the request's id. */
export function problemOf(error: unknown, requestId: string): Response {
  const response = problemResponse(error, requestId);
  response.headers.set(REQUEST_ID_HEADER, requestId);
  return response;
}

/** A problem of HTTP itself rather than of the request's content (RFC 9110 §15.5.6, §15.5.16). */
export function protocolProblem(
  what: { status: 405 | 415; type: string; title: string; detail: string; headers?: Record<string, string> },
  requestId: string,
): Response {
  const { status, type, title, detail } = what;
  const body = { type: `urn:sayso:problem:${type}`, title, status, detail, request_id: requestId };
  return respond(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      [REQUEST_ID_HEADER]: requestId,
      ...what.headers,
    },
  });
}

/** A step of a JSON Pointer (RFC 6901 §3), fit for a URI fragment (§6). */
function step(part: PropertyKey): string {
  const escaped = String(part).replaceAll('~', '~0').replaceAll('/', '~1');
  return encodeURIComponent(escaped).replaceAll('%7E', '~');
}

/** Where in the body a fault lies, such as `#/questions/0/channel`. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '#' : `#/${path.map(step).join('/')}`;
}

interface Issue {
  path: readonly PropertyKey[];
  message: string;
  code: string;
  keys?: readonly string[];
}

/** Faults listed in one answer at most; a batch where everything is wrong need not say so a thousand times over. */
const FAULTS_MAX = 500;

/** Every fault a schema found, in one `bad_input`. `where` says what was read: the body or the query. */
export function invalid(issues: readonly unknown[], where: 'body' | 'query'): AppError {
  const faults = (issues as readonly Issue[]).flatMap((issue): InputFault[] => {
    if (where === 'query') return [{ detail: `${issue.path.join('.')}: ${issue.message}` }];
    if (issue.code === 'unrecognized_keys' && issue.keys !== undefined)
      return issue.keys.map((key) => ({
        detail: 'There is no such field here.',
        pointer: pointerTo([...issue.path, key]),
      }));
    return [{ detail: issue.message, pointer: pointerTo(issue.path) }];
  });
  const detail =
    where === 'body'
      ? 'The body is not of the shape described in /api/v1/openapi.json; see errors.'
      : 'The query is not of the shape described in /api/v1/openapi.json; see errors.';
  return new AppError('bad_input', detail, faults.slice(0, FAULTS_MAX));
}
