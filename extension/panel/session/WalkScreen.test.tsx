import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import type { ClientFact } from '#shared/client-fact/contract.ts'
import { fill, makeWalkScreen, press } from '../testing/make-walk-screen.tsx'
import type { Walk } from './walk.ts'

let close: () => void
afterEach(() => close())

const walkScreen = async (given?: Parameters<typeof makeWalkScreen>[0]) => {
  const screen = await makeWalkScreen(given)
  close = screen.close
  return screen
}

test('a digit answers, and the record holds the sentence with its value', async () => {
  const { walk, session, box } = await walkScreen()
  await act(
    async () => void (await walk.setVariable('server', 'FS02', { keep: 'client', knew: [] })),
  )
  expect(box.textContent).toContain('Is FS02 there?')
  await press('1')
  expect(session()?.statements.map((s) => s.text)).toEqual(['FS02 answers.'])
  expect(box.textContent).toContain('It works')
})

test('nothing is copied while a value is missing', async () => {
  const { store, session, copied } = await walkScreen()
  await press('c')
  expect(copied).toEqual([])
  expect(store.getState().refusal).toMatch(/value is missing/)
  expect(session()?.commands).toEqual([])
})

test('c copies the first command; c and a digit another one, which answers nothing', async () => {
  const { walk, session, box, copied } = await walkScreen()
  await act(
    async () => void (await walk.setVariable('server', 'FS02', { keep: 'client', knew: [] })),
  )
  await press('c')
  expect(copied).toEqual(['Test-NetConnection FS02'])
  expect(session()?.commands).toMatchObject([{ where: 'on the PC, towards FS02' }])
  expect(box.textContent).toContain('Look for: RemoteAddress of FS02')
  await press('c')
  await press('2')
  expect(session()?.steps.toArray()).toEqual([])
})

test('what disrupts is copied only after a yes', async () => {
  const { walk, box, copied } = await walkScreen()
  await act(
    async () => void (await walk.setVariable('server', 'FS02', { keep: 'client', knew: [] })),
  )
  await press('c')
  await press('2')
  expect(copied).toEqual(['Test-NetConnection FS02'])
  expect(box.querySelector('[role="alertdialog"]')).not.toBeNull()
  await press('Escape')
  expect(box.querySelector('[role="alertdialog"]')).toBeNull()
  await press('c')
  await press('2')
  await press('Enter')
  expect(copied).toContain('Restart-Service LanmanServer')
})

test('no key fires while somebody types', async () => {
  const { session, box } = await walkScreen()
  const field = box.querySelector('input')
  expect(field).not.toBeNull()
  for (const key of ['1', '2', 'x', 'b', 'p']) await press(key, field ?? document.body)
  expect(session()?.steps.toArray()).toEqual([])
  expect(session()?.status).toBe('active')
})

test('the first missing value is ready to be typed; Escape leaves it, Enter goes to the next', async () => {
  const { box, session } = await walkScreen()
  const fields = () => [...box.querySelectorAll('input')]
  expect(document.activeElement).toBe(fields()[0])
  await press('Escape', fields()[0])
  expect(document.activeElement).toBe(document.body)
  await fill(fields()[0], 'FS02')
  expect(session()?.variables.server?.value).toBe('FS02')
  expect(document.activeElement).toBe(fields()[0])
})

const fact = (name: string, value: string, more: Partial<ClientFact> = {}): ClientFact => ({
  ...{ name, value, setBy: 'Jude', setAt: new Date().toISOString(), ticket: '#7', other: null },
  ...more,
})
const buttonSaying = (box: HTMLElement, words: string) =>
  [...box.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(words))

test('what is kept for the client is filled in for the sub-flows too', async () => {
  const { session } = await walkScreen({ facts: [fact('dc', 'DC01')] })
  expect(session()?.variables.dc).toMatchObject({ value: 'DC01', source: 'client' })
})

