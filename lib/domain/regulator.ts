/** The office that watches over personal data where we are, to which anybody may complain (GDPR Art. 77). */
export interface Regulator {
  /** Names the office in the words of a page or an email. */
  name: 'gb' | 'ie' | 'fr' | 'de' | 'any';
  url: string;
}

const REGULATORS: Readonly<Record<string, Regulator>> = {
  GB: { name: 'gb', url: 'https://ico.org.uk/make-a-complaint/' },
  IE: { name: 'ie', url: 'https://www.dataprotection.ie/' },
  FR: { name: 'fr', url: 'https://www.cnil.fr/' },
  DE: { name: 'de', url: 'https://www.bfdi.bund.de/' },
};

const ANY: Regulator = {
  name: 'any',
  url: 'https://www.edpb.europa.eu/about-edpb/about-edpb/members_en',
};

/** The regulator of a country (ISO 3166-1, two letters); a list of them all for one we do not know. */
export function regulatorOf(country: string): Regulator {
  return REGULATORS[country] ?? ANY;
}
