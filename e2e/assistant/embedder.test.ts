/** The embedder that is stood in for: what comes close, what is refused, what goes wrong. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ticketSeeds } from '../connectwise/seed/tickets.ts'
import { likeness } from './embed-text.ts'
import { type Embedder, startEmbedder } from './embedder.ts'

let embedder: Embedder
beforeAll(async () => {
  embedder = await startEmbedder({ isKey: (key) => key !== 'pa-wrong' })
})
afterAll(() => embedder.stop())
beforeEach(() => embedder.reset())

async function post(path: string, body: object, key = 'pa-test') {
  const response = await fetch(`${embedder.url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, json: await response.json() }
}
async function embed(input: string[], more: object = {}): Promise<number[][]> {
  const { json } = await post('embeddings', { input, model: 'voyage-4-large', ...more })
  return json.data.map((item: { embedding: number[] }) => item.embedding)
}

const tickets = ticketSeeds.map(({ id, summary, thread }) => ({
  id,
  text: `${summary}\n${thread.map(({ text }) => text).join('\n')}`.slice(0, 3_000),
}))

/** Said otherwise, and the tickets that are meant. */
const PARAPHRASES: [string, number[]][] = [
  ['people at reception are not allowed into the recall folder', [48213, 48214]],
  ['mapped drive disappeared, network path was not found', [48219]],
  ['copier cannot log in to the file share when scanning', [48088]],
  ['site to site tunnel to the branch is dead after changing provider', [48222]],
  ['labels are not printing, port has the wrong ip', [48211]],
  ['mail program wants credentials again and again', [48215]],
  ['virtual desktop unavailable, machine is not registered', [48221]],
  ['domain controllers do not replicate, rpc unavailable', [48166]],
  ['user got a temporary profile, container still open', [48207]],
  ['user is being locked out of his account repeatedly', [48182]],
  ['clients get an apipa address because there is no dhcp lease', [48203]],
  ['colleague was phished and his mailbox sends links', [48225]],
  ['authenticator does not work on the new mobile', [48223]],
  ['name of the intranet does not resolve', [48190]],
  ['nightly backup cannot create a snapshot', [48101]],
]

describe('vectors', () => {
  test('a ticket said otherwise is found among all others, nearly always first', async () => {
    const [asked, kept] = await Promise.all([
      embed(
        PARAPHRASES.map(([text]) => text),
        { input_type: 'query', model: 'voyage-4-lite' },
      ),
      embed(
        tickets.map(({ text }) => text),
        { input_type: 'document' },
      ),
    ])
    const places = PARAPHRASES.map(([text, meant], i) => {
      const ranked = tickets
        .map(({ id }, n) => ({ id, score: likeness(asked[i] ?? [], kept[n] ?? []) }))
        .sort((a, b) => b.score - a.score)
      return { text, place: ranked.findIndex(({ id }) => meant.includes(id)) }
    })
    expect(places.filter(({ place }) => place > 2)).toEqual([])
    expect(places.filter(({ place }) => place > 0).length).toBeLessThanOrEqual(3)
  })

  test('are of length one, the same each time, and near across models', async () => {
    const text = 'Access denied on \\\\PRD-FS01\\Recalls'
    const [first, again] = [await embed([text]), await embed([text])]
    expect(first).toEqual(again)
    const [large] = first
    const [lite] = await embed([text], { model: 'voyage-4-lite', input_type: 'query' })
    expect(likeness(large ?? [], large ?? [])).toBeCloseTo(1, 6)
    expect(lite).not.toEqual(large)
    expect(likeness(large ?? [], lite ?? [])).toBeGreaterThan(0.97)
  })

  test.each([256, 512, 1024, 2048])('a vector of %i keeps what is near', async (size) => {
    const texts = ['printer offline', 'the printers are off-line', 'password expired']
    const [a = [], b = [], c = []] = await embed(texts, { output_dimension: size })
    expect(a).toHaveLength(size)
    expect(likeness(a, b)).toBeGreaterThan(likeness(a, c) + 0.2)
  })

  test('a shorter one is the beginning of a longer one, made one long again', async () => {
    const [[short = []], [long = []]] = await Promise.all([
      embed(['VPN down'], { output_dimension: 256 }),
      embed(['VPN down'], { output_dimension: 2048 }),
    ])
    const beginning = long.slice(0, 256)
    const length = Math.sqrt(likeness(beginning, beginning))
    expect(length).toBeLessThan(1)
    expect(short).toEqual(beginning.map((value) => expect.closeTo(value / length, 9)))
  })

  test('come with their number and a count of tokens, or as base64', async () => {
    const { json } = await post('embeddings', {
      input: ['one', 'two words'],
      model: 'voyage-4',
      encoding_format: 'base64',
      output_dimension: 256,
    })
    expect(json).toMatchObject({
      object: 'list',
      model: 'voyage-4',
      usage: { total_tokens: 3 },
      data: [{ object: 'embedding', index: 0 }, { index: 1 }],
    })
    expect(Buffer.from(json.data[1].embedding, 'base64')).toHaveLength(256 * 4)
  })
})

