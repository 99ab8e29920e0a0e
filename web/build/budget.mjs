/**
 * Fails the build when the workbench outgrows its budget on the wire (brotli).
 * Counts bytes and never time: a busy machine must not decide.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { compressFolder } from './compress.mjs';

const DIST = new URL('../dist/', import.meta.url).pathname;
const KB = 1024;
const BUDGET = { initial: 220 * KB, opened: 240 * KB, lazy: 130 * KB, css: 45 * KB };

const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const firstScreen = Object.keys(manifest).filter((key) => /features\/queue\/QueuePage\./.test(key));
const casePane = Object.keys(manifest).filter((key) => /features\/case\/CasePane\./.test(key));

/** A chunk and everything it imports statically. */
function closure(keys, seen = new Set()) {
  for (const key of keys) {
    if (!key || seen.has(key)) continue;
    seen.add(key);
    closure(manifest[key].imports ?? [], seen);
  }
  return seen;
}

const wireSize = (file) => brotliCompressSync(readFileSync(join(DIST, file))).length;
const total = (files) => [...new Set(files)].reduce((sum, file) => sum + wireSize(file), 0);

const initial = closure([entry, ...firstScreen]);
const opened = closure(casePane, new Set(initial));
const lazy = Object.keys(manifest).filter((key) => manifest[key].file.endsWith('.js') && !initial.has(key));
const styles = Object.values(manifest).flatMap((chunk) => chunk.css ?? []);

const checks = [
  ['first screen, JavaScript', total([...initial].map((key) => manifest[key].file)), BUDGET.initial],
  ['with a case open, JavaScript', total([...opened].map((key) => manifest[key].file)), BUDGET.opened],
  ['all style sheets', total(styles), BUDGET.css],
  ...lazy.map((key) => [`lazy ${key}`, wireSize(manifest[key].file), BUDGET.lazy]),
];

let over = firstScreen.length === 0 || casePane.length === 0;
if (over) console.error('budget: the chunk of the first screen or of the case was not found');
for (const [name, size, limit] of checks) {
  const line = `${(size / KB).toFixed(1).padStart(7)} of ${limit / KB} KB  ${name}`;
  if (size > limit) over = true;
  console.log(size > limit ? `OVER ${line}` : `  ok ${line}`);
}

rmSync(join(DIST, '.vite'), { recursive: true });
compressFolder(DIST);
process.exitCode = over ? 1 : 0;