test('what was kept long ago is asked again, with who told it; once said to hold it is kept anew', async () => {
  const { session, box, facts } = await walkScreen({
    facts: [fact('server', 'FS01', { setAt: '2024-03-03T08:00:00.000Z' })],
  })
  expect(session()?.variables.server).toBeUndefined()
  expect(box.textContent).toContain('Does it still hold?')
  await act(async () => buttonSaying(box, 'FS01Jude')?.click())
  expect(session()?.variables.server).toMatchObject({ value: 'FS01', source: 'typed' })
  await expect
    .poll(() => facts.getState().facts)
    .toMatchObject([{ value: 'FS01', setBy: 'Ada', ticket: '#1' }])
})

test('of two values that two people told, the one that is picked replaces both', async () => {
  const other = { value: 'FS02', setBy: 'Robin', setAt: '2026-03-03T08:00:00.000Z' }
  const { session, box, facts } = await walkScreen({ facts: [fact('server', 'FS01', { other })] })
  expect(session()?.variables.server).toBeUndefined()
  await act(async () => buttonSaying(box, 'FS02Robin')?.click())
  expect(session()?.variables.server?.value).toBe('FS02')
  await expect.poll(() => facts.getState().facts).toMatchObject([{ value: 'FS02', other: null }])
})

test('a typed value that is not the kept one: whether it takes its place is asked', async () => {
  const old = { setAt: '2024-03-03T08:00:00.000Z' }
  const { session, box, facts } = await walkScreen({ facts: [fact('server', 'FS01', old)] })
  await fill(box.querySelector('input'), 'FS09')
  expect(session()?.variables.server).toBeUndefined()
  expect(box.textContent).toContain('FS01 is kept for Adler & Partner (Jude, ')
  expect(document.activeElement?.textContent).toBe('From now on')
  await act(async () => buttonSaying(box, 'Only on this ticket')?.click())
  expect(session()?.variables.server).toMatchObject({ value: 'FS09', keep: 'session' })
  await expect.poll(() => facts.getState().facts).toMatchObject([{ value: 'FS01' }])
})

test('did not help is told and one stays where one is', async () => {
  const { session, box } = await walkScreen()
  await press('x')
  const field = box.querySelector('textarea')
  expect(field).not.toBeNull()
  await press('Enter', field ?? document.body)
  expect(session()?.statements.toArray()).toMatchObject([{ kind: 'dead_end' }])
  expect(session()?.position?.nodeId).toBe('check')
})

/** Kept as output of the step, and read. */
async function keepOutput(walk: Walk, text: string) {
  await act(async () => {
    await walk.keepOutput(text)
    await import('#shared/parse/read-output.ts')
  })
  await act(async () => undefined)
}

const CLOSED = 'ComputerName     : FS02\nRemotePort       : 445\nTcpTestSucceeded : False'

test('kept output is read; y keeps what it says with its line, and the answer it speaks for is shown', async () => {
  const { walk, session, box } = await walkScreen()
  await act(
    async () => void (await walk.setVariable('server', 'FS02', { keep: 'client', knew: [] })),
  )
  await keepOutput(walk, CLOSED)
  expect(box.textContent).toContain('Read from Test-NetConnection')
  expect(box.textContent).toContain('Port 445 of FS02 does not answer.')
  const pointed = [...box.querySelectorAll('button')].filter((one) =>
    one.textContent?.includes('The output speaks for this'),
  )
  expect(pointed.map((one) => one.textContent)).toEqual(['2NoThe output speaks for this'])
  expect(session()?.statements.toArray()).toEqual([])

  await press('y')
  const [statement] = session()?.statements.toArray() ?? []
  expect(statement).toMatchObject({
    ...{ kind: 'test', text: 'Port 445 of FS02 does not answer.' },
    source: { kind: 'step_result', quote: 'TcpTestSucceeded : False', isFound: true },
  })
  expect(statement?.source?.ref).toBe(session()?.outputs[0]?.id)
  expect(box.textContent).toContain('Kept')
  await press('y')
  expect(session()?.statements.length).toBe(1)
})

test('output that no tool prints is kept, and nothing is said of it', async () => {
  const { walk, box, session } = await walkScreen()
  await keepOutput(walk, 'It works again, says the user.')
  expect(session()?.outputs.length).toBe(1)
  expect(box.textContent).not.toContain('Read from')
  expect(box.textContent).not.toContain('speaks for this')
})
