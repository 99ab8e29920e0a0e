/**
 * From the generated shapes to the ones screens work with. Pure types.
 * The document says "may be absent" where the server leaves a null out; here every field is there, and null when absent.
 */
import type { components } from './schema';

export type Schemas = components['schemas'];

/** A schema with every field present, all the way down. */
export type Wire<T> = T extends (infer One)[] ? Wire<One>[] : T extends object ? { [K in keyof T]-?: Present<T[K]> } : T;

type Present<T> = undefined extends T ? Wire<Exclude<T, undefined>> | null : Wire<T>;

/** A schema in which some fields are known more closely. A field the schema lacks, or has as something else, does not compile. */
export type Narrow<Name extends keyof Schemas, Closer extends { [K in keyof Closer]: K extends keyof Wire<Schemas[Name]> ? unknown : never }> = Omit<
  Wire<Schemas[Name]>,
  keyof Closer
> &
  Closer;
