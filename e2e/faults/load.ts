import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance';
import {
  type Choice,
  oneClick,
  putContact,
  reportedNos,
  reportedYes,
  typedAddress,
  unsubscribePage,
} from './choices';
import { insist, type Ledgered, patienceOf } from './client';
import type { Site } from './site';

export interface Load {
  /** Lets every client finish the choice it has begun. */
  stop(): Promise<void>;
}

export interface LoadOptions {
  clients: number;
  /** Longest pause of a client between two choices. */
  thinkMs: number;
}

const BATCH_MOST = 5;
/** Ofcom keeps these numbers for plays and tests: 07700 900000 to 900999. */
const TEST_NUMBERS = 1_000;

/** Starts clients that each say one thing after another, every time for people nobody spoke for before. */
export function startLoad(site: Site, ledgered: Ledgered, chance: Chance, options: LoadOptions): Load {
  const people = peopleOf();
  let going = true;
  const client = async () => {
    while (going) {
      for (const step of story(site, chance, people)) {
        if (!(await insist(site, ledgered, step, patienceOf(chance)))) break;
      }
      await sleep(chance.between(0, options.thinkMs));
    }
  };
  const clients = Array.from({ length: options.clients }, client);
  return {
    async stop() {
      going = false;
      await Promise.all(clients);
    },
  };
}

interface People {
  email(): string;
  phone(): string | null;
}

function peopleOf(): People {
  let emailsMade = 0;
  let phonesMade = 0;
  return {
    email: () => {
      emailsMade += 1;
      return `person-${emailsMade}@example.com`;
    },
    phone: () => {
      phonesMade += 1;
      return phonesMade > TEST_NUMBERS ? null : `07700 900${String(phonesMade - 1).padStart(3, '0')}`;
    },
  };
}

/** A few steps of one person or system; the next follows when the one before was acknowledged. */
function story(site: Site, chance: Chance, people: People): Choice[] {
  const kind = chance.between(1, site.pages ? 12 : 11);
  if (kind <= 4) return [oneClick(site, people.email())];
  if (kind === 5) return [oneClick(site, people.email(), 2)];
  if (kind <= 7) return [unsubscribePage(site, people.email(), 'sender')];
  if (kind === 8) {
    const emails = Array.from({ length: chance.between(1, BATCH_MOST) }, () => people.email());
    return [reportedNos(site, emails)];
  }
  if (kind <= 10) {
    const email = people.email();
    return [reportedYes(site, email), oneClick(site, email)];
  }
  return kind === 11 ? contactThatStopsAll(site, people) : [typedAddress(site, people.email())];
}

function contactThatStopsAll(site: Site, people: People): Choice[] {
  const [email, other, phone] = [people.email(), people.email(), people.phone()];
  const others = [{ email: other }, ...(phone === null ? [] : [{ phone }])];
  return [
    putContact(site, site.ctx.newId(), [email, other], phone === null ? [] : [phone]),
    unsubscribePage(site, email, 'all', others),
  ];
}
