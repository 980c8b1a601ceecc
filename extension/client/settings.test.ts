import { describe, expect, test } from 'vitest'
import { createSettings, readServerAddress } from './settings.ts'
import { memoryShelf } from './testing/fake-browser.ts'

describe('a server’s address as a person types it', () => {
  test.each([
    ['flows.example.com', 'https://flows.example.com'],
    ['https://flows.example.com/', 'https://flows.example.com'],
    ['https://flows.example.com/api', 'https://flows.example.com'],
    ['https://example.com/flows/api/', 'https://example.com/flows'],
    ['localhost:3000', 'http://localhost:3000'],
    ['  HTTP://127.0.0.1:3000 ', 'http://127.0.0.1:3000'],
  ])('%s is %s', (typed, server) => {
    expect(readServerAddress(typed)).toEqual({ ok: true, server })
  })

  test.each([
    ['', /Enter the address/],
    ['http://flows.example.com', /https/],
    ['ftp://flows.example.com', /https/],
    ['https://ada:secret@flows.example.com', /Leave name and password out/],
    ['https://exa mple', /not an address/],
  ])('%s is refused with the reason', (typed, message) => {
    const read = readServerAddress(typed)
    expect(read.ok).toBe(false)
    if (!read.ok) expect(read.message).toMatch(message)
  })
})

test('settings that are broken or of another version fall back one by one', async () => {
  const shelf = memoryShelf()
  await shelf.write('settings', { server: 'https://rf.example', theme: 'neon', bigButton: 'post' })
  expect(await createSettings(shelf).read()).toMatchObject({
    server: 'https://rf.example',
    theme: 'system',
    bigButton: 'post',
  })
})
