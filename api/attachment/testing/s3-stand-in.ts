/**
 * An object store for tests: what our store asks of S3, over real HTTP, in memory.
 *
 * Signatures are computed here anew from Amazon's description (Signature Version 4), so that a
 * request which a real store would turn away is turned away here. Lists come two at a time.
 */
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { S3Config } from '../s3-store.ts'

export interface S3StandIn {
  config: S3Config
  objects: Map<string, { bytes: Buffer; at: Date }>
  /** What is answered instead, once for each entry; cut, the answer breaks off within its body. */
  faults: (number | 'cut')[]
  close(): Promise<void>
}

const PAGE = 2

export async function startS3(now: () => Date): Promise<S3StandIn> {
  const objects: S3StandIn['objects'] = new Map()
  const faults: S3StandIn['faults'] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => answer(request, Buffer.concat(chunks), response))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const config: S3Config = {
    endpoint: new URL(`http://127.0.0.1:${port}`),
    bucket: 'attachments',
    region: 'eu-test-1',
    accessKey: 'AKIDOFATEST',
    secretKey: 'a/secret+of/a/test',
  }

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse) {
    const say = (status: number, text: string | Buffer = '') => response.writeHead(status).end(text)
    const fault = faults.shift()
    if (fault === 'cut') {
      response.writeHead(200, { 'content-length': '1000' })
      return response.write('half', () => response.destroy())
    }
    if (fault) return say(fault, '<Error><Code>SlowDown</Code></Error>')
    if (!isSigned(request, body, config)) {
      return say(403, '<Error><Code>SignatureDoesNotMatch</Code></Error>')
    }
    const url = new URL(request.url ?? '/', config.endpoint)
    const [, bucket, ...rest] = url.pathname.split('/')
    if (bucket !== config.bucket) return say(404, '<Error><Code>NoSuchBucket</Code></Error>')
    const key = rest.join('/')
    if (key === '') return say(200, listOf(url.searchParams))
    const found = objects.get(key)
    switch (request.method) {
      case 'PUT':
        objects.set(key, { bytes: body, at: now() })
        return say(200)
      case 'DELETE':
        objects.delete(key)
        return say(204)
      default:
        if (!found) return say(404, '<Error><Code>NoSuchKey</Code></Error>')
        return say(200, request.method === 'HEAD' ? '' : found.bytes)
    }
  }

  function listOf(query: URLSearchParams): string {
    const after = query.get('continuation-token') ?? ''
    const keys = [...objects.keys()]
      .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
      .sort()
    const page = keys.slice(0, PAGE)
    const more = keys.length > PAGE ? page.at(-1) : undefined
    const contents = page.map(
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>${objects.get(key)?.at.toISOString()}</LastModified></Contents>`,
    )
    return `<?xml version="1.0"?><ListBucketResult>${contents.join('')}${more ? `<NextContinuationToken>${more}</NextContinuationToken>` : ''}</ListBucketResult>`
  }

  return {
    config,
    objects,
    faults,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

function isSigned(request: IncomingMessage, body: Buffer, config: S3Config): boolean {
  const [, credential = '', signed = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      request.headers.authorization ?? '',
    ) ?? []
  const [accessKey, day = '', region = '', service = ''] = credential.split('/')
  const hash = String(request.headers['x-amz-content-sha256'])
  if (accessKey !== config.accessKey || hash !== sha256(body)) return false
  const url = new URL(request.url ?? '/', config.endpoint)
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&')
  const headers = signed.split(';').map((name) => `${name}:${request.headers[name]}\n`)
  const canonical = [request.method, url.pathname, query, headers.join(''), signed, hash].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)]
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (made, part) => hmac(made, part),
    Buffer.from(`AWS4${config.secretKey}`),
  )
  return hmac(key, text.join('\n')).toString('hex') === signature
}

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
