/** What every email of this folder renders to: the subject line, the HTML part and the plain text part. */
export interface RenderedEmail {
  subject: string;
  html: string;
  text: string;
}

/** On whose behalf an email speaks. */
export interface Brand {
  name: string;
  legalName: string;
  /** One line, or several separated by line breaks. */
  postalAddress: string;
  privacyUrl: string;
  /** `#rrggbb`; anything else falls back to a neutral dark blue. */
  colour: string;
}
