import type { en } from './en';

/** The shape of every catalogue, as the English one has it: namespaces, and in each its messages in ICU syntax. */
export type Messages = typeof en;
export type Namespace = keyof Messages & string;

type Lacking<T> = { readonly [Key in keyof T]?: T[Key] extends string ? string : Lacking<T[Key]> };

/** A catalogue of another language: what it lacks is told in English, and `catalogues.test.ts` names it. */
export type Catalogue = Lacking<Messages>;
