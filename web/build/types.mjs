/**
 * Writes the types of the API from the document that the server writes of itself.
 * Run before every type check and kept out of git: the types are never behind the document.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const DOCUMENT = new URL('../../openapi.json', import.meta.url);
const FILE = new URL('../src/api/schema.d.ts', import.meta.url);

const document = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
writeFileSync(FILE, `/** The shapes of the API. Written by \`npm run types\` from openapi.json; do not edit. */\n${astToString(await openapiTS(document))}`);
