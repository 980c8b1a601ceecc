/** A stand-in that listens: faults for real, its control door, callbacks, https. */

import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sign } from './callbacks.ts'
import type { NewFault, Play } from './faults.ts'
import { createFaults } from './faults.ts'
import type { Json } from './rest/json.ts'
import { type ConnectWise, startConnectWise } from './server.ts'
import { basic, CLIENT_ID } from './testing/ask.ts'
import { createWorld } from './world.ts'

const NOTES = '/service/tickets/48213/notes'
const headers = { authorization: basic(), clientId: CLIENT_ID }
const json = { 'content-type': 'application/json; charset=utf-8' }

let connectWise: ConnectWise
beforeEach(async () => {
  const world = createWorld({ now: () => new Date(), companyId: 'northwind' })
  connectWise = await startConnectWise({ world, tls: true, callbackWaitsMs: [5, 10] })
})
afterEach(() => connectWise.close())

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${connectWise.url}/v4_6_release/apis/3.0${path}`, {
    redirect: 'manual',
    ...init,
    headers: { ...headers, ...(init.body ? json : {}) },
  })
const post = (text = 'Posted.') =>
  ask(NOTES, {
    method: 'POST',
    body: JSON.stringify({ text, internalAnalysisFlag: true, processNotifications: false }),
  })
const control = (method: string, path: string, body?: Json) =>
  fetch(`${connectWise.url}/_standin${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: json }),
  })
const written = () =>
  connectWise.world.ledger.filter((e) => e.kind === 'write' && e.record === 'note')
const lastCall = () => connectWise.world.ledger.findLast((e) => e.kind === 'call')

