import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Script } from '#shared/script/contract.ts'
import type { ScriptParameter } from '#shared/script/script.ts'
import type { Trouble } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'
import { beginValues } from './begin-values.ts'
import { makeScript } from './make-script.ts'

const parameter = (name: string, more: Partial<ScriptParameter> = {}): ScriptParameter => ({
  ...{ name, label: name, kind: 'text', isRequired: true, isSensitive: false, choices: [] },
  ...more,
})
const SCRIPT: Script = {
  ...{ id: v7(), state: 'published', revision: 3, isBuiltIn: false, authorName: 'Ada' },
  ...{ updatedAt: '2026-11-01T08:00:00Z', from: null },
  content: {
    ...{ name: 'Reset', summary: '', words: [], shell: 'powershell', safety: 'changes' },
    text: 'Reset-It {account} -Code {code} -Days {days}',
    parameters: [
      parameter('account'),
      parameter('code', { isSensitive: true }),
      parameter('days', { kind: 'number', standard: '7' }),
    ],
  },
}
const asked = (values: Record<string, string>) => ({
  ...{ script: SCRIPT, values, generationId: v7(), sessionId: v7(), session: null },
})

/** Records what it is asked; answers, or says what is wrong. */
function server(trouble?: Trouble) {
  const requests: unknown[] = []
  const ask = async (_route: unknown, request: unknown) => {
    requests.push(request)
    if (trouble) return { ok: false, trouble }
    return { ok: true, value: { generationId: v7(), text: '' } }
  }
  return { requests, client: { ask: ask as Client['ask'] } } // one question is asked of it
}

test('what is sensitive is in the script and in nothing that is sent or told', async () => {
  const { client, requests } = server()
  const answer = await makeScript(
    client,
    asked({ account: "o'brien", code: 'Hunter2!', days: '3' }),
  )
  if (!answer.ok) throw new Error(answer.message)
  expect(answer.made.text).toBe("Reset-It 'o''brien' -Code 'Hunter2!' -Days 3")
  expect(answer.made.told).toBe("Reset-It 'o''brien' -Code {code} -Days 3")
  expect(answer.made.hidden).toEqual(['Hunter2!'])
  expect(requests).toMatchObject([
    { revision: 3, values: { account: "o'brien", code: '[not kept]', days: '3' } },
  ])
  expect(JSON.stringify(requests)).not.toContain('Hunter2!')
})

test('what is missing or does not fit stands at its field, and nothing is asked', async () => {
  const { client, requests } = server()
  const answer = await makeScript(client, asked({ account: '', code: 'x', days: 'many' }))
  expect(answer).toMatchObject({
    ok: false,
    problems: { account: 'Enter “account”.', days: expect.stringContaining('is a number') },
  })
  expect(requests).toEqual([])
})

test('what the server has against it stands at its field too', async () => {
  const { client } = server({
    ...{ kind: 'refused', code: 'badRequest', message: 'Some values do not fit.' },
    problems: [{ at: 'values.account', message: 'Another one.' }],
  })
  expect(await makeScript(client, asked({ account: 'a', code: 'x', days: '1' }))).toMatchObject({
    ok: false,
    message: 'Some values do not fit.',
    problems: { account: 'Another one.' },
  })
})

test('the form begins with what was proposed, what is known, what is usual, never a secret', () => {
  const known = {
    account: { value: 'kept', keep: 'session' as const, source: 'typed' as const, at: '' },
    code: { value: 'old', keep: 'session' as const, source: 'typed' as const, at: '' },
  }
  const { content } = SCRIPT
  expect(beginValues(content, {}, known)).toEqual({ account: 'kept', code: '', days: '7' })
  expect(beginValues(content, { account: 'anna', code: 'x', days: '2' }, known)).toEqual({
    ...{ account: 'anna', code: '', days: '2' },
  })
})
