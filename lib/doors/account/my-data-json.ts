import type { Vocabulary } from '../../domain/facts';
import { ALL } from '../../domain/vocabulary';
import type { MyData } from '../../services/my-data/collect-my-data';
import type { Section } from '../../services/my-data/section';
import { MY_DATA_VERSION, type MyDataJson } from './my-data-schema';

/** The export as its schema describes it. `url` is where that schema is. */
export function myDataJson(data: MyData, vocabulary: Vocabulary, url: string): MyDataJson {
  const about = namesIn(vocabulary);
  const { profile, choices, sent, dealings } = data;
  return {
    schema: { name: 'sayso.my-data', version: MY_DATA_VERSION, url },
    made_at: iso(data.madeAt),
    left_out: leftOutOf(data),
    profile: {
      id: profile.id,
      reference: profile.reference,
      name: profile.name,
      language: profile.locale,
      country: profile.country,
      time_zone: profile.timezone,
      kind: profile.subscriberType,
      company: profile.company,
      position: profile.position,
      status: profile.status,
      created_at: iso(profile.createdAt),
      updated_at: iso(profile.updatedAt),
    },
    profile_history: data.profileHistory.rows.map((row) => ({
      valid_from: iso(row.validFrom),
      recorded_at: iso(row.recordedAt),
      kind: row.subscriberType,
      country: row.country,
      time_zone: row.timezone,
      status: row.status,
      changed_by: row.changedBy,
    })),
    addresses: data.addresses.map((use) => ({
      id: use.id,
      kind: use.kind,
      as_typed: use.typed,
      as_stored: use.normalised,
      postcode: use.postcode,
      country: use.country,
      extension: use.extension,
      channels: use.channels,
      primary: use.isPrimary,
      signs_in: use.signIn,
      used_from: iso(use.attachedAt),
      used_until: isoOrNull(use.detachedAt),
      confirmed_at: isoOrNull(use.confirmedAt),
      verified_at: isoOrNull(use.verifiedAt),
      deliverable: use.deliverability,
      shared_now: use.sharedNow,
    })),
    address_deliverability: data.deliverability.rows.map((row) => ({
      address_id: row.contactPointId,
      from: iso(row.at),
      deliverable: row.deliverability,
      cause: row.cause,
    })),
    register_listings: data.registerListings.rows.map((row) => ({
      address_id: row.contactPointId,
      register: row.register,
      from: iso(row.listedAt),
      until: isoOrNull(row.delistedAt),
    })),
    printed_codes: data.printedCodes.rows.map((row) => ({
      address_id: row.contactPointId,
      about: about(row),
      printed_at: iso(row.at),
    })),
    what_holds_now: data.heldNow.map((row) => ({
      address_id: row.contactPointId,
      channel: row.channel,
      about: { sender: row.sender, topic: row.topic },
      service_message: row.essential,
      answer: row.answer,
      state: row.state,
      since: isoOrNull(row.since),
      reasons: [...row.reasons],
    })),
    choices: choices.events.rows.map((row) => ({
      id: row.eventId,
      said_together: row.instructionId,
      address_id: row.contactPointId,
      act: row.act,
      channel: row.channel,
      about: about(row),
      lawful_basis: row.basis,
      stop: row.stop,
      way: row.door,
      said_by: row.actorKind,
      sure_it_was_you: row.assurance,
      counts_against_an_earlier_no: row.lifting,
      said_at: iso(row.at),
      recorded_at: iso(row.recordedAt),
      until: isoOrNull(row.effectiveUntil),
      put_right_later: row.undone,
      notice:
        row.noticeId === null
          ? null
          : {
              id: row.noticeId,
              name: row.noticeSlug ?? '',
              version: row.noticeVersion ?? 0,
              language: row.noticeLanguage ?? '',
              words: row.noticeWords ?? '',
            },
      evidence: row.evidence,
      evidence_withheld: row.evidenceWithheld,
      fingerprint: row.hash,
    })),
    pauses_and_restrictions: choices.stops.rows.map((row) => ({
      address_id: row.contactPointId,
      kind: row.stop,
      channel: row.channel,
      from: iso(row.fromAt),
      until: isoOrNull(row.untilAt),
      in_force: row.standing,
    })),
    frequencies: choices.frequencies.rows.map((row) => ({
      address_id: row.contactPointId,
      channel: row.channel,
      about: about(row),
      frequency: row.frequency,
      way: row.door,
      said_by: row.actorKind,
      said_at: iso(row.at),
      recorded_at: iso(row.recordedAt),
    })),
    repeated_refusals: choices.repeats.rows.map((row) => ({
      address_id: row.contactPointId,
      channel: row.channel,
      about: about(row),
      last_said_at: iso(row.at),
    })),
    messages: sent.messages.rows.map((row) => ({
      address_id: row.contactPointId,
      kind: row.kind,
      about: about(row),
      subject: row.subject,
      state: row.state,
      created_at: iso(row.at),
      settled_at: isoOrNull(row.settledAt),
      attempts: row.attempts ?? [],
      reasons: row.reasons ?? [],
    })),
    messages_waiting: sent.waiting.rows.map((row) => ({
      address_id: row.contactPointId,
      about: about(row),
      subject: row.subject,
      since: iso(row.at),
      sent: row.sentWith !== null,
    })),
    recipients: sent.recipients.rows.map((row) => ({
      address_id: row.contactPointId,
      name: row.recipient,
      legal_name: row.legalName,
      privacy_notice: row.privacyUrl,
      what: row.what,
      given_at: iso(row.at),
      on_choice: row.eventId,
      told_of_your_no_at: isoOrNull(row.withdrawalToldAt),
    })),
    notices_to_recipients: sent.notices.rows.map((row) => ({
      address_id: row.contactPointId,
      name: row.recipient,
      state: row.state,
      created_at: iso(row.at),
      settled_at: isoOrNull(row.settledAt),
    })),
    ...dealingsJson(dealings),
  };
}

