import { expect, test } from 'vitest';
import { kept, written } from '../../build/types.mjs';

test('the generated types are those of the document that the server writes', async () => {
  expect(kept() === (await written()), 'src/api/schema.d.ts is behind openapi.json: run `npm run types`').toBe(true);
});