test('reranking puts first what fits best, and as many as asked for', async () => {
  const { json } = await post('rerank', {
    query: 'tunnel down after the provider changed',
    documents: ['Replace the toner.', 'VPN: new WAN address from the ISP', 'Reset the password'],
    model: 'rerank-2.5',
    top_k: 2,
    return_documents: true,
  })
  expect(json.data).toHaveLength(2)
  expect(json.data[0]).toMatchObject({ index: 1, document: 'VPN: new WAN address from the ISP' })
  expect(json.data[0].relevance_score).toBeGreaterThan(json.data[1].relevance_score)
  expect(json.usage.total_tokens).toBeGreaterThan(0)
})

describe('is refused', () => {
  const long = 'word '.repeat(32_001)
  const cases: [string, string, object, number, RegExp][] = [
    ['an unknown model', 'embeddings', { input: 'x', model: 'voyage-01' }, 400, /not supported/],
    [
      'a size nobody offers',
      'embeddings',
      { input: 'x', model: 'voyage-4', output_dimension: 768 },
      400,
      /output_dimension/,
    ],
    ['nothing', 'embeddings', { input: [], model: 'voyage-4' }, 400, /1 to 1000/],
    ['an empty text', 'embeddings', { input: ['x', ' '], model: 'voyage-4' }, 400, /empty/],
    [
      'more than a thousand texts',
      'embeddings',
      { input: Array(1_001).fill('x'), model: 'voyage-4' },
      400,
      /1 to 1000/,
    ],
    [
      'more tokens than fit into a batch',
      'embeddings',
      { input: Array(5).fill(long), model: 'voyage-4-large' },
      400,
      /at most 120000/,
    ],
    [
      'a text too long that may not be cut',
      'embeddings',
      { input: long, model: 'voyage-4', truncation: false },
      400,
      /32001 tokens/,
    ],
    [
      'a field nobody knows',
      'embeddings',
      { input: 'x', model: 'voyage-4', dimensions: 3 },
      400,
      /dimensions/,
    ],
    [
      'an unknown reranker',
      'rerank',
      { query: 'x', documents: ['y'], model: 'r' },
      400,
      /not supp/,
    ],
    ['another address', 'multimodal', {}, 404, /Not Found/],
  ]
  test.each(cases)('%s', async (_, path, body, status, detail) => {
    const answer = await post(path, body)
    expect(answer.status).toBe(status)
    expect(answer.json.detail).toMatch(detail)
  })

  test('a wrong key, and none', async () => {
    const body = { input: 'x', model: 'voyage-4' }
    expect(await post('embeddings', body, 'pa-wrong')).toMatchObject({ status: 401 })
    expect(await post('embeddings', body, '')).toMatchObject({
      status: 401,
      json: { detail: 'Provided API key is invalid.' },
    })
  })
})

describe('what goes wrong', () => {
  const ask = () => post('embeddings', { input: 'x', model: 'voyage-4' })

  test('a status with its headers, as often as told', async () => {
    embedder.fail({ kind: 'status', status: 429, message: 'Slow down.' }, { times: 2 })
    expect([await ask(), await ask(), await ask()].map(({ status }) => status)).toEqual([
      429, 429, 200,
    ])
    embedder.fail({ kind: 'status', status: 500 }, { path: '/v1/rerank' })
    expect((await ask()).status).toBe(200)
  })

  test('a line dropped, an answer broken in its middle, a call that hangs', async () => {
    embedder.fail({ kind: 'drop' })
    await expect(ask()).rejects.toThrow()
    embedder.fail({ kind: 'cutAfter', events: 1 })
    await expect(ask()).rejects.toThrow()
    embedder.fail({ kind: 'hang' })
    const signal = AbortSignal.timeout(50)
    const body = JSON.stringify({ input: 'x', model: 'voyage-4' })
    const headers = { authorization: 'Bearer pa-test' }
    await expect(
      fetch(`${embedder.url}/v1/embeddings`, { method: 'POST', body, headers, signal }),
    ).rejects.toThrow()
    await expect.poll(() => embedder.calls.at(-1)?.end).toBe('left')
  })

  test('what was sent can be searched', async () => {
    await embed(['the password is Autumn-Leaves#2026'])
    expect(embedder.mentions('autumn-leaves#2026')).toHaveLength(1)
    expect(embedder.mentions('other')).toHaveLength(0)
  })
})
