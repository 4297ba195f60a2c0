import type { FileItem } from '../../pages/my-data-file';
import { wordsFor } from '../../pages/words/words';
import type { MyData } from '../../services/my-data/collect-my-data';
import { linesOf, type Telling } from './my-data-telling';

interface Part {
  id: string;
  title: `section.${'messages' | 'waiting' | 'recipients' | 'notices' | 'staff' | 'looks' | 'requests' | 'forms' | 'pending' | 'sessions' | 'other'}`;
  items: FileItem[];
}

/** What was sent and given away, and what passed between the person and us, as the readable file tells it. */
export function dealingItems(telling: Telling, data: MyData): Part[] {
  return [
    { id: 'messages', title: 'section.messages', items: messageItems(telling, data) },
    { id: 'waiting', title: 'section.waiting', items: waitingItems(telling, data) },
    { id: 'recipients', title: 'section.recipients', items: recipientItems(telling, data) },
    { id: 'notices', title: 'section.notices', items: noticeItems(telling, data) },
    { id: 'staff', title: 'section.staff', items: staffItems(telling, data) },
    { id: 'looks', title: 'section.looks', items: lookItems(telling, data) },
    { id: 'requests', title: 'section.requests', items: requestItems(telling, data) },
    { id: 'forms', title: 'section.forms', items: formItems(telling, data) },
    { id: 'pending', title: 'section.pending', items: pendingItems(telling, data) },
    { id: 'sessions', title: 'section.sessions', items: sessionItems(telling, data) },
    { id: 'other', title: 'section.other', items: otherItems(telling, data) },
  ];
}

function messageItems({ fact, when, address, about, plain }: Telling, { sent }: MyData): FileItem[] {
  return sent.messages.rows.map((row) => ({
    heading: row.subject ?? plain(row.kind),
    facts: [
      ...fact('label.when', when(row.at)),
      ...fact('label.address', address(row.contactPointId)),
      ...fact('label.what', row.topicNo === 0 ? null : about(row)),
      ...fact('label.outcome', plain(row.state)),
    ],
  }));
}

function waitingItems({ fact, when, about, address }: Telling, { sent }: MyData): FileItem[] {
  return sent.waiting.rows.map((row) => ({
    heading: row.subject ?? about(row),
    facts: [
      ...fact('label.what', about(row)),
      ...fact('label.address', address(row.contactPointId)),
      ...fact('label.since', when(row.at)),
    ],
  }));
}

function recipientItems({ fact, when, address }: Telling, { sent }: MyData): FileItem[] {
  return sent.recipients.rows.map((row) => ({
    heading: row.recipient,
    facts: [
      ...fact('label.recipient', row.legalName),
      ...fact('label.what', row.what),
      ...fact('label.address', address(row.contactPointId)),
      ...fact('label.when', when(row.at)),
      ...fact('label.told', row.withdrawalToldAt === null ? null : when(row.withdrawalToldAt)),
      ...fact('label.privacy', row.privacyUrl),
    ],
  }));
}

function noticeItems({ fact, when, address, plain }: Telling, { sent }: MyData): FileItem[] {
  return sent.notices.rows.map((row) => ({
    heading: row.recipient,
    facts: [
      ...fact('label.when', when(row.at)),
      ...fact('label.address', address(row.contactPointId)),
      ...fact('label.outcome', plain(row.state)),
    ],
  }));
}

function staffItems({ fact, when, day, plain }: Telling, { dealings }: MyData): FileItem[] {
  return dealings.takenDown.rows.map((row) => ({
    heading: when(row.recordedAt),
    facts: [
      ...fact('label.medium', plain(row.medium)),
      ...fact('label.said', row.words),
      ...fact('label.readBack', row.readBack),
      ...fact('label.number', row.callReference),
      ...fact('label.received', when(row.receivedAt)),
      ...fact('label.due', day(row.dueAt)),
      ...fact('label.undone', row.undoneAt === null ? null : when(row.undoneAt)),
    ],
  }));
}