type DealingsJson = Pick<
  MyDataJson,
  | 'recorded_by_staff'
  | 'looks_by_staff'
  | 'data_requests'
  | 'registrations'
  | 'addresses_to_confirm'
  | 'sessions'
  | 'sign_in_links'
  | 'links_asked_for'
>;

function dealingsJson(dealings: MyData['dealings']): DealingsJson {
  return {
    recorded_by_staff: dealings.takenDown.rows.map((row) => ({
      medium: row.medium,
      words: row.words,
      read_back: row.readBack,
      call_reference: row.callReference,
      received_at: iso(row.receivedAt),
      recorded_at: iso(row.recordedAt),
      due_at: iso(row.dueAt),
      outcome: row.outcome,
      undone_at: isoOrNull(row.undoneAt),
    })),
    looks_by_staff: dealings.looks.rows.map((row) => ({ at: iso(row.at), what: row.what, role: row.role })),
    data_requests: dealings.requests.rows.map((row) => ({
      reference: row.reference,
      kind: row.kind,
      way: row.way,
      name: row.name,
      words: row.words,
      state: row.state,
      received_at: iso(row.receivedAt),
      acknowledge_by: isoOrNull(row.acknowledgeBy),
      acknowledged_at: isoOrNull(row.acknowledgedAt),
      due_at: iso(row.dueAt),
      extended_at: isoOrNull(row.extendedAt),
      closed_at: isoOrNull(row.closedAt),
      steps: row.history.map((step) => ({
        step: step.step,
        at: iso(step.at),
        by: step.actorKind,
        due_at: isoOrNull(step.dueAt),
        words: step.words,
        mail: step.mail,
      })),
    })),
    registrations: dealings.registrations.rows.map((row) => ({
      address_id: row.contactPointId,
      form: row.form,
      form_version: row.formVersion,
      language: row.language,
      answers: row.answers,
      sent_at: iso(row.at),
      lapses_at: iso(row.expiresAt),
      confirmed_at: isoOrNull(row.confirmedAt),
    })),
    addresses_to_confirm: dealings.pendingAddresses.rows.map((row) => ({
      kind: row.kind,
      as_typed: row.typed,
      channels: row.channels,
      asked_at: iso(row.at),
      lapses_at: iso(row.expiresAt),
      code_sent_at: isoOrNull(row.codeAskedAt),
      code_tries: row.codeTries,
    })),
    sessions: dealings.sessions.rows.map((row) => ({
      started_at: iso(row.startedAt),
      last_used_at: iso(row.lastUsedAt),
      ends_at: iso(row.endsAt),
      browser: row.browser,
      system: row.system,
    })),
    sign_in_links: dealings.signInLinks.rows.map((row) => ({
      asked_at: isoOrNull(row.askedAt),
      ends_at: iso(row.endsAt),
      browser: row.browser,
      system: row.system,
    })),
    links_asked_for: dealings.linksAsked.rows.map((row) => ({
      kind: row.kind,
      at: iso(row.at),
      browser: row.browser,
      system: row.system,
    })),
  };
}

/** The parts of which some rows were left out, by the name of what they hold. */
export function leftOutOf(data: MyData): string[] {
  const parts: Record<string, unknown> = { ...data, ...data.choices, ...data.sent, ...data.dealings };
  return Object.entries(parts)
    .filter(([, part]) => isSection(part) && part.leftOut)
    .map(([name]) => name);
}

function isSection(part: unknown): part is Section<unknown> {
  return typeof part === 'object' && part !== null && 'leftOut' in part;
}

function namesIn({ senders, topics }: Vocabulary) {
  return ({ senderNo, topicNo }: { senderNo: number; topicNo: number }) => ({
    sender: senderNo === ALL ? 'all' : (senders.get(senderNo)?.name ?? String(senderNo)),
    topic: topicNo === ALL ? 'all' : (topics.get(topicNo)?.name ?? String(topicNo)),
  });
}

const iso = (at: Date): string => at.toISOString();
const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;
