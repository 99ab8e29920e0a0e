/**
 * The only file that speaks HTTP. Answers are data or a `Problem`; nothing here knows a screen.
 */

/** How a call failed, as far as a screen needs to tell cases apart. */
export type ProblemKind = 'offline' | 'signed_out' | 'forbidden' | 'not_found' | 'conflict' | 'invalid' | 'busy' | 'server';

/** A refusal or failure of the server (RFC 9457), or of the way to it. */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly fields: { pointer: string; code: string }[] = [],
  ) {
    super(detail);
    this.name = 'Problem';
  }
}

type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

interface Options {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
}

/** An answer together with its status, for calls where 200 and 202 mean different things. */
export interface Answer<T> {
  status: number;
  data: T;
}

let signedOut = () => {};

/** Names what happens when the server no longer knows the session. */
export function onSignedOut(listener: () => void) {
  signedOut = listener;
}

export async function call<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
  // What the server words itself, such as a briefing, comes in the language of the screen and not of the browser.
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': document.documentElement.lang || 'en' };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (method === 'POST') headers['Idempotency-Key'] = randomKey();
  const response = await reach(`/api/v1${path}${queryString(options.query)}`, {
    method,
    headers,
    credentials: 'same-origin',
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
    signal: options.signal,
  });
  const data = await json(response);
  if (response.ok) return { status: response.status, data: data as T };
  const problem = problemOf(response.status, data);
  if (problem.kind === 'signed_out' && !path.startsWith('/session')) signedOut();
  throw problem;
}

export const get = async <T>(path: string, options?: Options) => (await call<T>('GET', path, options)).data;
export const post = async <T>(path: string, body: unknown = {}) => (await call<T>('POST', path, { body })).data;
export const patch = async <T>(path: string, body: unknown) => (await call<T>('PATCH', path, { body })).data;
export const remove = async <T>(path: string) => (await call<T>('DELETE', path)).data;

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem('offline', 0, 'client.offline', '');
  }
}

async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A proxy's HTML page in place of an answer is a failure of the way, not of the server.
    throw new Problem('server', response.status, 'client.not_json', '');
  }
}

function problemOf(status: number, body: unknown): Problem {
  const fields = (body ?? {}) as { code?: string; title?: string; detail?: string; errors?: Problem['fields'] };
  const code = fields.code ?? `http.${status}`;
  return new Problem(kindOf(status), status, code, fields.detail ?? fields.title ?? '', fields.errors ?? []);
}

function kindOf(status: number): ProblemKind {
  if (status === 401) return 'signed_out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 409) return 'conflict';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'server' : 'invalid';
}

export function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** Not `crypto.randomUUID`: that exists only on HTTPS and localhost, and an intranet may be neither. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
