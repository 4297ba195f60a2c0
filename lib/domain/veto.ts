import { type Asked, CHANNEL_WORDS, dayOf, type Findings, marketingAsked, mayChangeAt } from './asked';
import { type CallingHours, callingHoursAt } from './calling-hours';
import type { ContactFact } from './facts';
import type { Jurisdiction } from './jurisdiction';
import type { ChannelRule, PolicyPack } from './policy/pack';
import { type ScopedNo, standingNo } from './standing-no';
import { ALL, type ContactStatus, type ReasonCode, type StopKind } from './vocabulary';

type StopCode = Extract<ReasonCode, 'erased' | 'deceased' | 'restricted' | 'paused'>;

/** How each kind of stop shows itself: as a recorded stop, and (all but a pause) as the state of a contact. */
const STOPS: Record<
  StopCode,
  { kind: StopKind; status: ContactStatus | null; detail: string; source: string }
> = {
  erased: {
    kind: 'erasure',
    status: 'erased',
    detail: 'The person behind this address was erased at their request.',
    source: 'GDPR Art 17',
  },
  deceased: {
    kind: 'death',
    status: 'deceased',
    detail: 'Somebody who uses this address has died.',
    source: 'House rule: nothing is sent to somebody who has died',
  },
  restricted: {
    kind: 'restriction',
    status: 'restricted',
    detail: 'The use of data about somebody at this address is restricted.',
    source: 'GDPR Art 18(2)',
  },
  paused: {
    kind: 'pause',
    status: null,
    detail: 'Somebody who uses this address asked for a pause.',
    source: 'House rule: a pause holds for as long as the person asked',
  },
};

/** What stops every message, an essential one too: erased, deceased, undeliverable, or a question that makes no sense. */
export function vetoesOfAnything(asked: Asked): Findings {
  const found: Findings = { reasons: [], reliedOn: [] };
  findStop(asked, 'erased', found);
  findStop(asked, 'deceased', found);
  if (asked.facts.some((fact) => fact.deliverability === 'undeliverable')) {
    found.reasons.push({
      code: 'undeliverable',
      detail: 'Messages to this address are known not to arrive.',
      source: 'House rule: no attempts at an address known to fail',
    });
  }
  findMisfit(asked, found);
  return found;
}

/** What stops marketing whatever permits it: a standing no, a stop, no known jurisdiction, the hour. */
export function vetoesOfMarketing(
  asked: Asked,
  jurisdiction: Jurisdiction,
  pack: PolicyPack | null,
  rule: ChannelRule | null,
): Findings {
  const found: Findings = { reasons: [], reliedOn: [] };
  findRefusal(asked, rule, found);
  findStop(asked, 'restricted', found);
  findStop(asked, 'paused', found);
  findUnknownCountry(jurisdiction, found);
  if (pack !== null && rule?.hours) findClosedHours(asked, pack, rule.hours, found);
  return found;
}

function findStop(asked: Asked, code: StopCode, found: Findings): void {
  const { kind, status, detail, source } = STOPS[code];
  let stopped = false;
  for (const fact of asked.facts) {
    if (status !== null && fact.contacts.some((contact) => contact.status === status)) stopped = true;
    for (const stop of fact.stops) {
      if (stop.kind !== kind) continue;
      if (stop.channel !== 'all' && stop.channel !== asked.question.channel) continue;
      mayChangeAt(asked, stop.from.getTime());
      if (stop.from.getTime() > asked.atMs) continue;
      if (stop.until !== null && stop.until.getTime() <= asked.atMs) continue;
      if (stop.until !== null) mayChangeAt(asked, stop.until.getTime());
      stopped = true;
      found.reliedOn.push(stop.eventId);
    }
  }
  if (stopped) found.reasons.push({ code, detail, source });
}

function findMisfit({ question }: Asked, found: Findings): void {
  const { sender, topic } = question;
  const because = (detail: string) =>
    found.reasons.push({
      code: 'policy',
      detail,
      source: 'House rule: only a live topic of a live sender is sent',
    });
  if (sender.no === ALL || topic.no === ALL)
    because('A question names one sender and one topic, not all of them.');
  if (topic.senderNo !== sender.no) because(`${topic.name} is not a topic of ${sender.name}.`);
  if (sender.archived) because(`${sender.name} is archived and sends nothing any more.`);
  if (topic.archived) because(`${topic.name} is archived and nothing is sent about it any more.`);
}

function findRefusal(asked: Asked, rule: ChannelRule | null, found: Findings): void {
  const { fullNameKey } = asked.question;
  const asking = fullNameKey === undefined ? { atMs: asked.atMs } : { atMs: asked.atMs, fullNameKey };
  const no = standingNo(asked.permissions, asked.cell, asking);
  if (no === null) return;
  found.reliedOn.push(no.eventId);
  found.reasons.push({
    code: 'refused',
    detail: `A no to ${scopeWords(asked, no)}, said on ${dayOf(no.at)}, stands.`,
    source: rule?.objectionSource ?? 'GDPR Art 21(3)',
  });
}

/** The scope of a no in words: how wide it is in each direction. */
export function scopeWords(asked: Asked, no: ScopedNo): string {
  const { question } = asked;
  if (no.channel !== 'all' && no.senderNo !== ALL && no.topicNo !== ALL) return marketingAsked(asked);
  const channel = no.channel === 'all' ? 'every channel' : CHANNEL_WORDS[question.channel];
  const sender = no.senderNo === ALL ? 'every sender' : question.sender.name;
  const topic = no.topicNo === ALL ? 'everything' : question.topic.name;
  return `marketing by ${channel} from ${sender} about ${topic}`;
}

function findUnknownCountry({ unknown }: Jurisdiction, found: Findings): void {
  if (unknown.length === 0) return;
  const countries = unknown.filter((country) => country !== null);
  found.reasons.push({
    code: 'unknown_jurisdiction',
    detail:
      countries.length > 0
        ? `No rules are held for ${countries.join(', ')} at this time, so nothing is permitted there.`
        : 'The country is not known, so no rules can be chosen.',
    source: 'House rule: unknown is no',
  });
}

function findClosedHours(asked: Asked, pack: PolicyPack, hours: CallingHours, found: Findings): void {
  let detail: string | null = null;
  for (const zone of zonesOf(asked, pack)) {
    const answer = callingHoursAt(hours, zone, asked.atMs);
    if (answer.state === 'unknown_zone') {
      detail ??= 'The time zone is not one we know, so the local hour cannot be told.';
      continue;
    }
    mayChangeAt(asked, answer.changesAtMs);
    if (answer.state === 'closed') {
      detail ??= `It is outside calling hours where the person is (${zone}).`;
    }
  }
  if (detail !== null) found.reasons.push({ code: 'outside_hours', detail, source: hours.source });
}

/** The caller's zone, else every zone known of the people there; who has none is taken to be in the pack's. */
export function zonesOf({ facts, question }: Asked, pack: PolicyPack): readonly string[] {
  if (question.timezone !== undefined) return [question.timezone];
  const zones: string[] = [];
  const add = ({ timezone }: Pick<ContactFact, 'timezone'>) => {
    const zone = timezone ?? pack.timezone;
    if (!zones.includes(zone)) zones.push(zone);
  };
  for (const { contacts } of facts) contacts.forEach(add);
  return zones.length > 0 ? zones : [pack.timezone];
}
