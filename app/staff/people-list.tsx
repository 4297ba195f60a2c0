import { maskAddress } from '../../lib/domain/contact-point/address';
import type { FoundPerson } from '../../lib/services/desk/find-people';

const KEYED = 9;

/** People found, addresses masked; the first nine have a key of their own. */
export function PeopleList({ people }: { people: readonly FoundPerson[] }) {
  return (
    <ul className="people">
      {people.map((person, index) => (
        <li key={person.id}>
          <a href={`/staff/person/${person.id}`} accessKey={index < KEYED ? String(index + 1) : undefined}>
            {index < KEYED && <kbd>{index + 1}</kbd>}
            {person.name ?? 'No name'}
          </a>
          {person.company !== null && (
            <span>{[person.position, person.company].filter(Boolean).join(', ')}</span>
          )}
          {person.status !== 'active' && <span className="tag bad">{person.status}</span>}
          <span className="quiet">
            {(person.points ?? [])
              .map((point) => (point.normalised === null ? '•••' : maskAddress(point.kind, point.normalised)))
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