function lookItems({ fact, when, plain }: Telling, { dealings }: MyData): FileItem[] {
  return dealings.looks.rows.map((row) => ({
    facts: [
      ...fact('label.when', when(row.at)),
      ...fact('label.looked', plain(row.what, 'look')),
      ...fact('label.role', plain(row.role)),
    ],
  }));
}

function requestItems({ fact, when, day, language }: Telling, { dealings }: MyData): FileItem[] {
  const words = wordsFor(language, 'my-data');
  return dealings.requests.rows.map((row) => ({
    heading: words(`requests.kind.${row.kind}`),
    facts: [
      ...fact('label.number', row.reference),
      ...fact('label.received', when(row.receivedAt)),
      ...fact('label.wrote', row.words),
      ...fact(
        'label.state',
        words(`requests.state.${row.state}`, {
          day: day(row.state === 'open' ? row.dueAt : (row.closedAt ?? row.dueAt)),
        }),
      ),
      ...fact(
        'label.steps',
        row.history
          .map((step) =>
            [words(`requests.step.${step.step}`, { day: day(step.at) }), step.words ?? ''].join('\n').trim(),
          )
          .join('\n'),
      ),
    ],
  }));
}

function formItems({ fact, when }: Telling, { dealings }: MyData): FileItem[] {
  return dealings.registrations.rows.map((row) => ({
    heading: when(row.at),
    facts: [
      ...fact('label.form', row.form),
      ...fact('label.answers', row.answers === null ? null : linesOf(row.answers)),
      ...fact('label.confirmed', row.confirmedAt === null ? null : when(row.confirmedAt)),
      ...fact('label.lapses', when(row.expiresAt)),
    ],
  }));
}

function pendingItems({ fact, when }: Telling, { dealings }: MyData): FileItem[] {
  return dealings.pendingAddresses.rows.map((row) => ({
    heading: row.typed,
    facts: [
      ...fact('label.when', when(row.at)),
      ...fact('label.lapses', when(row.expiresAt)),
      ...fact('label.tries', row.codeTries === null ? null : String(row.codeTries)),
    ],
  }));
}

function sessionItems({ fact, when, words }: Telling, { dealings }: MyData): FileItem[] {
  return [
    ...dealings.sessions.rows.map((row) => ({
      heading: when(row.startedAt),
      facts: [
        ...fact('label.browser', `${row.browser}, ${row.system}`),
        ...fact('label.ends', when(row.endsAt)),
      ],
    })),
    ...dealings.signInLinks.rows.map((row) => ({
      heading: words('label.link'),
      facts: [...fact('label.browser', row.browser), ...fact('label.ends', when(row.endsAt))],
    })),
  ];
}

function otherItems(telling: Telling, data: MyData): FileItem[] {
  const { fact, when, address, about, words, plain } = telling;
  return [
    ...data.registerListings.rows.map((row) => ({
      heading: words('label.register'),
      facts: [
        ...fact('label.what', row.register),
        ...fact('label.address', address(row.contactPointId)),
        ...fact('label.since', when(row.listedAt)),
      ],
    })),
    ...data.deliverability.rows.map((row) => ({
      heading: words('label.delivers'),
      facts: [
        ...fact('label.outcome', plain(row.deliverability)),
        ...fact('label.address', address(row.contactPointId)),
        ...fact('label.when', when(row.at)),
      ],
    })),
    ...data.printedCodes.rows.map((row) => ({
      heading: words('label.printed'),
      facts: [...fact('label.address', address(row.contactPointId)), ...fact('label.when', when(row.at))],
    })),
    ...data.choices.repeats.rows.map((row) => ({
      heading: words('label.repeat'),
      facts: [...fact('label.what', about(row)), ...fact('label.when', when(row.at))],
    })),
    ...data.dealings.linksAsked.rows.map((row) => ({
      heading: words('label.asked'),
      facts: [...fact('label.when', when(row.at)), ...fact('label.browser', `${row.browser}, ${row.system}`)],
    })),
  ];
}
