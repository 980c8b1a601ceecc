import { beforeEach, describe, expect, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ask } from './send.ts'

beforeEach(() => fakeBrowser.reset())

describe('an answer', () => {
  test('comes back checked', async () => {
    answerWith({ ok: true, answer: { sites: [], more: 'of a newer version' } })
    expect(await ask('sites', {})).toEqual({ ok: true, answer: { sites: [] } })
  })

  test.each([
    ['of another shape', { ok: true, answer: { sites: 'none' } }, 'malformed'],
    ['in no envelope', { sites: [] }, 'malformed'],
    ['that is a refusal', { ok: false, code: 'notAllowed' }, 'notAllowed'],
    ['with a code nobody knows', { ok: false, code: 'tired' }, 'malformed'],
    ['that is nothing', undefined, 'nobody'],
  ])('%s is a value with a code', async (_, reply, code) => {
    answerWith(reply)
    expect(await ask('sites', {})).toEqual({ ok: false, code })
  })

  test('is "nobody" when nobody listens', async () => {
    expect(await ask('sites', {})).toEqual({ ok: false, code: 'nobody' })
  })
})

function answerWith(reply: unknown) {
  fakeBrowser.runtime.onMessage.addListener((_message, _sender, respond) => {
    respond(reply)
    return true
  })
}
