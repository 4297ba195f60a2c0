import type { EvidenceBody } from '../domain/consent-event';

const USER_AGENT_MAX_CHARS = 256;

/** Header by which the front tells a handler the address of the peer; a client cannot set it, the front replaces it. */
export const PEER_HEADER = 'x-sayso-peer';

/** What of a web request is kept as evidence: the peer's IP and the user agent, bounded. */
export function webEvidence(request: Request): EvidenceBody {
  const evidence: EvidenceBody = {};
  const ip = request.headers.get(PEER_HEADER);
  const agent = request.headers.get('user-agent');
  if (ip !== null && ip !== '') evidence.ip = ip;
  if (agent !== null && agent !== '') evidence.user_agent = printable(agent).slice(0, USER_AGENT_MAX_CHARS);
  return evidence;
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}
