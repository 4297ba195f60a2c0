import type { ReadContext } from '../../context';
import type { Language } from '../../domain/language';
import type { FileItem, FileSection, MyDataFile } from '../../pages/my-data-file';
import { listOf, wordsFor } from '../../pages/words/words';
import { readIdentities } from '../../services/link-preferences/read-identities';
import type { MyData } from '../../services/my-data/collect-my-data';
import { dealingItems } from './my-data-file-dealings';
import { leftOutOf } from './my-data-json';
import { type Label, linesOf, type Telling, tellingOf } from './my-data-telling';

/** A person's data as the readable file tells it, in their language and time zone. */
export async function readableFile(ctx: ReadContext, language: Language, data: MyData): Promise<MyDataFile> {
  const telling = await tellingOf(ctx, language, data);
  const { words, when } = telling;
  const { controller } = await readIdentities(ctx);
  const { name } = data.profile;
  const section = (id: string, title: Label, items: readonly FileItem[]): FileSection => ({
    id,
    title: words(title),
    items,
  });
  const made = when(data.madeAt);
  const missing = leftOutOf(data);
  return {
    title: words('title', { name: controller.legalName }),
    made: name === null ? words('madeNameless', { when: made }) : words('made', { when: made, person: name }),
    leftOut: missing.length === 0 ? null : listOf(language, missing),
    sections: [
      section('profile', 'section.profile', [profileItem(telling, data)]),
      section('history', 'section.history', factItems(telling, data)),
      section('addresses', 'section.addresses', addressItems(telling, data)),
      section('holds', 'section.holds', holdItems(telling, data)),
      section('choices', 'section.choices', choiceItems(telling, data)),
      section('stops', 'section.stops', stopItems(telling, data)),
      section('often', 'section.often', oftenItems(telling, data)),
      ...dealingItems(telling, data).map(({ id, title, items }) => section(id, title, items)),
    ],
  };
}

function profileItem({ fact, day, language, plain }: Telling, { profile }: MyData): FileItem {
  const country =
    profile.country === null ? null : new Intl.DisplayNames(language, { type: 'region' }).of(profile.country);
  return {
    facts: [
      ...fact('label.name', profile.name),
      ...fact('label.reference', profile.reference),
      ...fact('label.language', profile.locale),
      ...fact('label.country', country),
      ...fact('label.timeZone', profile.timezone),
      ...fact('label.company', profile.company),
      ...fact('label.position', profile.position),
      ...fact('label.kind', plain(profile.subscriberType)),
      ...fact('label.status', plain(profile.status)),
      ...fact('label.since', day(profile.createdAt)),
    ],
  };
}

function factItems({ fact, when, plain }: Telling, { profileHistory }: MyData): FileItem[] {
  return profileHistory.rows.map((row) => ({
    heading: when(row.recordedAt),
    facts: [
      ...fact('label.country', row.country),
      ...fact('label.timeZone', row.timezone),
      ...fact('label.kind', plain(row.subscriberType)),
      ...fact('label.status', plain(row.status)),
      ...fact('label.changedBy', plain(row.changedBy)),
    ],
  }));
}

function addressItems(telling: Telling, { addresses }: MyData): FileItem[] {
  const { fact, day, words, language, plain } = telling;
  const channels = wordsFor(language, 'choices');
  return addresses.map((use) => ({
    heading: words(`kind.${use.kind}`),
    facts: [
      ...fact('label.address', telling.address(use.id)),
      ...fact(
        'label.usedFor',
        listOf(
          language,
          use.channels.flatMap((channel) => (channel === 'all' ? [] : [channels(`channel.${channel}`)])),
        ),
      ),
      ...fact('label.usedFrom', day(use.attachedAt)),
      ...fact('label.usedUntil', use.detachedAt === null ? words('now') : day(use.detachedAt)),
      ...fact('label.confirmed', use.confirmedAt === null ? null : day(use.confirmedAt)),
      ...fact('label.shared', use.sharedNow ? words('yes') : null),
      ...fact('label.signsIn', use.signIn ? words('yes') : null),
      ...fact('label.delivers', use.deliverability === 'unknown' ? null : plain(use.deliverability)),
    ],
  }));
}

function holdItems(telling: Telling, { heldNow }: MyData): FileItem[] {
  const { fact, words, language, address } = telling;
  const choices = wordsFor(language, 'choices');
  const points = [...new Set(heldNow.map((one) => one.contactPointId))];
  return points.map((pointId) => ({
    heading: address(pointId),
    facts: heldNow
      .filter((one) => one.contactPointId === pointId)
      .map((one): [string, string] => {
        const what = choices('topicFrom', { topic: one.topic, sender: one.sender });
        const label = `${what} (${choices(`by.${one.channel as 'email'}`)})`;
        return [label, one.essential ? words('essential') : words(one.answer === 'allow' ? 'yes' : 'no')];
      })
      .concat(fact('label.holds', heldNow.length === 0 ? words('none') : null)),
  }));
}

function choiceItems(telling: Telling, { choices }: MyData): FileItem[] {
  const { fact, when, day, address, about, words, language, plain } = telling;
  const acts = wordsFor(language, 'history');
  const by = wordsFor(language, 'choices');
  return choices.events.rows.map((row) => ({
    heading: acts(`act.${row.act}`, { what: about(row), how: by(`by.${row.channel}`) }),
    facts: [
      ...fact('label.when', when(row.at)),
      ...fact('label.how', acts(`door.${row.door}`)),
      ...fact('label.address', address(row.contactPointId)),
      ...fact('label.saidBy', plain(row.actorKind)),
      ...fact('label.basis', row.basis === null ? null : plain(row.basis)),
      ...fact('label.until', row.effectiveUntil === null ? null : day(row.effectiveUntil)),
      ...fact('label.undone', row.undone ? acts('undone') : null),
      ...fact('label.words', row.noticeWords),
      ...fact('label.evidence', row.evidence === null ? null : linesOf(row.evidence)),
      ...fact('label.withheld', row.evidenceWithheld ? words('withheldText') : null),
    ],
  }));
}

function stopItems({ fact, when, address, words, plain }: Telling, { choices }: MyData): FileItem[] {
  return choices.stops.rows.map((row) => ({
    heading: plain(row.stop),
    facts: [
      ...fact('label.address', address(row.contactPointId)),
      ...fact('label.since', when(row.fromAt)),
      ...fact('label.until', row.untilAt === null ? null : when(row.untilAt)),
      ...fact('label.state', words(row.standing ? 'yes' : 'no')),
    ],
  }));
}

function oftenItems({ fact, when, address, about, plain }: Telling, { choices }: MyData): FileItem[] {
  return choices.frequencies.rows.map((row) => ({
    heading: about(row),
    facts: [
      ...fact('label.frequency', plain(row.frequency)),
      ...fact('label.address', address(row.contactPointId)),
      ...fact('label.when', when(row.at)),
    ],
  }));
}
