/** What became of one attempt to hand a message to the relay. */
export type SendOutcome =
  /** The relay has taken responsibility for it. */
  | { outcome: 'accepted'; code: number }
  /** It has certainly not been taken; the same message may be tried again. */
  | { outcome: 'retry'; reason: 'connection' | 'timeout' | '4xx'; code?: number }
  /** This message to this address will never be taken. `status` is the relay's enhanced code (RFC 3463), if it gave one. */
  | { outcome: 'rejected'; code: number; status?: string }
  /** The whole message went out and no reply came: it may have been delivered. */
  | { outcome: 'unknown' };

/** RFC 5321 §4.2.2: the message exceeds what the relay allows; also said by us from its announced limit. */
const TOO_BIG = 552;
/** RFC 5321 §4.2.2: the address cannot be written in the protocol. */
const BAD_ADDRESS = 553;

/** Faults of the way to the relay rather than of the message: a wrong password must not lose mail. */
const CONNECTION_CODES = new Set([
  'ECONNECTION',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EREQUIRETLS',
  'EPROTOCOL',
  'EAUTH',
  'ENOAUTH',
  'EOAUTH2',
  'EPROXY',
]);

interface Failure {
  code: string;
  responseCode: number | null;
  /** Enhanced status of the relay's reply, e.g. `5.1.1`. */
  status: string | null;
}

/**
 * Reads the mail library's error. `wholeMessageSent` says whether every byte, with the final dot, had
 * been handed to the connection. An error that is no answer of the relay and no fault of the connection
 * (a broken signer, a coding mistake) is thrown on.
 */
export function classifyFailure(error: unknown, wholeMessageSent: boolean): SendOutcome {
  const failure = readFailure(error);
  if (failure === null) throw error;
  const { code, responseCode } = failure;
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return classifyReply(failure);
  const timedOut = code === 'ETIMEDOUT';
  if (!timedOut && !CONNECTION_CODES.has(code)) throw error;
  if (wholeMessageSent) return responseCode === null ? { outcome: 'unknown' } : classifyReply(failure);
  const reason = timedOut ? 'timeout' : 'connection';
  return { outcome: 'retry', reason, ...(responseCode === null ? {} : { code: responseCode }) };
}

function classifyReply({ code, responseCode, status }: Failure): SendOutcome {
  if (responseCode === null) {
    return { outcome: 'rejected', code: code === 'EMESSAGE' ? TOO_BIG : BAD_ADDRESS };
  }
  if (responseCode >= 500) {
    return { outcome: 'rejected', code: responseCode, ...(status === null ? {} : { status }) };
  }
  if (responseCode >= 400) return { outcome: 'retry', reason: '4xx', code: responseCode };
  return { outcome: 'unknown' };
}

function readFailure(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return {
    code: error.code,
    responseCode:
      'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null,
    status: 'response' in error && typeof error.response === 'string' ? enhancedStatus(error.response) : null,
  };
}

/** The enhanced status code that follows the reply code (RFC 2034), or null. */
function enhancedStatus(response: string): string | null {
  return /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? null;
}

/** The three digits a reply starts with; 250 when the relay's line has none. */
export function replyCode(response: string): number {
  const code = Number.parseInt(response.slice(0, 3), 10);
  return Number.isNaN(code) ? 250 : code;
}
