/**
 * Writes the types of the API from the document that the server writes of itself.
 * `--check` writes nothing and fails when the file is behind the document.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const HERE = dirname(fileURLToPath(import.meta.url));
const DOCUMENT = join(HERE, '../../openapi.json');
const FILE = join(HERE, '../src/api/schema.d.ts');

export async function written() {
  const document = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
  return `/** The shapes of the API. Written by \`npm run types\` from openapi.json; do not edit. */\n${astToString(await openapiTS(document))}`;
}

export const kept = () => readFileSync(FILE, 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await written();
  if (process.argv.includes('--check')) {
    if (text !== kept()) {
      console.error('src/api/schema.d.ts is behind openapi.json: run `npm run types`');
      process.exitCode = 1;
    }
  } else writeFileSync(FILE, text);
}
