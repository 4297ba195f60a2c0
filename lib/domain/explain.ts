import type { Decision, Reason } from './facts';

/** A decision as one short paragraph for a reader who knows none of the codes. Times are UTC. */
export function explain(decision: Decision): string {
  const [settled, ...others] = decision.reasons;
  const lines = [decision.answer === 'allow' ? 'Yes, this may be sent.' : 'No, this may not be sent.'];
  if (settled !== undefined) lines.push(withSource(settled));
  if (others.length > 0) lines.push('Also:', ...others.map(withSource));
  const { pack, version, rule } = decision.policy;
  lines.push(`Decided by rule ${rule} of ${pack}, version ${version};`);
  lines.push(`ask again after ${decision.validUntil.toISOString()}.`);
  return lines.join(' ');
}

function withSource(reason: Reason): string {
  return `${reason.detail} [${reason.source}]`;
}
