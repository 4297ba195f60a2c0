import { z } from '@hono/zod-openapi';
import type { EvidenceBody, EvidenceValue } from '../../../domain/consent-event';

const DEPTH_MAX = 6;
const EVIDENCE_MAX_CHARS = 16_384;

/** A JSON object of the caller's own, kept word for word as far as every store keeps it (see {@link keepable}). */
export const evidenceSchema = z
  .record(z.string(), z.unknown())
  .refine((evidence) => JSON.stringify(evidence).length <= EVIDENCE_MAX_CHARS, {
    message: `Evidence may have at most ${EVIDENCE_MAX_CHARS} characters.`,
  })
  .openapi({
    type: 'object',
    description:
      'Where and how it was said, in the words used: at most 16,384 characters, six levels. For a soft opt-in, `soft_opt_in` with the limbs of PECR reg 22(3): obtained_in, reference, similar_products, refusal_offered, collected_by.',
  });

/**
 * Evidence as the ledger can keep it: whole numbers stay numbers, others become text; NUL and broken surrogates, which
 * no database keeps, are taken out. Evidence is never a reason to turn an opt-out away.
 */
export function keepable(evidence: Record<string, unknown> | undefined): EvidenceBody {
  const kept = keep(evidence ?? {}, 0);
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? kept : {};
}

function keep(value: unknown, depth: number): EvidenceValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return keepText(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value);
  if (depth >= DEPTH_MAX) return keepText(JSON.stringify(value) ?? '');
  if (Array.isArray(value)) return value.map((one) => keep(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value as object)
      .filter(([name]) => name !== '__proto__')
      .map(([name, one]) => [keepText(name), keep(one, depth + 1)]),
  );
}

function keepText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd');
}
