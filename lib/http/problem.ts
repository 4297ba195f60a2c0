import { AppError, type AppErrorKind, type InputFault, isDatabaseAway } from '../errors';
import { respond } from './respond';

const STATUS: Record<AppErrorKind, number> = {
  bad_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unprocessable: 422,
  rate_limited: 429,
  unavailable: 503,
};

const TITLE: Record<AppErrorKind, string> = {
  bad_input: 'The request could not be understood',
  unauthenticated: 'An API key is needed',
  forbidden: 'The key may not do this',
  not_found: 'Not found',
  conflict: 'In conflict with another request',
  too_large: 'The request is too large',
  unprocessable: 'The request cannot be carried out as it stands',
  rate_limited: 'Too many requests',
  unavailable: 'Not available right now',
};

/** Seconds after which a client may try again when the database is away. */
export const RETRY_AFTER_S = 5;

/** The kind of any thrown value: the database being away is `unavailable`; what nobody foresaw is null. */
export function errorKind(error: unknown): AppErrorKind | null {
  if (error instanceof AppError) return error.kind;
  return isDatabaseAway(error) ? 'unavailable' : null;
}

/**
 * Maps any thrown value to `application/problem+json` (RFC 9457). Only an AppError's own words reach the client.
 */
export function problemResponse(error: unknown, requestId: string): Response {
  const kind = errorKind(error);
  const detail =
    error instanceof AppError
      ? error.message
      : kind === 'unavailable'
        ? 'The record cannot be reached. Nothing was saved or decided; try again shortly.'
        : 'Something went wrong on our side. Nothing was decided; try again, and give the request id if it stays.';
  return problem({
    type: `urn:sayso:problem:${kind ?? 'internal'}`,
    title: kind === null ? 'Internal error' : TITLE[kind],
    status: kind === null ? 500 : STATUS[kind],
    detail,
    errors: error instanceof AppError ? error.faults : [],
    requestId,
  });
}

function problem(fields: {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors: readonly InputFault[];
  requestId: string;
}): Response {
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  };
  if (fields.status === 503 || fields.status === 429) headers['retry-after'] = String(RETRY_AFTER_S);
  if (fields.status === 401) headers['www-authenticate'] = 'Bearer realm="sayso"';
  const { requestId, errors, ...rest } = fields;
  const body =
    errors.length > 0 ? { ...rest, errors, request_id: requestId } : { ...rest, request_id: requestId };
  return respond(JSON.stringify(body), { status: fields.status, headers });
}
