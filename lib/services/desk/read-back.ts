import { CHANNELS_OF_KIND, type Channel, type ContactPointKind } from '../../domain/vocabulary';

/** One address as it is said to the caller, and what is to stop there. */
export interface ReadBackAddress {
  kind: ContactPointKind;
  /** As the caller would say it. */
  spoken: string;
  channels: readonly Channel[];
  /** Post only: everybody at the address. */
  household: boolean;
}

/** The sentence to read back: what will not happen any more, from whom, to which address. Never longer than needed. */
export function readBackSentence(addresses: readonly ReadBackAddress[], senders: readonly string[]): string {
  const who = senders.length === 0 ? 'nobody we send for will' : `${listed(senders, 'and')} will not`;
  return `From now, ${who} ${listed(addresses.map(what), 'or')}.`;
}

function what(address: ReadBackAddress): string {
  const verbs = verbsOf(address.channels);
  const whom = address.household ? `anybody at ${address.spoken}` : address.spoken;
  return `${listed(verbs, 'or')} ${whom}`;
}

function verbsOf(channels: readonly Channel[]): string[] {
  const all = CHANNELS_OF_KIND.phone.every((channel) => channels.includes(channel));
  if (all) return ['call', 'text', 'fax'];
  return channels.flatMap((channel) => {
    // Somebody told "we will not call" hears recorded calls in it, too.
    if (channel === 'automated_call' && channels.includes('phone')) return [];
    return [VERB[channel]];
  });
}

const VERB: Record<Channel, string> = {
  email: 'email',
  post: 'write to',
  phone: 'call',
  automated_call: 'play recorded calls to',
  sms: 'text',
  fax: 'fax',
};

function listed(parts: readonly string[], joint: 'and' | 'or'): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1)}`;
}