describe('faults', () => {
  test('cut before storing: the line breaks and nothing is stored', async () => {
    connectWise.faults.add({
      method: 'POST',
      path: '/service/tickets/*/notes',
      play: { kind: 'cutBefore' },
    })
    await expect(post()).rejects.toThrow()
    expect(written()).toEqual([])
    expect(lastCall()).toMatchObject({ status: 'cut', fault: 'cutBefore' })
    expect((await post()).status).toBe(201)
  })

  test('cut after storing: the same to the client, but the note is there', async () => {
    connectWise.faults.add({ path: NOTES, play: { kind: 'cutAfter' } })
    await expect(post('Stored once.')).rejects.toThrow()
    expect(written()).toHaveLength(1)
    expect(lastCall()).toMatchObject({ status: 'cut', fault: 'cutAfter' })
    const { text } = (await (await ask(`${NOTES}?orderBy=id desc&pageSize=1`)).json())[0]
    expect(text).toBe('Stored once.')
  })

  test('cut in the middle of the answer: the note is there, the answer cannot be read', async () => {
    connectWise.faults.add({ path: NOTES, play: { kind: 'cutMiddle' } })
    const response = await post()
    expect(response.status).toBe(201)
    await expect(response.json()).rejects.toThrow()
    expect(written()).toHaveLength(1)
  })

  test('hang: no answer until the client gives up, and nothing is stored', async () => {
    connectWise.faults.add({ path: NOTES, play: { kind: 'hang' } })
    const body = JSON.stringify({ text: 'x', internalAnalysisFlag: true })
    const signal = AbortSignal.timeout(100)
    await expect(ask(NOTES, { method: 'POST', body, signal })).rejects.toThrow()
    expect(written()).toEqual([])
  })

  test('hang after storing: the note is there and nobody says so', async () => {
    connectWise.faults.add({ path: NOTES, play: { kind: 'hangAfter' } })
    const body = JSON.stringify({ text: 'x', internalAnalysisFlag: true })
    const gaveUp = new AbortController()
    const refused = expect(
      ask(NOTES, { method: 'POST', body, signal: gaveUp.signal }),
    ).rejects.toThrow()
    await expect.poll(written).toHaveLength(1)
    gaveUp.abort()
    await refused
    await expect.poll(() => lastCall()?.status).toBe('cut')
  })

  test('slow: stored after the client has given up and read back', async () => {
    connectWise.faults.add({ path: NOTES, play: { kind: 'slow', ms: 150 } })
    const body = JSON.stringify({ text: 'late', internalAnalysisFlag: true })
    const signal = AbortSignal.timeout(50)
    await expect(ask(NOTES, { method: 'POST', body, signal })).rejects.toThrow()
    expect(written()).toEqual([])
    await expect.poll(written).toHaveLength(1)
  })

  test('a hanging call does not keep the stand-in from closing', async () => {
    connectWise.faults.add({ path: NOTES, play: { kind: 'hang' } })
    const given = post()
    const refused = expect(given).rejects.toThrow()
    await expect.poll(() => lastCall()?.path).toBe(NOTES)
    await connectWise.close()
    await refused
    const world = createWorld({ now: () => new Date(), companyId: 'northwind' })
    connectWise = await startConnectWise({ world })
  })

  test('slow: late but right', async () => {
    connectWise.faults.add({ path: NOTES, play: { kind: 'slow', ms: 60 } })
    const begun = performance.now()
    expect((await post()).status).toBe(201)
    expect(performance.now() - begun).toBeGreaterThanOrEqual(55)
  })

  const refused: [Play, number, RegExp][] = [
    [{ kind: 'status', status: 401 }, 401, /Unauthorized/],
    [{ kind: 'status', status: 403 }, 403, /Security/],
    [{ kind: 'status', status: 404 }, 404, /NotFound/],
    [{ kind: 'status', status: 409, message: 'in use' }, 409, /in use/],
    [{ kind: 'status', status: 500 }, 500, /InternalServerError/],
    [{ kind: 'htmlError', status: 502 }, 502, /^<!DOCTYPE html>/],
    [{ kind: 'cannotRoute' }, 400, /^Cannot route/],
    [{ kind: 'htmlAsJson' }, 200, /^<!DOCTYPE html>/],
    [{ kind: 'throttle', retryAfter: '7' }, 429, /"error"/],
  ]
  test.each(refused)('%j answers so and stores nothing', async (play, status, body) => {
    connectWise.faults.add({ play })
    const answer = await post()
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(body)])
    expect(written()).toEqual([])
  })

  test('429 carries seconds, a date or nothing', async () => {
    const date = 'Mon, 02 Mar 2026 14:06:00 GMT'
    for (const retryAfter of ['7', date, undefined]) {
      connectWise.faults.add({ play: { kind: 'throttle', retryAfter } })
      expect((await ask('/system/info')).headers.get('retry-after')).toBe(retryAfter ?? null)
    }
  })

  test('the answer names another ticket than it was asked about', async () => {
    connectWise.faults.add({ method: 'GET', play: { kind: 'wrongTicket' } })
    expect((await (await ask('/service/tickets/48213')).json()).id).toBe(48214)
    connectWise.faults.add({ method: 'POST', play: { kind: 'wrongTicket' } })
    expect((await (await post()).json()).ticketId).toBe(48214)
  })

  test('a redirect leads elsewhere', async () => {
    connectWise.faults.add({ play: { kind: 'redirect', to: 'http://elsewhere.example/' } })
    const answer = await ask('/service/tickets')
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      'http://elsewhere.example/',
    ])
  })
})

describe('which call a fault plays on', () => {
  const plays = (fault: Omit<NewFault, 'play'>, calls: [string, string][]) => {
    const faults = createFaults()
    faults.add({ ...fault, play: { kind: 'hang' } })
    return calls.map(([method, path]) => faults.next(method, path) !== undefined)
  }
  const same: [string, string][] = Array.from({ length: 5 }, () => ['POST', NOTES])

  test('once, from the nth, or as often as told', () => {
    expect(plays({}, same)).toEqual([true, false, false, false, false])
    expect(plays({ nth: 3 }, same)).toEqual([false, false, true, false, false])
    expect(plays({ nth: 2, count: 2 }, same)).toEqual([false, true, true, false, false])
  })

  test('by method and path, where a star is one segment and two are any number', () => {
    const calls: [string, string][] = [
      ['GET', '/service/tickets/1/notes'],
      ['POST', '/service/tickets/1/notes/2'],
      ['POST', '/service/tickets/1/notes'],
    ]
    expect(plays({ method: 'post', path: '/service/tickets/*/notes' }, calls)).toEqual([
      false,
      false,
      true,
    ])
    expect(plays({ path: '/service/**', count: 9 }, calls)).toEqual([true, true, true])
    expect(plays({ path: '/service/tickets/1.notes', count: 9 }, calls)).toEqual([
      false,
      false,
      false,
    ])
  })

  test('two faults for one call are played one after the other', () => {
    const faults = createFaults()
    faults.add({ play: { kind: 'hang' } })
    faults.add({ play: { kind: 'cutAfter' } })
    const kinds = [1, 2, 3].map(() => faults.next('GET', '/x')?.kind)
    expect(kinds).toEqual(['hang', 'cutAfter', undefined])
  })
})

