import type { Vocabulary } from '../../lib/domain/facts';

/** The senders an opt-out may be limited to: our own first, then by name. */
export function deskSenders(vocabulary: Vocabulary): { no: number; name: string; own: boolean }[] {
  return [...vocabulary.senders.values()]
    .filter((sender) => !sender.archived)
    .map((sender) => ({ no: sender.no, name: sender.name, own: sender.kind === 'first_party' }))
    .sort((a, b) => Number(b.own) - Number(a.own) || a.name.localeCompare(b.name));
}
