import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import { connect, createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificate } from '#e2e/connectwise/certificate.ts'
import { readAllowedHosts } from './allowed-hosts.ts'
import { isPublicAddress } from './public-address.ts'
import { createReach, guardedLookup, type ReachOptions } from './reach.ts'

const open = new Set<Server>()
afterEach(() => {
  for (const server of open) {
    server.close()
    if (server instanceof http.Server) server.closeAllConnections()
  }
  open.clear()
})

async function listening(server: Server): Promise<number> {
  open.add(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

const get = (address: string, options: ReachOptions = {}, timeoutMs = 5000) =>
  createReach(options)({ method: 'GET', url: new URL(address), headers: {}, timeoutMs })

/** A name server that says these addresses, one list after the other. */
const saying = (...answers: string[][]): NonNullable<ReachOptions['lookup']> => {
  let asked = 0
  const lookup = (_: string, __: unknown, done: (e: null, a: unknown) => void) => {
    const list = answers[Math.min(asked++, answers.length - 1)] ?? []
    done(
      null,
      list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return lookup as unknown as NonNullable<ReachOptions['lookup']> // the one shape of it that is used
}

describe('which addresses are public', () => {
  it.each(['8.8.8.8', '1.1.1.1', '52.1.2.3', '2606:4700:4700::1111', '2a00:1450:4001:80e::200e'])(
    '%s is',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.8',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::1',
    '2001:0:7f00:1::1',
    '2001:db8::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    '100::1',
    '4000::1',
    '',
    'localhost',
    '10.0.0.1.example.org',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false))
})

describe('what is never asked', () => {
  it.each([
    ['http://na.myconnectwise.net/', 'not_https'],
    ['ftp://na.myconnectwise.net/', 'not_https'],
    ['https://user:pass@na.myconnectwise.net/', 'has_credentials'],
    ['https://na.myconnectwise.net:8443/', 'port'],
    ['https://127.0.0.1/', 'private'],
    ['https://0x7f.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:127.0.0.1]/', 'private'],
    ['https://169.254.169.254/latest/meta-data/', 'private'],
  ])('%s: %s', async (address, why) => {
    expect(await get(address)).toMatchObject({ kind: 'none', why, wasSent: false })
  })

  it.each([
    [['10.0.0.5']],
    [['8.8.8.8', '10.0.0.5']],
    [['::ffff:127.0.0.1']],
    [['::1', '2606:4700:4700::1111']],
  ])('a name that leads to %j', async (addresses) => {
    const reached = await get('https://cw.example.org/', { lookup: saying(addresses) })
    expect(reached).toMatchObject({ kind: 'none', why: 'private', wasSent: false })
  })

  it('a name that was public a moment ago: each connection gets just what was checked for it', () => {
    const lookup = guardedLookup(saying(['8.8.8.8'], ['127.0.0.1']), undefined)
    const answers: unknown[] = []
    const note = (error: unknown, addresses: unknown) => answers.push(error ?? addresses)
    lookup('cw.example.org', { all: true }, note)
    lookup('cw.example.org', { all: true }, note)
    expect(answers).toEqual([
      [{ address: '8.8.8.8', family: 4 }],
      expect.objectContaining({ code: 'NOT_PUBLIC' }),
    ])
  })
})

describe('what an operator vouches for', () => {
  const page = (text = 'hello') => http.createServer((_, answer) => answer.end(text))

  it('is asked although it is private, at exactly that host and port', async () => {
    const port = await listening(page())
    const allowed = readAllowedHosts(`http://localhost:${port}`) ?? []
    expect(await get(`http://localhost:${port}/`, { allowed })).toMatchObject({
      kind: 'answer',
      status: 200,
      text: 'hello',
    })
    expect(await get(`http://127.0.0.1:${port}/`, { allowed })).toMatchObject({ why: 'not_https' })
    expect(await get(`https://localhost:${port}/`, { allowed })).toMatchObject({ why: 'port' })
    expect(await get(`http://u:p@localhost:${port}/`, { allowed })).toMatchObject({ kind: 'none' })
  })

  it('can be reached elsewhere under its own name, with its certificate checked', async () => {
    const { key, cert } = makeCertificate(['na.myconnectwise.net'], new Date())
    const hosts: (string | undefined)[] = []
    const server = https.createServer({ key, cert }, (question, answer) => {
      hosts.push(question.headers.host)
      answer.end('{}')
    })
    const port = await listening(server)
    const allowed = readAllowedHosts(`na.myconnectwise.net=127.0.0.1:${port}`) ?? []
    const address = 'https://na.myconnectwise.net/login'
    expect(await get(address, { allowed, ca: cert })).toMatchObject({ kind: 'answer', text: '{}' })
    expect(hosts).toEqual(['na.myconnectwise.net'])
    expect(await get(address, { allowed })).toMatchObject({
      kind: 'none',
      why: 'certificate',
      wasSent: false,
    })
    const other = readAllowedHosts(`eu.myconnectwise.net=127.0.0.1:${port}`) ?? []
    expect(await get('https://eu.myconnectwise.net/', { allowed: other, ca: cert })).toMatchObject({
      why: 'certificate',
      wasSent: false,
    })
  })

  it.each([
    ['cw.example.org', [{ protocol: 'https:', host: 'cw.example.org' }]],
    ['CW.Example.org:8443', [{ protocol: 'https:', host: 'cw.example.org:8443' }]],
    ['http://localhost:4010', [{ protocol: 'http:', host: 'localhost:4010' }]],
    [
      ' a.example , b.example=10.0.0.7 ',
      [
        { protocol: 'https:', host: 'a.example' },
        { protocol: 'https:', host: 'b.example', connectHost: '10.0.0.7' },
      ],
    ],
    ['', []],
  ])('%j is read', (text, hosts) => expect(readAllowedHosts(text)).toEqual(hosts))

  it.each(['*', 'cw.example.org/path', 'u:p@cw.example.org', 'ftp://x', 'a=b=c', 'a b'])(
    '%j is no such list',
    (text) => expect(readAllowedHosts(text)).toBeUndefined(),
  )
})

describe('how an answer fails to come', () => {
  const allowedAt = (port: number) => readAllowedHosts(`http://localhost:${port}`) ?? []

  it('nobody listens: nothing was sent', async () => {
    const server = createServer()
    const port = await listening(server)
    server.close()
    await once(server, 'close')
    expect(await get(`http://localhost:${port}/`, { allowed: allowedAt(port) })).toMatchObject({
      why: 'no_connection',
      wasSent: false,
    })
  })

  it('no such name: nothing was sent', async () => {
    const lookup = ((_: string, __: unknown, done: (e: Error, a: []) => void) =>
      done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])) as unknown as NonNullable<
      ReachOptions['lookup']
    > // the one shape of it that is used
    expect(await get('https://no.example.org/', { lookup })).toMatchObject({
      why: 'no_such_name',
      wasSent: false,
    })
  })

  it('the line breaks after the question: it was sent', async () => {
    const port = await listening(
      createServer((socket) => socket.once('data', () => socket.destroy())),
    )
    expect(await get(`http://localhost:${port}/`, { allowed: allowedAt(port) })).toMatchObject({
      why: 'cut',
      wasSent: true,
    })
  })

  it('half an answer is none', async () => {
    const half = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'
    const port = await listening(
      createServer((socket) => socket.once('data', () => socket.end(half))),
    )
    expect(await get(`http://localhost:${port}/`, { allowed: allowedAt(port) })).toMatchObject({
      why: 'cut',
      wasSent: true,
    })
  })

  it('silence ends at the time set', async () => {
    const port = await listening(createServer(() => {}))
    const reached = await get(`http://localhost:${port}/`, { allowed: allowedAt(port) }, 60)
    expect(reached).toMatchObject({ why: 'timeout', wasSent: true })
  })

  it('an answer beyond the limit is cut off', async () => {
    const server = http.createServer((_, answer) => answer.end('x'.repeat(10_000)))
    const port = await listening(server)
    const options = { allowed: allowedAt(port), maxBytes: 1000 }
    expect(await get(`http://localhost:${port}/`, options)).toMatchObject({ why: 'too_large' })
  })

  it('a redirect is an answer, not a way', async () => {
    let came = 0
    const elsewhere = await listening(http.createServer((_, answer) => answer.end(String(came++))))
    const server = http.createServer((_, answer) =>
      answer.writeHead(302, { location: `http://localhost:${elsewhere}/` }).end(),
    )
    const port = await listening(server)
    const reached = await get(`http://localhost:${port}/`, { allowed: allowedAt(port) })
    expect(reached).toMatchObject({ kind: 'answer', status: 302 })
    expect(came).toBe(0)
    connect(elsewhere).destroy()
  })
})