describe('the control door', () => {
  test('sets, lists and clears faults', async () => {
    const set = await control('POST', '/faults', { path: NOTES, play: { kind: 'cutAfter' } })
    expect(set.status).toBe(201)
    await expect(post()).rejects.toThrow()
    expect(await (await control('GET', '/faults')).json()).toMatchObject([{ played: 1 }])
    await control('DELETE', '/faults')
    expect(await (await control('GET', '/faults')).json()).toEqual([])
  })

  test('refuses a fault it does not know, and says why', async () => {
    const answer = await control('POST', '/faults', { play: { kind: 'explode' } })
    expect(answer.status).toBe(400)
    expect((await answer.json()).message).toMatch(/kind/)
  })

  test('shows the ledger from a number on', async () => {
    await post()
    const all = await (await control('GET', '/ledger')).json()
    const writes = await (await control('GET', '/ledger?kind=write')).json()
    expect(all.map((e: { kind: string }) => e.kind)).toEqual(['call', 'write', 'write'])
    expect(writes).toHaveLength(2)
    expect(await (await control('GET', `/ledger?since=${all[1].seq}`)).json()).toHaveLength(1)
  })

  test('turns switches, one right at a time', async () => {
    await control('PATCH', '/switches', { rights: { companies: 'none' }, model: 'older' })
    expect((await ask('/company/companies')).status).toBe(403)
    expect((await ask('/company/contacts')).status).toBe(200)
    expect((await control('PATCH', '/switches', { model: 'ancient' })).status).toBe(400)
  })

  test('moves the clock, lets others write, and starts afresh', async () => {
    const before = connectWise.world.now().getTime()
    await control('POST', '/clock', { moveMs: 3_600_000 })
    expect(connectWise.world.now().getTime() - before).toBeGreaterThanOrEqual(3_600_000)
    await control('POST', '/notes', { ticketId: 48213, text: 'by hand', on: 'discussion' })
    await control('PATCH', '/tickets/48213', { statusId: 19 })
    expect(connectWise.world.ticket(48213)?.statusId).toBe(19)
    expect(connectWise.world.allNotesOf(48213).at(-1)?.text).toBe('by hand')
    await control('POST', '/reset')
    expect(connectWise.world.ticket(48213)?.statusId).toBe(17)
    expect(connectWise.world.ledger).toEqual([])
  })
})

