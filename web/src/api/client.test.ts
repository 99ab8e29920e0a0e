import { expect, test, vi } from 'vitest';
import { Problem, call, get, onSignedOut, post, queryString } from './client';

const answer = (status: number, body: string) => vi.stubGlobal('fetch', vi.fn(async () => new Response(status === 204 ? null : body, { status })));

test('a refusal keeps its code and its fields', async () => {
  answer(409, JSON.stringify({ code: 'draft.stale', title: 'Stale', errors: [{ pointer: '/text', code: 'x' }] }));
  const problem = await post('/drafts/draft_1/approve').catch((error: Problem) => error);
  expect(problem).toMatchObject({ kind: 'conflict', code: 'draft.stale', fields: [{ pointer: '/text', code: 'x' }] });
});

test('no way to the server is not a failure of the server', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
  await expect(get('/cases')).rejects.toMatchObject({ kind: 'offline' });
});

test('a page of a proxy in place of an answer is a failure', async () => {
  answer(200, '<html>');
  await expect(get('/cases')).rejects.toMatchObject({ kind: 'server', code: 'client.not_json' });
});

test('a lost session is told once to the one who asked, but not at the door', async () => {
  const listener = vi.fn();
  onSignedOut(listener);
  answer(401, '{"code":"session.missing"}');
  await expect(get('/cases')).rejects.toBeInstanceOf(Problem);
  await expect(post('/session')).rejects.toBeInstanceOf(Problem);
  expect(listener).toHaveBeenCalledTimes(1);
});

test('every POST carries a key of its own, so that a repeated one does nothing twice', async () => {
  answer(200, '{}');
  await post('/cases');
  await post('/cases');
  const keys = vi.mocked(fetch).mock.calls.map(([, init]) => new Headers(init?.headers).get('Idempotency-Key'));
  expect(new Set(keys).size).toBe(2);
});

test('an empty answer is no data', async () => {
  answer(204, '');
  expect(await call('DELETE', '/session')).toEqual({ status: 204, data: null });
});

test('repeated filters repeat, empty ones are left out', () => {
  expect(queryString({ status: ['open', 'resolved'], q: '', cursor: null, limit: 5 })).toBe('?status=open&status=resolved&limit=5');
});
