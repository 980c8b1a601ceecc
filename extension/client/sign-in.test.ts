import { expect, test } from 'vitest'
import { createSignInDoor } from './sign-in.ts'

/** A door whose network is this; nothing else of it is asked. */
function checkWith(fetch: (url: string, asked: RequestInit) => Promise<Response>) {
  const unasked = () => {
    throw new Error('Only an address is checked here.')
  }
  const door = createSignInDoor({
    fetch: (input, asked = {}) => fetch(String(input), asked),
    settings: { read: unasked, change: unasked, listen: unasked } as never, // not asked
    tokens: { keep: unasked, access: unasked, renew: unasked } as never, // not asked
    client: { ask: unasked },
    origin: 'chrome-extension://abcdefgh',
    device: 'a browser',
  })
  return door.checkServer
}

const down = () => Promise.reject(new TypeError('Failed to fetch'))
const json = (body: unknown) => Promise.resolve(new Response(JSON.stringify(body)))

test('a server of ours is taken, by its address without a path', async () => {
  const check = checkWith((url) => {
    expect(url).toBe('https://flows.example.com/api/health')
    return json({ product: 'ResolutionFlow', isDemo: false })
  })
  expect(await check('flows.example.com/api/')).toEqual({
    ok: true,
    server: 'https://flows.example.com',
    isDemo: false,
  })
})

test.each([
  ['', 'Enter the address of your server'],
  ['our server', 'This is not an address'],
  ['http://flows.example.com', 'the address must begin with https://'],
  ['ftp://flows.example.com', 'must begin with https://'],
])('“%s” is told to be none before anybody is asked', async (typed, words) => {
  const unasked = () => Promise.reject(new Error('Nobody is asked.'))
  expect(await checkWith(unasked)(typed)).toEqual({
    ok: false,
    message: expect.stringContaining(words),
  })
})

test('nobody there, and somebody who does not answer us, are told apart', async () => {
  expect(await checkWith(down)('flows.example.com')).toMatchObject({
    message: expect.stringContaining('No answer from https://flows.example.com'),
  })
  const closed = checkWith((_, { mode }) => (mode === 'no-cors' ? json({}) : down()))
  expect(await closed('flows.example.com')).toMatchObject({
    message: expect.stringContaining('answers, but not this extension'),
  })
  expect(await closed('flows.example.com'), 'with what to write').toMatchObject({
    message: expect.stringContaining('ALLOWED_EXTENSIONS=chrome-extension://abcdefgh'),
  })
})

test('what answers and is not ours is told to be another server', async () => {
  for (const answer of [
    () => json({ product: 'Another' }),
    () => Promise.resolve(new Response('<html>', { status: 404 })),
  ]) {
    expect(await checkWith(answer)('flows.example.com')).toMatchObject({
      message: expect.stringContaining('answers, but not as a ResolutionFlow server'),
    })
  }
})