describe('callbacks', () => {
  type Received = { url: string; signature: string; body: string }

  /** A receiver that answers with the given statuses in turn, then 204. */
  async function receive(...statuses: number[]) {
    const received: Received[] = []
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part)
      const signature = String(request.headers['x-content-signature'])
      received.push({ url: request.url ?? '', signature, body: Buffer.concat(parts).toString() })
      response.writeHead(statuses.shift() ?? 204).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return { received, server, url: `http://127.0.0.1:${portOf(server)}/hook/abc?recordId=` }
  }

  const register = (url: string, more: Record<string, Json> = {}) =>
    ask('/system/callbacks', {
      method: 'POST',
      body: JSON.stringify({ url, objectId: 1, type: 'ticket', level: 'owner', ...more }),
    })
  const onPage = { member: 'mlindqvist', via: 'page' } as const

  test('a change is told, signed so that the key at its address fits', async () => {
    const { received, server, url } = await receive()
    await register(url)
    connectWise.world.patchTicket(48213, { summary: 'Zoë cannot print' }, onPage)
    await connectWise.callbacks.settled()
    server.close()
    expect(received.map((r) => r.url)).toEqual(['/hook/abc?recordId=48213&action=updated'])
    const { body = '', signature } = received[0] ?? {}
    const message = JSON.parse(body)
    expect(message).toMatchObject({
      Action: 'updated',
      ID: 48213,
      MemberId: 'mlindqvist',
      Type: 'ticket',
    })
    expect(JSON.parse(message.Entity)).toMatchObject({ summary: 'Zoë cannot print' })
    const key = JSON.parse(await (await fetch(message.Metadata.key_url)).text())
    expect(sign(key.signing_key, body)).toBe(signature)
    const foreign = message.Metadata.key_url.replace(/id=.*/, 'id=other')
    expect((await fetch(foreign)).status).toBe(404)
  })

  test('a deleted record has no entity', async () => {
    const { received, server, url } = await receive()
    await register(url)
    connectWise.world.removeTicket(48199, onPage)
    await connectWise.callbacks.settled()
    server.close()
    expect(JSON.parse(received[0]?.body ?? '{}')).toMatchObject({ Action: 'deleted', Entity: null })
  })

  test('a note comes as its ticket updated; our own are hidden when we asked for that', async () => {
    const { received, server, url } = await receive()
    await register(url, { isSelfSuppressedFlag: true })
    await post()
    await connectWise.callbacks.settled()
    expect(received).toEqual([])
    await control('POST', '/notes', { ticketId: 48213, text: 'theirs' })
    await connectWise.callbacks.settled()
    server.close()
    expect(received.map((r) => JSON.parse(r.body).Type)).toEqual(['ticket'])
  })

  test('only tickets of the level asked for are told', async () => {
    const { received, server, url } = await receive()
    await register(url, { level: 'Board', objectId: 2 })
    connectWise.world.patchTicket(48213, { summary: 'a' }, onPage)
    connectWise.world.patchTicket(48140, { summary: 'b' }, onPage)
    await connectWise.callbacks.settled()
    server.close()
    expect(received.map((r) => JSON.parse(r.body).ID)).toEqual([48140])
  })

  test('404, 409, 419 and 429 are tried twice more, others never', async () => {
    const stubborn = await receive(404, 429, 419)
    await register(stubborn.url)
    connectWise.world.patchTicket(48213, { summary: 'a' }, onPage)
    await connectWise.callbacks.settled()
    stubborn.server.close()
    expect(stubborn.received).toHaveLength(3)
    const ids = stubborn.received.map((r) => JSON.parse(r.body).MessageId)
    expect(new Set(ids).size).toBe(1)

    connectWise.world.reset()
    const broken = await receive(500)
    await register(broken.url)
    connectWise.world.patchTicket(48213, { summary: 'a' }, onPage)
    await connectWise.callbacks.settled()
    broken.server.close()
    expect(broken.received).toHaveLength(1)
  })

  test('three days of failing switch it off', async () => {
    const { received, server, url } = await receive(500, 500, 500)
    await register(url)
    for (const days of [0, 1.5, 1.6]) {
      connectWise.world.moveClock(days * 86_400_000)
      connectWise.world.patchTicket(48213, { summary: `after ${days}` }, onPage)
      await connectWise.callbacks.settled()
    }
    connectWise.world.patchTicket(48213, { summary: 'never told' }, onPage)
    await connectWise.callbacks.settled()
    server.close()
    expect(received).toHaveLength(3)
    expect(connectWise.world.records.callbacks[0]?.inactiveFlag).toBe(true)
  })

  test('addresses elsewhere are never called', async () => {
    await register('https://hooks.example.com/?recordId=')
    connectWise.world.patchTicket(48213, { summary: 'a' }, onPage)
    await connectWise.callbacks.settled()
    const told = connectWise.world.ledger.filter((e) => e.kind === 'delivery')
    expect(told).toMatchObject([{ status: 'notLoopback' }])
  })
})

test('https answers under a ConnectWise name to who trusts its certificate', async () => {
  const name = 'na.myconnectwise.net'
  const body = await new Promise<string>((resolve, reject) => {
    const call = httpsRequest(
      {
        host: '127.0.0.1',
        port: connectWise.tlsPort,
        servername: name,
        path: '/login/companyinfo/northwind',
        headers: { host: name },
        ca: connectWise.certificate?.cert,
      },
      async (response) => {
        let text = ''
        for await (const part of response) text += part
        resolve(text)
      },
    )
    call.on('error', reject).end()
  })
  expect(JSON.parse(body)).toMatchObject({ IsCloud: true, SiteUrl: `api-${name}` })
})

test('pages and REST stand on one world', async () => {
  const page = await fetch(`${connectWise.url}/v4_6_release/ConnectWise.aspx`)
  expect([page.status, page.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('html'),
  ])
})

function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The receiver does not listen.')
  return address.port
}
