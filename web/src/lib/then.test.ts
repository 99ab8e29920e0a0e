import { expect, test } from 'vitest';
import { nextChoice, proposeThen, toThen } from './then';

test('a question waits for its answer', () => {
  expect(proposeThen('Hello. Could you tell us the serial number?')).toBe('wait');
  expect(proposeThen('Please send a short video of the leak.')).toBe('wait');
  expect(proposeThen('您好，请提供订单号。')).toBe('wait');
});

test('what we take on stays with us', () => {
  expect(proposeThen('We will check with the courier.')).toBe('keep');
  expect(proposeThen('我们会尽快核实。')).toBe('keep');
});

test('anything else is an answer', () => expect(proposeThen('The warranty is 24 months.')).toBe('resolve'));

test('one key walks through every choice and back', () => {
  expect(nextChoice(nextChoice(nextChoice('wait')))).toBe('wait');
});

test('a partner is waited for with a partner wait', () => {
  expect(toThen('wait', { role: 'partner', participant_id: 'ptcp_1' })).toMatchObject({
    wait: { on: 'partner', for: 'partner_response', participant_id: 'ptcp_1' },
  });
});
